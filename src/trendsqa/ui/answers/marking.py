"""Marking quoted spans in a section: blocks become pieces with marked and unmarked parts.

Offsets are code points into the document's text, as everywhere; nothing here makes markup.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from trendsqa.answering.catalogue import SectionBlock, SectionView
from trendsqa.answering.spans import Span, merged_spans
from trendsqa.corpus.documents.document import BlockKind, cells_of
from trendsqa.ui.answers.nesting import Nested, nest

__all__ = ["MarkedSection", "Part", "Piece", "mark_section"]


@dataclass(frozen=True, slots=True)
class Part:
    """Some of a block's text; ``first`` is true for the first marked part of the section only."""

    text: str
    marked: bool
    first: bool


@dataclass(frozen=True, slots=True)
class Piece:
    """A block as the reading page sets it.

    ``kind`` is a block kind, or ``list`` for a whole list; ``items`` are a list's items or those inside an
    item; ``rows`` are a table's rows, cell by cell, the first ``header_rows`` of them its header. ``page`` is the
    1-based page that begins with this piece and None where the page does not change.
    """

    kind: str
    parts: tuple[Part, ...]
    page: int | None
    items: tuple["Piece", ...] = ()
    rows: tuple[tuple[tuple[Part, ...], ...], ...] = ()
    header_rows: int = 0

    @property
    def is_marked(self) -> bool:
        """True if every word of it is marked, those of its items too."""
        return all(part.marked for part in self.parts) and all(item.is_marked for item in self.items)


@dataclass(frozen=True, slots=True)
class MarkedSection:
    """A section's heading and pieces, and whether any part of the asked spans stands in it."""

    heading: tuple[Part, ...]
    pieces: tuple[Piece, ...]
    found: bool


def mark_section(view: SectionView, spans: Sequence[Span]) -> MarkedSection:
    """The section of ``view`` with ``spans`` marked; a span outside the section marks nothing."""
    marked = _number_first(_split(block, merged_spans(spans)) for block in view.blocks)
    pages = _page_turns(view.blocks)
    flat = [(block, _piece(block, parts, page)) for block, parts, page in zip(view.blocks, marked, pages, strict=True)]
    heading: tuple[Part, ...] = (Part(view.section.title, marked=False, first=False),)
    if flat and flat[0][0].kind is BlockKind.HEADING:
        heading = flat.pop(0)[1].parts
    found = any(part.marked for parts in marked for part in parts)
    return MarkedSection(heading, _gather(flat), found)


def _split(block: SectionBlock, spans: Sequence[Span]) -> list[tuple[str, bool]]:
    pieces: list[tuple[str, bool]] = []
    at = block.char_start
    for start, end in spans:
        low, high = max(start, at), min(end, block.char_end)
        if low >= high:
            continue
        pieces += [(_slice(block, at, low), False), (_slice(block, low, high), True)]
        at = high
    pieces.append((_slice(block, at, block.char_end), False))
    return [piece for piece in pieces if piece[0]]


def _slice(block: SectionBlock, start: int, end: int) -> str:
    return block.text[start - block.char_start : end - block.char_start]


def _number_first(blocks: Iterable[list[tuple[str, bool]]]) -> list[tuple[Part, ...]]:
    result: list[tuple[Part, ...]] = []
    seen = False
    for pieces in blocks:
        parts: list[Part] = []
        for text, marked in pieces:
            parts.append(Part(text, marked, first=marked and not seen))
            seen = seen or marked
        result.append(tuple(parts))
    return result


def _page_turns(blocks: Sequence[SectionBlock]) -> list[int | None]:
    turns: list[int | None] = []
    last: int | None = blocks[0].page if blocks else None
    for block in blocks:
        turns.append(block.page if block.page != last else None)
        last = block.page
    return turns


def _piece(block: SectionBlock, parts: tuple[Part, ...], page: int | None) -> Piece:
    rows = _rows(parts) if block.kind is BlockKind.TABLE else ()
    return Piece(block.kind.value, parts, page, rows=rows, header_rows=block.header_rows)


def _rows(parts: Sequence[Part]) -> tuple[tuple[tuple[Part, ...], ...], ...]:
    """The parts of a table's text by row and cell; a mark that goes over cells marks each of them."""
    rows: list[list[list[Part]]] = [[[]]]
    for part in parts:
        first = part.first
        for row_number, line in enumerate(part.text.split("\n")):
            if row_number:
                rows.append([[]])
            for cell_number, text in enumerate(cells_of(line)):
                if cell_number:
                    rows[-1].append([])
                if text:
                    rows[-1][-1].append(Part(text, part.marked, first=first))
                    first = False
    return tuple(tuple(map(tuple, row)) for row in rows)


def _gather(flat: Sequence[tuple[SectionBlock, Piece]]) -> tuple[Piece, ...]:
    pieces: list[Piece] = []
    for in_list, run in groupby(flat, key=lambda pair: pair[0].kind is BlockKind.LIST_ITEM):
        if in_list:
            items = nest(tuple(run), lambda pair: pair[0].depth)
            pieces.append(Piece("list", (), None, tuple(map(_item, items))))
        else:
            pieces += [piece for _, piece in run]
    return tuple(pieces)


def _item(nested: Nested[tuple[SectionBlock, Piece]]) -> Piece:
    own = nested.item[1]
    return Piece(own.kind, own.parts, own.page, tuple(map(_item, nested.inner)))
