import pytest

from trendsqa.retrieval.query import interpret


@pytest.mark.parametrize(
    "question",
    [
        "What does the ferry carry?",
        "Which councils use drones for flood planning?",
        "Is there a grant for island schools?",
        "Who wrote this report?",
        "library boat timetable islands",
    ],
)
def test_a_question_that_stands_alone_is_left_as_it_is(question):
    assert interpret(question, ["What are the risks of fog?"]) == question


def test_without_history_nothing_is_changed():
    assert interpret("and that?", []) == "and that?"


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("And Skerry?", "What did Skerry do about fog?"),
        ("what about East Harbour?", "What did East Harbour do about fog?"),
        ("how did it work out?", "What did Northport do about fog: how did it work out?"),
        ("ok so where do we start?", "What did Northport do about fog: where do we start?"),
        ("why?", "What did Northport do about fog: why?"),
    ],
)
def test_a_question_that_leans_back_is_completed_from_the_last_one(question, expected):
    assert interpret(question, ["What did Northport do about fog?"]) == expected


def test_the_year_after_moves_the_year():
    assert interpret("and the year after?", ["How did the 2021 plans turn out?"]) == "How did the 2022 plans turn out?"


def test_a_chain_of_follow_ups_keeps_its_subject():
    history = ["What did Northport do about fog?", "and Skerry?"]
    assert interpret("what did it cost?", history) == "What did Skerry do about fog: what did it cost?"


def test_a_new_subject_drops_the_old_one():
    assert interpret("Which libraries lend tablets?", ["What are the risks of fog?"]) == "Which libraries lend tablets?"
