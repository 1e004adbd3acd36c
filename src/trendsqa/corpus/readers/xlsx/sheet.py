"""A worksheet's part as streams: its settings, and its rows with their cells."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from lxml import etree

from trendsqa.corpus.readers.tables.ranges import CellRange, by_first_cell, cell_place, cell_range
from trendsqa.corpus.readers.xlsx.package import WorkbookPackage, local_name

__all__ = ["SheetRow", "SheetSettings", "sheet_rows", "sheet_settings"]

_TRUE = {"1", "true", "on"}
_LAST_COLUMN = 16_384
# Most cells are empty and have only a style: libxml2 passes them over.
_WITH_CONTENT = etree.XPath("*[*]")


@dataclass(slots=True)
class SheetSettings:
    """Hidden rows and columns, merged cells by their first cell, the filtered range, and the rows kept in sight."""

    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    merged: dict[tuple[int, int], CellRange] = field(default_factory=dict)
    filtered: CellRange | None = None
    frozen_rows: int = 0


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row with its cells that have content, by column."""

    number: int
    hidden: bool
    cells: list[tuple[int, etree._Element]]


def sheet_settings(package: WorkbookPackage, part: str) -> SheetSettings:
    """The settings of a sheet, which stand before and after its rows."""
    settings = SheetSettings()
    merged: list[CellRange] = []
    number = 0
    for element in package.elements(part, "row", "col", "pane", "autoFilter", "mergeCell"):
        # Views that a person saved under a name have panes and filters of their own.
        parent = element.getparent()
        within = "" if parent is None else local_name(parent)
        match local_name(element):
            case "row":
                number = _row_number(element, number)
                if _is_hidden(element):
                    settings.hidden_rows.add(number)
            case "col":
                settings.hidden_columns |= _hidden_columns(element)
            case "pane" if within == "sheetView" and element.get("state", "") in {"frozen", "frozenSplit"}:
                settings.frozen_rows = _whole(element.get("ySplit"))
            case "autoFilter" if within == "worksheet":
                settings.filtered = cell_range(element.get("ref", ""))
            case "mergeCell":
                found = cell_range(element.get("ref", ""))
                merged += [] if found is None else [found]
    settings.merged = by_first_cell(merged)
    return settings


def sheet_rows(package: WorkbookPackage, part: str) -> Iterator[SheetRow]:
    """The rows of a sheet that the file writes down, in order; cells are valid until the next row is asked for."""
    number = 0
    for element in package.elements(part, "row"):
        number = _row_number(element, number)
        yield SheetRow(number, _is_hidden(element), _cells(element))


def _row_number(row: etree._Element, before: int) -> int:
    return max(_whole(row.get("r")), before + 1)


def _is_hidden(element: etree._Element) -> bool:
    """True for a row or column that is hidden or has no height or width."""
    return element.get("hidden", "") in _TRUE or _is_zero(element.get("ht", element.get("width")))


def _cells(row: etree._Element) -> list[tuple[int, etree._Element]]:
    cells: list[etree._Element] = _WITH_CONTENT(row)  # type: ignore[assignment]
    if all(cell.get("r") for cell in cells):
        return [(_column(cell.get("r", ""), 0), cell) for cell in cells]
    # Some programs leave references out: then a cell stands after the one before it, empty ones included.
    placed, column = [], 0
    for cell in row:
        column = _column(cell.get("r", ""), column)
        if len(cell):
            placed.append((column, cell))
    return placed


def _column(reference: str, before: int) -> int:
    return _column_of(reference.rstrip("0123456789")) or before + 1


@lru_cache(maxsize=2**15)
def _column_of(letters: str) -> int:
    """The number of a column; 0 if it is not one."""
    place = cell_place(f"{letters}1")
    return 0 if place is None else place[1]


def _hidden_columns(element: etree._Element) -> set[int]:
    if not _is_hidden(element):
        return set()
    first, last = _whole(element.get("min")), _whole(element.get("max"))
    return set(range(max(first, 1), min(last, _LAST_COLUMN) + 1))


def _is_zero(text: str | None) -> bool:
    try:
        return text is not None and float(text) == 0
    except ValueError:
        return False


def _whole(text: str | None) -> int:
    try:
        return max(int(float(text or 0)), 0)
    except (ValueError, OverflowError):
        return 0
