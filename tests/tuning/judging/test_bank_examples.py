"""Examples from a made-up town's own questions, ranked over a real index by an encoder computed from content."""

import pytest

from fakes.building import opened
from fakes.encoder import KeywordEncoder
from trendsqa.answering.assistant import Assistant
from trendsqa.questions.interpreting import Interpreter
from trendsqa.retrieval.ranking_model import UNTUNED
from trendsqa.retrieval.searcher import Searcher
from trendsqa.tuning.judging.bank_examples import examples_of_bank
from trendsqa.tuning.scored_case import ScoredCase, answerable_cases
from tuning.conftest import SUBJECTS

ENCODER = KeywordEncoder(*SUBJECTS)


@pytest.fixture
def assistant(town, tmp_path):
    index = opened(tmp_path, town, encoder=ENCODER)
    searcher = Searcher(index, model=UNTUNED, candidates=20)
    return Assistant(index, Interpreter(index, ENCODER), searcher, max_words=50, threshold=0)


@pytest.fixture
def cases(town):
    return answerable_cases([town], asked=["*"], sections={section.id for section in town.document.sections})


def subject_of(question):
    return next(subject for subject in SUBJECTS if subject in question)


def test_a_question_comes_with_the_passage_that_answers_it_and_some_with_one_further_down(assistant, cases):
    examples = examples_of_bank(cases, assistant, most=80, seed=7)
    answered = [one for one in examples if one.answered]
    assert len(answered) == 80
    assert all(subject_of(one.question) in one.passage for one in answered)
    further = [one for one in examples if not one.answered]
    assert 10 < len(further) < 50
    assert not [one for one in further if subject_of(one.question) in one.passage]
    assert answered[0].titles.startswith("Doc > ")


def test_a_near_miss_comes_with_the_passage_that_ranks_first(assistant):
    (one,) = examples_of_bank([ScoredCase("Who painted the ferry?", "doc#ferry", "doc")], assistant, most=9, seed=7)
    assert not one.answered
    assert "ferry" in one.passage


def test_the_seed_draws_some_of_many(assistant, cases):
    drawn = [{one.question for one in examples_of_bank(cases, assistant, most=5, seed=seed)} for seed in (7, 7, 8)]
    assert [len(questions) for questions in drawn] == [5, 5, 5]
    assert drawn[0] == drawn[1] != drawn[2]
