"""Tables whose cells are ruled: the words in each cell of the grid that the rules of a page draw."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise

from trendsqa.corpus.readers.pdf.page import Rule, Run
from trendsqa.corpus.readers.pdf.untagged.cells import Strip, cells_of_row, pieces_of, wrapped_joined
from trendsqa.corpus.readers.pdf.untagged.line import rows_of
from trendsqa.corpus.readers.pdf.untagged.table import Cell, PlacedTable, cell_of, headers, is_figure

__all__ = ["ruled_tables"]

# Rules closer than this are one; ends of rules this close to another rule meet it. Points.
_TOGETHER = 3.0
# Two rules that reach so far past the outermost rule across enclose a row or column that is open at its side; points.
_OPEN_SIDE = 8.0
# More rules than this are a drawing.
_MOST_RULES = 1_500
# A rule reaches along a cell's side if it covers this share of it.
_ALONG = 0.6
# Lines of a cell that stand level with lines of other cells are rows of their own, from this many on.
_FEWEST_LEVEL = 3
# Most of a row's lines.
_MOST = 0.6


# A row of the grid: for each of its slots the number of the cell, and the cell's words.
_SlotRow = Sequence[tuple[int, list[Run]]]
# With more text than this multiple of its words, a grid is a form, whose boxes are not carried through their columns.
_MOST_CARRIED = 1.6
# Words of a cell further apart than this share of their size stand in columns of their own.
_FAR_APART = 0.9


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
        xs = _with_open_sides(_places(grid.upright), grid.flat)
        ys = _with_open_sides(_places(grid.flat), grid.upright)[::-1]
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


def _with_open_sides(places: list[float], across: Sequence[_Side]) -> list[float]:
    """The places of rules, with the ends of those across where a table has no rule at its side."""
    if not places:
        return places
    before = [side.start for side in across if side.start < places[0] - _OPEN_SIDE]
    after = [side.end for side in across if side.end > places[-1] + _OPEN_SIDE]
    left = [min(before)] if len(before) > 1 else []
    return [*left, *places, *([max(after)] if len(after) > 1 else [])]


def _table(grid: _Grid, xs: list[float], ys: list[float], runs: Sequence[Run], page: int) -> PlacedTable | None:
    """The table of the grid; None if it has no two columns of words."""
    cells = _cells(grid, xs, ys)
    words: dict[int, list[Run]] = {}
    for run in runs:
        row, column = _slot(run, xs, ys)
        words.setdefault(cells[row][column], []).append(run)
    rows: list[_SlotRow] = [[(cell, words.get(cell, [])) for cell in row] for row in cells]
    kept = _worded_columns(rows, xs)
    lines = [[row[column] for column in kept] for row in rows]
    slot_rows = _with_labels([row for number, row in enumerate(lines) if not _repeats(lines, number)])
    strips = [Strip(xs[column], xs[column]) for column in kept[1:]]
    compound = {cell for row in rows for cell, count in Counter(cell for cell, _ in row).items() if count > 1}
    found: list[list[Cell]] = []
    taken: set[int] = set()
    for line in slot_rows:
        found += _rows([(cell, [] if cell in taken else runs) for cell, runs in line], strips, compound, taken)
    found = [row for row in found if any(cell.text for cell in row)]
    if sum(len(cell.text) for row in found for cell in row) > _MOST_CARRIED * sum(len(run.text) + 1 for run in runs):
        found = [_once(row) for row in found]
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


def _worded_columns(rows: Sequence[_SlotRow], xs: Sequence[float]) -> list[int]:
    """The columns of slots with words of their own, without those that only widen the cells beside them."""
    beside = {column for row in rows for column in _pieces_beside(row, xs)}
    kept = list(range(len(rows[0])))
    for column in range(len(rows[0])):
        others = [other for other in kept if other != column]
        own = any(row[column][1] and all(row[other][0] != row[column][0] for other in others) for row in rows)
        if not own and column not in beside:
            kept = others
    return kept


def _pieces_beside(row: _SlotRow, xs: Sequence[float]) -> Iterator[int]:
    """The columns in which words of a cell over several columns stand, each apart from the others."""
    for runs in {cell: runs for cell, runs in row if runs}.values():
        for line in rows_of(runs):
            pieces = pieces_of(line)
            columns = [_column(piece, xs) for piece in pieces]
            if len(pieces) > 1 and len(set(columns)) == len(pieces) and _is_wide(pieces):
                yield from columns


def _column(piece: Sequence[Run], xs: Sequence[float]) -> int:
    middle = (piece[0].x + piece[-1].end) / 2
    return max(number for number in range(len(xs) - 1) if xs[number] <= middle or number == 0)


def _once(row: Sequence[Cell]) -> list[Cell]:
    """The row with each cell in the first of its columns only."""
    return [Cell() if number and cell == row[number - 1] else cell for number, cell in enumerate(row)]


def _with_labels(rows: Sequence[_SlotRow]) -> list[_SlotRow]:
    """The rows, with the lines of a label that is ruled line by line beside cells of one row in that row."""
    found: list[_SlotRow] = []
    for row in rows:
        above = found[-1] if found else None
        if above is not None and len(row) > 2 and _goes_on(above, row):  # noqa: PLR2004
            found[-1] = [(above[0][0], [*above[0][1], *row[0][1]]), *above[1:]]
        else:
            found.append(row)
    return found


def _goes_on(above: _SlotRow, row: _SlotRow) -> bool:
    same = all(a == b for (a, _), (b, _) in zip(above[1:], row[1:], strict=True))
    figures = any(runs and is_figure(" ".join(run.text for run in runs)) for _, runs in row[1:])
    return same and figures and above[0][0] != row[0][0] and bool(above[0][1])


def _repeats(rows: Sequence[_SlotRow], number: int) -> bool:
    """True for a row of slots that only make the cells above them higher."""
    if number == 0:
        return False
    return all(
        below[0] == above[0] or not below[1] for below, above in zip(rows[number], rows[number - 1], strict=True)
    )


def _rows(row: _SlotRow, strips: Sequence[Strip], compound: Collection[int], taken: set[int]) -> list[list[Cell]]:
    """The row of cells; several rows if they are not ruled apart, and if a cell's words stand in several columns.

    The cells of the latter are ``taken``: where they reach down to later rows, they are not read again.
    """
    cells = dict(row)
    gapped = {cell for cell, runs in cells.items() if cell in compound and _has_gaps(runs)}
    if any(len(rows_of(cells[cell])) > 1 for cell in gapped):
        taken.update(cells)
        return _unruled_rows([run for runs in cells.values() for run in runs], strips)
    if gapped:
        apart = _columns_or_pieces([run for cell in gapped for run in rows_of(cells[cell])[0]], strips)
        if len(apart) != len(row):
            taken.update(cells)
            return _unruled_rows([run for runs in cells.values() for run in runs], strips)
        return [[cell_of(apart[number] if cell in gapped else runs) for number, (cell, runs) in enumerate(row)]]
    lines = _stacked(row) or _lines(row)
    if lines is not None:
        return [[cell_of(runs) for runs in line] for line in wrapped_joined(lines)]
    return [[cell_of(runs) for _, runs in row]]


def _has_gaps(runs: Sequence[Run]) -> bool:
    """True if a cell has words far apart in one line."""
    return any(len(pieces) > 1 and _is_wide(pieces) for pieces in map(pieces_of, rows_of(runs)))


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
    cells = cells_of_row(row, strips, ruled=True)
    together = any(_is_wide(pieces_of(runs)) for runs in cells if runs)
    return pieces_of(row, _FAR_APART) if together else cells


def _stacked(row: _SlotRow) -> list[list[list[Run]]] | None:
    """The rows of a row whose figures stand above each other, with cells of one line in all of them; else None."""
    cells = [rows_of(runs) for _, runs in row]
    figures = [
        len(lines)
        for lines in cells
        if len(lines) > 1 and all(is_figure(" ".join(r.text for r in line)) for line in lines)
    ]
    if len(figures) < 2 or len(set(figures)) > 1 or any(len(lines) not in {0, 1, figures[0]} for lines in cells):  # noqa: PLR2004
        return None
    return [
        [(lines[number] if len(lines) > 1 else lines[0]) if lines else [] for lines in cells]
        for number in range(figures[0])
    ]


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
    begun = sum(bool(line[0]) for line in beside)
    if figures >= _MOST * len(beside) and (begun >= _MOST * len(beside) or len(beside) > 2 * _FEWEST_LEVEL):
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
