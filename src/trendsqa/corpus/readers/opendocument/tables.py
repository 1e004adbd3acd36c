"""Cells of an OpenDocument table, with merged cells carried to all places that they cover."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice

from lxml import etree

from trendsqa.corpus.readers.opendocument.names import qualified
from trendsqa.corpus.readers.parsed_xml import local_name
from trendsqa.corpus.readers.tables.document_headers import plain_header_rows
from trendsqa.corpus.readers.tables.merged import SpannedCell, carried, texts_of

__all__ = ["OdtTable", "own_cells", "table_rows"]

# A file may say that a cell is repeated to the edge of a sheet: such a run is empty.
_MOST_REPEATED = 200
_MOST_ROWS = 10_000
_CELL = qualified("table:table-cell")
_GROUPS = frozenset({"table-header-rows", "table-rows", "table-row-group"})


@dataclass(frozen=True, slots=True)
class OdtTable:
    """Rows of cells; the first ``header_rows`` name the columns."""

    rows: list[list[str]]
    header_rows: int


def own_cells(table: etree._Element) -> list[etree._Element]:
    """The first cells of a table that are not covered by others, not of a table in it; two are enough to tell."""
    return list(islice((cell for row, _ in _rows_in(table) for cell in row.iterchildren(_CELL)), 2))


def table_rows(table: etree._Element, cell_text: Callable[[etree._Element], str]) -> OdtTable:
    """The rows of a table; ``cell_text`` reads a cell."""
    found = list(islice(_rows_in(table), _MOST_ROWS))
    rows = carried([_row(row, cell_text) for row, _ in found])
    marked = sum(in_header for _, in_header in found)
    return OdtTable(texts_of(rows), marked or plain_header_rows(rows))


def _rows_in(parent: etree._Element, *, in_header: bool = False) -> Iterator[tuple[etree._Element, bool]]:
    """The rows of a table, not of a table in it, and whether each is a header."""
    for child in parent:
        name = local_name(child)
        if name in _GROUPS:
            yield from _rows_in(child, in_header=in_header or name == "table-header-rows")
        elif name == "table-row":
            yield child, in_header


def _row(row: etree._Element, cell_text: Callable[[etree._Element], str]) -> list[SpannedCell]:
    """The cells of a row at their columns; those that others cover have a place and no words."""
    cells: list[SpannedCell] = []
    column = 0
    for cell in row.iterchildren(_CELL, qualified("table:covered-table-cell")):
        repeated = min(_number(cell, "table:number-columns-repeated"), _MOST_REPEATED)
        if cell.tag == _CELL:
            text = cell_text(cell)
            rows, columns = (_number(cell, f"table:number-{name}-spanned") for name in ("rows", "columns"))
            cells += [SpannedCell(text, rows, columns, column + place) for place in range(repeated)]
        column += repeated
    return cells


def _number(cell: etree._Element, name: str) -> int:
    value = cell.get(qualified(name), "1")
    return max(int(value), 1) if value.isdecimal() and len(value) < 10 else 1  # noqa: PLR2004
