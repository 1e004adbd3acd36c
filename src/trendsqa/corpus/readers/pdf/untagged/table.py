"""Tables of a page, their cells' text and their headers, and tables that go on overleaf."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from trendsqa.corpus.readers.pdf.page import Run
from trendsqa.corpus.readers.pdf.untagged.line import rows_of, text_of
from trendsqa.corpus.readers.tables.document_headers import header_of_texts

__all__ = ["Cell", "PlacedTable", "cell_of", "continued", "headers", "is_figure"]

# A number with its sign, currency, unit or note, a dash or a word that stands for none, or a date.
_FIGURE = re.compile(
    r"[(\[]?[-–+−±~<>≤≥]?\s?(?:[£$€¥]|[A-Z]{1,3}\$?)?\s?[-–+−]?\d[\d,.\s:/–-]*(?:%|p|k|m|bn|st|nd|rd|th|°C?)?[)\]]?[*†‡]?"
    r"|[-–—−.*]+|n/?a|nil|none|free|x|✓|✔|yes|no",
    re.IGNORECASE,
)
_HAS_DIGIT = re.compile(r"\d")
_OF_TELEPHONE = re.compile(r"\(?(?:0\d|\+)")
# Columns of a table stand at the same places overleaf, within this many points.
_SAME_EDGE = 6.0
_MOST_HEADER_ROWS = 3
# A list of facts has two columns: their names and what they are.
_FACTS_COLUMNS = 3


@dataclass(frozen=True, slots=True)
class Cell:
    """Text of a cell, and if all of it is bold."""

    text: str = ""
    bold: bool = False


@dataclass(frozen=True, slots=True)
class PlacedTable:
    """Rows of cells with the page of each row, where the table stands in points, and the left edges of its columns."""

    rows: tuple[tuple[Cell, ...], ...]
    header_rows: int
    row_pages: tuple[int, ...]
    left: float
    right: float
    bottom: float
    top: float
    columns: tuple[float, ...]

    @property
    def page(self) -> int:
        """The page on which it begins."""
        return self.row_pages[0]

    def texts(self) -> list[list[str]]:
        """The text of each cell, without empty cells at a row's end."""
        return [_row_texts(row) for row in self.rows]


def _row_texts(row: Sequence[Cell]) -> list[str]:
    texts = [cell.text for cell in row]
    while len(texts) > 1 and not texts[-1]:
        texts.pop()
    return texts


def cell_of(runs: Sequence[Run], notes: frozenset[str] = frozenset()) -> Cell:
    """The cell of ``runs``, its lines joined."""
    text = ""
    for row in rows_of(runs):
        line = text_of(row, notes).strip()
        # A hyphen at a line's end goes later, by evidence from the whole document.
        text = f"{text} {line}" if text else line
    return Cell(text, bool(runs) and all(run.bold for run in runs))


def is_figure(text: str) -> bool:
    """True if a cell's text is a number, or stands for one."""
    return _FIGURE.fullmatch(text.strip()) is not None


def headers(rows: Sequence[Sequence[Cell]]) -> int:
    """Number of the first rows that name the columns: by weight, or because figures stand below their words."""
    if len(rows) < 2:  # noqa: PLR2004
        return 0
    bold = 0
    for row in rows[:_MOST_HEADER_ROWS]:
        filled = [cell for cell in row if cell.text]
        if not filled or not all(cell.bold for cell in filled):
            break
        bold += 1
    if 0 < bold < len(rows) and any(cell.text and not cell.bold for row in rows[bold:] for cell in row):
        return bold
    if max(map(len, rows)) < _FACTS_COLUMNS and sum(map(_holds_several, rows)) <= len(rows) / 2:
        return header_of_texts([[cell.text for cell in row] for row in rows])
    return _by_figures(rows)


def _by_figures(rows: Sequence[Sequence[Cell]]) -> int:
    width = max(map(len, rows))
    full = [[row[column].text if column < len(row) else "" for column in range(width)] for row in rows]
    columns = [column for column in range(1, width) if _holds_figures([row[column] for row in full[1:]])]
    for number, row in enumerate(full[: _MOST_HEADER_ROWS + 1]):
        amounts = sum(_is_amount(row[column]) for column in columns)
        if amounts:
            return number if amounts >= len(columns) / 2 else 0
    return 0


def _holds_figures(column: Sequence[str]) -> bool:
    filled = [text for text in column if text]
    return bool(filled) and sum(is_figure(text) for text in filled) > 0.6 * len(filled)


def _holds_several(row: Sequence[Cell]) -> bool:
    """True if the last cell has several figures, whose columns stand too close to be told apart: it is no fact."""
    parts = row[-1].text.split() if row else []
    return len(parts) > 1 and all(
        is_figure(part) and _HAS_DIGIT.search(part) and not _OF_TELEPHONE.match(part) for part in parts
    )


def _is_amount(text: str) -> bool:
    """True for a figure that is not a year, as heads of columns are."""
    return is_figure(text) and _HAS_DIGIT.search(text) is not None and not re.fullmatch(r"(?:19|20)\d\d.*", text)


def continued(table: PlacedTable, overleaf: PlacedTable) -> PlacedTable | None:
    """The table with its rows overleaf, its header once; None if the other is another table."""
    if len(table.columns) != len(overleaf.columns):
        return None
    shift = overleaf.left - table.left
    same = all(abs(b - shift - a) <= _SAME_EDGE for a, b in zip(table.columns, overleaf.columns, strict=True))
    header = [tuple(cell.text for cell in row) for row in table.rows[: table.header_rows]]
    again = [tuple(cell.text for cell in row) for row in overleaf.rows[: table.header_rows]]
    repeated = bool(header) and header == again
    if not same or (overleaf.header_rows and not repeated):
        return None
    skipped = table.header_rows if repeated else 0
    return replace(
        table,
        rows=(*table.rows, *overleaf.rows[skipped:]),
        row_pages=(*table.row_pages, *overleaf.row_pages[skipped:]),
        bottom=overleaf.bottom,
    )
