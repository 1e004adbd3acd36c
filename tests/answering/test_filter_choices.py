"""Counts of filters: the same as counting one passage after another."""

from dataclasses import asdict, replace
from time import perf_counter

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from fakes.documents import held
from trendsqa.answering.filter_choices import CHOSEN_BY, ChoiceCounter, FilterChoice, FilterChoices
from trendsqa.corpus.source import Form
from trendsqa.index.texts.passage_columns import PassageColumns
from trendsqa.retrieval.hit import Filters

OF_DOCUMENT = {
    "edition": st.sampled_from(["", "2024", "2025", "2030"]),
    "kind": st.sampled_from(["report", "guidance", "video"]),
    "publisher": st.sampled_from(["", "Harbour press", "Lamp board", "harbour press"]),
}
OF_SECTION = {
    "trend": st.sampled_from(["", "Ferries", "Lamps"]),
    "facet": st.sampled_from(["", "start", "danger"]),
    "form": st.sampled_from(["full", "brief"]),
}
SECTIONS = st.lists(st.fixed_dictionaries({**OF_SECTION, "passages": st.integers(0, 3)}), max_size=5)
COLLECTIONS = st.lists(st.tuples(st.fixed_dictionaries(OF_DOCUMENT), SECTIONS), max_size=6)
CHOSEN = st.builds(
    Filters,
    **{name: st.sampled_from(["", "", "none such"]) | values for name, values in {**OF_DOCUMENT, **OF_SECTION}.items()},
    document_id=st.sampled_from(["", "", "d0", "d1"]),
    without_editions=st.lists(st.sampled_from(["2024", "2031"]), max_size=2, unique=True).map(tuple),
)


def sections_of(collection):
    """The columns of each section, with the passages that it has."""
    return [
        {**document, **section, "document_id": f"d{number}"}
        for number, (document, sections) in enumerate(collection)
        for section in sections
    ]


def columns_of(sections):
    names = (*OF_DOCUMENT, *OF_SECTION, "document_id")
    values = {name: tuple(dict.fromkeys(section[name] for section in sections)) for name in names}
    codes = {name: np.array([values[name].index(one[name]) for one in sections], dtype=np.int32) for name in names}
    passages = [place for place, section in enumerate(sections) for _ in range(section["passages"])]
    return PassageColumns(np.array(passages, dtype=np.int32), codes, values)


def counted_one_by_one(sections, filters):
    """(passages, documents) of what passes."""
    wanted = asdict(filters)
    without = wanted.pop("without_editions")
    passing = [
        section
        for section in sections
        if section["passages"]
        and section["edition"] not in without
        and all(section[name] == value for name, value in wanted.items() if value)
    ]
    return sum(section["passages"] for section in passing), len({section["document_id"] for section in passing})


@given(COLLECTIONS, CHOSEN)
def test_every_value_has_as_much_as_passes_with_it_and_the_other_filters(collection, filters):
    sections = sections_of(collection)
    choices = ChoiceCounter(columns_of(sections)).choices(filters)
    for name in CHOSEN_BY:
        values = {section[name] for section in sections if section["passages"]} - {""}
        expected = {value: counted_one_by_one(sections, replace(filters, **{name: value})) for value in values}
        assert {one.value: (one.passages, one.documents) for one in getattr(choices, name)} == expected
    assert (choices.passages, choices.documents) == counted_one_by_one(sections, filters)


@given(COLLECTIONS, CHOSEN)
def test_what_is_counted_is_what_a_search_lets_pass(collection, filters):
    columns = columns_of(sections_of(collection))
    wanted = asdict(filters)
    without = wanted.pop("without_editions")
    passing = columns.passing(wanted, without_editions=without)
    passages = len(columns.sections) if passing is None else len(passing)
    assert ChoiceCounter(columns).choices(filters).passages == passages


def values(choices):
    return {name: [one.value for one in getattr(choices, name)] for name in CHOSEN_BY}


def test_values_come_in_an_order_that_helps_to_choose():
    """Trends as the newest report has them, then those that only older ones have; names alike in capitals by letter."""
    older = [{"trend": trend} for trend in ("Docks", "Lamps", "Ferries")]
    newer = [{"trend": trend} for trend in ("Ferries", "", "Lamps")]
    lists = [("2024", "report", "Zebra", older), ("2025", "report", "Zebra", newer)]
    lists += [("", "video", name, [{"trend": ""}]) for name in ("beacon", "Anchor", "zinc")]
    sections = [
        {
            "edition": edition, "kind": kind, "publisher": publisher, "facet": "", "form": form, "passages": 1,
            "document_id": str(number), **section,
        }
        for number, (edition, kind, publisher, own) in enumerate(lists)
        for section, form in zip(own, ("brief", "full", "full"), strict=False)
    ]  # fmt: skip
    assert values(ChoiceCounter(columns_of(sections)).choices(Filters())) == {
        "edition": ["2025", "2024"],
        "trend": ["Ferries", "Lamps", "Docks"],
        "kind": ["video", "report"],
        "publisher": ["Zebra", "Anchor", "beacon", "zinc"],
        "form": ["full", "brief"],
    }


def test_a_filter_does_not_narrow_its_own_values():
    sections = [
        {"edition": "", "kind": kind, "publisher": "", "trend": "", "facet": "", "form": form, "passages": 2,
         "document_id": kind}
        for kind, form in (("report", "full"), ("video", "brief"))
    ]  # fmt: skip
    choices = ChoiceCounter(columns_of(sections)).choices(Filters(kind="video"))
    assert choices.kind == (FilterChoice("report", 2, 1), FilterChoice("video", 2, 1))
    assert choices.form == (FilterChoice("full", 0, 0), FilterChoice("brief", 2, 1))


def test_an_empty_collection_offers_nothing():
    nothing = FilterChoices((), (), (), (), (), passages=0, documents=0)
    assert ChoiceCounter(PassageColumns.of([], [])).choices(Filters(kind="report")) == nothing


def test_a_document_without_passages_offers_nothing():
    told = held(("h", "Ferry"), document_id="told", edition="2031")
    assert ChoiceCounter(PassageColumns.of([told], [[]])).choices(Filters()).edition == ()


def test_a_hundred_thousand_passages_are_counted_within_a_few_milliseconds():
    rng, sections, documents = np.random.default_rng(7), 50_000, 5_000
    of_documents = {"edition": 8, "kind": 9, "publisher": 400}
    own = np.sort(rng.integers(0, documents, sections))
    codes = {name: rng.integers(0, count, documents)[own] for name, count in of_documents.items()}
    codes |= {name: rng.integers(0, 10, sections) for name in ("trend", "facet")}
    codes |= {"form": rng.integers(0, 2, sections), "document_id": own}
    known = {name: tuple(map(str, range(int(own.max()) + 1))) for name, own in codes.items()}
    known["form"] = (Form.FULL.value, Form.BRIEF.value)
    columns = PassageColumns(np.repeat(np.arange(sections, dtype=np.int32), 2), codes, known)
    counter = ChoiceCounter(columns)
    seconds = []
    for kind in map(str, range(5)):
        started = perf_counter()
        counter.choices(Filters(kind=kind, edition="3"))
        seconds.append(perf_counter() - started)
    # A machine that is busy takes ten times as long; what must not happen is a second.
    assert min(seconds) < 0.1
