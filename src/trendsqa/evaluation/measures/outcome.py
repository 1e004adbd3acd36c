"""Outcome of one question in one run, as numbers by which two runs are compared, question by question."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from trendsqa.errors import QuestionSetError
from trendsqa.evaluation.measures.bootstrap import Interval, interval_of_mean
from trendsqa.evaluation.measures.record import Record
from trendsqa.evaluation.measures.retrieval_metrics import DEPTHS, RANKS_SCORED

__all__ = ["ASPECTS", "Difference", "MeasuredOutcome", "differences"]

_FIVE = DEPTHS.index(5)


@dataclass(frozen=True, slots=True)
class MeasuredOutcome:
    """One question's figures, each 0 to 1, more is better; None where the question has none of the kind.

    ``hit``: enough golds were hit in the first five passages (0 or 1). ``reciprocal_rank``: 1 / the rank of the first
    of ten passages that hits any gold. ``held``: the answer holds an accepted quote whole (0 or 1). These three are
    of answerable questions only. ``decided``: the question was answered if it can be, and refused if not (0 or 1).
    """

    id: str
    hit: float | None
    reciprocal_rank: float | None
    held: float | None
    decided: float

    @classmethod
    def of(cls, record: Record) -> "MeasuredOutcome":
        """The outcome of a record."""
        ranking = record.retrieval
        return cls(
            id=record.question.id,
            hit=None if ranking is None else float(ranking.hits[_FIVE]),
            reciprocal_rank=None if ranking is None else ranking.reciprocal_rank,
            held=float(record.answering.golds_held > 0) if record.question.answerable else None,
            decided=float(record.answer.answered == record.question.answerable),
        )


ASPECTS: dict[str, Callable[[MeasuredOutcome], float | None]] = {
    "hit@5": lambda outcome: outcome.hit,
    f"MRR@{RANKS_SCORED}": lambda outcome: outcome.reciprocal_rank,
    "answer holds an accepted quote": lambda outcome: outcome.held,
    "answered or refused rightly": lambda outcome: outcome.decided,
}
"""What runs are compared by, under the name that people read."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One aspect in two runs of the same questions.

    ``before`` and ``now`` are means over the ``questions`` that have it, None without any. ``interval`` is that of
    their paired difference. ``won`` and ``lost`` are the ids of the questions that did better and worse now.
    """

    aspect: str
    questions: int
    before: float | None
    now: float | None
    interval: Interval | None
    won: tuple[str, ...]
    lost: tuple[str, ...]

    @property
    def change(self) -> float | None:
        """``now`` less ``before``."""
        return None if self.now is None or self.before is None else self.now - self.before


def differences(before: Sequence[MeasuredOutcome], now: Sequence[MeasuredOutcome]) -> tuple[Difference, ...]:
    """Every aspect of ``now`` against ``before``, question by question, ids in the order of ``now``.

    Raises:
        QuestionSetError: the two are not of the same questions.
    """
    earlier = {outcome.id: outcome for outcome in before}
    ids = {outcome.id for outcome in now}
    if odd := sorted(earlier.keys() ^ ids):
        raise QuestionSetError(
            f"The two runs differ in {len(odd)} questions, {odd[0]!r} first; ask the same set again."
        )
    pairs = [(earlier[outcome.id], outcome) for outcome in now]
    return tuple(_difference(aspect, value, pairs) for aspect, value in ASPECTS.items())


def _difference(
    aspect: str,
    value: Callable[[MeasuredOutcome], float | None],
    pairs: Sequence[tuple[MeasuredOutcome, MeasuredOutcome]],
) -> Difference:
    """One aspect, over the questions that have it in both runs."""
    read = [(now.id, value(before), value(now)) for before, now in pairs]
    both = [(id_, before, now) for id_, before, now in read if before is not None and now is not None]
    count = len(both)
    return Difference(
        aspect=aspect,
        questions=count,
        before=sum(before for _, before, _ in both) / count if both else None,
        now=sum(now for _, _, now in both) / count if both else None,
        interval=interval_of_mean([now - before for _, before, now in both]),
        won=tuple(id_ for id_, before, now in both if now > before),
        lost=tuple(id_ for id_, before, now in both if now < before),
    )
