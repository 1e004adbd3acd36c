"""Tables of a Word document: their grid, with merged cells in every row and column that they cover."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from trendsqa.corpus.readers.docx.amounts import DELETED, HIDDEN, DocxTally, shown_text
from trendsqa.corpus.readers.docx.parts.namespaces import (
    Element,
    child_value,
    elements,
    is_true,
    names,
    qualified,
    switched_on,
)
from trendsqa.corpus.readers.docx.parts.styles import Styles
from trendsqa.corpus.readers.tables.document_headers import plain_header_rows
from trendsqa.corpus.readers.tables.merged import MOST_COLUMNS, MarkedRows, SpannedCell, carried, texts_of
from trendsqa.corpus.readers.tables.nested import nested_text

__all__ = ["DocxGrid", "GridCell", "grid_of", "inner_table", "wrapped"]

_WRAPPERS = names("w:sdtContent w:customXml w:ins w:moveTo w:smartTag")
_FIRST_ROW_BIT = 0x20
# A list of facts has two columns: their names and what they are.
_FACTS_COLUMNS = 3
_FIGURE = re.compile(r"[£$€+\-−–(]*\d[\d,. ]*(?:%|p|[kmb]n?|\)|[a-z]{1,2})?(?:\s?\[\w+\])?", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d\d(?:\s?[/–-]\s?\d\d(?:\d\d)?)?")


@dataclass(frozen=True, slots=True)
class GridCell:
    """The text of a cell; ``is_strong`` if all its words are bold."""

    text: str
    is_strong: bool = False


@dataclass(frozen=True, slots=True)
class DocxGrid:
    """The rows of a table; the first ``header_rows`` name the columns."""

    rows: list[list[str]]
    header_rows: int


def wrapped(parent: Element, wanted: str) -> Iterator[Element]:
    """The rows of a table or the cells of a row, those in content controls and other wrappers included."""
    for child in elements(parent):
        if child.tag == wanted:
            yield child
        elif child.tag in _WRAPPERS:
            yield from wrapped(child, wanted)
        elif child.tag == qualified("w:sdt"):
            for inner in child.iterchildren(qualified("w:sdtContent")):
                yield from wrapped(inner, wanted)


def grid_of(table: Element, read_cell: Callable[[Element], GridCell], styles: Styles, tally: DocxTally) -> DocxGrid:
    """The table's grid; ``read_cell`` gives the text of a cell, and each cell is read once."""
    reader = _Rows(read_cell, tally)
    named = count = 0
    for row in wrapped(table, qualified("w:tr")):
        properties = row.find(qualified("w:trPr"))
        reason = _unread(properties)
        if reason:
            tally.leave(reason, shown_text(row))
            continue
        is_named = properties is not None and switched_on(properties.find(qualified("w:tblHeader")))
        named += is_named and named == count
        count += 1
        reader.row(row, properties)
    grid = reader.grid()
    # A table of which every row is marked as a heading is marked by mistake.
    marked = named if named < len(grid) or named == 1 else 0
    return DocxGrid(
        texts_of(grid),
        _with_rows_below(grid, marked or _first_row_names(table, grid, styles) or plain_header_rows(grid)),
    )


def inner_table(grid: DocxGrid, tally: DocxTally) -> str:
    """A table inside a cell as one line, its commas and semicolons counted as added."""
    text = nested_text(grid.rows)
    own = sum(len("".join(cell.split())) for row in grid.rows for cell in row)
    tally.add("," * (len("".join(text.split())) - own))
    return text


def _unread(properties: Element | None) -> str:
    """The reason why a row is not read; empty if it is."""
    if properties is None:
        return ""
    if properties.find(qualified("w:del")) is not None:
        return DELETED
    return HIDDEN if switched_on(properties.find(qualified("w:hidden"))) else ""


class _Rows:
    """Reads rows from the top down, with the merged cells that go on downwards."""

    def __init__(self, read_cell: Callable[[Element], GridCell], tally: DocxTally) -> None:
        self._read_cell = read_cell
        self._tally = tally
        self._marked = MarkedRows()
        self._read: set[int] = set()

    def row(self, row: Element, properties: Element | None) -> None:
        """Read the cells of a row."""
        marked = self._marked
        marked.begin_row(_count(child_value(properties, "w:gridBefore"), 0))
        for cell in wrapped(row, qualified("w:tc")):
            form = cell.find(qualified("w:tcPr"))
            if form is not None and form.find(qualified("w:cellDel")) is not None:
                self._tally.leave(DELETED, shown_text(cell))
                continue
            span = _count(child_value(form, "w:gridSpan"), 1)
            covering = marked.left() if _goes_on(form, "w:hMerge") else None
            covering = covering or (marked.above() if _goes_on(form, "w:vMerge") else None)
            if covering is None:
                content = self._read_cell(cell)
                ends = form is None or form.find(qualified("w:vMerge")) is None
                added = marked.add(content.text, span, strong=content.is_strong, ends=ends)
                self._read.add(id(added))
            else:
                # Word shows nothing of the own content of a cell that another covers.
                self._tally.leave(HIDDEN, shown_text(cell))
                marked.go_on(covering, span)

    def grid(self) -> list[list[SpannedCell]]:
        """All rows, merged cells carried; what that adds is counted."""
        grid = carried(self._marked.rows)
        for cell in (cell for row in grid for cell in row):
            if id(cell) in self._read:
                self._read.remove(id(cell))
            else:
                self._tally.add(cell.text)
        return grid


def _goes_on(form: Element | None, name: str) -> bool:
    """True for a cell that the one above covers, or the one before it, as old files say."""
    merge = None if form is None else form.find(qualified(name))
    return merge is not None and merge.get(qualified("w:val")) != "restart"


def _count(text: str, default: int) -> int:
    return min(int(text), MOST_COLUMNS) if text.isdecimal() and int(text) > 0 else default


def _first_row_names(table: Element, grid: list[list[SpannedCell]], styles: Styles) -> int:
    """Number of rows that plainly name the columns: 0, 1 or 2.

    Word sets the mark for a special first row in every new table, so it counts only with a style that shows one.
    """
    if len(grid) < 2 or len(grid[0]) < 2:  # noqa: PLR2004 - a header needs a row below it and columns to name
        return 0
    first, rest = grid[0], grid[1:]
    if _is_marked(table) and _shows_first_row(child_value(table.find(qualified("w:tblPr")), "w:tblStyle"), styles):
        return 1
    bold_above = _is_bold(first) and not all(map(_is_bold, rest))
    if not bold_above and not _heads_figures(first, rest):
        return 0
    # A second row of names stands below cells that cover several columns: nothing of its own names its first.
    second = rest[0]
    goes_on = len(rest) > 1 and bool(second) and not second[0].text and _has_names(second[1:])
    return 2 if goes_on else 1


def _with_rows_below(grid: list[list[SpannedCell]], named: int) -> int:
    """Number of header rows, with those below into which cells of the last one go on; a row is left for the rest."""
    while 0 < named < len(grid) - 1 and any(
        above is below and above.text for above, below in zip(grid[named - 1], grid[named], strict=False)
    ):
        named += 1
    return named


def _is_bold(row: list[SpannedCell]) -> bool:
    return any(cell.text for cell in row) and all(cell.strong or not cell.text for cell in row)


def _has_names(row: list[SpannedCell]) -> bool:
    """True if all cells have words or years."""
    return all(cell.text and (_YEAR.fullmatch(cell.text) or not _FIGURE.fullmatch(cell.text)) for cell in row)


def _is_marked(table: Element) -> bool:
    look = table.find(f"{qualified('w:tblPr')}/{qualified('w:tblLook')}")
    if look is None:
        return False
    own = look.get(qualified("w:firstRow"))
    bits = look.get(qualified("w:val")) or "0"
    return is_true(own) if own is not None else bool(int(bits, 16) & _FIRST_ROW_BIT)


def _shows_first_row(style: str, styles: Styles) -> bool:
    return any(
        form.get(qualified("w:type")) == "firstRow"
        for one in styles.chain(style)
        for form in one.element.iterchildren(qualified("w:tblStylePr"))
    )


def _heads_figures(first: list[SpannedCell], rest: list[list[SpannedCell]]) -> bool:
    """True if the first row has words or years alone, and a column below has figures alone.

    In two columns such a row may as well be the first of a list of facts.
    """
    if not _has_names(first[1:]) or _FIGURE.fullmatch(first[0].text) or len(first) < _FACTS_COLUMNS:
        return False
    for column in range(1, len(first)):
        below = [row[column].text for row in rest if column < len(row) and row[column].text]
        if below and all(map(_FIGURE.fullmatch, below)):
            return True
    return False
