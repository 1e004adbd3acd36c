"""Learning over a real index of a made-up town, with the keyword encoder."""

from dataclasses import asdict, replace

import pytest

from fakes.building import opened
from fakes.encoder import KeywordEncoder
from trendsqa.answering.assistant import Assistant
from trendsqa.errors import InputError
from trendsqa.questions.interpreting import Interpreter
from trendsqa.retrieval.ranking_model import RankingModel
from trendsqa.retrieval.searcher import Searcher
from trendsqa.tuning.learned_scoring import learn_scoring
from trendsqa.tuning.scored_case import answerable_cases, without_questions
from tuning.conftest import SUBJECTS

ENCODER = KeywordEncoder(*SUBJECTS)


def cases_of(town):
    asked = replace(town, bank=tuple(replace(entry, file="doc-staff.jsonl") for entry in town.bank))
    sections = {section.id for section in town.document.sections}
    return asked, answerable_cases([asked], asked=["*-staff.jsonl"], sections=sections)


@pytest.fixture
def assistant_of(town, tmp_path):
    asked, _ = cases_of(town)

    def make(model):
        index = opened(tmp_path, *without_questions([asked], ["*-staff.jsonl"]), encoder=ENCODER)
        return Assistant(
            index, Interpreter(index, ENCODER), Searcher(index, model=model, candidates=20), max_words=50, threshold=0
        )

    return make


def test_what_was_learned_can_be_read_back_and_says_what_it_gave(town, assistant_of):
    _, cases = cases_of(town)
    told = []
    scoring = learn_scoring(cases, assistant_of, on_progress=lambda *progress: told.append(progress))
    assert asdict(RankingModel.read(scoring.ranking)) == scoring.ranking
    report = scoring.report
    assert (report["questions"], report["sections"], report["documents"]) == (80, 16, ["doc"])
    # Every question names its service.
    assert report["mrr_at_10"]["learned, unseen sections"] == 1.0
    assert told == [(done, 80) for done in range(1, 81)]


def test_too_few_questions_are_refused(town, assistant_of):
    _, cases = cases_of(town)
    with pytest.raises(InputError, match=r"49 questions with an answer .* at least 50"):
        learn_scoring(cases[:49], assistant_of)
