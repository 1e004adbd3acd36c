"""Tables without rules: rows whose words stand in columns, with strips of white space from top to bottom."""

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from trendsqa.corpus.readers.pdf.page import Run
from trendsqa.corpus.readers.pdf.untagged.cells import Strip, cells_of_row, pieces_of, wrapped_joined
from trendsqa.corpus.readers.pdf.untagged.line import has_leader
from trendsqa.corpus.readers.pdf.untagged.table import PlacedTable, cell_of, headers, is_figure

__all__ = ["with_tables"]

_Row = list[Run]
# A gap between words wider than this share of their size may part two cells; a strip is at least as wide as the second.
_CELL_GAP, _STRIP = 0.75, 0.36
# A strip between columns of figures that begin at one edge in so many rows, and in most, may be narrower.
_NARROW_STRIP, _NARROW_ROWS, _NARROW_SHARE, _SAME_EDGE = 0.06, 3, 0.7, 0.8
# Words of one cell further apart than this share of their size are two cells that run together.
_RUN_TOGETHER = 1.1
_MOST_TOGETHER = 0.05
# Rows further apart than this many sizes are not one table.
_ROW_GAP = 3.2
# Lines within a row's cell follow each other more closely.
_LINE_GAP = 1.6
# Two columns of words need so many rows to be a table; with figures two are enough.
_FEWEST_ROWS, _FEWEST_FIGURE_ROWS = 3, 2
_MOST_CELL_WORDS = 6
_MOST_PLAIN = 4
# A line below a row with so few words may belong to it even if it stands further below.
_FEW_WORDS = 8
# Beginnings that are tried are shorter by this factor each; one that grows may fail for so many rows in a row.
_SHORTER, _MOST_FAILED = 0.75, 2
# Words that are looked at for the tables of one region, and columns of a table; more are no table, but a drawing.
_MOST_WORK, _MOST_STRIPS = 20_000, 60
_MARKER = re.compile(
    r"[•◦▪▫‣●○■□➢➤✓\uf0b7\uf0a7\uf0d8·*–—\u2212!\-\ufffd]|\(?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,4})[.)]|\d+(?:\.\d+)+\.?"
)
# The beginning of a telephone number, which goes on after a space.
_DIALLED = re.compile(r"\(?(?:\+\d|0\d)\d+\)?$")
# At most this share of a table's rows may reach over a strip: titles across columns.
_ACROSS = 0.15


def with_tables(rows: Sequence[_Row | PlacedTable], page: int) -> list[_Row | PlacedTable]:
    """The rows of a region, those of each aligned table replaced by the table."""
    found: list[_Row | PlacedTable] = []
    start = work = 0
    while start < len(rows):
        group = _group(rows, start) if work < _MOST_WORK else []
        work += sum(map(len, group))
        made = _longest_table(group, page)
        if made is None:
            found.append(rows[start])
            start += 1
        else:
            table, length = made
            found.append(table)
            start += length
    return found


def _group(rows: Sequence[_Row | PlacedTable], start: int) -> list[_Row]:
    """The rows from ``start`` that may be one table: rows with gaps, with few others between them."""
    group: list[_Row] = []
    end = plain = 0
    for row in rows[start:]:
        if isinstance(row, PlacedTable) or has_leader(row):
            break
        if group and group[-1][0].y - row[0].y > _ROW_GAP * max(row[0].size, group[-1][0].size):
            break
        gapped = _is_gapped(row)
        plain = 0 if gapped else plain + 1
        if not gapped and (not group or plain > _MOST_PLAIN or not _may_belong(row, group[-1], plain)):
            break
        group.append(row)
        end = len(group) if gapped else end
    # Lines that go on in the last row's cells.
    return group[: end + plain] if plain and end else group[:end]


def _may_belong(row: _Row, above: _Row, plain: int) -> bool:
    """True if a row without gaps may be a wrapped line of a cell, not a title between two tables."""
    close = above[0].y - row[0].y <= _LINE_GAP * above[0].size or (plain == 1 and len(row) <= _FEW_WORDS)
    larger = row[0].size > 1.1 * above[0].size
    return close and not larger and (not all(run.bold for run in row) or all(run.bold for run in above))


def _is_gapped(row: _Row) -> bool:
    return any(_gap(last, run) > _CELL_GAP for last, run in pairwise(row))


def _gap(last: Run, run: Run) -> float:
    return (run.x - last.end) / max(run.size, last.size)


def _longest_table(rows: Sequence[_Row], page: int) -> tuple[PlacedTable, int] | None:
    """The longest table that begins with the first row, and how many rows it takes.

    Shorter and shorter beginnings of the rows are tried; the first that is a table grows row by row.
    """
    longer = end = len(rows)
    while end >= _FEWEST_FIGURE_ROWS:
        table = _table(rows[:end], page)
        if table is not None:
            return _grown(rows, page, table, end, longer)
        longer, end = end, min(end - 1, int(end * _SHORTER))
    return None


def _grown(rows: Sequence[_Row], page: int, table: PlacedTable, end: int, longer: int) -> tuple[PlacedTable, int]:
    failed = 0
    best = table, end
    for more in range(end + 1, longer):
        made = _table(rows[:more], page)
        failed = 0 if made is not None else failed + 1
        if made is not None:
            best = made, more
        elif failed > _MOST_FAILED:
            break
    return best


def _table(rows: Sequence[_Row], page: int) -> PlacedTable | None:
    strips = _strips(rows)
    if not strips or len(strips) > _MOST_STRIPS:
        return None
    edges = [min(run.x for row in rows for run in row), *(strip.right for strip in strips)]
    cells = [cells_of_row(row, strips) for row in rows]
    if _together(cells) > _MOST_TOGETHER * len(rows) or not _is_table(cells, rows):
        return None
    found = tuple(tuple(cell_of(runs) for runs in row) for row in wrapped_joined(cells))
    return PlacedTable(
        found,
        headers(found),
        (page,) * len(found),
        edges[0],
        max(run.end for row in rows for run in row),
        rows[-1][0].y,
        rows[0][0].y + rows[0][0].size,
        tuple(edges),
    )


def _together(cells: Sequence[Sequence[list[Run]]]) -> int:
    """Number of rows that have a cell with a wide gap inside."""
    return sum(any(_gap(last, run) > _RUN_TOGETHER for runs in row for last, run in pairwise(runs)) for row in cells)


def _strips(rows: Sequence[_Row]) -> list[Strip]:
    """The strips of white space between columns."""
    size = median(run.size for row in rows for run in row)
    wide = [
        strip
        for strip in _blank(rows, int(_ACROSS * len(rows)), by_piece=True)
        if strip.right - strip.left >= _STRIP * size and _parts_rows(rows, strip, size)
    ]
    narrow = [
        strip
        for strip in _blank(rows, 0, by_piece=False)
        if strip.right - strip.left >= _NARROW_STRIP * size
        and not any(other.left - 0.1 <= strip.right and strip.left <= other.right + 0.1 for other in wide)
        and _is_edge(rows, strip)
    ]
    return sorted([*wide, *narrow], key=lambda strip: strip.left)


def _blank(rows: Sequence[_Row], allowed: int, *, by_piece: bool) -> list[Strip]:
    """The strips that at most ``allowed`` rows have words in, between the outermost words."""
    edges: list[tuple[float, int]] = []
    for row in rows:
        for piece in pieces_of(row) if by_piece else [[run] for run in row]:
            edges += [(piece[0].x, 1), (max(run.end for run in piece), -1)]
    edges.sort()
    strips: list[Strip] = []
    depth = 0
    opened: float | None = None
    for place, step in edges:
        depth += step
        if depth <= allowed and opened is None:
            opened = place
        elif depth > allowed and opened is not None:
            strips.append(Strip(opened, place))
            opened = None
    return strips


def _parts_rows(rows: Sequence[_Row], strip: Strip, size: float) -> bool:
    """True if at least two rows have words on both sides of a strip, and half of these a gap that parts cells there.

    The spaces of three lines of prose may stand below one another by chance.
    """
    parted = apart = 0
    for row in rows:
        before = max((run.end for run in row if run.end <= strip.left + 0.5 * size), default=None)
        after = min((run.x for run in row if run.x >= strip.right - 0.5 * size), default=None)
        if before is not None and after is not None:
            parted += 1
            apart += after - before > _CELL_GAP * size
    return parted >= 2 and 2 * apart >= parted  # noqa: PLR2004


def _is_edge(rows: Sequence[_Row], strip: Strip) -> bool:
    """True if figures stand on both sides, and in all rows begin at the right edge or end at the left one."""
    pairs = [
        (last, run)
        for row in rows
        for last, run in pairwise(row)
        if last.end <= strip.left + 0.1 and run.x >= strip.right - 0.1
    ]
    figures = sum(is_figure(last.text) and is_figure(run.text) and not _DIALLED.match(last.text) for last, run in pairs)
    if len(pairs) < max(_NARROW_ROWS, _NARROW_SHARE * len(rows)) or figures < _NARROW_SHARE * len(pairs):
        return False
    return all(abs(run.x - strip.right) <= _SAME_EDGE for _, run in pairs) or all(
        abs(last.end - strip.left) <= _SAME_EDGE for last, _ in pairs
    )


def _is_table(cells: Sequence[Sequence[list[Run]]], rows: Sequence[_Row]) -> bool:
    columns = len(cells[0])
    full = [row for row in cells if sum(map(bool, row)) > 1]
    if len(full) < _FEWEST_FIGURE_ROWS or len(full) < 0.4 * len(rows) or sum(map(bool, cells[0])) < 2:  # noqa: PLR2004
        return False
    texts = [[" ".join(run.text for run in runs) for runs in row] for row in full]
    firsts = [row[0] for row in texts if row[0]]
    markers = sum(_MARKER.fullmatch(text) is not None for text in firsts)
    if firsts and markers > 0.5 * len(firsts) and columns == 2:  # noqa: PLR2004
        return False
    figures = sum(any(is_figure(text) for text in row[1:]) for row in texts)
    if figures >= 0.5 * len(texts):
        return True
    words = [len(text.split()) for row in texts for text in row if text]
    return len(full) >= _FEWEST_ROWS and sum(words) / len(words) <= _MOST_CELL_WORDS
