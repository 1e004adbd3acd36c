"""Answers that are given again: when they are, when they are not, and what is kept of a question."""

import pickle
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Event

import pytest

from fakes.assistant import on_paper
from fakes.crew import DEADLINE_S, wait_until
from trendsqa.answering.served.answer_cache import AnswerCache, Asked
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
        {"question": "Do zebras"},
    ],
)
def test_an_answer_that_repeats_words_of_its_question_is_not_kept(changed):
    cache, work = AnswerCache(most_bytes=PLENTY, wait_s=1), Counting(**changed)
    for _ in range(2):
        assert not cache.answer(asked(), work).again
    assert len(cache) == 0


def test_no_word_of_a_question_is_kept():
    cache = AnswerCache(most_bytes=PLENTY, wait_s=1)
    cache.answer(asked(), Counting())
    assert len(cache) == 1
    kept = pickle.dumps((cache._kept, cache._bytes, cache._coming))
    assert b"harbour has a ferry" in kept
    for word in (b"zebra", b"visit", QUESTION.encode()):
        assert word not in kept.lower()


def test_what_is_kept_cannot_be_told_from_a_question_without_the_key():
    """Another process has another key: whoever guesses a question and hashes it finds nothing."""
    import subprocess
    import sys

    script = (
        "from trendsqa.answering.served.answer_cache import Asked\nfrom trendsqa.retrieval.hit import Filters\n"
        f"print(Asked({QUESTION!r}, (), False, 10, Filters()).digest().hex())"
    )
    elsewhere = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60)
    assert elsewhere.stdout.strip() != asked().digest().hex()
    assert asked().digest() == asked().digest()


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
