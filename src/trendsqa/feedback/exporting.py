"""Feedback as a table for a spreadsheet, in which no text of a stranger becomes a formula."""

import csv
import io
from collections.abc import Iterable
from dataclasses import astuple, fields

from trendsqa.feedback.entry import Feedback, FeedbackEntry

__all__ = ["feedback_to_csv"]

_COLUMNS = ("id", "day", *(field.name for field in fields(Feedback)))
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""Beginnings at which a spreadsheet may calculate or skip to the next cell (OWASP, CSV Injection)."""


def feedback_to_csv(entries: Iterable[FeedbackEntry]) -> bytes:
    """The entries as CSV in UTF-8 with a signature, by which spreadsheets know it; a header line comes first."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(_COLUMNS)
    for entry in entries:
        writer.writerow([_cell(value) for value in (entry.id, entry.day.isoformat(), *astuple(entry.feedback))])
    return text.getvalue().encode("utf-8-sig")


def _cell(value: object) -> str:
    text = "" if value is None else ("yes" if value else "no") if isinstance(value, bool) else str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text
