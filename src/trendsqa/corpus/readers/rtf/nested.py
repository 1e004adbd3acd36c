"""The text of a cell of rich text that has tables in it, which the file marks by their depth."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from trendsqa.corpus.readers.tables.nested import nested_text

__all__ = ["CellEnd", "CellRun", "cell_text"]

# A table in a table in a table is rare; deeper ones are damage.
_DEEPEST_TABLE = 20
_INNER = 2


class CellEnd(StrEnum):
    """Kind of thing inside a cell that ends."""

    PARAGRAPH = "paragraph"
    CELL = "cell"
    ROW = "row"


@dataclass(frozen=True, slots=True)
class CellRun:
    """Words, or if ``end`` says so the end of what stands before, in a table of this depth; 1 is the outer table."""

    text: str
    end: CellEnd | None = None
    depth: int = 1


@dataclass(slots=True)
class _Table:
    """A table that is open: the words of its open cell, its open row, and the rows before it."""

    words: list[str] = field(default_factory=list)
    row: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)

    def end_cell(self) -> None:
        self.row.append(" ".join(self.words))
        self.words = []

    def end_row(self) -> None:
        self.rows.append(self.row)
        self.row = []


def cell_text(runs: Iterable[CellRun]) -> str:
    """The words of a cell, tables in it on one line each."""
    tables = [_Table()]
    words: list[str] = []
    for run in runs:
        words.append(run.text)
        if run.end is None:
            continue
        least = 1 if run.end is CellEnd.PARAGRAPH else _INNER
        _go_to(tables, min(max(run.depth, least), _DEEPEST_TABLE))
        tables[-1].words += ["".join(words)] if any(map(str.strip, words)) else []
        words = []
        if run.end is CellEnd.CELL:
            tables[-1].end_cell()
        elif run.end is CellEnd.ROW:
            tables[-1].end_row()
    _go_to(tables, 1)
    return " ".join([*tables[0].words, "".join(words)])


def _go_to(tables: list[_Table], depth: int) -> None:
    """Close deeper tables, whose text becomes part of the cell around them, and open those that are not open."""
    while len(tables) > depth:
        inner = tables.pop()
        inner.end_cell()
        inner.end_row()
        tables[-1].words.append(nested_text(inner.rows))
    while len(tables) < depth:
        tables.append(_Table())
