"""Questions read in the light of the questions before them."""

import json
import re
from pathlib import Path
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trendsqa.questions.follow_up.completing import completed, in_context

# One conversation a line. "reads": the whole reading; "with" and "without": words that it must and must not hold.
CHAINS = [
    json.loads(line) for line in (Path(__file__).parent / "follow_ups.jsonl").read_text(encoding="utf-8").splitlines()
]
FOG = "What did Northport do about fog?"

_PIECES = (
    "what about and or the second one others both it its their those that risks of for in 2021 2019–2021 Camden robots "
    "AI IT drones ? , . ' ’s İ ß it's the year after why not different topic: leaving that aside, do does is any which "
    "don't thanks more"
)
QUESTIONS = st.one_of(st.text(max_size=60), st.lists(st.sampled_from(_PIECES.split()), max_size=9).map(" ".join))


def words(text):
    return set(re.findall(r"[\w']+", text.lower().replace("'s", "")))


@pytest.mark.parametrize("chain", CHAINS, ids=lambda chain: f"{chain['history'][-1]} {chain['question']}")
def test_a_follow_up_carries_its_subject_and_nothing_else(chain):
    read = completed(chain["question"], chain["history"])
    if "reads" in chain:
        assert read == chain["reads"]
    assert not set(chain.get("with", "").split()) - words(read), read
    assert not set(chain.get("without", "").split()) & words(read), read


def test_the_conversations_are_many_and_each_expects_something():
    assert len(CHAINS) >= 80
    assert all(chain.keys() & {"reads", "with", "without"} for chain in CHAINS)
    assert len({(*chain["history"], chain["question"]) for chain in CHAINS}) == len(CHAINS)


@pytest.mark.parametrize(
    "question",
    [
        "What does the ferry carry?",
        "Which councils use drones for flood planning?",
        "Is there a grant for island schools?",
        "Who wrote this report?",
        "library boat timetable islands",
        "What is IT outsourcing?",
        "How did Skerry measure its tides?",
        "separately metered schools",
    ],
)
def test_a_question_that_stands_alone_is_left_as_it_is(question):
    assert completed(question, ["What are the risks of fog?"]) == question


def test_without_history_nothing_is_changed():
    assert completed("and that?", []) == "and that?"
    assert completed("Different topic: what is fog?", []) == "Different topic: what is fog?"


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("And Skerry?", "What did Skerry do about fog?"),
        ("what about East Harbour?", "What did East Harbour do about fog?"),
        ("how did it work out?", "how did fog in Northport work out?"),
        ("ok so where do we start?", "where do we start with fog in Northport?"),
        ("why?", "What did Northport do about fog, and why?"),
        ("did they succeed?", "did Northport succeed about fog?"),
        ("and frost?", "What did Northport do about frost?"),
        ("in 2019?", "What did Northport do about fog in 2019?"),
    ],
)
def test_a_question_that_leans_back_is_completed_from_the_last_one(question, expected):
    assert completed(question, [FOG]) == expected


def test_a_chain_of_follow_ups_keeps_its_subject():
    assert completed("what did it cost?", [FOG, "and Skerry?"]) == "what did fog in Skerry cost?"
    assert completed("why?", [FOG, "and Skerry?", "thanks"]) == "What did Skerry do about fog, and why?"


def test_a_bare_question_word_takes_the_place_of_the_one_before_it():
    assert completed("how much?", [FOG, "why?"]) == "What did Northport do about fog, and how much?"


def test_a_subject_dropped_by_name_stays_dropped():
    history = [FOG, "Different topic.", "What does the ferry carry?"]
    assert completed("and where does it stop?", history) == "where does the ferry stop?"
    assert completed("where do we start?", [FOG, "New topic."]) == "where do we start?"


def test_a_first_question_that_leans_on_nothing_is_still_a_subject():
    assert completed("what are the risks?", ["and what about the ferry?"]) == "what are the risks of the ferry?"


def test_a_verb_agrees_with_the_subject_put_beside_it():
    assert completed("does it pay?", ["What are kiosks?"]) == "do kiosks pay?"
    assert completed("Are they safe?", ["What is a kiosk?"]) == "Is a kiosk safe?"


def test_only_the_newest_twenty_questions_are_read():
    assert completed("why?", [FOG, *["and then?"] * 20]) != completed("why?", [FOG])


def test_a_follow_up_is_read_in_a_fraction_of_a_millisecond():
    """Loosely bounded, for slow machines: measured at 0.15 ms."""
    started = perf_counter()
    for chain in CHAINS * 5:
        completed(chain["question"], chain["history"])
    assert (perf_counter() - started) / (5 * len(CHAINS)) < 0.002


@settings(deadline=None)
@given(QUESTIONS, st.lists(QUESTIONS, max_size=5))
def test_whatever_is_typed_is_read_as_something(question, history):
    read = completed(question, history)
    assert read.strip() or not question.strip()
    assert completed(question, history) == read
    assert completed(read, []) == read


@pytest.mark.parametrize(
    ("history", "question", "expected"),
    [
        ([], "what about robots?", ""),
        (["How do robots help crews?"], "Who pays for a harbour?", ""),
        (["How do robots help crews?"], "and in fog?", "How do robots help crews? and in fog?"),
        (["Do robots help?"], "will drones take that over?", "Do robots help? will drones take that over?"),
        (["What did Camden do with robots?"], "and Dudley?", ""),
        (["What was said of robots in 2021?"], "and the year after?", ""),
    ],
)  # fmt: skip
def test_the_last_question_stands_beside_a_reading_that_put_nothing_of_it_aside(history, question, expected):
    assert in_context(question, completed(question, history), history) == expected
