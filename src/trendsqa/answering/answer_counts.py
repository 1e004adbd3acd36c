"""Counts what became of questions, and the time that each stage took. No question is kept: numbers are all there is."""

from collections.abc import Mapping
from dataclasses import dataclass
from threading import Lock

from trendsqa.answering.answer import Answer, Outcome
from trendsqa.retrieval.stage_times import Stage

__all__ = ["AnswerCounter", "AnswerCounts", "StageCount"]


@dataclass(frozen=True, slots=True)
class StageCount:
    """Questions that passed through a stage, and the seconds that it took for all of them."""

    questions: int
    seconds: float


@dataclass(frozen=True, slots=True)
class AnswerCounts:
    """Inputs since the process started: questions that were answered, those that were not, and other inputs."""

    answered: int
    abstained: int
    replied: int = 0


class AnswerCounter:
    """Counts answers. Safe to share between threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._counts = AnswerCounts(0, 0)
        self._stages: dict[Stage, StageCount] = {}

    @property
    def counts(self) -> AnswerCounts:
        """Counts so far."""
        return self._counts

    @property
    def stages(self) -> Mapping[Stage, StageCount]:
        """Counts of each stage so far; a stage that no question has passed through is not among them."""
        with self._lock:
            return dict(self._stages)

    def count(self, answer: Answer) -> None:
        """Take note of one more."""
        with self._lock:
            before = self._counts
            replied = answer.outcome is Outcome.REPLY
            self._counts = AnswerCounts(
                before.answered + answer.answered,
                before.abstained + (not answer.answered and not replied),
                before.replied + replied,
            )
            for stage, seconds in answer.stage_seconds:
                noted = self._stages.get(stage, StageCount(0, 0.0))
                self._stages[stage] = StageCount(noted.questions + 1, noted.seconds + seconds)
