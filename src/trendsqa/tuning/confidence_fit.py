"""Learns when to stop: logistic regression of whether the quotes answer, on named evidence.

Features are standardised for the fit, so that the penalty treats them alike, and the coefficients are given for the
features as they are.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import expit

from trendsqa.answering.abstaining import ConfidenceModel
from trendsqa.answering.evidence import Evidence

__all__ = ["ASKED_AND_ANSWERABLE", "JudgedExample", "fit_confidence", "operating_point"]

ASKED_AND_ANSWERABLE = 0.75
"""Share of questions with an answer that a confidence is true for; more near misses are made than people ask."""
_PENALTY = 1e-3

_Values = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class JudgedExample:
    """What was known of one question: the evidence, whether the quotes do answer, and whether anything could."""

    evidence: Evidence
    right: bool
    answerable: bool
    section_id: str


def fit_confidence(examples: Sequence[JudgedExample]) -> ConfidenceModel:
    """The model under which what happened is most probable, where ``ASKED_AND_ANSWERABLE`` of the questions are."""
    features = np.array([example.evidence.values() for example in examples], dtype=np.float64)
    right = np.array([example.right for example in examples], dtype=np.float64)
    answerable = np.array([example.answerable for example in examples], dtype=np.bool_)
    shares = np.where(answerable, ASKED_AND_ANSWERABLE, 1 - ASKED_AND_ANSWERABLE)
    weights = shares / np.where(answerable, answerable.sum(), (~answerable).sum())
    weights /= weights.sum()
    mean, deviation = features.mean(axis=0), features.std(axis=0)
    # A feature that never changes says nothing; its coefficient stays 0.
    scaled = np.divide(features - mean, deviation, out=np.zeros_like(features), where=deviation > 0)

    def loss(parameters: _Values) -> tuple[float, _Values]:
        scores = parameters[0] + scaled @ parameters[1:]
        errors = weights * (expit(scores) - right)
        value = float(weights @ (np.logaddexp(0.0, scores) - right * scores))
        slope = np.concatenate([[errors.sum()], errors @ scaled + 2 * _PENALTY * parameters[1:]])
        return value + _PENALTY * float(parameters[1:] @ parameters[1:]), slope

    found: _Values = minimize(loss, np.zeros(features.shape[1] + 1), jac=True, method="L-BFGS-B").x
    raw = np.divide(found[1:], deviation, out=np.zeros_like(deviation), where=deviation > 0)
    names = Evidence.names_of_features()
    coefficients = {name: round(float(value), 4) for name, value in zip(names, raw, strict=True)}
    return ConfidenceModel(round(float(found[0] - raw @ mean), 4), coefficients)


def operating_point(confidences: Sequence[float], *, refused: float) -> float:
    """The confidence that this share of answerable questions does not reach, to two digits, rounded down."""
    return float(np.floor(100 * np.quantile(np.asarray(confidences), refused)) / 100)
