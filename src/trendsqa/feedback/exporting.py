"""Feedback as files: a table for a spreadsheet, in which no text becomes a formula, and JSON for programs."""

import csv
import io
import json
from collections.abc import Iterable
from dataclasses import asdict, astuple, fields

from trendsqa.feedback.entry import Feedback, FeedbackEntry

__all__ = ["feedback_to_csv", "feedback_to_jsonl"]

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


def feedback_to_jsonl(entries: Iterable[FeedbackEntry]) -> bytes:
    """The entries as JSON objects in UTF-8, one a line."""
    values = ({"id": entry.id, "day": entry.day.isoformat(), **asdict(entry.feedback)} for entry in entries)
    return "".join(f"{json.dumps(value, ensure_ascii=False)}\n" for value in values).encode()


def _cell(value: object) -> str:
    text = "" if value is None else ("yes" if value else "no") if isinstance(value, bool) else str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text
