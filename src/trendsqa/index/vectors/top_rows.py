"""Top k with a deterministic tie-break."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

__all__ = ["Ranked", "best_rows"]

Ranked = tuple[NDArray[np.int64], NDArray[np.float32]]
"""Rows and their scores, each of shape (n,)."""
_BEYOND = 8
"""Rows fetched beyond the limit, to see if the last ones are tied."""


def best_rows(find: Callable[[int], Ranked], limit: int, there: int, *, most: int | None = None) -> Ranked:
    """The ``limit`` best of ``there`` rows with their scores, best first and equal scores by row.

    ``find(n)`` returns n best rows in any order; its choice among tied rows is arbitrary, so it is called with larger n
    until all rows tied with the last are included. ``most`` is the largest n that it accepts.
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
