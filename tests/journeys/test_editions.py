"""Two editions of the report, the real encoder: what a person asks of them, and what a filter may show."""

import json

import pytest

from trendsqa.answering.answer_json import answer_to_dict
from trendsqa.comparing.editions.compare import compare
from trendsqa.comparing.editions.comparison_json import comparison_to_dict
from trendsqa.comparing.editions.edition_matching import MatchedBy, match_sections
from trendsqa.comparing.editions.edition_text import read_edition
from trendsqa.comparing.editions.trend_matching import match_trends
from trendsqa.retrieval.hit import Filters

pytestmark = pytest.mark.model

EDITIONS = ("2024", "2025")
QUESTIONS = (
    "skills",
    "Where should we start with digital inclusion?",
    "How do we pay for cloud hosting?",
    "Who answers for a descision made by an algorithm?",
    "What happened in Norfolk?",
    "ransomwear",
    "geospatial technologies",
)


@pytest.fixture(scope="module")
def assistant(editions):
    assistant = editions.assistant()
    yield assistant
    assistant.close()


@pytest.fixture(scope="module")
def texts(assistant):
    return tuple(read_edition(assistant.opened, f"socitm-trends-{edition}") for edition in EDITIONS)


def test_the_regrouping_of_the_trends_is_found(texts):
    changes = {(change.older, change.newer): change.outcome.value for change in match_trends(*texts)}
    assert changes == {
        (("Technology for public good",), ()): "went",
        (("Reimagining services",), ("Reimagining services",)): "carried_on",
        (("Community resilience",), ("Community resilience",)): "carried_on",
        (("Local and national leadership",), ("Leadership across borders",)): "renamed",
        (("Skills and capacity",), ("People and capability",)): "renamed",
        (("Artificial intelligence",), ("Generative AI at work", "Automated decisions")): "split",
        (("Harnessing data", "Infrastructure and cloud"), ("Harnessing data",)): "merged",
        (("Cyber protection",), ("Cyber security",)): "renamed",
        (("Geospatial technologies",), ()): "went",
        ((), ("Digital inclusion",)): "appeared",
    }


def test_sections_are_matched_by_id_and_outline_before_meaning(texts):
    pairs = match_sections(*texts, match_trends(*texts))
    found = {pair.older.partition("#")[2]: (pair.newer.partition("#")[2], pair.matched_by) for pair in pairs}
    assert found["harnessing-data/where-to-start"] == ("harnessing-data/where-to-start", MatchedBy.ID)
    assert found["skills-and-capacity/where-to-start"] == ("people-and-capability/where-to-start", MatchedBy.OUTLINE)
    assert found["skills-and-capacity/beyond-2024"] == ("people-and-capability/beyond-2025", MatchedBy.OUTLINE)
    assert not [older for older in found if older.startswith("geospatial")]


def test_skills_are_compared_in_pairs_of_quotes(assistant):
    comparison = compare(assistant, "skills", EDITIONS)
    assert all(edition.answer.answered for edition in comparison.editions)
    paired = [pair for pair in comparison.pairs if all(cell.citations for cell in pair.cells)]
    assert paired
    for pair in paired:
        assert "#skills-and-capacity/" in pair.cells[0].section_id
        assert "#people-and-capability/" in pair.cells[1].section_id
    quoted = {(trend.older, trend.newer) for step in comparison.steps for trend in step.trends if trend.quoted}
    assert (("Skills and capacity",), ("People and capability",)) in quoted


@pytest.mark.parametrize("question", QUESTIONS)
def test_each_side_of_a_comparison_is_quoted_from_its_own_edition_word_for_word(assistant, question):
    for edition in comparison_to_dict(compare(assistant, question, EDITIONS))["editions"]:
        text = assistant.text(edition["document_id"])
        for citation in edition["citations"]:
            assert citation["edition"] == edition["edition"]
            assert text[citation["char_start"] : citation["char_end"]] == citation["quote"]
        assert {near["document_id"] for near in edition["nearest"]} <= {edition["document_id"]}


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("question", QUESTIONS)
def test_with_a_filter_nothing_of_another_edition_is_in_an_answer(assistant, question, edition):
    (other,) = set(EDITIONS) - {edition}
    answer = json.dumps(answer_to_dict(assistant.ask(question, filters=Filters(edition=edition))))
    assert f"socitm-trends-{edition}" in answer
    assert f"socitm-trends-{other}" not in answer


def test_a_slip_is_not_corrected_to_a_word_of_another_edition(assistant):
    """Only the edition of 2025 writes of a hospice."""
    asked = "Who designed it with a hospise?"
    read = {
        edition: assistant.ask(asked, filters=Filters(edition=edition)).interpreted_question for edition in EDITIONS
    }
    assert read == {"2024": asked, "2025": "Who designed it with a hospice?"}


def test_without_its_outline_an_edition_is_matched_by_headings_and_meaning(editions, tmp_path):
    import shutil

    from documents.second_edition import SECOND_EDITION, corpus_of_first
    from trendsqa.assembly import Assembly
    from trendsqa.corpus.collection import Overrides
    from trendsqa.settings import Settings
    from trendsqa.upkeep.rebuilding import build_index

    shutil.copytree(editions.locations.index, tmp_path / "index")
    corpus = corpus_of_first(tmp_path / "corpus", outline=False)
    assembly = Assembly(Settings(), corpus=corpus, index=tmp_path / "index")
    assembly.collection().add(SECOND_EDITION, Overrides())
    assert not build_index(assembly).problems
    assistant = assembly.assistant()
    comparison = compare(assistant, "How do councils recruit people with digital skills?", EDITIONS)
    assert all(edition.answer.answered for edition in comparison.editions)
    assert comparison.steps[0].trends == ()
    assert "edition 2025" in comparison.steps[0].note
    assert any(cell.matched_by for pair in comparison.pairs for cell in pair.cells)
    assistant.close()
