"""Learning over a real index of a made-up town, with the keyword encoder."""

from dataclasses import asdict, replace

import numpy as np
import pytest
from trendsqa.answering.answerable_kind import KindModel

from fakes.building import opened
from fakes.encoder import KeywordEncoder
from trendsqa.answering.assistant import Assistant
from trendsqa.answering.confidence import ConfidenceModel
from trendsqa.corpus.question_bank import BankEntry
from trendsqa.errors import InputError
from trendsqa.questions.interpreting import Interpreter
from trendsqa.retrieval.ranking_model import RankingModel
from trendsqa.retrieval.searcher import Searcher
from trendsqa.tuning.learned_scoring import REFUSED, learn_scoring
from trendsqa.tuning.scored_case import answerable_cases, near_miss_cases, without_questions
from tuning.conftest import SUBJECTS

ENCODER = KeywordEncoder(*SUBJECTS)
KINDS = KindModel(0.5, np.zeros(len(SUBJECTS) + 1, dtype=np.float32))
MISSES = tuple(
    BankEntry(
        "doc",
        f"doc#{subject}",
        None,
        tuple(f"{ask} of whales at midnight?" for ask in ("Price", "Weight", "Age", "Owner")),
    )
    for subject in SUBJECTS
)


def cases_of(town, near_misses=MISSES):
    asked = replace(town, bank=tuple(replace(entry, file="doc-staff.jsonl") for entry in town.bank))
    sections = {section.id for section in town.document.sections}
    return asked, (
        *answerable_cases([asked], asked=["*-staff.jsonl"], sections=sections),
        *near_miss_cases(near_misses, sections=sections),
    )


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
    scoring = learn_scoring(
        cases, assistant_of, kinds=KINDS, encoder=ENCODER.identity, on_progress=lambda *progress: told.append(progress)
    )
    model = RankingModel.read(scoring.ranking)
    assert asdict(model) == scoring.ranking
    assert ConfidenceModel.read(scoring.confidence).coefficients.keys() | {"intercept"} == scoring.confidence.keys()
    assert scoring.knows_when_to_stop(ENCODER.identity, ["doc", "other"])
    assert not scoring.knows_when_to_stop(ENCODER.identity, ["other"])
    assert not scoring.knows_when_to_stop(replace(ENCODER.identity, adapter_sha256="1" * 64), ["doc"])
    learned = KindModel.read(scoring.kind)
    assert learned.log_odds(np.ones((1, 17), dtype=np.float32)) == pytest.approx(0.5)
    report = scoring.report
    assert (report["questions"], report["near_misses"], report["sections"]) == (80, 64, 16)
    # Every question names its service, and no near miss does.
    assert report["mrr_at_10"]["learned, unseen sections"] == 1.0
    assert report["abstention"]["auroc"] == 1.0
    assert report["abstention"]["right"] == 1.0
    assert report["abstention"]["refused_of_answerable"] <= REFUSED
    assert report["abstention"]["refused_of_near_misses"] == 1.0
    assert told[-1] == (80 + 144, 80 + 144)
    assert [done for done, _ in told] == list(range(1, 225))


def test_too_few_near_misses_are_refused(town, assistant_of):
    _, cases = cases_of(town, MISSES[:3])
    with pytest.raises(InputError, match="80 questions with an answer and 12 near misses"):
        learn_scoring(cases, assistant_of, kinds=KINDS, encoder=ENCODER.identity)
