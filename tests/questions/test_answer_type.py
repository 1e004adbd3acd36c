import pytest
from hypothesis import given
from hypothesis import strategies as st

from trendsqa.questions.answer_type import AnswerType, answer_type_of, sides_of


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("What is the difference between a ferry and a barge?", AnswerType.COMPARISON),
        ("ferry vs barge", AnswerType.COMPARISON),
        ("Who said the fog was worse this year?", AnswerType.QUOTATION),
        ("What did the harbour master say about lamps?", AnswerType.QUOTATION),
        ("Which small councils run a ferry?", AnswerType.ROLL_CALL),
        ("name some cities with lamps", AnswerType.ROLL_CALL),
        ("where does fog crop up", AnswerType.ROLL_CALL),
        ("How many ferries sail in fog?", AnswerType.NUMBER),
        ("what share of boats is late", AnswerType.NUMBER),
        ("When did the ferry start?", AnswerType.TIME),
        ("Who runs the lamp?", AnswerType.PERSON),
        ("Which council runs the lamp?", AnswerType.PERSON),
        ("What are the risks of night sailing?", AnswerType.LIST),
        ("list the duties of a pilot", AnswerType.LIST),
        ("Why does the lamp turn?", AnswerType.OPEN),
        ("lamp maintenance", AnswerType.OPEN),
        ("Where are our costs covered by grants?", AnswerType.OPEN),
        ("Where do I report a fault that appears on my lamp?", AnswerType.OPEN),
        ("", AnswerType.OPEN),
    ],
)
def test_the_kind_of_answer_is_read_from_the_words(question, wanted):
    assert answer_type_of(question) is wanted


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
    assert answer_type_of(question) in AnswerType
    sides_of(question)


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("List the connected places themes", AnswerType.LIST),
        ("list councils that use drones", AnswerType.ROLL_CALL),
        ("What four things help a pilot to succeed?", AnswerType.LIST),
        ("What harbour risks does the plan name?", AnswerType.LIST),
        ("Which new digital and ferry jobs are likely to come?", AnswerType.LIST),
        ("What does Leeds do with its data?", AnswerType.OPEN),
        ("Which cities tested robots?", AnswerType.ROLL_CALL),
    ],
)
def test_things_asked_for_by_more_than_one_word_are_a_list(question, wanted):
    assert answer_type_of(question) is wanted
