"""How sure we are that the quotes answer the question, and what is said when they do not.

The confidence is a logistic model of two features, fitted by ``benchmarks/confidence.py`` on curated questions that
the report answers and on near misses that it does not.
"""

from dataclasses import dataclass
from math import exp

__all__ = ["EMPTY_COLLECTION", "NOTHING_MATCHES", "NOT_ANSWERED", "Evidence", "confidence"]

NOT_ANSWERED = "Nothing in this collection answers the question closely enough to be quoted."
NOTHING_MATCHES = "No passage of this collection matches the question and its filters."
EMPTY_COLLECTION = "The collection is empty: no document has been added and indexed yet."

_INTERCEPT = -4.41
_SENTENCE = 4.88
_COVERAGE = 2.74


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for an answer.

    ``sentence`` is the highest cosine of any sentence of the first passages to the question; ``coverage`` is the share
    of the question's words, weighted by rarity, that the best passage and its headings hold (0–1).
    """

    sentence: float
    coverage: float


def confidence(evidence: Evidence) -> float:
    """The probability, 0–1, that the quotes answer the question, where half of all questions are answerable."""
    score = _INTERCEPT + _SENTENCE * evidence.sentence + _COVERAGE * evidence.coverage
    return 1.0 / (1.0 + exp(-score))
