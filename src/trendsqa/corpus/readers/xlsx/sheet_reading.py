"""One sheet to blocks: what is hidden or struck out is counted and left out, merged cells keep their text."""

from collections.abc import Iterator
from itertools import islice

from trendsqa.corpus.documents.parsed_block import ParsedBlock
from trendsqa.corpus.readers.block_stream import BlockStream
from trendsqa.corpus.readers.tables.grid_row import GridRow
from trendsqa.corpus.readers.tables.grid_writing import GridMarks, GridWriter, Remark
from trendsqa.corpus.readers.tables.ranges import CellRange, cell_name
from trendsqa.corpus.readers.tables.table_layout import MergedText
from trendsqa.corpus.readers.xlsx.annotations import headed_ranges, sheet_notes, text_boxes
from trendsqa.corpus.readers.xlsx.cells import CellReader, ShownCell
from trendsqa.corpus.readers.xlsx.package import WorkbookPackage
from trendsqa.corpus.readers.xlsx.sheet import SheetRow, sheet_rows, sheet_settings
from trendsqa.corpus.readers.xlsx.tally import DELETED, HIDDEN, HIDDEN_BY_FORMAT, Tally
from trendsqa.corpus.readers.xlsx.workbook import SheetEntry

__all__ = ["SheetReader"]

# A merged cell that begins in a hidden row is looked for a row in sight no further down than this.
_MOST_ROWS_SEARCHED = 1000


class SheetReader:
    """Reads one sheet of a workbook."""

    def __init__(self, sheet: SheetEntry, package: WorkbookPackage, cells: CellReader, tally: Tally) -> None:
        self.tally = tally
        self._sheet = sheet
        self._package = package
        self._cells = cells
        self._settings = sheet_settings(package, sheet.part)
        self._column_sets: dict[tuple[int, ...], tuple[int, ...]] = {}

    def blocks(self) -> tuple[ParsedBlock, ...]:
        """The sheet's tables, paragraphs and notes."""
        stream = BlockStream()
        writer = GridWriter(stream, self._marks(), self._remarks(), self.tally.budget.spend)
        for row in sheet_rows(self._package, self._sheet.part):
            self._add(row, writer)
        writer.finish()
        return stream.blocks()

    def leave_out(self) -> None:
        """Count all content of a hidden sheet."""
        for row in sheet_rows(self._package, self._sheet.part):
            for _, cell in row.cells:
                shown = self._cells.shown(cell)
                if shown is not None:
                    self.tally.leaves_out(shown.all_text, HIDDEN)
        for note in sheet_notes(self._package, self._sheet.part):
            self.tally.leaves_out(note.text, HIDDEN)
        for box in text_boxes(self._package, self._sheet.part):
            self.tally.leaves_out(" ".join(box.paragraphs), HIDDEN)

    def _marks(self) -> GridMarks:
        headed = headed_ranges(self._package, self._sheet.part)
        if self._settings.filtered is not None:
            headed.append((self._settings.filtered, 1))
        return GridMarks(tuple(headed), self._settings.frozen_rows)

    def _remarks(self) -> Iterator[Remark]:
        for box in text_boxes(self._package, self._sheet.part):
            for paragraph in box.paragraphs:
                if self._kept(paragraph, hidden=box.hidden):
                    yield Remark(box.row, paragraph)
        for note in sheet_notes(self._package, self._sheet.part):
            hidden = note.row in self._settings.hidden_rows or note.column in self._settings.hidden_columns
            if self._kept(note.text, hidden=hidden):
                self.tally.notes += 1
                yield Remark(note.row, f"Note at {cell_name(note.row, note.column)}: {note.text}", is_note=True)

    def _kept(self, text: str, *, hidden: bool) -> bool:
        if hidden:
            self.tally.leaves_out(text, HIDDEN)
        else:
            self.tally.shows(text)
        return not hidden

    def _add(self, row: SheetRow, writer: GridWriter) -> None:
        """Give a row's cells that are in sight to the writer."""
        kept: dict[int, ShownCell] = {}
        merged: list[MergedText] = []
        left_out = row.hidden
        for column, cell in row.cells:
            shown = self._cells.shown(cell)
            if shown is None:
                continue
            area = self._settings.merged.get((row.number, column))
            place = self._column_in_sight(column, area)
            if place is None or (row.hidden and not self._goes_below(row, area)):
                self.tally.leaves_out(shown.all_text, HIDDEN)
                continue
            left_out = left_out or bool(shown.struck)
            self._count(shown, row.number, column)
            if shown.text:
                kept[place] = shown
                merged += [] if area is None else [MergedText(area, shown.text, shown.kind)]
        if kept and not row.hidden:
            writer.add(self._grid_row(row.number, kept), merged)
        elif left_out:
            writer.skip(row.number, merged)

    def _grid_row(self, number: int, cells: dict[int, ShownCell]) -> GridRow:
        columns = tuple(sorted(cells))
        shown = [cells[column] for column in columns]
        return GridRow(
            number,
            # Most rows fill the same columns: one tuple serves them all.
            self._column_sets.setdefault(columns, columns),
            tuple(cell.text for cell in shown),
            "".join(cell.kind for cell in shown),
            all(cell.bold for cell in shown),
        )

    def _count(self, shown: ShownCell, row: int, column: int) -> None:
        self.tally.shows(shown.text)
        self.tally.leaves_out(shown.struck, DELETED)
        self.tally.leaves_out(shown.hidden, HIDDEN_BY_FORMAT)
        self.tally.formulas += shown.formula
        if shown.uncalculated:
            self.tally.lacks_result(f"{self._sheet.title} {cell_name(row, column)}")

    def _column_in_sight(self, column: int, area: CellRange | None) -> int | None:
        """The column in which a cell is seen: a merged cell goes on to the right of a hidden column."""
        if column not in self._settings.hidden_columns:
            return column
        columns = range(column, column + 1 if area is None else area.last_column + 1)
        return next((found for found in columns if found not in self._settings.hidden_columns), None)

    def _goes_below(self, row: SheetRow, area: CellRange | None) -> bool:
        """True if a merged cell goes on below its hidden row, into one in sight."""
        if area is None:
            return False
        below = islice(range(row.number + 1, area.last_row + 1), _MOST_ROWS_SEARCHED)
        return any(number not in self._settings.hidden_rows for number in below)
