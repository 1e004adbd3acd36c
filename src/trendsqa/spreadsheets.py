"""Tables as files for a spreadsheet, in which no text of a stranger becomes a formula."""

import csv
import io
from collections.abc import Iterable, Sequence

__all__ = ["table_to_csv"]

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""Beginnings at which a spreadsheet may calculate or skip to the next cell (OWASP, CSV Injection)."""


def table_to_csv(columns: Sequence[str], rows: Iterable[Iterable[object]]) -> bytes:
    """The rows as CSV in UTF-8 with a signature, by which spreadsheets know it; a header line comes first."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_cell(value) for value in row])
    return text.getvalue().encode("utf-8-sig")


def _cell(value: object) -> str:
    text = "" if value is None else ("yes" if value else "no") if isinstance(value, bool) else str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text
