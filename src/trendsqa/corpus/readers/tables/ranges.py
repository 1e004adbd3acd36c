"""Ranges of cells and their names, as a spreadsheet program writes them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

__all__ = ["CellRange", "by_first_cell", "cell_name", "cell_place", "cell_range"]

_PLACE = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
_LETTERS = 26


@dataclass(frozen=True, slots=True)
class CellRange:
    """A rectangle of cells, rows and columns counted from 1, ends included."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


def cell_place(reference: str) -> tuple[int, int] | None:
    """Row and column of a reference such as ``C7``; None if it is not one."""
    found = _PLACE.fullmatch(reference)
    if found is None:
        return None
    column = 0
    for letter in found.group(1).upper():
        column = column * _LETTERS + ord(letter) - ord("A") + 1
    return int(found.group(2)), column


def cell_name(row: int, column: int) -> str:
    """The reference of a cell."""
    letters = ""
    while column > 0:
        column, letter = divmod(column - 1, _LETTERS)
        letters = chr(ord("A") + letter) + letters
    return f"{letters}{row}"


def cell_range(reference: str) -> CellRange | None:
    """The range of a reference such as ``A1:D4``; None if it is not one."""
    first, _, last = reference.partition(":")
    start, end = cell_place(first), cell_place(last or first)
    if start is None or end is None:
        return None
    return CellRange(min(start[0], end[0]), min(start[1], end[1]), max(start[0], end[0]), max(start[1], end[1]))


def by_first_cell(ranges: Iterable[CellRange]) -> dict[tuple[int, int], CellRange]:
    """Each range of more than one cell by row and column of its first cell, the only one with content."""
    return {
        (found.first_row, found.first_column): found
        for found in ranges
        if (found.first_row, found.first_column) != (found.last_row, found.last_column)
    }
