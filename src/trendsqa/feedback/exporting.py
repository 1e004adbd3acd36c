"""Feedback as a table for a spreadsheet."""

from collections.abc import Iterable
from dataclasses import astuple, fields

from trendsqa.feedback.entry import Feedback, FeedbackEntry
from trendsqa.spreadsheets import table_to_csv

__all__ = ["feedback_to_csv"]

_COLUMNS = ("id", "day", *(field.name for field in fields(Feedback)))


def feedback_to_csv(entries: Iterable[FeedbackEntry]) -> bytes:
    """The entries as CSV; a header line comes first."""
    return table_to_csv(_COLUMNS, ((one.id, one.day.isoformat(), *astuple(one.feedback)) for one in entries))
