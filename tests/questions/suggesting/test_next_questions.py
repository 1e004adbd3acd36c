from dataclasses import replace

import pytest

from fakes.building import opened
from fakes.documents import held
from fakes.encoder import KeywordEncoder
from trendsqa.corpus.question_bank import BankEntry
from trendsqa.questions.suggesting.next_questions import NextQuestions

CROSSING = "When does the ferry cross the bay?"
QUESTIONS = {
    "ferries": (
        CROSSING,
        "When is the ferry crossing the bay?",
        "What does a crossing cost?",
        "ferry fares",
        "Who " + "and who " * 30 + "pays?",
    ),
    "lamps": ("How bright are they?", "Who lights the harbour lamps?"),
    "fog": ("Is there a fog horn?",),
    "whales": ("Where do whales feed?",),
    "gulls": ("Do gulls nest on the pier?",),
}


def place(name):
    return f"harbour#{name}"


@pytest.fixture(scope="module")
def table(tmp_path_factory):
    marks = [mark for name in QUESTIONS for mark in (("h", name.title()), ("p", f"Words on {name} and the ferry."))]
    made = held(*marks, document_id="harbour")
    bank = tuple(BankEntry("harbour", place(name), None, asked) for name, asked in QUESTIONS.items())
    index = opened(tmp_path_factory.mktemp("index"), replace(made, bank=bank), encoder=KeywordEncoder("ferry", "lamp"))
    return index.table


@pytest.fixture
def questions(table):
    return NextQuestions(table)


def test_the_neighbours_of_a_section_give_one_each_and_then_the_section_does(questions):
    found = questions.after([CROSSING], [place("ferries")])
    assert found == ("Who lights the harbour lamps?", "Is there a fog horn?", "What does a crossing cost?")


def test_a_question_that_names_the_subject_goes_before_one_that_does_not(questions):
    assert questions.after(["x"], [place("ferries")], limit=1) == ("Who lights the harbour lamps?",)


def test_nothing_is_offered_that_asks_the_same_again(questions):
    """The first two questions of the section mean the same; keywords and long ones are no question to offer."""
    found = questions.after(["what does it cost to cross"], [place("ferries")], limit=20)
    assert CROSSING in found
    assert "When is the ferry crossing the bay?" not in found
    assert all(question.endswith("?") and len(question) < 120 for question in found)


def test_a_conversation_is_not_led_back_to_what_was_asked(questions):
    found = questions.after([CROSSING, "Who lights the harbour lamps?"], [place("ferries")])
    assert "Who lights the harbour lamps?" not in found


def test_sections_on_both_sides_count_and_farther_ones_do_not(questions):
    found = questions.after(["x"], [place("fog")], limit=20)
    assert found[0] == "Where do whales feed?"
    assert set(QUESTIONS["whales"] + QUESTIONS["lamps"] + QUESTIONS["ferries"][:1]) <= set(found)
    assert QUESTIONS["gulls"][0] not in questions.after(["x"], [place("ferries")], limit=20)


def test_several_sections_take_turns(questions):
    found = questions.after(["x"], [place("gulls"), place("ferries")], limit=3)
    assert found == ("Where do whales feed?", "Is there a fog horn?", "Who lights the harbour lamps?")


@pytest.mark.parametrize("sections", [[], ["harbour#none"], ["none"], ["elsewhere#ferries"]])
def test_without_a_section_that_is_asked_about_nothing_is_offered(questions, sections):
    assert questions.after([CROSSING], sections) == ()


def test_a_document_without_curated_questions_offers_none(tmp_path):
    index = opened(tmp_path, held(("h", "Fog"), ("p", "Fog."), document_id="plain"), encoder=KeywordEncoder("fog"))
    assert NextQuestions(index.table).after(["fog"], ["plain#fog"]) == ()
