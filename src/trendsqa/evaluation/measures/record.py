"""One question as it was asked, what came back, and its scores: what every comparison of runs is made of."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from statistics import median

from trendsqa.answering.answer import Answer
from trendsqa.evaluation.measures.abstention_metrics import AbstentionCase, AbstentionSummary
from trendsqa.evaluation.measures.answer_metrics import AnswerScore, AnswerSummary
from trendsqa.evaluation.measures.retrieval_metrics import RetrievalScore, RetrievalSummary
from trendsqa.evaluation.questions.question import GoldQuestion

__all__ = ["LatencySummary", "Record", "Summary", "percentile"]

_TAIL = 95
"""The percentile that stands for a slow answer."""


@dataclass(frozen=True, slots=True)
class Record:
    """One question's outcome. ``retrieval`` is None for a question that nothing in the collection answers.

    ``took_ms`` is the time (milliseconds) that the caller waited, measured around the call.
    """

    question: GoldQuestion
    answer: Answer
    retrieval: RetrievalScore | None
    answering: AnswerScore
    took_ms: float


@dataclass(frozen=True, slots=True)
class LatencySummary:
    """Milliseconds a caller waited, None without questions; ``p95_ms`` by the nearest-rank method."""

    median_ms: float | None
    p95_ms: float | None

    @classmethod
    def of(cls, waits_ms: Sequence[float]) -> "LatencySummary":
        """The summary of ``waits_ms``."""
        if not waits_ms:
            return cls(median_ms=None, p95_ms=None)
        return cls(median_ms=median(waits_ms), p95_ms=percentile(waits_ms, _TAIL))


@dataclass(frozen=True, slots=True)
class Summary:
    """Every measure over one group of records."""

    questions: int
    retrieval: RetrievalSummary
    answering: AnswerSummary
    abstention: AbstentionSummary
    latency: LatencySummary

    @classmethod
    def of(cls, records: Sequence[Record]) -> "Summary":
        """The measures of ``records``, which may be any part of an experiment or a resample of one."""
        return cls(
            questions=len(records),
            retrieval=RetrievalSummary.of([r.retrieval for r in records if r.retrieval is not None]),
            answering=AnswerSummary.of([r.answering for r in records]),
            abstention=AbstentionSummary.of([_refusal(r) for r in records]),
            latency=LatencySummary.of([r.took_ms for r in records]),
        )


def percentile(values: Sequence[float], percent: int) -> float:
    """The smallest value that at least ``percent`` of the values do not exceed (nearest rank).

    ``values`` must not be empty; ``percent`` is 1 to 100.
    """
    return sorted(values)[ceil(percent * len(values) / 100) - 1]


def _refusal(record: Record) -> AbstentionCase:
    return AbstentionCase(
        answerable=record.question.answerable,
        abstained=not record.answer.answered,
        confidence=record.answer.confidence,
    )
