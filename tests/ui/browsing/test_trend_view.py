"""Trends arranged for their pages."""

from dataclasses import replace

import pytest

from fakes.documents import held, source
from fakes.editions import harbour_edition, over
from trendsqa.corpus.documents.document import Block, BlockKind, Document, Section
from trendsqa.corpus.documents.held_document import hold
from trendsqa.corpus.source import Form, Mention
from trendsqa.ui.browsing.first_words import first_words
from trendsqa.ui.browsing.trend_edition import trend_editions
from trendsqa.ui.browsing.trend_view import view_card, view_trend

# (place, title, level, facet, text): a report in which cases stand under a heading of their own.
HARBOUR = [
    ("tides/introduction", "1. Tides", 2, "introduction", "The tide waits for nobody. It comes twice a day."),
    ("tides/introduction/spring", "Spring tides", 3, "introduction", "They are the highest."),
    ("tides/summary", "Tides in short", 2, "summary", ""),
    ("tides/risks", "Risks", 2, "risks", "Consider these:\n- A wet cellar. Or two.\n- A boat adrift."),
    ("tides/guidance", "Guidance", 2, "guidance", ""),
    ("tides/impact-cases", "Cases", 2, "impact-cases", ""),
    ("tides/impact-cases/mole", "Mole: a wall that floats", 3, "impact-cases", "The wall rises with the water."),
    ("tides/impact-cases/mole/cost", "What it cost", 4, "impact-cases", "Little."),
    ("tides/impact-cases/quay", "Quay", 3, "impact-cases", "It was raised."),
]


def harbour(*, form=Form.FULL):
    text, sections, blocks = "", [], []
    for place, title, level, facet, words in HARBOUR:
        path = ("Tides", title) if level < 4 else ("Tides", "Mole", title)
        sections.append(Section(f"harbour-2030#{place}", title, path, level, "Tides", facet))
        lines = [(BlockKind.HEADING, title)]
        for line in words.splitlines():
            item = line.startswith("- ")
            lines.append((BlockKind.LIST_ITEM if item else BlockKind.PARAGRAPH, line.removeprefix("- ")))
        for kind, line in lines:
            start = len(text) + 1 if text else 0
            text += f"\n{line}" if text else line
            blocks.append(Block(kind, start, len(text), len(sections) - 1))
    document = Document("harbour-2030", "Harbour trends 2030", text, tuple(sections), tuple(blocks))
    about = source("harbour-2030", edition="2030", title=document.title)
    return hold(about, document, (form,) * len(sections))


@pytest.fixture(scope="module")
def assistant(tmp_path_factory):
    linked = [
        held(
            ("h", name), ("p", f"{name} in full."), document_id=name.lower(), title=name,
            mentions=(Mention(f"harbour-2030#{place}", f"the {name.lower()}"),),
        )
        for name, place in (
            ("Almanac", "tides/guidance"), ("Moles", "tides/impact-cases/mole"), ("Moon", "tides/introduction"),
        )
    ]  # fmt: skip
    return over(tmp_path_factory.mktemp("tides"), harbour(), *linked)


@pytest.fixture
def tides(assistant):
    (edition,) = trend_editions(assistant)
    return edition.trends[0]


def test_a_card_quotes_the_introduction_and_counts_guidance_and_cases(assistant, tides):
    """A card has the first sentence of the introduction, links to the other parts, and counts what links away."""
    card = view_card(assistant, tides)
    assert card.words is not None
    assert card.words.text == "The tide waits for nobody."
    assert [label for label, _ in card.facets] == ["Risks"]
    assert (card.guidance, card.cases) == (1, 2)


def test_a_trend_in_full_has_its_parts_its_cases_and_what_they_link_to(assistant, tides):
    """A part with a heading alone is left out; what is within a case is not a case of its own."""
    view = view_trend(assistant, tides)
    assert [(part.title, part.words and part.words.text) for part in view.facets] == [
        ("Introduction", "The tide waits for nobody."),
        ("Risks", "A wet cellar."),
    ]
    assert [title for title, _ in view.facets[0].within] == ["Spring tides"]
    assert [(entry.title, [one.title for one in entry.sources]) for entry in view.cases] == [
        ("Mole: a wall that floats", ["Moles"]),
        ("Quay", []),
    ]
    assert [(entry.title, entry.sources[0].title) for entry in view.guidance] == [("the almanac", "Almanac")]
    assert [document.title for document in view.others] == ["Moon"]
    assert view.questions == ("What are the risks and challenges of tides?",)


def test_first_words_stand_in_the_section_at_the_place_that_they_name(assistant, tides):
    """What is quoted is cut from the text itself, and its address marks exactly those characters."""
    words = first_words(assistant.section("harbour-2030#tides/risks"))
    assert words is not None
    text = assistant.text("harbour-2030")
    start = text.index(words.text)
    assert words.context.endswith(f"&start={start}&end={start + len(words.text)}")


def test_words_of_a_summary_are_told_to_be_ours(tmp_path):
    """First words of a text that we wrote are not the publisher's."""
    assistant = over(tmp_path, harbour(form=Form.BRIEF))
    words = first_words(assistant.section("harbour-2030#tides/introduction"))
    assert words is not None
    assert words.ours


def test_a_heading_without_text_has_no_first_words(assistant):
    """Nothing is quoted where nothing stands."""
    assert first_words(assistant.section("harbour-2030#tides/summary")) is None


def test_two_trends_of_one_name_in_addresses_are_told_apart(tmp_path):
    """Trends whose names differ in signs alone get addresses of their own."""
    first = harbour_edition("2024")
    renamed = {"Lamp": "Ferries?"}
    sections = tuple(replace(one, trend=renamed.get(one.trend, one.trend)) for one in first.document.sections)
    (edition,) = trend_editions(over(tmp_path, replace(first, document=replace(first.document, sections=sections))))
    assert [trend.slug for trend in edition.trends[:2]] == ["ferries", "ferries-2"]
