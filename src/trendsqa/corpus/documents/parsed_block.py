"""A piece of a file as its reader returns it, before cleaning and before any offset exists.

A reader gives the text and kind of each piece; only ``corpus/documents/reading.py`` cleans and joins them.
"""

from dataclasses import dataclass

from trendsqa.corpus.documents.document import BlockKind, PageTurn

__all__ = ["ParsedBlock", "ParsedLink"]


@dataclass(frozen=True, slots=True)
class ParsedLink:
    """A link over ``text[start:end]`` of its block; code points, end exclusive."""

    start: int
    end: int
    address: str


@dataclass(frozen=True, slots=True)
class ParsedBlock:
    """One piece of a file.

    ``level`` is 1-6 for a heading and 0 otherwise. ``page`` is the 1-based page on which the block begins.
    ``list_number`` tells lists of one file apart; items of a list within a list carry the outer list's number and a
    greater ``depth``. ``strong`` is true if every word is bold, as a speaker's name after a quotation is. Rows of a
    table are lines of its text, and the first ``header_rows`` of them name its columns. ``note`` is true for a
    footnote, an endnote or a comment. ``turns`` say where later pages begin in its text if it goes on overleaf.
    """

    kind: BlockKind
    text: str
    level: int = 0
    page: int | None = None
    list_number: int | None = None
    depth: int = 0
    links: tuple[ParsedLink, ...] = ()
    strong: bool = False
    header_rows: int = 0
    note: bool = False
    turns: tuple[PageTurn, ...] = ()
