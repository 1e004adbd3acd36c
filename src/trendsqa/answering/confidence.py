"""Confidence that the quotes answer the question, and the reasons given when they do not.

The confidence is a logistic model of named evidence. Its coefficients are learned (``trendsqa models stop``) from
pairs of questions on many collections, of which one is answered and its twin is not, and hold for any collection.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from math import exp

from trendsqa.answering.evidence import Evidence
from trendsqa.translatable import translatable

__all__ = [
    "EMPTY_COLLECTION",
    "MAY_NOT_ANSWER",
    "NOTHING_MATCHES",
    "NOT_ANSWERED",
    "UNTUNED",
    "UNTUNED_THRESHOLD",
    "ConfidenceModel",
    "Sureness",
    "is_near",
    "sureness_of",
]

NOT_ANSWERED = translatable("Nothing held here answers the question closely enough to be quoted.")
MAY_NOT_ANSWER = translatable("Something on the subject is held here, but not clearly what is asked for.")
NOTHING_MATCHES = translatable("No passage matches the question and its filters.")
EMPTY_COLLECTION = translatable("Nothing is held here yet: no document has been added and indexed.")

_INTERCEPT = "intercept"
_HIGH, _FAIR = 0.8, 0.5
"""Least confidence of a level: docs/evaluation.md has the diagram of how often answers of each were right."""


class Sureness(StrEnum):
    """Levels of confidence, as people are told them."""

    HIGH = "high"
    FAIR = "fair"
    LOW = "low"


def sureness_of(confidence: float) -> Sureness:
    """The level of a confidence, 0–1."""
    if confidence >= _HIGH:
        return Sureness.HIGH
    return Sureness.FAIR if confidence >= _FAIR else Sureness.LOW


@dataclass(frozen=True, slots=True)
class ConfidenceModel:
    """Logistic regression: 1 / (1 + exp(-(intercept + sum of coefficient × evidence)))."""

    intercept: float
    coefficients: Mapping[str, float]

    @classmethod
    def read(cls, written: Mapping[str, float]) -> "ConfidenceModel":
        """The model as a manifest holds it. Raises KeyError where a name is missing or unknown."""
        unknown = set(written) - {_INTERCEPT, *Evidence.names_of_features()}
        if unknown:
            raise KeyError(*sorted(unknown))
        return cls(written[_INTERCEPT], {name: value for name, value in written.items() if name != _INTERCEPT})

    def confidence(self, evidence: Evidence) -> float:
        """The probability, 0–1, that the quotes answer the question, where half of all questions are answerable."""
        values = dict(zip(evidence.names_of_features(), evidence.values(), strict=True))
        score = self.intercept + sum(weight * values[name] for name, weight in self.coefficients.items())
        return 1.0 / (1.0 + exp(-max(-_STEEPEST, min(_STEEPEST, score))))


_STEEPEST = 30.0
"""Beyond this a float cannot tell the probability from 0 or 1."""

UNTUNED = ConfidenceModel(-4.41, {"sentence": 4.88, "coverage": 2.74})
"""Where nothing was learned: fitted on curated questions and near misses with the encoder as published."""
UNTUNED_THRESHOLD = 0.14
"""The confidence under which nothing is answered by that model."""

_NEAR_SENTENCE = 0.5
_NEAR_COVERAGE = 0.5
"""Cosine of the best sentence, and share of the question's terms, from which a passage is on the subject."""


def is_near(evidence: Evidence) -> bool:
    """True if the quotes are on the question's subject, whether or not they answer it."""
    return evidence.sentence >= _NEAR_SENTENCE or evidence.coverage >= _NEAR_COVERAGE
