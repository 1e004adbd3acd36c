"""How far the serving encoder is from the reference."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from trendsqa.embedding.encoder import Encoder

__all__ = ["LEAST_COSINE", "Parity", "measure_parity"]

LEAST_COSINE = 0.9999
"""Below this, serving and reference are not the same encoder: rankings would begin to differ."""


@dataclass(frozen=True, slots=True)
class Parity:
    """The least and mean cosine between the two encoders' vectors of the same texts."""

    texts: int
    least_cosine: float
    mean_cosine: float

    @property
    def holds(self) -> bool:
        """Whether every text is close enough."""
        return self.least_cosine >= LEAST_COSINE


def measure_parity(reference: Encoder, serving: Encoder, texts: Sequence[str]) -> Parity:
    """The parity of two encoders over ``texts``, encoded as passages; at least one text is needed."""
    cosines = np.sum(reference.encode_passages(texts) * serving.encode_passages(texts), axis=1)
    return Parity(len(texts), float(cosines.min()), float(cosines.mean()))
