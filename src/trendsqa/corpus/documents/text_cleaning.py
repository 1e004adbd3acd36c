"""Normalisation of characters: visible ones are kept, invisible ones are repaired or removed.

Text becomes NFC, not NFKC: a superscript or a fraction is kept, while ligatures, odd spaces, soft
hyphens, NULs and private-use characters, which file formats leave behind, do not reach a quote.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from trendsqa.corpus.documents.document import PageTurn
from trendsqa.corpus.documents.parsed_block import ParsedLink

__all__ = [
    "CleanedText",
    "clean_linked_text",
    "clean_text",
    "is_quotation",
    "legible",
    "letters_only",
    "opens_quotation",
    "slug",
]

# Adobe's and Symbol's private-use places for glyphs that have a character of their own.
_PRIVATE_USE = {
    0xF001: "fi",
    0xF002: "fl",
    0xF0A7: "▪",
    0xF0B7: "•",
    0xF0D8: "➢",
    0xF0E0: "→",
    0xF0FC: "✓",
    **{0xF730 + digit: str(digit) for digit in range(10)},
}
_LIGATURES = {
    0xFB00: "ff",
    0xFB01: "fi",
    0xFB02: "fl",
    0xFB03: "ffi",
    0xFB04: "ffl",
    0xFB05: "st",
    0xFB06: "st",
}
_HYPHENS = {0x2010: "-", 0x2011: "-"}
# Control, format, private-use, surrogate, unassigned: all invisible.
_UNSEEN = frozenset({"Cc", "Cf", "Co", "Cs", "Cn"})
# Terminal control characters, characters that change the direction of text, and surrogates, which no file can contain.
_STEERING = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_OBJECT_PLACEHOLDER = "\ufffc"

_OPENING = "“„«"
_CLOSING = "”»"
_STRAIGHT = '"'
# Shorter than this, a paragraph in quotation marks is a term, not somebody's words.
_QUOTATION_WORDS = 4
_SLUG_LENGTH = 60


class _CharacterTable(dict[int, str]):
    """Replacement of each character, computed on first use."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        if character.isspace():
            replacement = " "
        elif unicodedata.category(character) in _UNSEEN or character == _OBJECT_PLACEHOLDER:
            replacement = ""
        else:
            replacement = character
        self[code] = replacement
        return replacement


_TABLE = _CharacterTable({**_PRIVATE_USE, **_LIGATURES, **_HYPHENS})


@dataclass(frozen=True, slots=True)
class CleanedText:
    """A block's final text, its links and its page turns, whose offsets count from the block's first character."""

    text: str
    links: tuple[ParsedLink, ...]
    turns: tuple[PageTurn, ...] = ()


def clean_text(text: str) -> str:
    """The text in NFC, one space for each run of white space, none at either end."""
    seen = unicodedata.normalize("NFC", text.translate(_TABLE))
    return " ".join(seen.split())


def clean_linked_text(text: str, links: Sequence[ParsedLink], turns: Sequence[PageTurn] = ()) -> CleanedText:
    """The same text as ``clean_text`` returns, with each link and page turn moved to the new offsets of its words.

    A link whose words vanish is dropped, and so is one without an address or with ``#`` alone.
    """
    wanted = [link for link in links if link.address.strip() not in {"", "#"}]
    cleaned = clean_text(text)
    if not wanted and not turns:
        return CleanedText(cleaned, ())
    edges = {edge for link in wanted for edge in (link.start, link.end)} | {turn.start for turn in turns}
    marks = sorted({0, len(text), *edges})
    joined, places = _join_pieces([text[a:b] for a, b in pairwise(marks)])
    if joined.rstrip(" ") != cleaned:
        # Characters compose across an edge: the words matter more than the link.
        return CleanedText(cleaned, (), tuple(PageTurn(min(turn.start, len(cleaned)), turn.page) for turn in turns))
    at = dict(zip(marks, places, strict=True))
    moved = (_trimmed(cleaned, at[link.start], at[link.end], link.address.strip()) for link in wanted)
    turned = (_first_word_after(cleaned, at[turn.start], turn.page) for turn in turns)
    return CleanedText(
        cleaned,
        tuple(link for link in moved if link is not None),
        tuple(turn for turn in turned if turn.start < len(cleaned)),
    )


def legible(text: str) -> str:
    """``text`` safe to print: U+FFFD in place of terminal control and text direction characters."""
    return _STEERING.sub("\ufffd", text)


def is_quotation(text: str) -> bool:
    """True if the whole text is between one pair of double quotation marks."""
    if len(text.split()) < _QUOTATION_WORDS:
        return False
    if text[0] == _STRAIGHT:
        return text[-1] == _STRAIGHT and text.count(_STRAIGHT) % 2 == 0 and not _closes_early(text)
    if text[0] not in _OPENING or text[-1] not in _CLOSING:
        return False
    depth = 0
    for position, character in enumerate(text):
        depth += (character in _OPENING) - (character in _CLOSING)
        if depth == 0 and position < len(text) - 1:
            return False
    return True


def opens_quotation(text: str) -> bool:
    """True if the text begins with a double quotation mark that it never closes."""
    if len(text.split()) < _QUOTATION_WORDS or text[0] not in _OPENING + _STRAIGHT:
        return False
    return not any(mark in text[1:] for mark in _CLOSING + _STRAIGHT)


def letters_only(title: str) -> str:
    """The title's letters and digits, without case: the same for all forms of a heading.

    Spaces are left out too, since a PDF may lose or gain one.
    """
    folded = unicodedata.normalize("NFKC", title).casefold()
    return "".join(character for character in folded if character.isalnum())


def slug(title: str) -> str:
    """Slug of a title, for ids: ASCII letters, digits and hyphens, at most 60 characters, never empty."""
    ascii_title = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode("ascii").lower()
    words = "".join(character if character.isalnum() else " " for character in ascii_title).split()
    return "-".join(words)[:_SLUG_LENGTH].strip("-") or "section"


def _join_pieces(pieces: Sequence[str]) -> tuple[str, list[int]]:
    """The cleaned pieces as one text, and the offset of every edge, the first and last included."""
    parts: list[str] = []
    places = [0]
    length = 0
    after_space = True
    for piece in pieces:
        seen = unicodedata.normalize("NFC", piece.translate(_TABLE))
        words = " ".join(seen.split())
        if words:
            lead = " " if seen[0] == " " and not after_space else ""
            tail = " " if seen[-1] == " " else ""
            part = lead + words + tail
        else:
            part = " " if seen and not after_space else ""
        after_space = part.endswith(" ") if part else after_space
        parts.append(part)
        length += len(part)
        places.append(length)
    return "".join(parts), places


def _trimmed(text: str, start: int, end: int, address: str) -> ParsedLink | None:
    """The link over the words of ``text[start:end]`` without the spaces around them; None without words."""
    words = text[start:end]
    start += len(words) - len(words.lstrip(" "))
    end = start + len(words.strip(" "))
    return ParsedLink(start, end, address) if start < end else None


def _first_word_after(text: str, start: int, page: int) -> PageTurn:
    rest = text[start:]
    return PageTurn(start + len(rest) - len(rest.lstrip(" ")), page)


def _closes_early(text: str) -> bool:
    """True if the first straight quotation mark inside follows a word, so it ends a quotation."""
    inner = text[1:-1]
    first = inner.find(_STRAIGHT)
    return first > 0 and not inner[first - 1].isspace()
