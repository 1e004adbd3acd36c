import pytest
from hypothesis import given
from hypothesis import strategies as st

from trendsqa.questions.answer_type import Wanted, sides_of, wanted_by


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("What is the difference between a ferry and a barge?", Wanted.COMPARISON),
        ("ferry vs barge", Wanted.COMPARISON),
        ("Who said the fog was worse this year?", Wanted.QUOTATION),
        ("What did the harbour master say about lamps?", Wanted.QUOTATION),
        ("Which small councils run a ferry?", Wanted.ROLL_CALL),
        ("name some cities with lamps", Wanted.ROLL_CALL),
        ("How many ferries sail in fog?", Wanted.NUMBER),
        ("what share of boats is late", Wanted.NUMBER),
        ("When did the ferry start?", Wanted.TIME),
        ("Who runs the lamp?", Wanted.PERSON),
        ("Which council runs the lamp?", Wanted.PERSON),
        ("What are the risks of night sailing?", Wanted.LIST),
        ("list the duties of a pilot", Wanted.LIST),
        ("Why does the lamp turn?", Wanted.OPEN),
        ("lamp maintenance", Wanted.OPEN),
        ("", Wanted.OPEN),
    ],
)
def test_the_kind_of_answer_is_read_from_the_words(question, wanted):
    assert wanted_by(question) is wanted


@pytest.mark.parametrize(
    ("question", "sides"),
    [
        ("What is the difference between a ferry and a barge?", ("a ferry", "a barge")),
        ("Compare the north quay with the south quay", ("the north quay", "the south quay")),
        ("ferry versus barge", ("ferry", "barge")),
        ("How is a ferry different from a barge?", ("a ferry", "a barge")),
        ("Why does the lamp turn?", None),
        ("difference between", None),
    ],
)
def test_the_two_sides_of_a_comparison_are_named(question, sides):
    assert sides_of(question) == sides


@given(st.text(max_size=300))
def test_any_text_has_a_kind(question):
    assert wanted_by(question) in Wanted
    sides_of(question)


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("List the connected places themes", Wanted.LIST),
        ("list councils that use drones", Wanted.ROLL_CALL),
        ("What four things help a pilot to succeed?", Wanted.LIST),
        ("What harbour risks does the plan name?", Wanted.LIST),
        ("Which new digital and ferry jobs are likely to come?", Wanted.LIST),
        ("What does Leeds do with its data?", Wanted.OPEN),
        ("Which cities tested robots?", Wanted.ROLL_CALL),
    ],
)
def test_things_asked_for_by_more_than_one_word_are_a_list(question, wanted):
    assert wanted_by(question) is wanted
