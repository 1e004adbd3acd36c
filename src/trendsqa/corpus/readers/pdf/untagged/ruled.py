"""Tables whose cells are ruled: the words in each cell of the grid that the rules of a page draw."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from itertools import groupby, pairwise

from trendsqa.corpus.readers.pdf.page import Rule, Run
from trendsqa.corpus.readers.pdf.untagged.cells import Strip, cells_of_row, pieces_of, wrapped_joined
from trendsqa.corpus.readers.pdf.untagged.grid import RuledGrid, RuleSide, cells_of, grids_of
from trendsqa.corpus.readers.pdf.untagged.line import rows_of
from trendsqa.corpus.readers.pdf.untagged.table import Cell, PlacedTable, cell_of, headers, is_figure

__all__ = ["ruled_tables"]

# Lines of a cell that stand level with lines of other cells are rows of their own, from this many on.
_FEWEST_LEVEL = 3
# Most of a row's lines.
_MOST = 0.6


# A row of the grid: for each of its slots the number of the cell, and the cell's words.
_SlotRow = Sequence[tuple[int, list[Run]]]
# With more text than this multiple of its words, a grid is a form, whose boxes are not carried through their columns.
_MOST_CARRIED = 1.6
# Cells of more words than this are columns or boxes of text.
_MOST_CELL_WORDS = 100
# Baselines within so many points are one line.
_LEVEL = 2.0
# Words of a cell further apart than this share of their size stand in columns of their own.
_FAR_APART = 0.9


def ruled_tables(runs: Sequence[Run], rules: Sequence[Rule], page: int) -> tuple[list[PlacedTable], list[Run]]:
    """The ruled tables of a page, and the runs outside of them."""
    tables: list[PlacedTable] = []
    rest = list(runs)
    for grid in grids_of(rules):
        xs, ys = grid.places()
        if len(xs) < 3 or len(ys) < 2:  # noqa: PLR2004 - fewer than two columns, or no row
            continue
        wider = _with_labels_beside(xs, ys, rest)
        if wider is not xs:
            grid.flat = [RuleSide(s.place, wider[0], s.end) if s.start <= xs[0] + 3 else s for s in grid.flat]
            xs = wider
        inside = [run for run in rest if _is_inside(run, xs, ys)]
        table = _table(grid, xs, ys, inside, page) if inside else None
        if table is not None:
            tables.append(table)
            taken = set(map(id, inside))
            rest = [run for run in rest if id(run) not in taken]
    return tables, rest


def _with_labels_beside(xs: list[float], ys: Sequence[float], runs: Sequence[Run]) -> list[float]:
    """The columns with one before them for labels that stand left of the rules, one to a row; else the columns."""
    inside = [run for run in runs if _is_inside(run, xs, ys)]
    beside = [
        run for run in runs if not run.angle and run.end <= xs[0] + 1 and ys[-1] <= run.y + 0.3 * run.size <= ys[0]
    ]
    labelled = {n for run in beside for n, (up, low) in enumerate(pairwise(ys)) if low <= run.y + 0.3 * run.size < up}
    figures = [run for run in inside if is_figure(run.text)]
    count = len(ys) - 1
    lines = rows_of(beside)
    level = sum(any(abs(line[0].y - run.y) <= _LEVEL for run in inside) for line in lines)
    one_line = level >= 0.8 * len(lines) > 0 and len(lines) <= count and len(beside) <= 5 * len(lines)
    if count < 3 or len(labelled) < 0.6 * count or not one_line or len(figures) < 0.5 * len(inside):  # noqa: PLR2004
        return xs
    return [min(run.x for run in beside) - 1, *xs]


def _is_inside(run: Run, xs: Sequence[float], ys: Sequence[float]) -> bool:
    middle, height = (run.x + run.end) / 2, run.y + 0.3 * run.size
    if run.angle:
        middle, height = run.x, run.y
    return xs[0] <= middle <= xs[-1] and ys[-1] <= height <= ys[0]


def _table(grid: RuledGrid, xs: list[float], ys: list[float], runs: Sequence[Run], page: int) -> PlacedTable | None:
    """The table of the grid; None if it has no two columns of words."""
    cells = cells_of(grid, xs, ys)
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
    found = _all_rows(slot_rows, strips, compound)
    if sum(len(cell.text) for row in found for cell in row) > _MOST_CARRIED * sum(len(run.text) + 1 for run in runs):
        found = _all_rows(_once(slot_rows), strips, compound)
    filled = {column for row in found for column, cell in enumerate(row) if cell.text}
    if len(filled) < 2 or not _is_table(found):  # noqa: PLR2004
        return None
    table_rows = tuple(tuple(row) for row in found)
    edges = tuple(xs[column] for column in kept)
    return PlacedTable(table_rows, headers(table_rows), (page,) * len(found), xs[0], xs[-1], ys[-1], ys[0], edges)


def _all_rows(slot_rows: Sequence[_SlotRow], strips: Sequence[Strip], compound: Collection[int]) -> list[list[Cell]]:
    """The rows of the table that have words."""
    found: list[list[Cell]] = []
    taken: set[int] = set()
    for line in slot_rows:
        found += _rows([(cell, [] if cell in taken else runs) for cell, runs in line], strips, compound, taken)
    return [row for row in found if any(cell.text for cell in row)]


def _is_table(rows: Sequence[Sequence[Cell]]) -> bool:
    """True if words stand beside each other, so that it is not boxes around text."""
    words = [len(text.split()) for text in {cell.text for row in rows for cell in row}]
    if 2 * sum(count for count in words if count > _MOST_CELL_WORDS) > sum(words):
        return False
    beside = sum(len({cell.text for cell in row if cell.text}) > 1 for row in rows)
    return beside >= 1 and (len(rows) > 1 or beside == len(rows))


def _slot(run: Run, xs: Sequence[float], ys: Sequence[float]) -> tuple[int, int]:
    middle, height = (run.x + run.end) / 2, run.y + 0.3 * run.size
    if run.angle:
        middle, height = run.x, run.y
    column = max(number for number in range(len(xs) - 1) if xs[number] <= middle or number == 0)
    row = max(number for number in range(len(ys) - 1) if ys[number] >= height or number == 0)
    return row, column


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


def _once(rows: Sequence[_SlotRow]) -> list[_SlotRow]:
    """The rows with the words of each cell in its first slot only."""
    seen: set[int] = set()
    found: list[_SlotRow] = []
    for row in rows:
        line: list[tuple[int, list[Run]]] = []
        for cell, runs in row:
            line.append((cell, [] if cell in seen else runs))
            seen.add(cell)
        found.append(line)
    return found


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
    cells: dict[int, list[Run]] = {}
    for cell, runs in row:
        cells.setdefault(cell, runs)
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
    if len(cells) == 1 < len(row):
        # A cell over the whole width stands once.
        return [[cell_of(row[0][1])]]
    return [[cell_of(runs) for _, runs in row]]


def _has_gaps(runs: Sequence[Run]) -> bool:
    """True if a cell has words far apart in one line."""
    rows = rows_of(runs)
    return any(
        b[0].x - a[-1].end > _FAR_APART * b[0].size and _is_between(rows, a[-1].end, b[0].x)
        for pieces in map(pieces_of, rows)
        for a, b in pairwise(pieces)
    )


def _is_between(rows: Sequence[Sequence[Run]], left: float, right: float) -> bool:
    """True if nearly all lines leave a gap free; those of justified text do not."""
    across = sum(any(run.x < right - 1 and run.end > left + 1 for run in row) for row in rows)
    return across <= 0.2 * len(rows)


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
