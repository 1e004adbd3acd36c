"""Feedback as files: a table for a spreadsheet, and JSON for programs."""

import json
from collections.abc import Iterable
from dataclasses import asdict, astuple, fields

from trendsqa.feedback.entry import Feedback, FeedbackEntry
from trendsqa.spreadsheets import table_to_csv

__all__ = ["feedback_to_csv", "feedback_to_jsonl"]

_COLUMNS = ("id", "day", *(field.name for field in fields(Feedback)))


def feedback_to_csv(entries: Iterable[FeedbackEntry]) -> bytes:
    """The entries as CSV; a header line comes first."""
    return table_to_csv(_COLUMNS, ((one.id, one.day.isoformat(), *astuple(one.feedback)) for one in entries))


def feedback_to_jsonl(entries: Iterable[FeedbackEntry]) -> bytes:
    """The entries as JSON objects in UTF-8, one a line."""
    values = ({"id": entry.id, "day": entry.day.isoformat(), **asdict(entry.feedback)} for entry in entries)
    return "".join(f"{json.dumps(value, ensure_ascii=False)}\n" for value in values).encode()
