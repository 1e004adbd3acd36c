"""Answers arranged for a surface."""

from urllib.parse import parse_qs

from trendsqa.ui.answer_view import reading_query, view_answer


def test_quotes_from_one_section_share_one_source_with_both_numbers(assistant):
    view = view_answer(assistant.ask("How do we begin a lamp programme?"))
    assert [source.numbers for source in view.sources] == [(1, 2)]
    assert view.sources[0].pages == (4,)


def test_the_context_of_a_source_marks_every_span_quoted_from_it(assistant):
    answer = assistant.ask("How do we begin a lamp programme?")
    query = parse_qs(view_answer(answer).sources[0].context)
    spans = list(zip(query["start"], query["end"], strict=True))
    assert spans == [(str(c.char_start), str(c.char_end)) for c in answer.citations]
    assert query["section"] == ["lamp-book#street-lighting/first-steps"]


def test_a_section_id_survives_the_address():
    odd = "d#a b/c?d&e=é%20"
    assert parse_qs(reading_query(odd)) == {"section": [odd]}


def test_a_list_is_set_as_a_list_with_its_inner_items(assistant):
    lead, steps = view_answer(assistant.ask("How do we begin a lamp programme?")).quotes
    assert [group.shape for group in lead.groups] == ["paragraph"]
    (group,) = steps.groups
    assert group.shape == "list"
    assert [len(item.inner) for item in group.items] == [0, 1, 0]


def test_the_passage_around_a_quote_comes_from_the_ranking(assistant):
    view = view_answer(assistant.ask("How do we begin a lamp programme?"))
    assert view.sources[0].passages[0].endswith("Try a single street first.")


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
    assert "Our summary, not the publisher's words." in text


def test_the_copied_text_of_an_abstention_says_so(assistant):
    text = view_answer(assistant.ask("Moon?")).copy_text
    assert "The collection does not answer this." in text


def test_how_a_question_was_read_is_shown_only_where_it_differs(assistant):
    assert view_answer(assistant.ask("Lamp programme steps?")).read_as == ""
    follow_up = assistant.ask("And who owns them?", history=["Lamp programme steps?"])
    assert view_answer(follow_up).read_as == "Lamp programme steps? And who owns them?"
