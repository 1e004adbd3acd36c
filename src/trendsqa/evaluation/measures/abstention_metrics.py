"""Scores when a system declines to answer; "positive" means that it says the collection does not answer."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["AbstentionCase", "AbstentionSummary", "auroc"]


@dataclass(frozen=True, slots=True)
class AbstentionCase:
    """One question: answerable or not, declined or not, and the confidence (0 to 1)."""

    answerable: bool
    abstained: bool
    confidence: float


@dataclass(frozen=True, slots=True)
class AbstentionSummary:
    """Counts of questions, and shares of them (0 to 1) that are None where they would divide by nothing.

    precision = abstained and unanswerable / all abstained
    recall = abstained and unanswerable / unanswerable
    false_rate = abstained and answerable / answerable
    auroc = chance that an unanswerable question gets a lower confidence than an answerable one, ties half
    """

    answerable: int
    unanswerable: int
    abstained: int
    rightly_abstained: int
    precision: float | None
    recall: float | None
    false_rate: float | None
    auroc: float | None

    @classmethod
    def of(cls, refusals: Sequence[AbstentionCase]) -> "AbstentionSummary":
        """The summary of ``refusals``."""
        answerable = [refusal for refusal in refusals if refusal.answerable]
        unanswerable = [refusal for refusal in refusals if not refusal.answerable]
        rightly = sum(refusal.abstained for refusal in unanswerable)
        wrongly = sum(refusal.abstained for refusal in answerable)
        return cls(
            answerable=len(answerable),
            unanswerable=len(unanswerable),
            abstained=rightly + wrongly,
            rightly_abstained=rightly,
            precision=_share(rightly, rightly + wrongly),
            recall=_share(rightly, len(unanswerable)),
            false_rate=_share(wrongly, len(answerable)),
            auroc=auroc(
                positive=[1 - refusal.confidence for refusal in unanswerable],
                negative=[1 - refusal.confidence for refusal in answerable],
            ),
        )


def auroc(positive: Sequence[float], negative: Sequence[float]) -> float | None:
    """The area under the ROC curve of scores that should be higher for ``positive``; None if either is empty.

    area = (pairs with positive > negative + half of the pairs that tie) / all pairs, the Mann-Whitney U
    statistic over its maximum (Hanley and McNeil, 1982, doi:10.1148/radiology.143.1.7063747).
    """
    if not positive or not negative:
        return None
    ordered = sorted(negative)
    # Below and not above counts 2, a tie counts 1: whole numbers keep the sum exact.
    doubled = sum(bisect_left(ordered, score) + bisect_right(ordered, score) for score in positive)
    return doubled / (2 * len(positive) * len(negative))


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
