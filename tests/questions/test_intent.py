import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from trendsqa.corpus.documents.document import Section
from trendsqa.corpus.glossary import Glossary, Term
from trendsqa.index.texts.lexical import tokenise
from trendsqa.index.texts.trend_grid import TrendGrid
from trendsqa.questions.intent import Intent, IntentClassifier
from trendsqa.retrieval.intent import intent_fit


def section(*path, trend="", facet=""):
    return Section(id="", title=path[-1], heading_path=path, level=len(path), trend=trend, facet=facet)


FACETS = (
    "overview", "risks", "early-benefits", "where-to-start", "application-areas", "advice-for-cios", "impact-cases",
    "guidance", "beyond-2024",
)  # fmt: skip
TRENDS = ("Night lamps", "Fog signals", "Harnessing data")
SECTIONS = (
    *(section(trend, facet, trend=trend, facet=facet) for trend in TRENDS for facet in FACETS),
    *(section(trend, trend=trend, facet="introduction") for trend in TRENDS),
    *(
        section("Years", f"{year} forecasts", f"What came {side} (highlights):")
        for year in (2028, 2029, 2030)
        for side in ("right", "wrong")
    ),
)
GRID = TrendGrid.of(SECTIONS)
CLASSIFIER = IntentClassifier(
    GRID,
    Glossary([Term("Lamp", (), ("big light",)), Term("Ledger", ("LG",), ())]),
)


def classified(question, classifier=CLASSIFIER):
    return classifier.classify(question, tokenise(question))


@pytest.mark.parametrize(
    ("question", "trend", "facet"),
    [
        ("where do I start with lamps", "Night lamps", "where-to-start"),
        ("What are the first steps in fog signals?", "Fog signals", "where-to-start"),
        ("risks of data lakes", "Harnessing data", "risks"),
        ("data risk", "Harnessing data", "risks"),
        ("What could go wrong with a big light?", "Night lamps", "risks"),
        ("advice for CIOs on fog", "Fog signals", "advice-for-cios"),
        ("early benefits of lamps", "Night lamps", "early-benefits"),
        ("lamps: what comes after 2031", "Night lamps", "beyond-2024"),
        ("which councils use lamps", "Night lamps", "impact-cases"),
        ("who has built lamps", "Night lamps", "impact-cases"),
        ("fog case studies", "Fog signals", "impact-cases"),
        ("any links on lamps", "Night lamps", "guidance"),
        ("Where could we use lamps?", "Night lamps", "application-areas"),
        ("the opportunity in lamps", "Night lamps", "overview"),
    ],
)
def test_a_question_names_its_trend_and_its_facet(question, trend, facet):
    assert classified(question) == Intent(frozenset({trend}), frozenset({facet}))


def test_a_comparison_is_about_both():
    assert classified("are lamps or fog signals better").trends == {"Night lamps", "Fog signals"}


@pytest.mark.parametrize("aside", ["rather than lamps", "not lamps", "other than the lamps", "except for lamps"])
def test_what_is_set_aside_is_not_asked_for(aside):
    assert classified(f"fog signals {aside}").trends == {"Fog signals"}


def test_not_only_sets_nothing_aside():
    assert classified("not only lamps but fog signals").trends == {"Night lamps", "Fog signals"}


def test_an_ordinary_word_speaks_only_where_no_plainer_one_does():
    assert classified("lamps and their data").trends == {"Night lamps"}


def test_a_recurring_heading_is_a_facet_and_the_year_above_it_a_trend():
    intent = classified("What came out wrong in 2029?")
    assert intent == Intent(frozenset({"2029 forecasts"}), frozenset({"what came wrong"}))
    fits = intent_fit(intent, GRID, np.arange(len(SECTIONS), dtype=np.int32)).tolist()
    fitting = {SECTIONS[place].heading_path[1:]: fit for place, fit in enumerate(fits) if fit}
    wrong = "What came wrong (highlights):"
    assert fitting == {("2028 forecasts", wrong): 0.5, ("2029 forecasts", wrong): 1, ("2030 forecasts", wrong): 0.5}


@pytest.mark.parametrize("question", ["who is Ida Lund", "", "What is the right oil?"])
def test_most_questions_say_neither(question):
    assert not classified(question)


def test_facets_that_the_collection_lacks_are_never_asked_for():
    assert not classified("risks of lamps", IntentClassifier(TrendGrid.of([section("Lamps")])))


def test_a_grid_opens_as_it_was_written(tmp_path):
    grid = TrendGrid.of(SECTIONS)
    grid.write(tmp_path / "grid.npz")
    opened = TrendGrid.open(tmp_path / "grid.npz")
    assert (opened.trends, opened.words, opened.recurring) == (grid.trends, grid.words, grid.recurring)
    for name in ("of_facet", "of_trend"):
        before, after = getattr(grid, name), getattr(opened, name)
        assert {key: places.tolist() for key, places in after.items()} == {
            key: places.tolist() for key, places in before.items()
        }


def test_a_collection_without_sections_has_an_empty_grid(tmp_path):
    TrendGrid.of([]).write(tmp_path / "grid.npz")
    assert not classified("risks of lamps", IntentClassifier(TrendGrid.open(tmp_path / "grid.npz")))


@given(st.text(max_size=80))
def test_an_intent_only_names_what_the_collection_names(question):
    intent = classified(question)
    assert intent.facets <= {*FACETS, "what came right", "what came wrong"}
    assert intent.trends <= {*TRENDS, "2028 forecasts", "2029 forecasts", "2030 forecasts"}
