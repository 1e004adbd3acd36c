"""Latency: the median and the nearest-rank percentile."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trendsqa.evaluation.measures.record import LatencySummary, Summary, percentile


def test_the_median_and_the_95th_percentile_of_twenty_waits():
    summary = LatencySummary.of([float(wait) for wait in range(20, 0, -1)])
    assert summary.median_ms == pytest.approx(10.5)
    assert summary.p95_ms == pytest.approx(19)


def test_no_waits_have_no_figures():
    assert LatencySummary.of([]) == LatencySummary(None, None)


@given(st.lists(st.integers(0, 50), min_size=1, max_size=60), st.integers(1, 100))
def test_a_percentile_is_the_least_value_that_so_many_do_not_exceed(values, percent):
    found = percentile(values, percent)
    enough = [value for value in values if 100 * sum(other <= value for other in values) >= percent * len(values)]
    assert found == min(enough)


def test_a_summary_of_no_records_has_no_figures():
    summary = Summary.of([])
    assert summary.questions == 0
    assert summary.retrieval.mrr is None
    assert summary.answering.point_recall is None
    assert summary.abstention.auroc is None
