"""A row of a grid of cells, as it is read and as it stands in a table."""

from dataclasses import dataclass
from enum import StrEnum

__all__ = ["CellKind", "GridRow", "TableRow"]


class CellKind(StrEnum):
    """Kind of a cell's value. A period is a year or a date: it may name a column as words do."""

    TEXT = "t"
    NUMBER = "n"
    PERIOD = "p"
    EMPTY = " "


@dataclass(frozen=True, slots=True)
class GridRow:
    """The cells of a row that are not empty: their columns, counted from 1, words and kinds.

    ``kinds`` has one letter for each cell, the value of its ``CellKind``. ``strong`` is true if all are bold.
    """

    number: int
    columns: tuple[int, ...]
    texts: tuple[str, ...]
    kinds: str
    strong: bool = False


@dataclass(slots=True)
class TableRow:
    """A row over the columns of its table, with a cell and a kind for each.

    ``filled`` counts the cells of its own. ``from_above`` are the places of those that a merged cell carries down
    into it, ``from_left`` of those that one carries to the right.
    """

    number: int
    cells: list[str]
    kinds: str
    strong: bool
    filled: int
    from_above: frozenset[int] = frozenset()
    from_left: frozenset[int] = frozenset()
