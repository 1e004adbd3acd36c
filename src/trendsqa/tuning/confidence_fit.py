"""Learns when to stop: logistic regression, on named evidence, of whether a question has an answer at all.

Then its scale is set so that it is the probability that the quotes are right (Platt, Probabilistic Outputs for Support
Vector Machines, 1999). Learning that probability at once would let evidence of good retrieval decide, which is better
where it serves, with all questions in the index, than where it learns.
No evidence speaks against an answer. Near misses are written with the passage in view and share its words, which
people's questions do not; without that bound the model would learn to distrust words in common.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from trendsqa.answering.answerable_kind import KindModel
from trendsqa.answering.confidence import ConfidenceModel
from trendsqa.answering.evidence import Evidence
from trendsqa.embedding.encoder import Vectors
from trendsqa.tuning.logistic import fit_logistic

__all__ = ["ASKED_AND_ANSWERABLE", "JudgedExample", "fit_confidence", "fit_kind", "operating_point"]

ASKED_AND_ANSWERABLE = 0.75
"""Share of questions with an answer that a confidence is true for; more near misses are made than people ask."""
_PENALTY = 1e-3


@dataclass(frozen=True, slots=True)
class JudgedExample:
    """Evidence for one question, with the truth: whether the quotes answer, and whether anything could."""

    evidence: Evidence
    right: bool
    answerable: bool
    section_id: str


def fit_confidence(examples: Sequence[JudgedExample]) -> ConfidenceModel:
    """The model under which what happened is most probable, where ``ASKED_AND_ANSWERABLE`` of the questions are."""
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
    start, towards = fit_logistic(scaled, answerable, weights, penalty=_PENALTY, nonnegative=True)
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


_PENALTY = 3e-4
"""Curated questions and near misses by one author, asked of another's, say: from 1e-3 down it makes no difference."""


def fit_kind(answered: Vectors, left_open: Vectors) -> KindModel:
    """The model that tells ``answered`` questions from those ``left_open``, as if there were as many of each.

    Both hold unit vectors, shape (questions, dimension), at least one each.
    """
    vectors = np.vstack([answered, left_open]).astype(np.float64)
    is_answered = np.repeat([1.0, 0.0], [len(answered), len(left_open)])
    weights = np.repeat([0.5 / len(answered), 0.5 / len(left_open)], [len(answered), len(left_open)])

    intercept, direction = fit_logistic(vectors, is_answered, weights, penalty=_PENALTY)
    return KindModel(intercept, direction.astype(np.float32))
