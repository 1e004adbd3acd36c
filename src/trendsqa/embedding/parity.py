"""Parity of the serving encoder with the reference encoder."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from trendsqa.embedding.encoder import Encoder

__all__ = ["LEAST_COSINE", "Parity", "measure_parity"]

LEAST_COSINE = 0.9999
"""Smallest cosine at which serving and reference count as the same encoder; below it rankings begin to differ."""


@dataclass(frozen=True, slots=True)
class Parity:
    """The smallest and mean cosine between the two encoders' vectors of the same texts."""

    texts: int
    least_cosine: float
    mean_cosine: float

    @property
    def holds(self) -> bool:
        """True if every text's cosine is at least ``LEAST_COSINE``."""
        return self.least_cosine >= LEAST_COSINE


def measure_parity(reference: Encoder, serving: Encoder, texts: Sequence[str]) -> Parity:
    """The parity of two encoders over ``texts``, encoded as passages; at least one text is needed."""
    cosines = np.sum(reference.encode_passages(texts) * serving.encode_passages(texts), axis=1)
    return Parity(len(texts), float(cosines.min()), float(cosines.mean()))
