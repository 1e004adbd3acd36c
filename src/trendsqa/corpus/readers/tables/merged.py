"""Merged cells of a table in a document, carried to every row and column that they cover, the same in every format."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

__all__ = ["MOST_COLUMNS", "MarkedRows", "SpannedCell", "carried", "texts_of"]

MOST_COLUMNS = 1000
"""The HTML standard's limit for the columns of a cell; a larger span is damage."""
# Characters that merged cells may add to one table; beyond this a span is an attack, or a mistake.
_MOST_CARRIED = 200_000


@dataclass(slots=True)
class SpannedCell:
    """A cell with the number of rows and columns that it covers.

    ``column`` is the first of these, counted from 0; None for the next that is free. ``strong`` is true if all its
    words are bold.
    """

    text: str
    row_span: int = 1
    column_span: int = 1
    column: int | None = None
    strong: bool = False


_EMPTY = SpannedCell("")


@dataclass(slots=True)
class _Carrier:
    """The cells that go on below, by column, each with the number of rows that are left, and the characters left."""

    columns: int
    below: dict[int, tuple[SpannedCell, int]]
    left: int = _MOST_CARRIED

    def row(self, cells: Sequence[SpannedCell]) -> list[SpannedCell]:
        """The row's cells with those that are carried into it."""
        filled = self._from_above()
        is_covered = bool(filled)
        if not cells and len({id(cell) for cell in filled.values()}) == 1:
            # A cell over several whole rows stands in the first of them.
            return []
        place = 0
        for cell in cells:
            place = _next_free(filled, place) if cell.column is None else cell.column
            place = self._put(cell, place, filled)
        if len(cells) == 1 and not is_covered and not cells[0].column:
            # A cell alone in its row stands under no column.
            return [cells[0]]
        return [filled.get(column, _EMPTY) for column in range(max(filled, default=-1) + 1)]

    def _from_above(self) -> dict[int, SpannedCell]:
        filled: dict[int, SpannedCell] = {}
        for column, (cell, _) in self.below.items():
            self.left -= len(cell.text) + 1
            if self.left < 0:
                break
            filled[column] = cell
        self.below = {column: (cell, more - 1) for column, (cell, more) in self.below.items() if more > 1}
        return filled

    def _put(self, cell: SpannedCell, place: int, filled: dict[int, SpannedCell]) -> int:
        """Write a cell into the columns that it covers, and return the place after it."""
        width = min(cell.column_span, max(self.columns - place, 1))
        for column in range(place, place + width):
            self.left -= len(cell.text) + 1 if column > place else 0
            if column > place and self.left < 0:
                break
            filled[column] = cell
            self.below.pop(column, None)
            if cell.row_span > 1:
                self.below[column] = (cell, cell.row_span - 1)
        return place + width


def carried(rows: Sequence[Sequence[SpannedCell]]) -> list[list[SpannedCell]]:
    """The rows with each cell in all places that it covers. A cell alone in its row stands once."""
    carrier = _Carrier(_column_count(rows), {})
    return [carrier.row(row) for row in rows]


def texts_of(rows: Iterable[Iterable[SpannedCell]]) -> list[list[str]]:
    """The text of each cell on one line, without empty cells at a row's end."""
    found = [[" ".join(cell.text.split()) for cell in row] for row in rows]
    for texts in found:
        while texts and not texts[-1]:
            texts.pop()
    return found


def _next_free(filled: dict[int, SpannedCell], place: int) -> int:
    while place in filled:
        place += 1
    return place


def _column_count(rows: Sequence[Sequence[SpannedCell]]) -> int:
    """Columns of the widest row. A cell alone in its row covers all of them, and says nothing about their number."""
    most = 1
    for row in rows:
        end = 0
        for cell in row if len(row) > 1 else ():
            end = (end if cell.column is None else cell.column) + cell.column_span
        most = max(most, min(end, MOST_COLUMNS))
    return most


class MarkedRows:
    """Rows of a format that marks each covered cell: as a part of the cell to its left or of the one above."""

    def __init__(self) -> None:
        self.rows: list[list[SpannedCell]] = []
        self._above: dict[int, SpannedCell] = {}
        self._own: dict[int, SpannedCell] = {}
        self._column = 0
        self._ended: set[int] = set()

    def begin_row(self, column: int = 0) -> None:
        """Begin a row at a column."""
        self.rows.append([])
        self._above, self._own, self._column = self._own, {}, min(column, MOST_COLUMNS)

    def add(self, text: str, span: int = 1, *, strong: bool = False, ends: bool = False) -> SpannedCell:
        """The cell of this text, added to the row; one that ``ends`` in its row never goes on below."""
        cell = SpannedCell(text, 1, max(min(span, MOST_COLUMNS - self._column), 1), self._column, strong)
        self.rows[-1].append(cell)
        if ends:
            self._ended.add(id(cell))
        self._cover(cell, cell.column_span)
        return cell

    def left(self) -> SpannedCell | None:
        """The cell to the left, which may go on."""
        return self._own.get(self._column - 1)

    def above(self) -> SpannedCell | None:
        """The cell above, which may go on."""
        above = self._above.get(self._column)
        return None if id(above) in self._ended else above

    def go_on(self, cell: SpannedCell, span: int = 1) -> None:
        """Let a cell, the one to the left or above, cover the next place too."""
        column, first = self._column, cell.column or 0
        within = column + span <= first + cell.column_span
        is_own = self.left() is cell
        if within and column == first:
            cell.row_span += 1
        elif not within and is_own and self.rows[-1] and self.rows[-1][-1] is cell:
            cell.column_span += span
        elif not (within and is_own):
            # The mark fits no rectangle: the words stand here too.
            self.add(cell.text, span, strong=cell.strong)
            return
        self._cover(cell, span)

    def _cover(self, cell: SpannedCell, span: int) -> None:
        self._own.update(dict.fromkeys(range(self._column, self._column + span), cell))
        self._column += span
