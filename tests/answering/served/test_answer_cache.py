"""Answers that are given again: when they are, when they are not, and what is kept of a question."""

import pickle
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Event

import pytest

from fakes.assistant import on_paper
from fakes.crew import DEADLINE_S, wait_until
from trendsqa.answering.served.answer_cache import AnswerCache
from trendsqa.answering.served.sealed_answer import Asked
from trendsqa.errors import OverloadedError
from trendsqa.retrieval.hit import Filters

PLENTY = 1 << 20
QUESTION = "Do zebras visit the harbour?"
PAPER = on_paper({"handbook": ["The harbour has a ferry.", "Boats leave the quay at noon."]}, threshold=0.3)


def asked(question=QUESTION, **other):
    return Asked(
        **{"question": question, "history": (), "as_written": False, "limit": 10, "filters": Filters()} | other
    )


class Counting:
    """Answers from paper and counts how often."""

    def __init__(self, **changed):
        self.times = 0
        self._changed = changed

    def __call__(self, question=QUESTION):
        self.times += 1
        return replace(PAPER.ask(question), **self._changed)


def test_the_same_question_is_answered_again_without_work():
    cache, work = AnswerCache(most_bytes=PLENTY, wait_s=1), Counting()
    first, second = (cache.answer(asked(), work) for _ in range(2))
    assert work.times == 1
    assert (first.again, second.again) == (False, True)
    assert replace(second.answer, took_ms=0) == replace(first.answer, took_ms=0)


@pytest.mark.parametrize(
    "other",
    [
        {"question": f"{QUESTION} "},
        {"history": ("What about ferries?",)},
        {"as_written": True},
        {"limit": 5},
        {"filters": Filters(edition="2024")},
        {"filters": Filters(without_editions=("2024",))},
    ],
)
def test_whatever_an_answer_depends_on_tells_questions_apart(other):
    cache, work = AnswerCache(most_bytes=PLENTY, wait_s=1), Counting()
    cache.answer(asked(), work)
    assert not cache.answer(asked(**other), work).again


@pytest.mark.parametrize(
    "changed",
    [
        {"missing": ("zebras",)},
        {"open": ("Do zebras visit?",)},
        {"interpreted_question": "Do zebras visit the harbor?"},
    ],
)
def test_what_an_answer_says_of_its_question_is_said_again(changed):
    cache, work = AnswerCache(most_bytes=PLENTY, wait_s=1), Counting(**changed)
    first, second = (cache.answer(asked(), work) for _ in range(2))
    assert second.again
    assert second.answer == first.answer


def test_no_word_of_a_question_is_kept():
    """What is kept is sealed: it holds no word of the answer in the clear either."""
    cache = AnswerCache(most_bytes=PLENTY, wait_s=1)
    cache.answer(asked(), Counting(missing=("zebras",)))
    assert len(cache) == 1
    kept = pickle.dumps((cache._kept, cache._bytes, cache._coming)).lower()
    assert not [word for word in (b"zebra", b"visit", b"ferry", QUESTION.lower().encode()) if word in kept]


def test_the_answers_used_last_stay_within_the_memory_that_is_given():
    work = Counting()
    cache = AnswerCache(most_bytes=PLENTY, wait_s=1)
    cache.answer(asked(), work)
    size = cache._bytes
    small = AnswerCache(most_bytes=2 * size + size // 2, wait_s=1)
    for limit in (1, 2, 1, 3):
        small.answer(asked(limit=limit), work)
    assert len(small) == 2
    assert small._bytes <= 2 * size + size // 2
    assert small.answer(asked(limit=1), work).again
    assert not small.answer(asked(limit=2), work).again


def test_no_memory_keeps_nothing():
    cache, work = AnswerCache(most_bytes=0, wait_s=1), Counting()
    assert not any(cache.answer(asked(), work).again for _ in range(2))


def test_a_question_that_is_asked_while_it_is_being_answered_waits_for_that_answer():
    cache, work, go = AnswerCache(most_bytes=PLENTY, wait_s=DEADLINE_S), Counting(missing=("zebras",)), Event()

    def slowly():
        assert go.wait(DEADLINE_S)
        return work()

    with ThreadPoolExecutor(3) as people:
        first = people.submit(cache.answer, asked(), slowly)
        wait_until(lambda: cache._coming)
        others = [people.submit(cache.answer, asked(), work) for _ in range(2)]
        go.set()
        given = [one.result(DEADLINE_S) for one in (first, *others)]
    assert work.times <= 3
    assert given[0].again is False
    assert {one.answer.missing for one in given} == {("zebras",)}
    assert not cache._coming


def test_work_that_fails_fails_for_those_who_wait_and_is_done_anew_for_the_next():
    cache, work = AnswerCache(most_bytes=PLENTY, wait_s=1), Counting()

    def refuse():
        raise OverloadedError(1)

    with pytest.raises(OverloadedError):
        cache.answer(asked(), refuse)
    assert not cache._coming
    assert not cache.answer(asked(), work).again
