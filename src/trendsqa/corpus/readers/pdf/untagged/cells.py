"""Words of a table's line in its columns, and lines of a row's cells joined."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from trendsqa.corpus.readers.pdf.page import Run
from trendsqa.corpus.readers.pdf.untagged.table import is_figure

__all__ = ["Strip", "cells_of_row", "pieces_of", "wrapped_joined"]

# Words closer than this share of their size are of one cell, unless a column begins between them.
_WORD_GAP = 0.34
# Words cover a column if they reach into it by this share of their size and of its width.
_EDGE, _COVERED = 0.4, 0.5
# Lines of one cell stand closer than rows by this factor.
_CLOSER = 0.85


@dataclass(frozen=True, slots=True)
class Strip:
    """White space between two columns: where it begins and ends, in points."""

    left: float
    right: float

    @property
    def middle(self) -> float:
        """Its middle."""
        return (self.left + self.right) / 2


def pieces_of(row: Sequence[Run], gap: float = _WORD_GAP) -> list[list[Run]]:
    """The words of a row in groups, parted at gaps wider than ``gap``, a share of their size: a space."""
    pieces: list[list[Run]] = []
    for run in row:
        if pieces and run.x - pieces[-1][-1].end <= gap * run.size:
            pieces[-1].append(run)
        else:
            pieces.append([run])
    return pieces


def cells_of_row(row: Sequence[Run], strips: Sequence[Strip], *, ruled: bool = False) -> list[list[Run]]:
    """The words of each column; what reaches over a strip stands in all columns that it covers.

    Where columns are ``ruled``, words without a gap at a rule are not parted by it: it does not cross their row.
    """
    cells: list[list[Run]] = [[] for _ in range(len(strips) + 1)]
    if not strips:
        return [list(row)]
    pieces = pieces_of(row)
    parts = pieces if ruled else [part for piece in pieces for part in _at_strips(piece, strips)]
    for part in parts:
        first, last = _columns(part, strips)
        # A title or a sentence alone in its row stands once.
        for column in range(first, last + 1) if len(parts) > 1 else [first]:
            cells[column] += part
    return cells


def _columns(part: Sequence[Run], strips: Sequence[Strip]) -> tuple[int, int]:
    """The first and the last column that words cover by more than a letter's edge."""
    left, right, size = part[0].x, max(run.end for run in part), part[0].size
    bounds = [(left, strips[0].left), *((a.right, b.left) for a, b in pairwise(strips)), (strips[-1].right, right)]
    covered = [
        column
        for column, (start, end) in enumerate(bounds)
        if min(right, end) - max(left, start) > max(_EDGE * size, _COVERED * (end - start))
    ]
    if not covered:
        middle = sum(strip.middle < (left + right) / 2 for strip in strips)
        return middle, middle
    return covered[0], covered[-1]


def _at_strips(piece: list[Run], strips: Sequence[Strip]) -> list[list[Run]]:
    """The piece parted where a strip lies between two of its words; whole if it reaches over one elsewhere."""
    parts = [[piece[0]]]
    for last, run in pairwise(piece):
        if any(last.end <= strip.left + 0.3 and run.x >= strip.right - 0.3 for strip in strips):
            parts.append([])
        parts[-1].append(run)
    crossed = any(strip.left + 0.3 < run.end and run.x < strip.right - 0.3 for run in piece for strip in strips)
    return [piece] if crossed else parts


def wrapped_joined(lines: Sequence[Sequence[list[Run]]]) -> list[list[list[Run]]]:
    """The rows of a table: a line that only goes on with cells of the row above is joined with it."""
    heights = [_height(row) for row in lines]
    gaps = [above - below for above, below in pairwise(heights)]
    full = [sum(map(bool, row)) > len(row) / 2 for row in lines]
    full_gaps = [gap for gap, is_full in zip(gaps, full[1:], strict=True) if is_full]
    usual = median(full_gaps) if full_gaps else 0.0
    telling = _telling_columns(lines)
    merged: list[list[list[Run]]] = []
    for number, row in enumerate(lines):
        if merged and _goes_on(row, merged[-1], gaps[number - 1], usual, telling):
            for column, runs in enumerate(row):
                merged[-1][column] = merged[-1][column] + runs
        else:
            merged.append([list(runs) for runs in row])
    return merged


def _height(row: Sequence[list[Run]]) -> float:
    return max((run.y for runs in row for run in runs), default=0.0)


def _telling_columns(lines: Sequence[Sequence[list[Run]]]) -> list[int]:
    """The columns with a figure in so many lines that each row has one."""
    columns = range(1, len(lines[0])) if lines else range(0)
    count = {column: sum(_is_figure_cell(row[column]) for row in lines) for column in columns}
    most = max(count.values(), default=0)
    return [column for column in columns if count[column] >= max(0.9 * most, 3)]


def _is_figure_cell(runs: Sequence[Run]) -> bool:
    return bool(runs) and is_figure(" ".join(run.text for run in runs))


def _goes_on(
    row: Sequence[list[Run]], above: Sequence[list[Run]], gap: float, usual: float, telling: Sequence[int]
) -> bool:
    filled = [column for column, runs in enumerate(row) if runs]
    if any(not above[column] for column in filled) or any(_is_figure_cell(row[column]) for column in filled):
        return False
    if len(filled) > max(len(row) // 2, 1):
        return False
    if usual and gap > 1.1 * usual:
        return False
    size = row[filled[0]][0].size
    # A line of a row that has its figure already; a title of the rows below would stand in the first column.
    told = bool(telling) and all(above[column] for column in telling) and filled[0] > 0 and gap <= 1.5 * size
    lower = all(row[column][0].text[:1].islower() for column in filled)
    return gap < _CLOSER * usual or lower or told
