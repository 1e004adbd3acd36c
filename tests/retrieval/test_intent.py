import numpy as np

from trendsqa.corpus.documents.document import Section
from trendsqa.index.texts.trend_grid import TrendGrid
from trendsqa.questions.intent import Intent
from trendsqa.retrieval.intent import intent_fit

SECTIONS = tuple(
    Section(id="", title=facet, heading_path=(trend, facet), level=2, trend=trend, facet=facet)
    for trend in ("Night lamps", "Fog signals", "Harnessing data")
    for facet in ("overview", "risks", "guidance")
)
GRID = TrendGrid.of(SECTIONS)


def fits(intent):
    """How far each of SECTIONS is what ``intent`` asks for."""
    return intent_fit(intent, GRID, np.arange(len(SECTIONS), dtype=np.int32)).tolist()


def test_facet_and_trend_fit_fully_the_facet_alone_half_the_trend_alone_not():
    intent = Intent(frozenset({"Night lamps"}), frozenset({"risks"}))
    expected = {("Night lamps", "risks"): 1, ("Fog signals", "risks"): 0.5, ("Harnessing data", "risks"): 0.5}
    assert {(s.trend, s.facet): fit for s, fit in zip(SECTIONS, fits(intent), strict=True) if fit} == expected


def test_where_no_trend_is_named_the_facet_is_all_that_is_asked():
    fitting = [s.facet for s, fit in zip(SECTIONS, fits(Intent(facets=frozenset({"risks"}))), strict=True) if fit == 1]
    assert fitting == ["risks"] * 3
