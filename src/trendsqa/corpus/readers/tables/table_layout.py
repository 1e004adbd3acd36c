"""Rows over the columns of their table, with the texts of merged cells in every cell that they cover."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from trendsqa.corpus.readers.tables.grid_row import CellKind, GridRow, TableRow
from trendsqa.corpus.readers.tables.ranges import CellRange

__all__ = ["MergedCarrier", "MergedText", "over_columns", "over_more_columns", "with_places"]

# Merged cells do not cover each other: a sheet of a million rows has fewer. In a forged file they would be endless.
_MOST_CELLS_CARRIED = 2_000_000


@dataclass(frozen=True, slots=True)
class MergedText:
    """The text of a merged cell, which holds for every row and column of its range."""

    range: CellRange
    text: str
    kind: CellKind


class MergedCarrier:
    """Carries the texts of merged cells; ``spend`` is told how many characters they add, and may raise."""

    def __init__(self, spend: Callable[[int], None]) -> None:
        self._spend = spend
        self._cells_carried = 0

    def carry(self, merged: Sequence[MergedText], rows: list[TableRow], columns: list[int]) -> None:
        """Write each merged cell's text into all cells of its range; a line across the table stays one cell."""
        numbers = [row.number for row in rows]
        for found in merged:
            area = found.range
            left, right = bisect_left(columns, area.first_column), bisect_right(columns, area.last_column)
            covered = rows[bisect_left(numbers, area.first_row) : bisect_right(numbers, area.last_row)]
            self._cells_carried += len(covered) * max(right - left, 1)
            if self._cells_carried > _MOST_CELLS_CARRIED:
                raise ValueError("its merged cells cover each other")
            if len(covered) == 1 and covered[0].filled == 1 and found.text in covered[0].cells[left:right]:
                continue
            for row in covered:
                places = [place for place in range(left, right) if not row.cells[place]]
                if places:
                    self._spend(len(found.text) * len(places))
                    _fill(row, places, found)


def over_columns(row: GridRow, columns: list[int]) -> TableRow:
    """The row with a cell for each of the columns of its table."""
    if len(row.columns) == len(columns):
        return TableRow(row.number, [*row.texts], row.kinds, row.strong, len(row.columns))
    cells = [""] * len(columns)
    kinds = [str(CellKind.EMPTY)] * len(columns)
    for column, text, kind in zip(row.columns, row.texts, row.kinds, strict=True):
        place = bisect_left(columns, column)
        cells[place], kinds[place] = text, kind
    return TableRow(row.number, cells, "".join(kinds), row.strong, len(row.columns))


def _fill(row: TableRow, places: Sequence[int], found: MergedText) -> None:
    kinds = [*row.kinds]
    for place in places:
        row.cells[place] = found.text
        kinds[place] = found.kind
    row.kinds = "".join(kinds)
    if row.number > found.range.first_row:
        row.from_above |= {*places}
    else:
        row.from_left |= {*places}


def with_places(row: TableRow, places: Sequence[int]) -> TableRow:
    """The row with its cells at these places, -1 for an empty one."""
    moved = {old: new for new, old in enumerate(places)}
    return replace(
        row,
        cells=[row.cells[place] if place >= 0 else "" for place in places],
        kinds="".join(row.kinds[place] if place >= 0 else CellKind.EMPTY for place in places),
        from_above=frozenset(moved[place] for place in row.from_above if place in moved),
        from_left=frozenset(moved[place] for place in row.from_left if place in moved),
    )


def over_more_columns(columns: Sequence[int], own: Sequence[int], rows: list[TableRow]) -> list[TableRow]:
    """The rows over more columns than their own."""
    if len(columns) == len(own):
        return rows
    place_of = {column: place for place, column in enumerate(own)}
    return [with_places(row, [place_of.get(column, -1) for column in columns]) for row in rows]
