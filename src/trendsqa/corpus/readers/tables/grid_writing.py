"""Rows of cells to blocks: a table for as long as no row is empty, title lines and notes as paragraphs."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from trendsqa.corpus.documents.document import CELL_SEPARATOR
from trendsqa.corpus.readers.block_stream import BlockStream
from trendsqa.corpus.readers.tables.grid_row import CellKind, GridRow, TableRow
from trendsqa.corpus.readers.tables.header_rows import header_rows, names_columns, preamble_rows
from trendsqa.corpus.readers.tables.ranges import CellRange
from trendsqa.corpus.readers.tables.table_layout import (
    MergedCarrier,
    MergedText,
    over_columns,
    over_more_columns,
    with_places,
)

__all__ = ["GridMarks", "GridWriter", "Remark"]

# A line of one cell below a table that is longer than this is a note to it, not the first cell of a row.
_LONGEST_LABEL = 60
_MOST_NAMING_ROWS = 3
_MOST_FROZEN_ROWS = 6
_ROWS_COMPARED = 60
# With fewer, two tables have the same columns by chance.
_ENOUGH_COLUMNS = 3
_SENTENCE_ENDS = (".", "!", "?", ":")
# Lines of one column: fewer are prose.
_FEWEST_ITEMS = 3


@dataclass(frozen=True, slots=True)
class GridMarks:
    """Marks of headers that the file itself has.

    ``headed`` are ranges with the number of header rows at their top. Rows up to ``frozen_rows`` stay in sight above
    all others. ``delimited`` is true for a format of one table, whose first row is usually its header and whose empty
    rows do not end it.
    """

    headed: tuple[tuple[CellRange, int], ...] = ()
    frozen_rows: int = 0
    delimited: bool = False


@dataclass(frozen=True, slots=True)
class Remark:
    """A text that belongs to a row and is not in its cells: a text box, or a note if ``is_note``."""

    row: int
    text: str
    is_note: bool = False


@dataclass(slots=True)
class _Region:
    """Rows without an empty row between them."""

    rows: list[GridRow] = field(default_factory=list)
    merged: list[MergedText] = field(default_factory=list)
    columns: set[int] = field(default_factory=set)
    last: int = 0


@dataclass(slots=True)
class _Table:
    columns: list[int]
    rows: list[TableRow]
    header: int
    last: int


class GridWriter:
    """Writes the rows of one sheet to a stream; ``finish`` writes the last.

    ``spend`` is told how many characters bars and merged cells add, and may raise.
    """

    def __init__(
        self,
        stream: BlockStream,
        marks: GridMarks | None = None,
        remarks: Iterable[Remark] = (),
        spend: Callable[[int], None] = lambda _: None,
    ) -> None:
        self._stream = stream
        self._marks = marks or GridMarks()
        self._remarks = sorted(remarks, key=lambda remark: remark.row)
        self._remarks_written = 0
        self._spend = spend
        self._region = _Region()
        self._held: _Table | None = None
        self._merging = MergedCarrier(spend)

    def add(self, row: GridRow, merged: Sequence[MergedText] = ()) -> None:
        """Add a row; ``merged`` are the merged cells that begin in it."""
        if self._region.rows and row.number > self._region.last + 1:
            self._end_region()
        region = self._region
        if not region.rows or row.columns is not region.rows[-1].columns:
            region.columns.update(row.columns)
        region.rows.append(row)
        region.merged.extend(merged)
        region.last = max(region.last, row.number, *(found.range.last_row for found in merged))

    def skip(self, number: int, merged: Sequence[MergedText] = ()) -> None:
        """Pass over a row that is left out; the rows around it stay together."""
        self._region.merged.extend(merged)
        if self._region.last == number - 1:
            self._region.last = number

    def finish(self) -> None:
        """Write what is left."""
        self._end_region()
        self._write_held()
        self._write_remarks(None)

    def _end_region(self) -> None:
        region, self._region = self._region, _Region()
        if not region.rows:
            self._region.merged = region.merged
            return
        columns = sorted(region.columns)
        self._spend(len(CELL_SEPARATOR) * (len(columns) - 1) * len(region.rows))
        rows = [over_columns(row, columns) for row in region.rows]
        self._merging.carry(region.merged, rows, columns)
        first = next((number for number in range(len(rows)) if not _is_title(rows, number)), len(rows))
        if first == len(rows):
            self._write_lines(rows, region.last)
            return
        last = len(rows)
        while _is_line(rows[last - 1]) and len("".join(rows[last - 1].cells)) > _LONGEST_LABEL:
            last -= 1
        if first and not self._goes_on_in_sight(rows, first):
            self._write_held()
            self._write_paragraphs(rows[:first])
            rows, last, first = rows[first:], last - first, 0
        self._add_table(rows[:last], columns, region.last, lines=first)
        if last < len(rows):
            self._write_held()
            self._write_paragraphs(rows[last:])

    def _write_lines(self, rows: list[TableRow], last: int) -> None:
        """Write rows of one cell each: a list as a table of one column, anything else as paragraphs."""
        self._write_held()
        is_list = len(rows[0].cells) == 1 and len(rows) >= _FEWEST_ITEMS
        if is_list and all(_is_item(row.cells[0]) for row in rows):
            self._write_remarks(rows[0].number, before=True)
            self._write(_Table([1], rows, self._header(rows), last))
        else:
            self._write_paragraphs(rows)

    def _write_paragraphs(self, rows: Sequence[TableRow]) -> None:
        for row in rows:
            self._write_remarks(row.number, before=True)
            self._stream.paragraph_break()
            self._stream.write(next(filter(None, row.cells)), strong=row.strong)
            self._stream.paragraph_break()
            self._write_remarks(row.number)

    def _add_table(self, rows: list[TableRow], columns: list[int], last: int, lines: int) -> None:
        """Add a table; its first ``lines`` rows are titles within a table that goes on."""
        if lines:
            self._hold(rows, columns, 0, last)
            return
        split = preamble_rows(rows)
        if split:
            self._write_held()
            self._hold(rows[:split], columns, 0, rows[split - 1].number)
            self._write_held()
        table = rows[split:]
        self._hold(table, columns, self._header(table), last)

    def _hold(self, rows: list[TableRow], columns: list[int], header: int, last: int) -> None:
        """Keep a table until it is known that the next does not continue it."""
        kept = [place for place in range(len(columns)) if any(row.cells[place] for row in rows)]
        if len(kept) < len(columns):
            columns = [columns[place] for place in kept]
            rows = [with_places(row, kept) for row in rows]
        table = _Table(columns, rows, header, last)
        held = self._held
        if held is None or not self._continues(held, table):
            self._write_held()
            self._held = table
            return
        joined = sorted({*held.columns, *columns})
        held.rows = [*over_more_columns(joined, held.columns, held.rows), *over_more_columns(joined, columns, rows)]
        held.columns = joined
        held.header = held.header or self._header(held.rows)
        held.last = last

    def _goes_on_in_sight(self, rows: list[TableRow], first: int) -> bool:
        """True if rows below titles belong to the table above, whose header the program keeps in sight."""
        held = self._held
        in_sight = held is not None and held.header and self._keeps_in_sight(held, rows[0].number)
        return bool(in_sight) and not self._header(rows[first:])

    def _keeps_in_sight(self, held: _Table, row: int) -> bool:
        """True if the program shows a table's header above a row further down, or counts that row to the table."""
        top = held.rows[0].number
        return top <= self._marks.frozen_rows or any(
            area.first_row <= top and row <= area.last_row for area, _ in self._marks.headed
        )

    def _continues(self, held: _Table, table: _Table) -> bool:
        """True if a table goes on after an empty row: it has no header of its own, and the one above fits it."""
        one_empty_row = table.rows[0].number == held.last + 2
        if table.header or not one_empty_row:
            return False
        if not held.header:
            below = held.columns[0] <= table.columns[0] and table.columns[-1] <= held.columns[-1]
            joined = [*held.rows, *table.rows[:1]]
            only_names = below and all(names_columns(joined, number) for number in range(len(held.rows)))
            one_header = len(held.rows) == 1 or any(row.from_left or row.from_above for row in held.rows)
            return only_names and one_header and len(held.columns) > 1
        if not {*table.columns} <= {*held.columns}:
            return False
        fits = self._marks.delimited or (len(table.columns) >= _ENOUGH_COLUMNS and table.columns == held.columns)
        return self._keeps_in_sight(held, table.rows[0].number) or (fits and _has_kinds_of(held, table))

    def _header(self, rows: Sequence[TableRow]) -> int:
        return header_rows(rows, self._marked(rows), usual=self._marks.delimited)

    def _marked(self, rows: Sequence[TableRow]) -> int:
        """The number of rows at the top of a table that the file marks as its header."""
        first, last = rows[0].number, rows[-1].number
        for area, count in self._marks.headed:
            below = area.first_row + count
            if count and first <= area.first_row <= last:
                return self._named(rows, below, _MOST_NAMING_ROWS + count)
        if first <= self._marks.frozen_rows < last:
            return self._named(rows, self._marks.frozen_rows + 1, _MOST_FROZEN_ROWS)
        return 0

    @staticmethod
    def _named(rows: Sequence[TableRow], below: int, most: int) -> int:
        count = sum(row.number < below for row in rows[: most + 1])
        return count if count <= most and all(CellKind.NUMBER not in row.kinds for row in rows[: count - 1]) else 0

    def _write_held(self) -> None:
        if self._held is not None:
            table, self._held = self._held, None
            self._write_remarks(table.rows[0].number, before=True)
            self._write(table)

    def _write(self, table: _Table) -> None:
        self._stream.table([_without_empty_end(row.cells) for row in table.rows], table.header)
        self._write_remarks(table.last)

    def _write_remarks(self, row: int | None, *, before: bool = False) -> None:
        """Write the remarks up to a row; before it only text boxes above it, and all that are left without one."""
        while self._remarks_written < len(self._remarks):
            remark = self._remarks[self._remarks_written]
            if row is not None and (remark.row > row or (before and remark.row == row)):
                return
            self._remarks_written += 1
            self._write_remark(remark)

    def _write_remark(self, remark: Remark) -> None:
        if remark.is_note:
            self._stream.begin_note()
        else:
            self._stream.paragraph_break()
        self._stream.write(remark.text)
        if remark.is_note:
            self._stream.end_note()
        else:
            self._stream.paragraph_break()


def _has_kinds_of(held: _Table, table: _Table) -> bool:
    """True if the first row of a table has values of the kinds that stand in the same columns of another."""
    places = [held.columns.index(column) for column in table.columns]
    sample = held.rows[held.header : held.header + _ROWS_COMPARED]
    return all(
        kind in {CellKind.EMPTY, *(row.kinds[place] for row in sample)}
        for place, kind in zip(places, table.rows[0].kinds, strict=True)
    )


def _is_line(row: TableRow) -> bool:
    return row.filled == 1 and sum(map(bool, row.cells)) == 1


def _is_title(rows: Sequence[TableRow], number: int) -> bool:
    """True for a line above a table; over its second column of two it is that column's name."""
    row = rows[number]
    over_second = len(row.cells) == len("AB") and not row.cells[0] and not all(map(_is_line, rows))
    return _is_line(row) and not over_second


def _is_item(text: str) -> bool:
    return len(text) <= _LONGEST_LABEL and not text.endswith(_SENTENCE_ENDS)


def _without_empty_end(cells: list[str]) -> list[str]:
    end = len(cells)
    while end and not cells[end - 1]:
        end -= 1
    return cells[:end]
