"""Model of the kinds of questions that the collection answers at all.

Reports seldom say what a thing cost, who supplied it or when its contract ends; what people ask of that sort comes
close to their words and stays open. Logistic regression on the direction of the question's vector tells the kinds
apart, also in the words of authors that it was not learned from (docs/evaluation.md).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from trendsqa.embedding.encoder import Vectors

__all__ = ["UNKNOWN_KIND", "KindModel"]

UNKNOWN_KIND = 0.0
"""As likely answered as not: where nothing was learned about kinds of questions."""


@dataclass(frozen=True, slots=True)
class KindModel:
    """log-odds = intercept + direction · vector; ``direction`` has the shape (dimension,)."""

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

    def log_odds(self, vector: Vectors) -> float:
        """log(p / (1 - p)) of being answered, were half of all questions; ``vector`` has the shape (1, dimension)."""
        return self.intercept + float(vector[0] @ self.direction)
