"""Learns when to stop: logistic regression, on named evidence, of whether a question has an answer at all.

Then its scale is set so that it is the probability that the quotes are right (Platt, Probabilistic Outputs for Support
Vector Machines, 1999). No evidence speaks against an answer: without that bound the model would learn to distrust
words in common, since those who write questions without an answer do so with the passage in view.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from trendsqa.answering.confidence import ConfidenceModel
from trendsqa.answering.evidence import Evidence
from trendsqa.tuning.logistic import fit_logistic

__all__ = ["ASKED_AND_ANSWERABLE", "JudgedExample", "fit_confidence", "operating_point"]

ASKED_AND_ANSWERABLE = 0.75
"""Share of questions with an answer that a confidence is true for; more near misses are made than people ask."""
_PENALTY = 3e-2
"""The largest that keeps the mean AUROC of collections left out within 0.003 of the best (0.819 against 0.822 at 0.01):
evidence that says nearly the same shares the weight, so that none is trusted alone where it fails."""


@dataclass(frozen=True, slots=True)
class JudgedExample:
    """Evidence for one question, with the truth: whether the quotes answer, and whether anything could."""

    evidence: Evidence
    right: bool
    answerable: bool
    collection: str


def fit_confidence(examples: Sequence[JudgedExample]) -> ConfidenceModel:
    """The model under which what happened is most probable, where ``ASKED_AND_ANSWERABLE`` of the questions are.

    An answerable question whose quotes are not right says nothing of how evidence for an answer looks, so the evidence
    is weighed without it; it counts where the scale is set.
    """
    features = np.array([example.evidence.values() for example in examples], dtype=np.float64)
    answerable = np.array([example.answerable for example in examples], dtype=np.float64)
    right = np.array([example.right for example in examples], dtype=np.float64)
    weights = np.where(
        answerable > 0,
        ASKED_AND_ANSWERABLE / max(answerable.sum(), 1),
        (1 - ASKED_AND_ANSWERABLE) / max((1 - answerable).sum(), 1),
    )
    mean, deviation = features.mean(axis=0), features.std(axis=0)
    # A feature that never changes says nothing; its coefficient stays 0.
    scaled = np.divide(features - mean, deviation, out=np.zeros_like(features), where=deviation > 0)
    telling = (right > 0) | (answerable == 0)
    start, towards = fit_logistic(
        scaled[telling], answerable[telling], weights[telling], penalty=_PENALTY, nonnegative=True
    )
    scores = (start + scaled @ towards)[:, None]
    shift, scale = fit_logistic(scores, right, weights, penalty=_PENALTY, nonnegative=True)
    slopes = scale[0] * towards
    raw = np.divide(slopes, deviation, out=np.zeros_like(deviation), where=deviation > 0)
    intercept = float(shift + scale[0] * start - raw @ mean)
    names = Evidence.names_of_features()
    coefficients = {name: round(float(value), 4) for name, value in zip(names, raw, strict=True)}
    return ConfidenceModel(round(intercept, 4), coefficients)


def operating_point(confidences: Sequence[float], *, refused: float) -> float:
    """The confidence that this share of answerable questions does not reach, to two digits, rounded down."""
    return float(np.floor(100 * np.quantile(np.asarray(confidences), refused)) / 100)
