"""Columns of a table drawn in plain text: with bars, or with spaces that line up in every row."""

import re
from collections.abc import Sequence
from itertools import pairwise

__all__ = ["columns_of"]

_BAR = re.compile(r"[|│]")
_TAB = 8
# Two spaces in a row line up by chance in two lines, hardly in three.
_FEWEST_ROWS = 3
_GUTTER = 2
_MOST_COLUMNS = 30


def columns_of(lines: Sequence[str]) -> list[list[str]] | None:
    """Rows of the table that the lines draw, all with the same number of cells; None if they are running text."""
    if len(lines) > 1 and all(_BAR.search(line) for line in lines):
        return _between_bars(lines)
    if len(lines) < _FEWEST_ROWS:
        return None
    for tabs in ("\t", "\t+"):
        rows = [re.split(tabs, line.rstrip()) for line in lines]
        if len({len(row) for row in rows}) == 1 and len(rows[0]) > 1 and all(row[0].strip() for row in rows):
            return rows
    return _between_gutters([line.expandtabs(_TAB).rstrip() for line in lines])


def _between_bars(lines: Sequence[str]) -> list[list[str]] | None:
    rows = [_BAR.split(line.strip()) for line in lines]
    if all(not row[0].strip() and not row[-1].strip() and len(row) > 2 for row in rows):  # noqa: PLR2004 - both edges
        rows = [row[1:-1] for row in rows]
    if len({len(row) for row in rows}) == 1:
        return rows
    # Rows of different lengths keep their bars: nothing says which cell is missing.
    return [[line] for line in lines] if len(lines) >= _FEWEST_ROWS else None


def _between_gutters(lines: Sequence[str]) -> list[list[str]] | None:
    """The cells between the columns of spaces that all lines have."""
    width = max(map(len, lines))
    is_filled = [False] * width
    for line in lines:
        for place, character in enumerate(line):
            is_filled[place] = is_filled[place] or not character.isspace()
    starts = [
        place
        for place in range(width)
        if is_filled[place] and (place == 0 or not any(is_filled[max(place - _GUTTER, 0) : place]))
    ]
    if not 1 < len(starts) <= _MOST_COLUMNS:
        return None
    edges = [*starts, width]
    rows = [[line[start:end].strip() for start, end in pairwise(edges)] for line in lines]
    # Only the first line of running text may stand apart; a table has a second cell in most rows.
    filled = sum(bool(row[0]) and any(row[1:]) for row in rows)
    return rows if filled * 3 >= len(rows) * 2 else None
