"""The picture of a page beside the section that is read: which may be shown, and the words that are marked on it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from trendsqa.answering.catalogue import SectionBlock, SectionView
from trendsqa.corpus.library import Library
from trendsqa.corpus.rights import Terms
from trendsqa.corpus.source import Form
from trendsqa.errors import RightsError, UnknownItemError
from trendsqa.pictures.page_pictures import PagePictures
from trendsqa.pictures.picture_drawing import ProcessDrawing
from trendsqa.pictures.wanted_picture import Span, WantedPicture

__all__ = ["library_pictures", "pages_of", "wanted_picture"]

_BETWEEN_BLOCKS = "\n\n"


@dataclass(frozen=True, slots=True)
class _PagePart:
    """The part of a block that stands on one page, with its place in the document's text."""

    page: int
    text: str
    char_start: int

    @property
    def char_end(self) -> int:
        return self.char_start + len(self.text)


def library_pictures(corpus: Path) -> PagePictures:
    """Pictures of the pages of the files in the library of ``corpus``; there are none if it holds no library."""
    return PagePictures(Library(corpus).snapshot, ProcessDrawing())


def pages_of(view: SectionView, spans: Sequence[Span] = ()) -> tuple[int, ...]:
    """The pages of the PDF on which the section stands, or ``spans`` of it if there are any, in reading order.

    None if no picture of them may be made: they are not of one PDF, the section is our brief, or the terms are `link`.
    """
    document = view.section.document
    if not document.pdf_sha256 or view.section.form != Form.FULL or document.terms == Terms.LINK:
        return ()
    pages = dict.fromkeys(
        part.page
        for part in _parts(view.blocks)
        if not spans or any(start < part.char_end and part.char_start < end for start, end in spans)
    )
    return tuple(pages)


def wanted_picture(view: SectionView, page: int, spans: Sequence[Span] = ()) -> WantedPicture:
    """The picture of ``page`` with ``spans`` of the document's text marked, as much of it as the terms allow.

    Raises:
        RightsError: The terms allow a link only.
        UnknownItemError: The section does not stand on such a page of a PDF.
    """
    section, document = view.section, view.section.document
    if document.terms == Terms.LINK:
        raise RightsError(f"The terms of {document.id!r} allow a link only: no page of it is shown.")
    if page not in pages_of(view):
        raise UnknownItemError(f"{section.id!r} does not stand on page {page} of a PDF that this collection holds.")
    text, marks = "", []
    for part in _parts(view.blocks):
        if part.page != page:
            continue
        text += _BETWEEN_BLOCKS if text else ""
        shift = len(text) - part.char_start
        text += part.text
        marks += [
            (max(start, part.char_start) + shift, min(end, part.char_end) + shift)
            for start, end in spans
            if start < part.char_end and part.char_start < end
        ]
    whole = document.terms == Terms.FULL
    return WantedPicture(document.pdf_sha256, page, text, tuple(sorted(set(marks))), whole_page=whole)


def _parts(blocks: Sequence[SectionBlock]) -> Iterator[_PagePart]:
    for block in blocks:
        starts = [(block.char_start, block.page), *((turn.start, turn.page) for turn in block.turns)]
        ends = [start for start, _ in starts[1:]] + [block.char_end]
        for (start, page), end in zip(starts, ends, strict=True):
            if page is not None and start < end:
                yield _PagePart(page, block.text[start - block.char_start : end - block.char_start], start)
