"""Rows of a table to quote: a table is not prose, so what stands beside the row that answers does not explain it."""

from collections.abc import Sequence

from trendsqa.answering.quoting.excerpt import Unit

__all__ = ["rows_around"]

_AS_CLOSE = 0.05
"""Rows beside the closest one are quoted with it if they come this near to it (cosine)."""


def rows_around(units: Sequence[Unit], closeness: Sequence[float], best: int, room: int) -> tuple[int, int]:
    """The first and last of the rows to quote: ``best`` and those beside it that are as close, while there is room.

    ``closeness`` has the cosine similarity of each unit to the question; ``room`` is in words.
    """
    first = last = best
    words = units[best].words
    for place in range(best - 1, -1, -1):
        if not _goes_along(units, closeness, place, best) or words + units[place].words > room:
            break
        first = place
        words += units[place].words
    for place in range(best + 1, len(units)):
        if not _goes_along(units, closeness, place, best) or words + units[place].words > room:
            break
        last = place
        words += units[place].words
    return first, last


def _goes_along(units: Sequence[Unit], closeness: Sequence[float], place: int, best: int) -> bool:
    return units[place].tabular and closeness[place] >= closeness[best] - _AS_CLOSE
