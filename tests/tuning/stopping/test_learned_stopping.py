"""Learning when to stop, over real indexes of made-up collections, with an encoder computed from content."""

from dataclasses import replace

import numpy as np
import pytest

from fakes.building import opened
from fakes.documents import held
from fakes.encoder import KeywordEncoder
from trendsqa.answering.assistant import Assistant
from trendsqa.answering.confidence import ConfidenceModel
from trendsqa.answering.evidence import Evidence
from trendsqa.errors import InputError
from trendsqa.index.generations.manifest import fingerprint
from trendsqa.questions.input_kind.classifier import InputClassifier
from trendsqa.questions.input_kind.kinds import InputKind
from trendsqa.questions.interpreting import Interpreter
from trendsqa.retrieval.ranking_model import UNTUNED
from trendsqa.retrieval.searcher import Searcher
from trendsqa.tuning.scored_case import ScoredCase
from trendsqa.tuning.stopping.asked_collection import AskedCollection
from trendsqa.tuning.stopping.confidence_fit import JudgedExample
from trendsqa.tuning.stopping.learned_stopping import REFUSED, _confidences_unseen, learn_stopping, trial_stopping
from tuning.conftest import SUBJECTS

ENCODER = KeywordEncoder(*SUBJECTS)
KINDS = (InputKind.QUESTION, InputKind.TASK)
INPUTS = InputClassifier(KINDS, np.zeros((2, len(SUBJECTS) + 1), dtype=np.float32), np.array([5, 0], dtype=np.float32))


def collection(name, subjects):
    """A collection on some services; each is asked about four times, and four times about what nobody wrote."""
    blocks = [block for one in subjects for block in (("h", one.title()), ("p", f"The {one} opens at nine."))]
    document = held(*blocks, document_id=name)
    text = document.document.text
    cases = []
    for one in subjects:
        start = text.index(f"The {one}")
        asked = (
            f"When does the {one} open?",
            f"Is the {one} open at nine?",
            f"the {one} opens",
            f"opens the {one} at?",
        )
        cases += [ScoredCase(question, name, name, start, start + 10) for question in asked]
        cases += [ScoredCase(f"Did whales {verb} moonlight?", name, name) for verb in ("eat", "paint", "buy", "sell")]
    return AskedCollection(name, (document,), tuple(cases))


COLLECTIONS = [collection("harbour", SUBJECTS[:8]), collection("town", SUBJECTS[8:])]


@pytest.fixture
def assistant_over(tmp_path):
    def over(asked):
        index = opened(tmp_path / asked.name, *asked.held, encoder=ENCODER)
        searcher = Searcher(index, model=UNTUNED, candidates=20)
        return Assistant(index, Interpreter(index, ENCODER), searcher, max_words=20, threshold=0)

    return over


def test_what_was_learned_can_be_read_back_and_is_measured_on_each_collection_unseen(assistant_over):
    told = []
    stopping = learn_stopping(
        COLLECTIONS,
        assistant_over,
        inputs=INPUTS,
        encoder=ENCODER.identity,
        on_progress=lambda *progress: told.append(progress),
    )
    model = ConfidenceModel.read(stopping.confidence)
    assert model.coefficients["sentence"] > 0
    assert stopping.fits(ENCODER.identity)
    assert not stopping.fits(replace(ENCODER.identity, adapter_sha256="1" * 64))
    assert InputClassifier.read(stopping.inputs).kinds == INPUTS.kinds
    report = stopping.report
    assert (report["questions"], report["twins"]) == (64, 64)
    # Every question names its service, and none of the others does.
    for name, twins in (("harbour", 32), ("town", 32), ("all", 64)):
        measures = report["collections"][name]
        assert (measures["questions"], measures["twins"]) == (twins, twins)
        assert (measures["auroc"], measures["right"], measures["refused_of_twins"]) == (1.0, 1.0, 1.0)
        assert measures["refused_of_answerable"] <= REFUSED
    assert told == [(done, 128) for done in range(1, 129)]


def test_a_collection_is_measured_by_what_the_others_taught():
    """What tells right from wrong in one of two collections never changes in the other."""
    plain = Evidence(**dict.fromkeys(Evidence.names_of_features(), 0.5))
    examples = [
        JudgedExample(replace(plain, **{feature: float(right)}), right, right, name)
        for name, feature in (("harbour", "coverage"), ("town", "names"))
        for right in (True, False) * 20
    ]
    unseen = _confidences_unseen(examples)
    assert len(set(unseen[:40])) == len(set(unseen[40:])) == 1
    alone = _confidences_unseen(examples[:40])
    assert alone[0] > 0.9 > alone[1]


def test_too_few_questions_of_either_kind_are_refused(assistant_over):
    with pytest.raises(InputError, match=r"32 questions with an answer and 32 without; .* at least 50 of each"):
        learn_stopping(COLLECTIONS[:1], assistant_over, inputs=INPUTS, encoder=ENCODER.identity)


def test_while_it_is_learned_everything_is_answered():
    trial = trial_stopping(INPUTS, ENCODER.identity)
    assert ConfidenceModel.read(trial.confidence).coefficients == {}
    assert trial.threshold == 0
    assert trial.encoder == fingerprint(ENCODER.identity)
