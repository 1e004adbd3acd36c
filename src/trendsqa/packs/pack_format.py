"""Formats of an evidence pack, and the bytes of a pack in each; HTML is written by whoever renders pages."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import quote

from trendsqa.corpus.documents.text_cleaning import slug
from trendsqa.errors import InputError
from trendsqa.packs.bibtex import bibtex
from trendsqa.packs.evidence_pack import EvidencePack
from trendsqa.packs.plain_text import as_line
from trendsqa.packs.wording import TITLE, PackWords

__all__ = ["PackFile", "PackFormat", "file_of"]

_MOST_LETTERS_OF_NAME = 80
_NOT_IN_NAMES = str.maketrans(dict.fromkeys('/\\:*?"<>|', " "))
"""Characters that a file's name may not hold on one system or another."""


class PackFormat(StrEnum):
    """Format of a pack; the value is the ending of its file."""

    HTML = "html"
    DOCX = "docx"
    BIB = "bib"
    RIS = "ris"

    @property
    def media_type(self) -> str:
        """The media type of such a file."""
        return _MEDIA_TYPES[self]


_MEDIA_TYPES = {
    PackFormat.HTML: "text/html; charset=utf-8",
    PackFormat.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    PackFormat.BIB: "application/x-bibtex; charset=utf-8",
    PackFormat.RIS: "application/x-research-info-systems; charset=utf-8",
}


@dataclass(frozen=True, slots=True)
class PackFile:
    """A pack as a file: its bytes, their media type and names to save it under, one of them in ASCII."""

    content: bytes
    media_type: str
    name: str
    ascii_name: str

    @property
    def disposition(self) -> str:
        """The value of Content-Disposition (RFC 6266) that saves it, the full name encoded as in RFC 8187."""
        return f"attachment; filename=\"{self.ascii_name}\"; filename*=UTF-8''{quote(self.name, safe='')}"


def file_of(
    pack: EvidencePack, wanted: PackFormat, words: PackWords, as_html: Callable[[EvidencePack], str]
) -> PackFile:
    """``pack`` as a file with ``words`` of its own; ``as_html`` renders it as a page.

    Raises:
        InputError: References alone are wanted of an answer that cites nothing.
    """
    ending = wanted.value
    asked = " ".join(pack.question.translate(_NOT_IN_NAMES).split())[:_MOST_LETTERS_OF_NAME].strip(". ")
    return PackFile(
        content=_content(pack, wanted, words, as_html),
        media_type=wanted.media_type,
        name=f"{as_line(f'{words.say(TITLE)} {pack.made.isoformat()} {asked}')}.{ending}",
        ascii_name=f"evidence-pack-{slug(pack.question)}.{ending}",
    )


def _content(pack: EvidencePack, wanted: PackFormat, words: PackWords, as_html: Callable[[EvidencePack], str]) -> bytes:
    if wanted in {PackFormat.BIB, PackFormat.RIS} and not pack.references:
        raise InputError(
            f"This answer cites no document, so there is no reference for a .{wanted} file. "
            "Ask for html or docx: they say what is missing and which sections come nearest."
        )
    match wanted:
        case PackFormat.HTML:
            return as_html(pack).encode()
        case PackFormat.DOCX:
            # Imported when asked for: the library takes longer to load than a reference to write.
            from trendsqa.packs.docx_pack import docx_of

            return docx_of(pack, words)
        case PackFormat.BIB:
            return bibtex(pack.references).encode()
        case PackFormat.RIS:
            from trendsqa.packs.ris import ris

            return ris(pack.references).encode()
