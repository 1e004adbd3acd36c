"""Tables whose cells are ruled: the words in each cell of the grid that the rules of a page draw."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise

from trendsqa.corpus.readers.pdf.page import Rule, Run
from trendsqa.corpus.readers.pdf.untagged.cells import Strip, cells_of_row, pieces_of, wrapped_joined
from trendsqa.corpus.readers.pdf.untagged.line import rows_of
from trendsqa.corpus.readers.pdf.untagged.table import Cell, PlacedTable, cell_of, headers, is_figure

__all__ = ["ruled_tables"]

# Rules closer than this are one; ends of rules this close to another rule meet it. Points.
_TOGETHER = 3.0
# More rules than this are a drawing.
_MOST_RULES = 1_500
# A rule reaches along a cell's side if it covers this share of it.
_ALONG = 0.6
# Lines of a cell that stand level with lines of other cells are rows of their own, from this many on.
_FEWEST_LEVEL = 3


# A row of the grid: for each of its slots the number of the cell, and the cell's words.
_SlotRow = Sequence[tuple[int, list[Run]]]
# Words of a cell further apart than this share of their size stand in columns of their own.
_FAR_APART = 1.1


@dataclass(frozen=True, slots=True)
class _Side:
    """A rule as a place across and a stretch along: y and an interval of x, or x and an interval of y."""

    place: float
    start: float
    end: float


@dataclass(slots=True)
class _Grid:
    """Rules that meet: where they lie across and down."""

    flat: list[_Side] = field(default_factory=list)
    upright: list[_Side] = field(default_factory=list)


def ruled_tables(runs: Sequence[Run], rules: Sequence[Rule], page: int) -> tuple[list[PlacedTable], list[Run]]:
    """The ruled tables of a page, and the runs outside of them."""
    tables: list[PlacedTable] = []
    rest = list(runs)
    for grid in _grids(rules):
        xs, ys = _places(grid.upright), _places(grid.flat)[::-1]
        if len(xs) < 3 or len(ys) < 2:  # noqa: PLR2004 - fewer than two columns, or no row
            continue
        inside = [run for run in rest if _is_inside(run, xs, ys)]
        table = _table(grid, xs, ys, inside, page) if inside else None
        if table is not None:
            tables.append(table)
            taken = set(map(id, inside))
            rest = [run for run in rest if id(run) not in taken]
    return tables, rest


def _is_inside(run: Run, xs: Sequence[float], ys: Sequence[float]) -> bool:
    middle, height = (run.x + run.end) / 2, run.y + 0.3 * run.size
    if run.angle:
        middle, height = run.x, run.y
    return xs[0] <= middle <= xs[-1] and ys[-1] <= height <= ys[0]


def _grids(rules: Sequence[Rule]) -> Iterator[_Grid]:
    """The groups of rules that meet each other, largest first."""
    flat = _joined([_Side(rule.bottom, rule.left, rule.right) for rule in rules if _is_flat(rule)])
    upright = _joined([_Side(rule.left, rule.bottom, rule.top) for rule in rules if not _is_flat(rule)])
    if not flat or not upright or len(flat) + len(upright) > _MOST_RULES:
        return
    group = list(range(len(flat) + len(upright)))

    def root(number: int) -> int:
        while group[number] != number:
            group[number] = group[group[number]]
            number = group[number]
        return number

    for a, across in enumerate(flat):
        for b, down in enumerate(upright):
            meets = (
                across.start - _TOGETHER <= down.place <= across.end + _TOGETHER
                and down.start - _TOGETHER <= across.place <= down.end + _TOGETHER
            )
            if meets:
                group[root(a)] = root(len(flat) + b)
    grids: dict[int, _Grid] = {}
    for a, across in enumerate(flat):
        grids.setdefault(root(a), _Grid()).flat.append(across)
    for b, down in enumerate(upright):
        grids.setdefault(root(len(flat) + b), _Grid()).upright.append(down)
    yield from sorted(grids.values(), key=lambda grid: -len(grid.flat) * len(grid.upright))


def _is_flat(rule: Rule) -> bool:
    return rule.right - rule.left >= rule.top - rule.bottom


def _joined(sides: Sequence[_Side]) -> list[_Side]:
    """The rules at one place joined where they touch."""
    found: list[_Side] = []
    for side in sorted(sides, key=lambda side: (side.place, side.start)):
        near = next(
            (
                number
                for number in range(len(found) - 1, max(len(found) - 60, -1), -1)
                if side.place - found[number].place <= _TOGETHER
                and side.start <= found[number].end + _TOGETHER
                and found[number].start <= side.end + _TOGETHER
            ),
            None,
        )
        if near is None:
            found.append(side)
        else:
            last = found[near]
            found[near] = _Side(last.place, min(last.start, side.start), max(last.end, side.end))
    return found


def _places(sides: Sequence[_Side]) -> list[float]:
    places: list[float] = []
    for side in sorted(sides, key=lambda side: side.place):
        if not places or side.place - places[-1] > _TOGETHER:
            places.append(side.place)
    return places


def _table(grid: _Grid, xs: list[float], ys: list[float], runs: Sequence[Run], page: int) -> PlacedTable | None:
    """The table of the grid; None if it has no two columns of words."""
    cells = _cells(grid, xs, ys)
    words: dict[int, list[Run]] = {}
    for run in runs:
        row, column = _slot(run, xs, ys)
        words.setdefault(cells[row][column], []).append(run)
    rows: list[_SlotRow] = [[(cell, words.get(cell, [])) for cell in row] for row in cells]
    kept = [column for column in range(len(xs) - 1) if _adds_words(rows, column)]
    lines = [[row[column] for column in kept] for row in rows]
    lines = [row for number, row in enumerate(lines) if not _repeats(lines, number)]
    strips = [Strip(xs[column], xs[column]) for column in kept[1:]]
    found: list[list[Cell]] = []
    for line in lines:
        found += _rows(line, strips)
    found = [row for row in found if any(cell.text for cell in row)]
    filled = {column for row in found for column, cell in enumerate(row) if cell.text}
    if len(filled) < 2 or not _is_table(found):  # noqa: PLR2004
        return None
    table_rows = tuple(tuple(row) for row in found)
    edges = tuple(xs[column] for column in kept)
    return PlacedTable(table_rows, headers(table_rows), (page,) * len(found), xs[0], xs[-1], ys[-1], ys[0], edges)


def _is_table(rows: Sequence[Sequence[Cell]]) -> bool:
    """True if words stand beside each other, so that it is not boxes around text."""
    beside = sum(len({cell.text for cell in row if cell.text}) > 1 for row in rows)
    return beside >= 1 and (len(rows) > 1 or beside == len(rows))


def _slot(run: Run, xs: Sequence[float], ys: Sequence[float]) -> tuple[int, int]:
    middle, height = (run.x + run.end) / 2, run.y + 0.3 * run.size
    if run.angle:
        middle, height = run.x, run.y
    column = max(number for number in range(len(xs) - 1) if xs[number] <= middle or number == 0)
    row = max(number for number in range(len(ys) - 1) if ys[number] >= height or number == 0)
    return row, column


def _cells(grid: _Grid, xs: Sequence[float], ys: Sequence[float]) -> list[list[int]]:
    """The number of the cell of each slot of the grid; slots with no rule between them are one cell."""
    columns, rows = len(xs) - 1, len(ys) - 1
    number = [list(range(row * columns, (row + 1) * columns)) for row in range(rows)]

    for row in range(rows):
        for column in range(columns):
            if column + 1 < columns and not _is_ruled(grid.upright, xs[column + 1], ys[row + 1], ys[row]):
                _merge(number, number[row][column + 1], number[row][column])
    for row in range(rows - 1):
        for column in range(columns):
            below, above = number[row + 1][column], number[row][column]
            if below != above and not _is_ruled(grid.flat, ys[row + 1], xs[column], xs[column + 1]):
                _merge(number, below, above)
    return number


def _merge(cells: list[list[int]], old: int, new: int) -> None:
    for row in cells:
        row[:] = [new if cell == old else cell for cell in row]


def _is_ruled(sides: Sequence[_Side], place: float, start: float, end: float) -> bool:
    covered = sum(
        max(min(side.end, end) - max(side.start, start), 0.0) for side in sides if abs(side.place - place) <= _TOGETHER
    )
    return covered >= _ALONG * (end - start)


def _adds_words(rows: Sequence[_SlotRow], column: int) -> bool:
    """False for a column of slots that only widen the cells before them or are empty."""
    before = column - 1
    return any(row[column][1] and (before < 0 or row[column][0] != row[before][0]) for row in rows)


def _repeats(rows: Sequence[_SlotRow], number: int) -> bool:
    """True for a row of slots that only make the cells above them higher."""
    if number == 0:
        return False
    return all(
        below[0] == above[0] or not below[1] for below, above in zip(rows[number], rows[number - 1], strict=True)
    )


def _rows(row: _SlotRow, strips: Sequence[Strip]) -> list[list[Cell]]:
    """The row of cells; several rows if they are not ruled apart, and if a cell's words stand in several columns."""
    if _has_gaps(row):
        runs = [run for cell in dict(row).values() for run in cell]
        return _unruled_rows(runs, strips)
    lines = _lines(row)
    if lines is not None:
        return [[cell_of(runs) for runs in line] for line in wrapped_joined(lines)]
    return [[cell_of(runs) for _, runs in row]]


def _has_gaps(row: _SlotRow) -> bool:
    """True if a cell over several columns has words in several of them, or words far apart."""
    spans: dict[int, int] = {}
    for cell, _ in row:
        spans[cell] = spans.get(cell, 0) + 1
    cells = dict(row)
    return any(
        spans[cell] > 1 and any(len(pieces) > 1 and _is_wide(pieces) for pieces in map(pieces_of, rows_of(runs)))
        for cell, runs in cells.items()
        if runs
    )


def _is_wide(pieces: Sequence[list[Run]]) -> bool:
    return any(b[0].x - a[-1].end > _FAR_APART * b[0].size for a, b in pairwise(pieces))


def _unruled_rows(runs: Sequence[Run], strips: Sequence[Strip]) -> list[list[Cell]]:
    """The rows of cells that no rule parts: in the columns of the table if they fit, else by the gaps between words."""
    lines = [_columns_or_pieces(row, strips) for row in rows_of(runs)]
    found: list[list[Cell]] = []
    for _, group in groupby(lines, key=len):
        found += [[cell_of(cell) for cell in line] for line in wrapped_joined(list(group))]
    return found


def _columns_or_pieces(row: list[Run], strips: Sequence[Strip]) -> list[list[Run]]:
    cells = cells_of_row(row, strips)
    together = any(_is_wide(pieces_of(runs)) for runs in cells if runs)
    return pieces_of(row) if together else cells


def _lines(row: _SlotRow) -> list[list[list[Run]]] | None:
    """The lines of a row whose cells hold several rows without rules between them, else None."""
    cells = [runs for _, runs in row]
    if len({cell for cell, _ in row}) < len(row) or sum(map(bool, cells)) < 2:  # noqa: PLR2004
        return None
    heights = [line[0].y for line in rows_of([run for runs in cells for run in runs])]
    if len(heights) < _FEWEST_LEVEL:
        return None
    lines: list[list[list[Run]]] = []
    for upper, lower in pairwise([float("inf"), *((a + b) / 2 for a, b in pairwise(heights)), float("-inf")]):
        lines.append([[run for run in runs if lower < run.y <= upper] for runs in cells])
    return lines if _are_rows(lines) else None


def _are_rows(lines: Sequence[Sequence[list[Run]]]) -> bool:
    """True if most lines have a figure beside other words, or end where more words would have stood."""
    beside = [line for line in lines if sum(map(bool, line)) > 1]
    if len(beside) < _FEWEST_LEVEL:
        return False
    figures = sum(any(runs and is_figure(" ".join(run.text for run in runs)) for runs in line[1:]) for line in beside)
    if figures >= 0.6 * len(beside):
        return True
    short = full = 0
    for column in range(len(lines[0])):
        filled = [line[column] for line in lines if line[column]]
        right = max((run.end for runs in filled for run in runs), default=0.0)
        for runs, following in pairwise(filled):
            first = following[0]
            fits = right - runs[-1].end > first.end - first.x + 0.3 * first.size
            short += fits
            full += not fits and len(runs) > 1
    return short > 2 * full and len(beside) > 0.7 * len(lines)
