"""The classifier on vectors of three axes, one for each kind that it was taught."""

import numpy as np
import pytest

from trendsqa.questions.input_kind.classifier import InputClassifier
from trendsqa.questions.input_kind.kinds import InputKind

KINDS = (InputKind.DISTRESS, InputKind.QUESTION, InputKind.RESIDENT, InputKind.TASK)
TAUGHT = InputClassifier(KINDS, 10 * np.eye(4, dtype=np.float32), np.zeros(4, dtype=np.float32))


def vector(**shares):
    """A vector that gives the kinds these probabilities, the last of the rest to QUESTION."""
    wanted = {kind: shares.get(kind.value, 0.001) for kind in KINDS}
    wanted[InputKind.QUESTION] = 1 - sum(share for kind, share in wanted.items() if kind is not InputKind.QUESTION)
    return np.log(np.array([[wanted[kind] for kind in KINDS]], dtype=np.float32)) / 10


@pytest.mark.parametrize(
    ("shares", "kind"),
    [
        ({"task": 0.75}, InputKind.TASK),
        ({"task": 0.65}, InputKind.QUESTION),
        ({"resident": 0.65}, InputKind.RESIDENT),
        ({"resident": 0.55}, InputKind.QUESTION),
        ({"distress": 0.55}, InputKind.DISTRESS),
        ({"distress": 0.4, "task": 0.35}, InputKind.DISTRESS),
        ({"task": 0.4, "distress": 0.35}, InputKind.TASK),
        ({}, InputKind.QUESTION),
    ],
)
def test_only_what_is_sure_is_no_question(shares, kind):
    assert TAUGHT.classify(vector(**shares)) is kind


def test_a_manifest_gives_the_classifier_back():
    again = InputClassifier.read(TAUGHT.write())
    assert again.kinds == TAUGHT.kinds
    np.testing.assert_array_equal(again.weights, TAUGHT.weights)
    np.testing.assert_array_equal(again.intercept, TAUGHT.intercept)


@pytest.mark.parametrize(
    "written",
    [
        {},
        {"kinds": ["colour"], "weights": [[1.0]], "intercept": [0.0]},
        {"kinds": ["question", "task"], "weights": [[1.0, 2.0, 3.0]], "intercept": [0.0, 0.0]},
        {"kinds": ["question"], "weights": "x", "intercept": [0.0]},
    ],
)
def test_what_is_no_classifier_is_refused(written):
    with pytest.raises((KeyError, TypeError, ValueError)):
        InputClassifier.read(written)
