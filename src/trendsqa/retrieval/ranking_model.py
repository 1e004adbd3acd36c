"""Weights of the signals in a passage's score, for sentences and for bare keywords.

The model is a weighted sum of scaled signals, so that every score can be read off its parts. The weights are learned
(``trendsqa models weigh``), stand in the generation's manifest, and may be set by the operator one by one.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from trendsqa.questions.question import Question

__all__ = ["UNTUNED", "RankingModel", "SignalWeights"]


@dataclass(frozen=True, slots=True)
class SignalWeights:
    """Weight of each signal; only the ratios matter.

    ``passage`` and ``sentence``: similarity of the question to the passage, and to its best sentence. ``lexical``:
    BM25. ``question`` and ``made_question``: similarity to the passage's best question, curated or made by rule.
    ``intent``: whether the passage is of the facet and trend asked for. ``definition``: whether it says what the term
    means that the question asks about. A signal that has nothing to say about a question is left out.
    """

    passage: float
    sentence: float
    lexical: float
    question: float = 0.0
    made_question: float = 0.0
    intent: float = 0.0
    definition: float = 0.0

    @classmethod
    def names(cls) -> tuple[str, ...]:
        """The names of the signals."""
        return tuple(field.name for field in fields(cls))


@dataclass(frozen=True, slots=True)
class RankingModel:
    """The weights for questions in sentences, and those for bare keywords, which trust BM25 more."""

    sentences: SignalWeights
    keywords: SignalWeights

    @classmethod
    def of_weights(cls, weights: SignalWeights) -> "RankingModel":
        """The same weights however a question is typed."""
        return cls(weights, weights)

    @classmethod
    def read(cls, written: Mapping[str, Mapping[str, float]]) -> "RankingModel":
        """The model as a manifest holds it. Raises KeyError and TypeError where it is not one."""
        return cls(SignalWeights(**written["sentences"]), SignalWeights(**written["keywords"]))

    def weights_for(self, question: Question) -> SignalWeights:
        """The weights for ``question``."""
        return self.keywords if question.is_keywords else self.sentences

    def with_weights(self, **weights: Any) -> "RankingModel":
        """The model with these weights instead of its own, however a question is typed."""
        return RankingModel(replace(self.sentences, **weights), replace(self.keywords, **weights))


UNTUNED = RankingModel.of_weights(
    SignalWeights(passage=0.3, sentence=0.3, lexical=0.3, question=0.3, intent=0.15, definition=0.3)
)
"""Where nothing was learned: what curated questions prefer of a few plain choices (docs/evaluation.md)."""
