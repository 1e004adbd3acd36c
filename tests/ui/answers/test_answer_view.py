"""Answers arranged for a surface."""

from dataclasses import replace
from urllib.parse import parse_qs

import pytest

from trendsqa.answering.answer import Outcome, QuotePart
from trendsqa.corpus.documents.document import BlockKind
from trendsqa.retrieval.hit import Filters
from trendsqa.ui.answers.answer_view import view_answer
from trendsqa.ui.answers.source_entry import reading_query


def test_quotes_from_one_section_share_one_source_with_both_numbers(assistant):
    (figure,) = view_answer(assistant.ask("How do we begin a lamp programme?")).figures
    assert figure.source.numbers == (1, 2)
    assert figure.source.pages == ("4",)


def test_the_context_of_a_source_marks_every_span_quoted_from_it(assistant):
    answer = assistant.ask("How do we begin a lamp programme?")
    query = parse_qs(view_answer(answer).figures[0].source.context)
    spans = list(zip(query["start"], query["end"], strict=True))
    assert spans == [(str(c.char_start), str(c.char_end)) for c in answer.citations]
    assert query["section"] == ["lamp-book#street-lighting/first-steps"]


def test_a_section_id_survives_the_address():
    odd = "d#a b/c?d&e=é%20"
    assert parse_qs(reading_query(odd)) == {"section": [odd]}


def test_a_list_is_set_as_a_list_with_its_inner_items(assistant):
    lead, steps = view_answer(assistant.ask("How do we begin a lamp programme?")).figures[0].quotes
    assert [group.shape for group in lead.groups] == ["paragraph"]
    (group,) = steps.groups
    assert group.shape == "list"
    assert [len(item.inner) for item in group.items] == [0, 1, 0]


def test_what_stands_around_a_quote_is_the_section_itself_with_the_quote_marked(assistant):
    (figure,) = view_answer(assistant.ask("How do we begin a lamp programme?"), assistant.section).figures
    around = figure.source.around
    assert [piece.kind for piece in around.pieces if not piece.is_marked] == ["paragraph"]
    assert around.pieces[-1].parts[0].text == "Only then write the tender."
    assert (around.begins, around.ends) == (False, False)


def test_where_the_quotes_are_all_of_a_section_nothing_stands_around_them(assistant):
    answer = assistant.ask("What do sensors in bins tell the crew?")
    whole = assistant.section("lamp-book#bin-rounds").blocks
    citation = replace(answer.citations[0], char_start=whole[1].char_start, char_end=whole[-1].char_end)
    (figure,) = view_answer(replace(answer, citations=(citation,)), assistant.section).figures
    assert figure.source.around is None


def test_a_source_says_what_it_is_from_when_and_in_which_form(assistant, variant):
    (figure,) = view_answer(assistant.ask("How do we begin a lamp programme?")).figures
    assert figure.source.about == ("Report, Harbour district", "May 2031", "Full text held")
    (brief,) = view_answer(variant(form="brief").ask("How do we begin a lamp programme?")).figures
    assert brief.source.about[-1] == "Our summary"
    assert brief.source.is_brief


def test_the_link_asks_the_question_as_it_was_read_and_names_the_generation(assistant):
    plain = parse_qs(view_answer(assistant.ask("Lamp programme steps?")).link)
    assert plain == {"q": ["Lamp programme steps?"], "generation": ["paper"]}
    follow_up = assistant.ask("And who owns them?", history=["Lamp programme steps?"])
    link = parse_qs(view_answer(follow_up, filters=Filters(edition="2031")).link)
    assert link["q"] == [follow_up.interpreted_question]
    assert (link["exact"], link["edition"]) == (["1"], ["2031"])


@pytest.mark.parametrize(("confidence", "words"), [(0.95, "high"), (0.8, "high"), (0.6, "fair"), (0.3, "low")])
def test_confidence_is_told_in_words(assistant, confidence, words):
    answer = replace(assistant.ask("How do we begin a lamp programme?"), confidence=confidence)
    assert view_answer(answer).sureness == words


def test_the_copied_text_holds_question_quotes_and_sources(assistant):
    text = view_answer(assistant.ask("How do we begin a lamp programme?")).copy_text
    assert text == (
        "How do we begin a lamp programme?\n\n"
        "“Begin a lamp programme with three steps:” [1]\n\n"
        "“• Count the lamps and their age.\n"
        "• Agree who owns each column.\n"
        "  • Parish columns are a matter for the parish.\n"
        "• Try a single street first.” [2]\n\n"
        "Sources\n"
        "[1][2] The Lamp & Bin Book (2031), Street lighting › First steps, page 4. Harbour Press. "
        "© Harbour Press. https://publisher.example/lamps"
    )


def test_the_copied_text_of_a_brief_says_whose_words_it_holds(variant):
    text = view_answer(variant(form="brief").ask("How do we begin a lamp programme?")).copy_text
    assert "“" not in text
    assert "Our summary, not the publisher’s words:\nBegin a lamp programme with three steps: [1]" in text
    assert "Our summary, not the publisher’s words. https" in text


def test_the_copied_text_of_an_abstention_says_so(assistant):
    text = view_answer(replace(assistant.ask("Moon?"), reason="Nothing mentions a moon.")).copy_text
    assert text == "Moon?\n\nThe documents held here do not answer this. Nothing mentions a moon."


def test_what_comes_closest_is_arranged_with_its_own_source(close):
    """It is no quote of an answer, and its link opens its words in their context."""
    view = view_answer(close)
    assert view.figures == ()
    assert [group.text for group in view.closest.quotes[0].groups] == close.closest.quote.splitlines()
    query = parse_qs(view.closest.source.context)
    assert (query["start"], query["end"]) == ([str(close.closest.char_start)], [str(close.closest.char_end)])


def test_the_heading_in_what_comes_closest_is_set_as_one(close):
    parts = (QuotePart(BlockKind.HEADING, "Lamps", 0), *close.closest_quote.parts)
    headed = replace(close, closest_quote=replace(close.closest_quote, parts=parts))
    groups = view_answer(headed).closest.quotes[0].groups
    assert [group.shape for group in groups] == ["heading", "paragraph", "quotation"]


def test_what_comes_closest_is_shown_only_if_the_outcome_is_close(close):
    not_held = replace(close, outcome=Outcome.NOT_HELD)
    assert view_answer(not_held).closest is None
    assert "Source" not in view_answer(not_held).copy_text


def test_the_copied_text_of_a_close_quote_says_first_that_it_may_not_answer(close):
    asked, said, *quote, source = view_answer(replace(close, reason="Not clearly.")).copy_text.split("\n\n")
    assert (asked, said) == (close.question, "This may not answer your question. Not clearly.")
    assert "\n\n".join(quote) == f"“{close.closest.quote}” [1]"
    assert source.startswith("Source\n[1] The Lamp & Bin Book (2031), Street lighting › Why it matters, page 3.")


def test_close_without_a_quote_still_says_that_it_may_not_answer(close):
    text = view_answer(replace(close, closest=None, closest_quote=None, reason=None)).copy_text
    assert text == f"{close.question}\n\nThis may not answer your question."


def test_the_copied_text_of_a_reply_is_the_reply(reply):
    assert view_answer(reply).copy_text == f"{reply.question}\n\n{reply.reason}"


def test_the_copied_text_names_what_is_left_open_after_the_quotes(half_answered):
    text = view_answer(half_answered).copy_text
    assert "” [1]\n\nNot answered: Who walked on the moon?\n\nSources\n" in text


def test_a_reply_was_not_read_as_a_question(reply):
    assert view_answer(replace(reply, interpreted_question="Hello lamps")).read_as == ""


def test_how_a_question_was_read_is_shown_only_where_it_differs(assistant):
    assert view_answer(assistant.ask("Lamp programme steps?")).read_as == ""
    follow_up = assistant.ask("And who owns them?", history=["Lamp programme steps?"])
    assert view_answer(follow_up).read_as == "Lamp programme steps? And who owns them?"
