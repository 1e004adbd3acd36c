"""Cuts a ranking where it should end, so that of rows that score alike always the same ones are kept."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

__all__ = ["Ranked", "best_rows"]

Ranked = tuple[NDArray[np.int64], NDArray[np.float32]]
"""Rows and their scores, each of shape (n,)."""
_BEYOND = 8
"""Rows asked for beyond the limit, to see whether the last ones score alike."""


def best_rows(find: Callable[[int], Ranked], limit: int, there: int, *, most: int | None = None) -> Ranked:
    """The ``limit`` best of ``there`` rows with their scores, best first and equal scores by row.

    ``find(n)`` gives n best rows in any order; which of several that score alike it gives is chance, so it is asked for
    more until all of those are among them. ``most`` is the largest n that it takes.
    """
    limit, most = min(limit, there), min(there, most or there)
    asked = limit
    while limit:
        asked = min(asked + _BEYOND, most)
        rows, scores = find(asked)
        order = np.lexsort((rows, -scores))
        rows, scores = rows[order], scores[order]
        if len(rows) <= limit or asked == most or scores[-1] < scores[limit - 1]:
            return rows[:limit], scores[:limit]
        asked *= 2
    return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.float32)
