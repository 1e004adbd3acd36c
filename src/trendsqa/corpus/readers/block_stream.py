"""Collects the words of a file into blocks while a reader walks through its structure."""

from collections.abc import Sequence
from dataclasses import dataclass

from trendsqa.corpus.documents.document import CELL_SEPARATOR, BlockKind, PageTurn
from trendsqa.corpus.documents.parsed_block import ParsedBlock, ParsedLink

__all__ = ["BlockStream"]


@dataclass(slots=True)
class _OpenLink:
    start: int
    address: str


class BlockStream:
    """Builder of blocks from words and the begin and end of elements; ``blocks()`` returns the pieces.

    Inside a list item everything up to the next item or inner list is one piece, even if the file splits it into
    paragraphs. A reader of pages sets ``page`` before it writes.
    """

    def __init__(self) -> None:
        self.page: int | None = None
        self._blocks: list[ParsedBlock] = []
        self._parts: list[str] = []
        self._length = 0
        self._links: list[ParsedLink] = []
        self._open_links: list[_OpenLink] = []
        self._page_of_block: int | None = None
        self._turns: list[PageTurn] = []
        self._notes = 0
        self._strong = True
        self._heading_level = 0
        self._quotations = 0
        self._captions = 0
        self._items: list[str] = []
        self._lists = 0
        self._list_number = 0

    @property
    def in_item(self) -> bool:
        """True if a list item is open."""
        return bool(self._items)

    @property
    def is_blank(self) -> bool:
        """True if the open block has no words yet."""
        return not any(part.strip() for part in self._parts)

    def write(self, text: str, *, strong: bool = False) -> None:
        """Add text unchanged; white space is cleaned later."""
        if not text:
            return
        if text.strip():
            if self.is_blank:
                self._page_of_block = self.page
            elif self.page is not None and self.page != self._last_page():
                self._turns.append(PageTurn(self._length, self.page))
            self._strong = self._strong and strong
        self._parts.append(text)
        self._length += len(text)

    def paragraph_break(self) -> None:
        """End the open block; inside an item or a heading the words go on after a space."""
        if self._items or self._heading_level:
            self.write(" ")
        else:
            self._end_block()

    def begin_heading(self, level: int) -> None:
        """Begin a heading of ``level`` 1-6; inside a list item it is part of the item."""
        self.paragraph_break()
        if not self._items:
            self._heading_level = min(max(level, 1), 6)

    def end_heading(self) -> None:
        """End the heading."""
        if self._heading_level:
            self._end_block()
            self._heading_level = 0
        else:
            self.paragraph_break()

    def begin_quotation(self) -> None:
        """Begin a quotation."""
        self.paragraph_break()
        self._quotations += 1

    def end_quotation(self) -> None:
        """End the quotation."""
        self.paragraph_break()
        self._quotations = max(self._quotations - 1, 0)

    def begin_caption(self) -> None:
        """Begin a caption."""
        self.paragraph_break()
        self._captions += 1

    def end_caption(self) -> None:
        """End the caption."""
        self.paragraph_break()
        self._captions = max(self._captions - 1, 0)

    def begin_note(self) -> None:
        """Begin a footnote, an endnote or a comment: a paragraph of its own, wherever it stands."""
        self._end_block()
        self._notes += 1

    def end_note(self) -> None:
        """End the note."""
        self._end_block()
        self._notes = max(self._notes - 1, 0)

    def begin_list(self) -> None:
        """Begin a list, perhaps inside an item."""
        self._end_block()
        if self._lists == 0:
            self._list_number += 1
        self._lists += 1

    def end_list(self) -> None:
        """End the list."""
        self._end_block()
        self._lists = max(self._lists - 1, 0)

    def begin_item(self, marker: str = "") -> None:
        """Begin an item; ``marker`` is its number as shown (``1.``), empty for a bullet."""
        self._end_block()
        if self._lists == 0:
            # An item without a list is damage, but its words count.
            self._list_number += 1
        self._items.append(marker)

    def end_item(self) -> None:
        """End the item."""
        self._end_block()
        if self._items:
            self._items.pop()

    def begin_link(self, address: str) -> None:
        """Begin a link to ``address``, up to ``end_link``."""
        self._open_links.append(_OpenLink(self._length, address))

    def end_link(self) -> None:
        """End the innermost link."""
        if self._open_links:
            opened = self._open_links.pop()
            if opened.start < self._length:
                self._links.append(ParsedLink(opened.start, self._length, opened.address))

    def table(self, rows: list[list[str]], header_rows: int = 0, row_pages: Sequence[int | None] = ()) -> None:
        """Add a table; a row's cells are joined with a bar, rows without words are left out.

        The first ``header_rows`` name the columns. ``row_pages`` has the page of each row of a table that goes on
        overleaf.
        """
        self._end_block()
        lines: list[str] = []
        turns: list[PageTurn] = []
        header = length = 0
        page = self.page
        for number, row in enumerate(rows):
            if not any(map(str.strip, row)):
                continue
            row_page = row_pages[number] if number < len(row_pages) else page
            if not lines:
                page = first_page = row_page
            elif row_page is not None and row_page != page:
                turns.append(PageTurn(length, row_page))
                page = row_page
            header += number < header_rows
            lines.append(CELL_SEPARATOR.join(" ".join(cell.split()) for cell in row))
            length += len(lines[-1]) + 1
        if lines:
            text = "\n".join(lines)
            block = ParsedBlock(BlockKind.TABLE, text, page=first_page, header_rows=header, turns=tuple(turns))
            self._blocks.append(block)

    def blocks(self) -> tuple[ParsedBlock, ...]:
        """All pieces, the open one included."""
        self._end_block()
        return tuple(self._blocks)

    def _last_page(self) -> int | None:
        return self._turns[-1].page if self._turns else self._page_of_block

    def _kind(self) -> BlockKind:
        if self._heading_level:
            return BlockKind.HEADING
        if self._items:
            return BlockKind.LIST_ITEM
        if self._captions:
            return BlockKind.CAPTION
        return BlockKind.QUOTATION if self._quotations else BlockKind.PARAGRAPH

    def _end_block(self) -> None:
        if not self.is_blank:
            self._blocks.append(self._block())
        # A link that goes past the end of a block continues in the next.
        self._open_links = [_OpenLink(0, link.address) for link in self._open_links]
        self._parts, self._links, self._turns, self._length, self._strong = [], [], [], 0, True

    def _block(self) -> ParsedBlock:
        links = [
            *self._links,
            *(ParsedLink(link.start, self._length, link.address) for link in self._open_links),
        ]
        text = "".join(self._parts)
        kind = self._kind()
        if kind is not BlockKind.LIST_ITEM:
            return ParsedBlock(
                kind,
                text,
                self._heading_level,
                self._page_of_block,
                links=tuple(links),
                strong=self._strong,
                note=self._notes > 0,
                turns=tuple(self._turns),
            )
        marker = f"{self._items[-1]} " if self._items[-1] else ""
        # The number is shown once, even if an inner list splits the item.
        self._items[-1] = ""
        moved = tuple(ParsedLink(link.start + len(marker), link.end + len(marker), link.address) for link in links)
        return ParsedBlock(
            kind,
            marker + text,
            page=self._page_of_block,
            list_number=self._list_number,
            depth=max(self._lists - 1, 0),
            links=moved,
            strong=self._strong,
            note=self._notes > 0,
            turns=tuple(PageTurn(turn.start + len(marker), turn.page) for turn in self._turns),
        )
