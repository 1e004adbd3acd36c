"""Percentile bootstrap over the questions of a set: the spread of a measure with other questions.

Efron and Tibshirani, An Introduction to the Bootstrap, 1993, chapter 13. The draws are seeded: the same records give
the same interval. An interval speaks of other questions of this kind, not of other documents, and sets of a hundred
questions give wide ones.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from trendsqa.evaluation.measures.measure import Measure
from trendsqa.evaluation.measures.record import Record, Summary
from trendsqa.evaluation.table import signed

__all__ = ["Interval", "interval_of_mean", "intervals_of"]

_RESAMPLES = 1000
"""Enough for the ends of a 95 % interval to settle in the second decimal (Efron and Tibshirani, section 14.3)."""
_SEED = 0
_ENDS_PERCENT = (2.5, 97.5)


@dataclass(frozen=True, slots=True)
class Interval:
    """The ends of a 95 % interval, in the measure's own unit."""

    low: float
    high: float

    def written(self, write: Callable[[float | None], str] = signed) -> str:
        """Both ends as ``write`` gives them: 0.62 to 0.79."""
        return f"{write(self.low)} to {write(self.high)}"


def intervals_of(
    records: Sequence[Record],
    measures: Sequence[Measure],
    *,
    on_progress: Callable[[int, int], None] | None = None,
) -> dict[str, Interval | None]:
    """The interval of each measure by its key; None where no resample of ``records`` has a figure for it.

    A resample that has none, since it drew no unanswerable question for example, is left out of that interval.
    """
    drawn: dict[str, list[float]] = {measure.key: [] for measure in measures}
    for done, chosen in enumerate(_draws(len(records)), start=1):
        summary = Summary.of([records[i] for i in chosen])
        for measure in measures:
            value = measure.of(summary)
            if value is not None:
                drawn[measure.key].append(value)
        if on_progress is not None:
            on_progress(done, _RESAMPLES)
    return {key: _interval(values) for key, values in drawn.items()}


def interval_of_mean(values: Sequence[float]) -> Interval | None:
    """The interval of the mean of ``values``, one of each question; None without values.

    Given the differences of two runs question by question, it is the interval of the paired difference.
    """
    given = np.asarray(values, dtype=np.float64)
    return _interval(given[_draws(len(given))].mean(axis=1)) if len(given) else None


def _draws(count: int) -> NDArray[np.int64]:
    """Positions drawn with replacement, shape (resamples, count); no rows where there is nothing to draw from."""
    if not count:
        return np.empty((0, 0), dtype=np.int64)
    return np.random.default_rng(_SEED).integers(count, size=(_RESAMPLES, count))


def _interval(values: Sequence[float] | NDArray[np.float64]) -> Interval | None:
    if not len(values):
        return None
    low, high = np.percentile(values, _ENDS_PERCENT)
    return Interval(float(low), float(high))
