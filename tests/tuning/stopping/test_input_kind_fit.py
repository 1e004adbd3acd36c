from pathlib import Path

import numpy as np
import pytest

from fakes.encoder import KeywordEncoder
from trendsqa.errors import QuestionSetError
from trendsqa.questions.input_kind.classifier import InputClassifier
from trendsqa.questions.input_kind.kinds import InputKind
from trendsqa.questions.input_kind.rules import kind_by_rule
from trendsqa.tuning.stopping.input_kind_fit import fit_inputs, read_inputs

SHIPPED = Path(__file__).resolve().parents[3] / "corpus" / "inputs.jsonl"
ENCODER = KeywordEncoder("iron", "shirts", "rain", "sun", "ferry", "lamp")
INPUTS = {
    f"{words} {n}": kind
    for n in range(20)
    for words, kind in (("iron shirts", InputKind.TASK), ("iron", InputKind.TASK), ("rain sun", InputKind.GENERAL))
}
QUESTIONS = [f"{words} {n}" for n in range(20) for words in ("ferry", "lamp", "ferry lamp")]


def kind_of(classifier, text):
    return classifier.classify(ENCODER.encode_queries([text]))


def test_kinds_are_told_apart_by_the_vectors_of_their_examples():
    classifier = fit_inputs(INPUTS, QUESTIONS, ENCODER)
    assert set(classifier.kinds) == {InputKind.GENERAL, InputKind.QUESTION, InputKind.TASK}
    assert (classifier.weights.shape, classifier.weights.dtype) == ((3, 7), np.float32)
    asked = ["iron my shirts", "rain or sun", "the lamp", "ferry, lamp"]
    expected = [InputKind.TASK, InputKind.GENERAL, InputKind.QUESTION, InputKind.QUESTION]
    assert [kind_of(classifier, text) for text in asked] == expected
    again = InputClassifier.read(classifier.write())
    assert [kind_of(again, text) for text in asked] == expected


def test_of_many_questions_some_are_taken():
    encoder = KeywordEncoder("ferry", "iron")
    fit_inputs({"iron": InputKind.TASK}, ["ferry"] * 9500, encoder)
    assert 3000 <= encoder.encoded <= 4000


@pytest.mark.parametrize(
    "line", ["{", '{"text": "a"}', '{"text": "a", "kind": "colour"}', '{"text": "a", "kind": "task", "b": 1}']
)
def test_a_file_that_holds_no_inputs_is_refused(tmp_path, line):
    path = tmp_path / "inputs.jsonl"
    path.write_text('{"text": "hi", "kind": "greeting"}\n' + line, encoding="utf-8")
    with pytest.raises(QuestionSetError, match=r"inputs\.jsonl cannot be read"):
        read_inputs(path)


def test_every_shipped_input_is_of_a_known_kind_and_stands_once():
    inputs = read_inputs(SHIPPED)
    assert len(inputs) == len(SHIPPED.read_text(encoding="utf-8").splitlines()) > 1500
    folded = {}
    for text, kind in inputs.items():
        folded.setdefault(" ".join(text.casefold().split()), set()).add(kind)
    assert {text: kinds for text, kinds in folded.items() if len(kinds) > 1} == {}


def test_no_shipped_input_that_may_be_answered_is_taken_for_another_by_its_words():
    inputs = read_inputs(SHIPPED)
    kept = {text for text, kind in inputs.items() if kind.may_be_answered and kind_by_rule(text)}
    assert kept <= {"sing me a song"}
