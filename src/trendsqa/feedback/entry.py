"""Feedback of one person on one answer, without anything that tells who sent it."""

from dataclasses import dataclass
from datetime import date

__all__ = ["Feedback", "FeedbackEntry"]


@dataclass(frozen=True, slots=True)
class Feedback:
    """Words and verdict of somebody on the answer to ``question``.

    ``citation`` and ``section_id`` name the quote that is meant, None for the answer as a whole. ``words`` are the
    person's own, None without any. ``generation`` answered, with ``outcome``, None if the page did not tell.
    """

    question: str
    useful: bool
    citation: int | None
    section_id: str | None
    words: str | None
    generation: str
    outcome: str | None


@dataclass(frozen=True, slots=True)
class FeedbackEntry:
    """Feedback as it is kept: whoever holds ``id`` may take it back; ``day`` is when it came, in UTC."""

    id: str
    day: date
    feedback: Feedback
