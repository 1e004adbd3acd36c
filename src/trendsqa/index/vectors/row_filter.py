"""Row filter of a search: as row numbers, and as conditions on passages for a store that filters by itself."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

__all__ = ["RowFilter"]


@dataclass(frozen=True, eq=False)
class RowFilter:
    """The passages that pass a filter, ascending, and its conditions.

    A passage passes if its columns equal all of ``must_be`` and its edition is not in ``without_editions``. With
    ``bounds`` the rows are those of its sentences or questions: passage i has ``bounds[i]`` to ``bounds[i + 1]``.
    """

    must_be: Mapping[str, str]
    without_editions: tuple[str, ...]
    passages: NDArray[np.int64]
    bounds: NDArray[np.int64] | None = None

    def within(self, bounds: NDArray[np.int64]) -> "RowFilter":
        """The same filter for the rows that ``bounds`` assigns to passages."""
        return replace(self, bounds=bounds)

    @cached_property
    def count(self) -> int:
        """Number of allowed rows; there is no ``len``, so that an empty filter is never taken for no filter."""
        if self.bounds is None:
            return len(self.passages)
        return int(np.sum(self.bounds[self.passages + 1] - self.bounds[self.passages]))

    @cached_property
    def bitmap(self) -> NDArray[np.uint8]:
        """One bit a row up to the last allowed one, least significant bit first."""
        rows = self.rows()
        passes = np.zeros(rows[-1] + 1 if len(rows) else 0, dtype=bool)
        passes[rows] = True
        return np.packbits(passes, bitorder="little")

    def rows(self) -> NDArray[np.int64]:
        """The allowed row numbers, ascending; computed on each call."""
        if self.bounds is None:
            return self.passages
        starts = self.bounds[self.passages]
        lengths = self.bounds[self.passages + 1] - starts
        firsts = np.cumsum(lengths) - lengths
        rows: NDArray[np.int64] = np.arange(lengths.sum()) + np.repeat(starts - firsts, lengths)
        return rows
