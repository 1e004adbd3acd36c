"""Confidence that the quotes answer the question, and the reasons given when they do not.

The confidence is a logistic model of named evidence. Its coefficients are learned (``trendsqa models weigh``) on
questions that the collection answers and on near misses that it does not, and stand in the generation's manifest.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import exp

from trendsqa.answering.evidence import Evidence

__all__ = ["EMPTY_COLLECTION", "NOTHING_MATCHES", "NOT_ANSWERED", "UNTUNED", "UNTUNED_THRESHOLD", "ConfidenceModel"]

NOT_ANSWERED = "Nothing in this collection answers the question closely enough to be quoted."
NOTHING_MATCHES = "No passage of this collection matches the question and its filters."
EMPTY_COLLECTION = "The collection is empty: no document has been added and indexed yet."

_INTERCEPT = "intercept"


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
