from dataclasses import replace

import numpy as np
import pytest
from trendsqa.answering.answerable_kind import KindModel

from trendsqa.answering.evidence import Evidence
from trendsqa.tuning.stopping.confidence_fit import (
    ASKED_AND_ANSWERABLE,
    JudgedExample,
    fit_confidence,
    fit_kind,
    operating_point,
)

PLAIN = Evidence(**dict.fromkeys(Evidence.names_of_features(), 0.5))


def judged(*, right, answerable=True, **values):
    return JudgedExample(replace(PLAIN, **values), right, answerable, "doc#a")


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


COSTS, WAYS = np.eye(2, dtype=np.float32)


def test_kinds_are_told_apart_however_many_there_are_of_each():
    model = fit_kind(np.tile(WAYS, (90, 1)), np.tile(COSTS, (10, 1)))
    assert model.log_odds(WAYS[None]) > 2
    assert model.log_odds(COSTS[None]) < -2


def test_kinds_that_look_alike_are_as_likely_answered_as_not():
    model = fit_kind(np.tile(WAYS, (90, 1)), np.tile(WAYS, (10, 1)))
    assert abs(model.log_odds(WAYS[None])) < 0.01


def test_a_manifest_gives_the_model_back():
    model = fit_kind(WAYS[None], COSTS[None])
    again = KindModel.read(model.write())
    assert abs(again.log_odds(WAYS[None]) - model.log_odds(WAYS[None])) < 1e-3
    assert again.direction.dtype == np.float32
