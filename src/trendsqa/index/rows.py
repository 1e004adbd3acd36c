"""Arrays over the rows of a generation: row i of passages is passage ordinal i."""

import numpy as np
from numpy.typing import NDArray

__all__ = ["Ordinals", "Scores"]

Ordinals = NDArray[np.int64]
"""Positions of rows, shape (n,)."""
Scores = NDArray[np.float32]
"""One score a row, shape (n,)."""
