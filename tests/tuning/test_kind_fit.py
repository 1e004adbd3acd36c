import numpy as np

from trendsqa.answering.question_kind import KindModel
from trendsqa.tuning.kind_fit import fit_kind

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
