"""A source's text after reading: sections and blocks over one plain text.

Offsets are Unicode code points into ``Document.text``, end exclusive. The text is final when the document is built:
nothing downstream normalises it again, so offsets stay valid everywhere.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from trendsqa.corpus.documents.coverage import Coverage

__all__ = ["CELL_SEPARATOR", "Block", "BlockKind", "Document", "Link", "PageTurn", "Section", "cells_of"]


CELL_SEPARATOR = " | "
"""Between the cells of a row of a table."""
_BAR = re.compile(r"(?:^| )\|(?= |$)")
"""A bar alone: an empty cell leaves two of them side by side, or one at an end of the row."""


class BlockKind(StrEnum):
    """Kind of a block in the source."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    QUOTATION = "quotation"
    TABLE = "table"
    CAPTION = "caption"


def cells_of(row: str) -> list[str]:
    """The cells of a row of a table as it is stored, empty ones included."""
    return [cell.strip() for cell in _BAR.split(row)]


@dataclass(frozen=True, slots=True)
class Link:
    """A hyperlink: a span of the text and its target.

    ``address`` is as written in the source, unresolved; never empty and never just ``#``.
    """

    char_start: int
    char_end: int
    address: str


@dataclass(frozen=True, slots=True)
class PageTurn:
    """The place in a block where a later page begins: the code point at which it starts, and the 1-based page."""

    start: int
    page: int


@dataclass(frozen=True, slots=True)
class Block:
    """One heading, paragraph, list item, quotation, table or caption.

    ``section`` is the position of its section in ``Document.sections``. ``page`` is 1-based, the page on which the
    block begins; None if the format has no pages. ``list_number`` is the same for all items of one list and None
    outside lists; ``depth`` is 0 for a top-level item, 1 for an item of a list inside it, and 0 outside lists. Rows of
    a table are lines; the first ``header_rows`` of them name its columns. ``note`` is true for a footnote, an endnote
    or a comment. ``turns`` say where later pages begin in it.
    """

    kind: BlockKind
    char_start: int
    char_end: int
    section: int
    page: int | None = None
    list_number: int | None = None
    depth: int = 0
    header_rows: int = 0
    note: bool = False
    turns: tuple[PageTurn, ...] = ()

    def page_at(self, offset: int) -> int | None:
        """The page with the character at ``offset`` of the document's text."""
        return next((turn.page for turn in reversed(self.turns) if turn.start <= offset), self.page)


@dataclass(frozen=True, slots=True)
class Section:
    """A node of the document's outline.

    ``id`` is ``<document id>#<path>``, the same in every form and across rebuilds. ``heading_path`` holds the
    titles from the outermost section down to this one's own title. ``level`` is 1 for the outermost.
    ``trend`` and ``facet`` are empty outside the report's grid of trends.
    """

    id: str
    title: str
    heading_path: tuple[str, ...]
    level: int
    trend: str = ""
    facet: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """One plain text with the sections, blocks and links over it.

    Blocks are in text order, do not overlap, and every character outside them is white space. Each section
    begins with its ``HEADING`` block, except a section made for text before the first heading.
    ``page_count`` is None if the format has no pages; ``page_labels`` are the printed page numbers, one a page, and
    empty if the file has none. ``changed`` is the date of the file's last change (ISO 8601), or empty. ``coverage``
    compares it with its file; None if it was not read from one.
    """

    id: str
    title: str
    text: str
    sections: tuple[Section, ...]
    blocks: tuple[Block, ...]
    links: tuple[Link, ...] = ()
    page_count: int | None = None
    page_labels: tuple[str, ...] = ()
    changed: str = ""
    coverage: Coverage | None = None

    def quote(self, block: Block) -> str:
        """The block's own words."""
        return self.text[block.char_start : block.char_end]
