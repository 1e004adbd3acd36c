"""Counts what became of questions. No question is kept: two numbers are all there is."""

from dataclasses import dataclass
from threading import Lock

from trendsqa.answering.answer import Answer

__all__ = ["AnswerCounter", "AnswerCounts"]


@dataclass(frozen=True, slots=True)
class AnswerCounts:
    """Questions since the process started: those that were answered, and those that the collection does not answer."""

    answered: int
    abstained: int


class AnswerCounter:
    """Counts answers. Safe to share between threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._counts = AnswerCounts(0, 0)

    @property
    def counts(self) -> AnswerCounts:
        """Counts so far."""
        return self._counts

    def count(self, answer: Answer) -> None:
        """Take note of one more."""
        with self._lock:
            before = self._counts
            self._counts = AnswerCounts(before.answered + answer.answered, before.abstained + (not answer.answered))
