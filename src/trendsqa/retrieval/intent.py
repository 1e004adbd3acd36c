"""Fit of sections to the trends and facets that a question asks for."""

from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

from trendsqa.index.rows import Scores
from trendsqa.index.texts.trend_grid import Places, TrendGrid
from trendsqa.questions.intent import Intent

__all__ = ["intent_fit"]


def intent_fit(intent: Intent, grid: TrendGrid, sections: NDArray[np.int32]) -> Scores:
    """Fit of each of ``sections``, by ordinal, to ``intent``, shape (sections,), 0 to 1.

    1 for a section of a facet asked for and of a trend asked for (or of any trend if the question names none), 0.5 for
    one of the facet and of another trend, else 0. A trend alone counts for nothing: the words that name it count
    already, in every other signal, and counting them once more was measured to lower MRR@10.
    """
    of_facet = _of_any(intent.facets, grid.of_facet, sections)
    of_trend = _of_any(intent.trends, grid.of_trend, sections) if intent.trends else np.True_
    return (of_facet * np.where(of_trend, 1.0, 0.5)).astype(np.float32)


def _of_any(names: Iterable[str], places: Mapping[str, Places], sections: NDArray[np.int32]) -> NDArray[np.bool_]:
    """True for each section that is among the places of one of ``names``."""
    found = np.zeros(len(sections), dtype=bool)
    for name in names:
        if name in places:
            found |= np.isin(sections, places[name])
    return found
