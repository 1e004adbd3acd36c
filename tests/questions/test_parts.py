import pytest

from trendsqa.questions.parts import asked_of_situation, parts_of


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        (
            "What does the ferry cost and when does the lamp shine?",
            ("What does the ferry cost?", "When does the lamp shine?"),
        ),
        (
            "Who runs the ferry today? Which boats cross at night?",
            ("Who runs the ferry today?", "Which boats cross at night?"),
        ),
    ],
)
def test_several_questions_are_told_apart(question, parts):
    assert parts_of(question) == parts


def test_a_part_that_points_to_the_one_before_is_completed():
    first, second = parts_of("What does the northern ferry cost, and who pays for it each year?")
    assert first == "What does the northern ferry cost?"
    assert "ferry" in second


@pytest.mark.parametrize(
    "question",
    [
        "What does the ferry cost?",
        "What is the difference between the ferry and what the lamp does?",
        "Who runs the ferry and why?",
        "ferry and lamp",
        "Who runs the ferry and who feeds the lamp and when do boats cross and where do whales swim?",
        "",
    ],
)
def test_one_question_is_left_whole(question):
    assert parts_of(question) == ()


def test_the_question_at_the_end_of_a_situation_is_what_is_asked():
    situation = (
        "Our office moved to the harbour last spring. Half of the team sails over every morning and the others stay at "
        "home. When does the first ferry cross on Mondays?"
    )
    assert asked_of_situation(situation) == "When does the first ferry cross on Mondays?"


@pytest.mark.parametrize(
    "text",
    [
        "We moved. When does the first ferry cross on Mondays?",
        "word " * 30 + "and when does the first ferry cross?",
        "We moved to the harbour " + "and moved on " * 10 + "then. When does it? When do the others cross the bay?",
    ],
)
def test_a_short_text_one_sentence_or_several_questions_are_no_situation(text):
    assert asked_of_situation(text) == ""
