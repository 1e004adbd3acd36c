"""Counts what became of questions. No question is kept: three numbers are all there is."""

from dataclasses import dataclass
from threading import Lock

from trendsqa.answering.answer import Answer, Outcome

__all__ = ["AnswerCounter", "AnswerCounts"]


@dataclass(frozen=True, slots=True)
class AnswerCounts:
    """Inputs since the process started: questions that were answered, those that were not, and other inputs.

    For ``again`` of all these no work was done: the answer was kept, or on its way to another who asked the same.
    """

    answered: int
    abstained: int
    replied: int = 0
    again: int = 0


class AnswerCounter:
    """Counts answers. Safe to share between threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._counts = AnswerCounts(0, 0)

    @property
    def counts(self) -> AnswerCounts:
        """Counts so far."""
        return self._counts

    def count(self, answer: Answer, *, again: bool = False) -> None:
        """Take note of one more; ``again`` is True if no work was done for it."""
        with self._lock:
            before = self._counts
            replied = answer.outcome is Outcome.REPLY
            self._counts = AnswerCounts(
                before.answered + answer.answered,
                before.abstained + (not answer.answered and not replied),
                before.replied + replied,
                before.again + again,
            )
