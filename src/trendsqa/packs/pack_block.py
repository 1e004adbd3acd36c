"""Blocks of text as a pack shows them, of a quote or of the passages around it. Lists keep depths, tables have rows."""

from collections.abc import Sequence
from dataclasses import dataclass

from trendsqa.answering.answer import Quote, QuotePart
from trendsqa.corpus.documents.document import BlockKind, cells_of
from trendsqa.packs.plain_text import as_text

__all__ = ["PackBlock", "PackRow", "PackSpan", "blocks_of_quote", "rows_of"]


@dataclass(frozen=True, slots=True)
class PackSpan:
    """Some text of a block; ``quoted`` if it is marked as quoted among what is not."""

    text: str
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class PackRow:
    """The cells of a row of a table; ``heading`` if they name the columns, ``quoted`` if they are marked as quoted."""

    cells: tuple[str, ...]
    heading: bool = False
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class PackBlock:
    """One block; ``depth`` nests list items. A table has ``rows`` and no ``spans``, any other block the reverse."""

    kind: BlockKind
    depth: int
    spans: tuple[PackSpan, ...]
    rows: tuple[PackRow, ...] = ()

    @property
    def columns(self) -> int:
        """Cells of the longest row; 0 for what is no table."""
        return max((len(row.cells) for row in self.rows), default=0)


def blocks_of_quote(quote: Quote) -> tuple[PackBlock, ...]:
    """The blocks of ``quote``; its words as one paragraph if it has no parts."""
    parts = quote.parts or (QuotePart(BlockKind.PARAGRAPH, quote.text, 0),)
    return tuple(map(_block_of_part, parts))


def rows_of(lines: Sequence[str], header_rows: int, quoted: Sequence[bool] = ()) -> tuple[PackRow, ...]:
    """The rows of a table, of which the first ``header_rows`` name its columns and those of ``quoted`` are marked."""
    marks = quoted or [False] * len(lines)
    return tuple(
        PackRow(tuple(map(as_text, cells_of(line))), number < header_rows, marked)
        for number, (line, marked) in enumerate(zip(lines, marks, strict=True))
    )


def _block_of_part(part: QuotePart) -> PackBlock:
    if part.kind is not BlockKind.TABLE:
        return PackBlock(part.kind, part.depth, (PackSpan(as_text(part.text)),))
    header = part.header.split("\n") if part.header else []
    rows = rows_of([*header, *part.text.split("\n")], len(header) + part.header_rows)
    return PackBlock(part.kind, part.depth, (), rows)
