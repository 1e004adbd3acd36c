import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from trendsqa.retrieval.fusion import fuse, min_max_scale, parts_of, weigh


def test_scaling_puts_the_lowest_at_0_and_the_highest_at_1():
    np.testing.assert_allclose(min_max_scale(np.array([2.0, 4.0, 3.0], dtype=np.float32)), [0, 1, 0.5])


def test_equal_scores_say_nothing():
    assert min_max_scale(np.array([0.7, 0.7], dtype=np.float32)).tolist() == [0, 0]


def test_weights_are_ratios():
    raw = np.array([0.0, 1.0], dtype=np.float32)
    assert [signal.weight for signal in weigh([("a", 1.0, raw), ("b", 3.0, raw)])] == [0.25, 0.75]


SCORES = st.lists(st.floats(-1, 100, width=32), min_size=3, max_size=3).map(lambda x: np.array(x, dtype=np.float32))


@given(SCORES, SCORES, st.floats(0, 1), st.floats(0, 1))
def test_a_fused_score_is_the_sum_of_its_recorded_parts(first, second, weight, other):
    signals = weigh([("a", weight, first), ("b", other, second)])
    for position, score in enumerate(fuse(signals)):
        assert sum(part.contribution for part in parts_of(signals, position)) == pytest.approx(score, abs=1e-5)
        assert 0 <= score <= 1 + 1e-5
