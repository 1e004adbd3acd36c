"""Whether a question is of a kind that the collection answers at all.

Reports seldom say what a thing cost, who supplied it or when its contract ends; what people ask of that sort comes
close to their words and stays open. Logistic regression on the direction of the question's vector tells the kinds
apart, also in the words of authors that it was not learned from (docs/evaluation.md).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import exp
from typing import Any

import numpy as np
from numpy.typing import NDArray

from trendsqa.embedding.encoder import Vectors

__all__ = ["UNKNOWN_KIND", "KindModel"]

UNKNOWN_KIND = 0.5
"""Where nothing was learned about kinds of questions."""


@dataclass(frozen=True, slots=True)
class KindModel:
    """1 / (1 + exp(-(intercept + direction · vector))); ``direction`` has the shape (dimension,)."""

    intercept: float
    direction: NDArray[np.float32]

    @classmethod
    def read(cls, written: Mapping[str, Any]) -> "KindModel":
        """The model as a manifest holds it. Raises KeyError, TypeError and ValueError where it is not one."""
        return cls(float(written["intercept"]), np.asarray(written["direction"], dtype=np.float32))

    def write(self) -> dict[str, Any]:
        """The model for a manifest."""
        return {
            "intercept": round(self.intercept, 4),
            "direction": [round(float(value), 4) for value in self.direction],
        }

    def share_answered(self, vector: Vectors) -> float:
        """The probability, 0–1, where half of all questions are answered; ``vector`` has the shape (1, dimension)."""
        return 1.0 / (1.0 + exp(-(self.intercept + float(vector[0] @ self.direction))))
