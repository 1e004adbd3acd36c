"""Rows of a stored table cut into cells, so that a page can set them as a table."""

from dataclasses import dataclass

from trendsqa.corpus.documents.document import cells_of

__all__ = ["Cells", "TableRows", "table_rows"]

Cells = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TableRows:
    """The rows that name the columns, and the others."""

    header: tuple[Cells, ...]
    body: tuple[Cells, ...]


def table_rows(text: str, header: str = "", header_rows: int = 0) -> TableRows:
    """The rows of ``text``, of which the first ``header_rows`` are its header, below the rows of ``header``."""
    rows = [tuple(cells_of(line)) for line in text.split("\n")]
    above = [tuple(cells_of(line)) for line in header.split("\n")] if header else []
    return TableRows((*above, *rows[:header_rows]), tuple(rows[header_rows:]))
