"""Answers that only their own question opens."""

import subprocess
import sys

import pytest
from cryptography.exceptions import InvalidTag

from fakes.assistant import on_paper
from trendsqa.answering.served.sealed_answer import Asked
from trendsqa.retrieval.hit import Filters

QUESTION = "Do zebras visit the harbour?"
ANSWER = on_paper({"handbook": ["The harbour has a ferry."]}).ask(QUESTION)


def asked(question=QUESTION):
    return Asked(question, (), as_written=False, limit=10, filters=Filters())


def test_who_asks_the_same_opens_the_answer():
    sealed = asked().seal().close(ANSWER)
    assert asked().seal().open(sealed) == ANSWER


def test_who_asks_otherwise_opens_nothing():
    sealed = asked().seal().close(ANSWER)
    with pytest.raises(InvalidTag):
        asked("Do zebras visit the harbor?").seal().open(sealed)


def test_an_answer_that_was_altered_is_not_opened():
    sealed = bytearray(asked().seal().close(ANSWER))
    sealed[-1] ^= 1
    with pytest.raises(InvalidTag):
        asked().seal().open(bytes(sealed))


def test_two_seals_of_one_answer_differ():
    assert asked().seal().close(ANSWER) != asked().seal().close(ANSWER)


def test_the_name_of_a_question_cannot_be_made_in_another_process():
    """Another process has another secret: whoever guesses a question and hashes it finds nothing."""
    script = (
        "from trendsqa.answering.served.sealed_answer import Asked\nfrom trendsqa.retrieval.hit import Filters\n"
        f"print(Asked({QUESTION!r}, (), False, 10, Filters()).seal().name.hex())"
    )
    elsewhere = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60)
    assert elsewhere.stdout.strip() != asked().seal().name.hex()
    assert asked().seal().name == asked().seal().name
