"""Tables of a page as rows of cells: merged cells are carried to all rows and columns that they cover."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from lxml import html

from trendsqa.corpus.readers.html.elements import HEADINGS
from trendsqa.corpus.readers.tables.document_headers import plain_header_rows
from trendsqa.corpus.readers.tables.merged import MOST_COLUMNS, SpannedCell, carried, texts_of

__all__ = ["Grid", "is_data_table", "read_grid"]

_CELL_TAGS = frozenset({"td", "th"})
_CELL_ROLES = frozenset({"cell", "columnheader", "gridcell", "rowheader"})
_HEADER_ROLES = frozenset({"columnheader", "rowheader"})
_LONGEST_INNER_TABLE = 400
"""Characters of a table inside a cell; with a longer one the outer table is for layout."""
_STRONG = frozenset({"b", "strong"})
_FIGURE = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Grid:
    """A table's rows, all of the same columns, of which the first ``header_rows`` name the columns."""

    rows: list[list[str]]
    header_rows: int


def is_data_table(element: html.HtmlElement) -> bool:
    """True if the element is a table of values, not a layout table."""
    if element.tag != "table" and element.get("role") not in {"grid", "table"}:
        return False
    if element.get("role") in {"presentation", "none"}:
        return False
    rows = _rows(element)
    if max((len(_cells(row)) for row in rows), default=0) < 2:  # noqa: PLR2004
        return False
    cells = [cell for row in rows for cell in _cells(row)]
    if any(cell.tag == "th" or cell.get("role") in _HEADER_ROLES for cell in cells):
        return _inner_length(cells) <= _LONGEST_INNER_TABLE
    if element.find("caption") is None and any(_has_heading(cell) for cell in cells):
        return False
    return not any(next(cell.iter("table"), None) is not None for cell in cells)


def read_grid(table: html.HtmlElement, text_of: Callable[[html.HtmlElement], str]) -> Grid:
    """The table's rows with the text of each cell by ``text_of``."""
    rows = _rows(table)
    # A merged cell never goes on in another part of the table.
    left = Counter(row.getparent() for row in rows)
    spanned: list[list[SpannedCell]] = []
    for row in rows:
        rest = left[row.getparent()]
        left[row.getparent()] -= 1
        spanned.append(
            [SpannedCell(text_of(cell), min(_height(cell), rest), _span(cell, "colspan")) for cell in _cells(row)]
        )
    cells = carried(spanned)
    grid = texts_of(cells)
    # Where elements name some cells, they name all.
    named = any(_is_name(cell) for row in rows for cell in _cells(row))
    return Grid(grid, _header_rows(rows, grid) or (0 if named else plain_header_rows(cells)))


def _rows(table: html.HtmlElement) -> list[html.HtmlElement]:
    """The rows of this table, not of a table in it; those of the foot last."""
    rows: list[html.HtmlElement] = []
    foot: list[html.HtmlElement] = []
    for child in table:
        if child.tag == "tr" or child.get("role") == "row":
            rows.append(child)
        elif child.tag in {"tbody", "thead", "tfoot"} or child.get("role") == "rowgroup":
            inner = [row for row in child if row.tag == "tr" or row.get("role") == "row"]
            (foot if child.tag == "tfoot" else rows).extend(inner)
    return rows + foot


def _cells(row: html.HtmlElement) -> list[html.HtmlElement]:
    return [cell for cell in row if cell.tag in _CELL_TAGS or cell.get("role") in _CELL_ROLES]


def _span(cell: html.HtmlElement, name: str) -> int:
    value = (cell.get(name) or cell.get(f"aria-{name}") or "1").strip()
    return min(max(int(value), 1), MOST_COLUMNS) if value.isdecimal() and len(value) < 6 else 1  # noqa: PLR2004


def _height(cell: html.HtmlElement) -> int:
    # By the HTML standard, 0 means all rows of this part of the table.
    if (cell.get("rowspan") or "").strip() == "0":
        return 65534
    value = (cell.get("rowspan") or cell.get("aria-rowspan") or "1").strip()
    return min(int(value), 65534) if value.isdecimal() and len(value) < 6 else 1  # noqa: PLR2004


def _header_rows(rows: Sequence[html.HtmlElement], grid: Sequence[Sequence[str]]) -> int:
    """Number of first rows that name the columns: those marked so, or a first row that plainly does."""
    marked = 0
    for row in rows:
        if row.getparent().tag != "thead" and not _is_header(row):
            break
        marked += 1
    if marked == len(rows):
        # A table cannot consist of names alone.
        marked = int(len(rows) > 1)
    return marked or int(_is_plainly_header(rows, grid))


def _is_name(cell: html.HtmlElement) -> bool:
    return cell.tag == "th" or cell.get("role") in _HEADER_ROLES


def _is_header(row: html.HtmlElement) -> bool:
    cells = _cells(row)
    named = [cell for cell in cells if _is_name(cell)]
    empty = [cell for cell in cells if cell.tag == "td" and not "".join(cell.itertext()).strip()]
    rows_named = [cell for cell in named if cell.get("scope") == "row"]
    return bool(named) and len(named) + len(empty) == len(cells) and len(rows_named) < len(cells)


def _is_plainly_header(rows: Sequence[html.HtmlElement], grid: Sequence[Sequence[str]]) -> bool:
    """True if only the first row is bold, or only the first of three columns or more has no figures."""
    if len(rows) < 2:  # noqa: PLR2004
        return False
    bold = [_is_bold(row) for row in rows]
    if bold[0] and not any(bold[1:]):
        return True
    first, others = grid[0], grid[1:]
    if len(others) < 2 or len(first) < 3 or not all(cell and not _FIGURE.search(cell) for cell in first[1:]):  # noqa: PLR2004
        return False
    return all(len(row) == len(first) and all(_FIGURE.search(cell) for cell in row[1:]) for row in others)


def _is_bold(row: html.HtmlElement) -> bool:
    cells = [cell for cell in _cells(row) if "".join(cell.itertext()).strip()]
    return len(cells) > 1 and all(_is_all_bold(cell) for cell in cells)


def _is_all_bold(cell: html.HtmlElement) -> bool:
    strong = sum(len("".join(found.itertext()).strip()) for found in cell.iter(*_STRONG))
    return strong >= len("".join(cell.itertext()).strip())


def _has_heading(cell: html.HtmlElement) -> bool:
    return next(cell.iter(*HEADINGS), None) is not None


def _inner_length(cells: Sequence[html.HtmlElement]) -> int:
    """Characters of the longest table inside one of the cells."""
    inner = (table for cell in cells for table in cell.iter("table"))
    return max((len("".join(table.itertext())) for table in inner), default=0)
