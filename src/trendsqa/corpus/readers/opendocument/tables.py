"""Cells of an OpenDocument table, with merged cells carried to all places that they cover."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from lxml import etree

from trendsqa.corpus.readers.opendocument.names import qualified
from trendsqa.corpus.readers.parsed_xml import local_name

__all__ = ["OdtTable", "own_cells", "table_rows"]

# A file may say that a cell is repeated to the edge of a sheet: such a run is empty.
_MOST_COLUMNS = 200
_MOST_ROWS = 10_000
_CELL = qualified("table:table-cell")
_GROUPS = frozenset({"table-header-rows", "table-rows", "table-row-group"})


@dataclass(slots=True)
class OdtTable:
    """Rows of cells; the first ``header_rows`` name the columns."""

    rows: list[list[str]] = field(default_factory=list)
    header_rows: int = 0


def own_cells(table: etree._Element) -> list[etree._Element]:
    """The first cells of a table that are not covered by others, not of a table in it; two are enough to tell."""
    return list(islice((cell for row, _ in _rows_in(table) for cell in row.iterchildren(_CELL)), 2))


def table_rows(table: etree._Element, cell_text: Callable[[etree._Element], str]) -> OdtTable:
    """The rows of a table; ``cell_text`` reads a cell."""
    found = OdtTable()
    held: dict[int, tuple[str, int]] = {}
    for row, in_header in islice(_rows_in(table), _MOST_ROWS):
        found.rows.append(_row(row, cell_text, held))
        found.header_rows += in_header
    return found


def _rows_in(parent: etree._Element, *, in_header: bool = False) -> Iterator[tuple[etree._Element, bool]]:
    """The rows of a table, not of a table in it, and whether each is a header."""
    for child in parent:
        name = local_name(child)
        if name in _GROUPS:
            yield from _rows_in(child, in_header=in_header or name == "table-header-rows")
        elif name == "table-row":
            yield child, in_header


def _row(
    row: etree._Element, cell_text: Callable[[etree._Element], str], held: dict[int, tuple[str, int]]
) -> list[str]:
    """The cells of a row; ``held`` has the text of cells that reach down, by column, and for how many rows."""
    cells: list[str] = []
    for cell in row.iterchildren(_CELL, qualified("table:covered-table-cell")):
        repeated = min(_number(cell, "table:number-columns-repeated"), _MOST_COLUMNS - len(cells))
        if local_name(cell) == "covered-table-cell":
            for _ in range(repeated):
                text, rows = held.get(len(cells), ("", 0))
                held[len(cells)] = (text, rows - 1)
                cells.append(text if rows > 0 else "")
            continue
        text = cell_text(cell)
        columns = _number(cell, "table:number-columns-spanned")
        rows = _number(cell, "table:number-rows-spanned")
        for _ in range(repeated):
            place = len(cells)
            for column in range(place, min(place + columns, _MOST_COLUMNS)):
                # The covered cells of this row follow as elements and take it up.
                held[column] = (text, rows if column > place else rows - 1)
            cells.append(text)
    return cells


def _number(cell: etree._Element, name: str) -> int:
    value = cell.get(qualified(name), "1")
    return max(int(value), 1) if value.isdecimal() and len(value) < 10 else 1  # noqa: PLR2004
