"""Classifier of inputs by the vector that the encoder gives them anyway.

Multinomial logistic regression, learned (``trendsqa models stop``) from inputs of every kind that were written for it
and from curated questions.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from trendsqa.embedding.encoder import Vectors
from trendsqa.questions.input_kind.kinds import InputKind

__all__ = ["InputClassifier"]

_SURE = 0.7
"""Probability of being no question at all from which the collection is not asked; docs/evaluation.md has its errors."""
_SURE_OF_BARE = 0.97
"""The same for a word or two: "banana" is a subject, if not one of the collection."""
_LIKELY = 0.6
"""Probability from which a refusal says what the input looks like."""
_CAREFUL = 0.5
"""The same for distress: a calm word to somebody who needs none does less harm than a quotation to one who does."""


@dataclass(frozen=True, slots=True)
class InputClassifier:
    """softmax(intercept + weights @ vector); ``weights`` has the shape (kinds, dimension), ``intercept`` (kinds,)."""

    kinds: tuple[InputKind, ...]
    weights: NDArray[np.float32]
    intercept: NDArray[np.float32]

    @classmethod
    def read(cls, written: Mapping[str, Any]) -> "InputClassifier":
        """The classifier as a manifest holds it. Raises KeyError, TypeError and ValueError if it is not one."""
        kinds = tuple(map(InputKind, written["kinds"]))
        weights = np.asarray(written["weights"], dtype=np.float32).reshape(len(kinds), -1)
        return cls(kinds, weights, np.asarray(written["intercept"], dtype=np.float32))

    def write(self) -> dict[str, Any]:
        """The classifier for a manifest."""
        return {
            "kinds": [kind.value for kind in self.kinds],
            "intercept": [round(float(value), 3) for value in self.intercept],
            "weights": [[round(float(value), 2) for value in row] for row in self.weights],
        }

    def classify(self, vector: Vectors, *, bare: bool = False) -> InputKind:
        """The kind of the input with ``vector``, shape (1, dimension); QUESTION unless another one is likely.

        ``bare``: True for a word or two, of which the vector says little.
        """
        scores = self.intercept + self.weights @ vector[0]
        shares = np.exp(scores - scores.max())
        shares /= shares.sum()
        by_kind = dict(zip(self.kinds, map(float, shares), strict=True))
        if by_kind.get(InputKind.DISTRESS, 0.0) >= _CAREFUL:
            return InputKind.DISTRESS
        others = {kind: share for kind, share in by_kind.items() if not kind.may_be_answered}
        if sum(others.values()) >= (_SURE_OF_BARE if bare else _SURE):
            return max(others, key=others.__getitem__)
        likeliest = max(by_kind, key=by_kind.__getitem__)
        return likeliest if likeliest.may_be_answered and by_kind[likeliest] >= _LIKELY else InputKind.QUESTION
