from dataclasses import replace

import pytest

from trendsqa.answering.evidence import Evidence
from trendsqa.tuning.stopping.confidence_fit import (
    ASKED_AND_ANSWERABLE,
    JudgedExample,
    fit_confidence,
    operating_point,
)

PLAIN = Evidence(**dict.fromkeys(Evidence.names_of_features(), 0.5))


def judged(*, right, answerable=True, **values):
    return JudgedExample(replace(PLAIN, **values), right, answerable, "doc")


def test_evidence_that_tells_right_from_wrong_decides_and_the_rest_counts_nothing():
    model = fit_confidence([judged(right=True, coverage=0.9), judged(right=False, answerable=False, coverage=0.1)] * 20)
    assert model.coefficients["coverage"] > 1
    assert {name for name, value in model.coefficients.items() if value} == {"coverage"}
    assert model.confidence(replace(PLAIN, coverage=0.9)) > 0.9
    assert model.confidence(replace(PLAIN, coverage=0.1)) < 0.2


def test_without_telling_evidence_the_confidence_is_the_share_that_people_are_thought_to_ask():
    near_misses = [judged(right=False, answerable=False)] * 70
    model = fit_confidence([judged(right=True)] * 30 + near_misses)
    assert model.confidence(PLAIN) == pytest.approx(ASKED_AND_ANSWERABLE, abs=0.01)


def test_an_answer_that_misses_counts_as_wrong():
    model = fit_confidence(
        [judged(right=True)] * 10 + [judged(right=False)] * 10 + [judged(right=False, answerable=False)] * 20
    )
    assert model.confidence(PLAIN) == pytest.approx(ASKED_AND_ANSWERABLE / 2, abs=0.01)


def test_the_operating_point_is_reached_by_all_but_the_share_that_is_given_up():
    confidences = [place / 100 for place in range(1, 101)]
    point = operating_point(confidences, refused=0.06)
    assert point == 0.06
    assert sum(value < point for value in confidences) / 100 <= 0.06


def test_no_evidence_speaks_against_an_answer():
    """Those who write questions without an answer have the passage in view, and so use its words."""
    model = fit_confidence(
        [judged(right=True, coverage=0.3, read=4.0)] * 20
        + [judged(right=False, answerable=False, coverage=0.9, read=-4.0)] * 20
    )
    assert model.coefficients["coverage"] == 0
    assert model.coefficients["read"] > 0
    assert min(model.coefficients.values()) >= 0
