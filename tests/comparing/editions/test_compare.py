"""Comparisons over a real generation of two small editions, and what a filter on an edition may show."""

import pytest

from fakes.documents import held, source
from fakes.editions import both_editions, harbour_edition, over
from trendsqa.answering.answer_json import answer_to_dict
from trendsqa.comparing.editions.compare import compare
from trendsqa.comparing.editions.comparison_json import comparison_to_dict
from trendsqa.corpus.documents.held_document import without_text
from trendsqa.corpus.source import Mention
from trendsqa.errors import UnknownItemError
from trendsqa.retrieval.hit import Filters

LAMP = "What does the lamp do?"


@pytest.fixture
def both(tmp_path):
    return both_editions(tmp_path)


def quotes(comparison, cell):
    edition = next(one for one in comparison.editions if one.edition == cell.edition)
    return [quote.text for quote in edition.answer.quotes if quote.citation in cell.citations]


def test_quotes_of_matching_sections_come_in_pairs(both):
    comparison = compare(both, LAMP, ["2025", "2024"])
    assert [edition.edition for edition in comparison.editions] == ["2024", "2025"]
    older, newer = comparison.pairs[0].cells
    assert (older.edition, newer.edition) == ("2024", "2025")
    assert older.section_id.startswith("harbour-2024#lamp/")
    assert newer.section_id == older.section_id.replace("2024#lamp", "2025#beacon")
    assert (older.matched_by, newer.matched_by) == (None, "outline")
    assert quotes(comparison, older)
    assert quotes(comparison, newer)


def test_every_quote_stands_in_its_own_edition_word_for_word_and_has_one_number(both):
    comparison = compare(both, LAMP, ["2024", "2025"])
    numbers = []
    for edition in comparison.editions:
        text = both.text(edition.document_id)
        for quote, citation in zip(edition.answer.quotes, edition.answer.citations, strict=True):
            assert text[citation.char_start : citation.char_end] == citation.quote == quote.text
            assert (citation.passage.document.id, citation.passage.document.edition) == (
                edition.document_id,
                edition.edition,
            )
            assert quote.citation == citation.n
            numbers.append(citation.n)
    assert numbers == list(range(1, len(numbers) + 1))
    shown = [n for pair in comparison.pairs for cell in pair.cells for n in cell.citations]
    assert sorted(shown) == numbers


def test_an_edition_that_does_not_answer_says_so_and_names_its_nearest_section(both):
    comparison = compare(both, "Where does the whale pass in spring?", ["2024", "2025"])
    older, newer = comparison.editions
    assert older.answer.answered
    assert not newer.answer.answered
    assert newer.answer.quotes == ()
    assert newer.answer.reason
    assert {near.document.id for near in newer.answer.nearest} == {"harbour-2025"}
    assert all(pair.cells[1].section_id == "" for pair in comparison.pairs)


def test_an_edition_that_does_not_answer_is_not_quoted_where_a_section_matches_a_quoted_one(both):
    comparison = compare(both, "the danger to moths", ["2024", "2025"])
    older, newer = comparison.editions
    assert older.answer.answered
    assert (newer.answer.answered, newer.answer.quotes, newer.answer.citations) == (False, (), ())
    assert any(pair.cells[1].section_id for pair in comparison.pairs)


def test_nothing_is_quoted_twice_where_both_editions_quote_matching_sections(both):
    comparison = compare(both, "noon", ["2024", "2025"])
    cited = [citation for edition in comparison.editions for citation in edition.answer.citations]
    spans = [(citation.passage.document.id, citation.char_start, citation.char_end) for citation in cited]
    assert len(set(spans)) == len(spans)
    assert any(all(cell.citations for cell in pair.cells) for pair in comparison.pairs)


def test_the_trends_are_told_with_those_that_are_quoted(both):
    (step,) = compare(both, LAMP, ["2024", "2025"]).steps
    assert (step.older, step.newer, step.note) == ("2024", "2025", "")
    told = {(trend.older, trend.outcome.value): trend.quoted for trend in step.trends}
    assert told[("Lamp",), "renamed"]
    assert not told[("Whales",), "went"]


def test_an_edition_without_an_outline_is_compared_and_its_trends_are_left_open(tmp_path):
    bare = over(tmp_path, harbour_edition("2024"), harbour_edition("2025", outline=False))
    comparison = compare(bare, LAMP, ["2024", "2025"])
    assert comparison.pairs[0].cells[1].citations
    (step,) = comparison.steps
    assert step.trends == ()
    assert "of edition 2025 no outline" in step.note


def test_three_editions_give_two_steps_and_cells_for_each(tmp_path):
    third = held(("h", "Beacon"), ("p", "The lamp is solar."), document_id="harbour-2026", edition="2026")
    three = over(tmp_path, harbour_edition("2024"), harbour_edition("2025"), third)
    comparison = compare(three, LAMP, ["2024", "2025", "2026"])
    assert [(step.older, step.newer) for step in comparison.steps] == [("2024", "2025"), ("2025", "2026")]
    assert {len(pair.cells) for pair in comparison.pairs} == {3}


def test_a_document_of_another_report_with_the_same_edition_is_left_out(tmp_path):
    other = held(("h", "Lamp"), ("p", "The lamp of the lamp shop."), document_id="shop-2025", edition="2025")
    both = over(tmp_path, harbour_edition("2024"), harbour_edition("2025"), other)
    comparison = compare(both, LAMP, ["2024", "2025"])
    assert comparison.report == "harbour"
    assert "shop-2025" not in str(comparison_to_dict(comparison))


def test_the_same_comparison_comes_out_each_time(both):
    first, second = (comparison_to_dict(compare(both, LAMP, ["2024", "2025"])) | {"took_ms": 0} for _ in range(2))
    assert first == second
    assert {first["generation"]} == {
        edition.answer.generation for edition in compare(both, LAMP, ["2024", "2025"]).editions
    }


def test_an_edition_that_is_not_held_is_told(both):
    with pytest.raises(UnknownItemError, match="harbour: 2024, 2025"):
        compare(both, LAMP, ["2024", "2026"])


@pytest.mark.parametrize("edition", ["2024", "2025"])
@pytest.mark.parametrize(
    "question", [LAMP, "Do turbines turn at sea?", "When does the whale pass?", "ferries", "zebra"]
)
def test_a_filter_on_an_edition_shows_nothing_of_another(both, question, edition):
    other = "harbour-2025" if edition == "2024" else "harbour-2024"
    answer = both.ask(question, filters=Filters(edition=edition))
    assert other not in str(answer_to_dict(answer))
    assert answer.hits
    ranking = both.search(question, filters=Filters(edition=edition))
    assert {hit.passage.document.id for hit in ranking.hits} == {f"harbour-{edition}"}


def test_a_source_of_another_edition_is_not_offered_as_linked(tmp_path):
    mention = (Mention("harbour-2024#lamp/introduction", "see"),)
    linked = [
        without_text(source("annex-2025", edition="2025", mentions=mention)),
        without_text(source("annex-2024", edition="2024", mentions=mention)),
        without_text(source("guide", mentions=mention)),
    ]
    assistant = over(tmp_path, harbour_edition("2024"), harbour_edition("2025"), *linked)
    answer = assistant.ask(LAMP, filters=Filters(edition="2024"))
    assert [item.document.id for item in answer.linked] == ["annex-2024", "guide"]


def test_examples_of_one_edition_name_only_its_own_trends(both):
    assert "turbines" not in str(both.example_questions(filters=Filters(edition="2024"))).lower()
    assert "whales" not in str(both.example_questions(filters=Filters(edition="2025"))).lower()


def test_a_word_is_corrected_only_to_one_that_the_filter_lets_through(tmp_path):
    from fakes.editions import EDITIONS_ENCODER
    from trendsqa.answering.assistant import Assistant
    from trendsqa.questions.interpreting import Interpreter
    from trendsqa.questions.spelling.correcting import SpellingCorrector

    plain = both_editions(tmp_path)
    opened, searcher = plain.opened, plain._searcher
    corrector = SpellingCorrector(opened.vocabulary, {"what", "about"}.__contains__)
    interpreter = Interpreter(opened, EDITIONS_ENCODER, correct=corrector.correct)
    assistant = Assistant(opened, interpreter, searcher, max_words=60, threshold=0.5)

    def read(edition):
        return assistant.ask("what about turbin", filters=Filters(edition=edition)).interpreted_question

    assert (read("2025"), read("2024"), read("")) == ("what about turbine", "what about turbin", "what about turbine")
    assert compare(assistant, "what about turbin", ["2024", "2025"]).interpreted_topic == "what about turbine"
