"""Intervals against scipy's bootstrap and against each other."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakes.assistant import on_paper
from fakes.questions import HARBOUR, QUESTIONS
from trendsqa.evaluation.experiment import run_experiment
from trendsqa.evaluation.measures.bootstrap import Interval, interval_of_mean, intervals_of
from trendsqa.evaluation.measures.measure import MAIN_MEASURES, MEASURES
from trendsqa.evaluation.table import share

SHARES = st.lists(st.floats(0, 1), min_size=1, max_size=40)


@given(SHARES)
def test_an_interval_lies_within_the_values_and_is_always_the_same(values):
    interval = interval_of_mean(values)
    assert min(values) - 1e-9 <= interval.low <= interval.high <= max(values) + 1e-9
    assert interval_of_mean(values) == interval


@pytest.mark.parametrize("right", [10, 50, 93])
def test_an_interval_is_that_of_scipy(right):
    from scipy import stats

    values = np.repeat([1.0, 0.0], [right, 100 - right])
    ends = stats.bootstrap((values,), np.mean, method="percentile", n_resamples=5000, rng=1).confidence_interval
    interval = interval_of_mean(values)
    assert (interval.low, interval.high) == pytest.approx((ends.low, ends.high), abs=0.02)


def test_four_times_the_questions_halve_an_interval():
    few, many = (interval_of_mean([0.0, 1.0] * pairs) for pairs in (25, 100))
    assert (few.high - few.low) / (many.high - many.low) == pytest.approx(2, rel=0.15)


def test_nothing_has_no_interval():
    assert interval_of_mean([]) is None
    assert set(intervals_of([], MAIN_MEASURES).values()) == {None}


def test_the_interval_of_a_measure_is_that_of_the_mean_it_is():
    """Where every question has the figure, both draw the same questions."""
    records = run_experiment(on_paper(HARBOUR), QUESTIONS[:4]).records
    (measure,) = [measure for measure in MEASURES if measure.key == "mrr@10"]
    expected = interval_of_mean([record.retrieval.reciprocal_rank for record in records])
    found = intervals_of(records, [measure])["mrr@10"]
    assert (found.low, found.high) == pytest.approx((expected.low, expected.high))


def test_a_measure_that_nothing_speaks_of_has_no_interval():
    answerable = run_experiment(on_paper(HARBOUR), QUESTIONS[:4]).records
    intervals = intervals_of(answerable, MAIN_MEASURES)
    assert intervals["abstention_recall"] is None
    assert intervals["auroc"] is None
    assert intervals["false_abstention_rate"] == Interval(0.0, 0.0)


def test_progress_is_told_up_to_the_last_resample():
    told = []
    records = run_experiment(on_paper(HARBOUR), QUESTIONS).records
    intervals_of(records, MAIN_MEASURES, on_progress=lambda done, total: told.append((done, total)))
    assert told[-1] == (1000, 1000)


def test_an_interval_is_written_as_its_measure_is():
    assert Interval(0.456, 0.5).written(share) == "0.46 to 0.50"
    assert Interval(-0.02, 0.001).written() == "−0.02 to 0.00"
