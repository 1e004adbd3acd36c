import pytest

from trendsqa.answering.spans import merged_spans


@pytest.mark.parametrize(
    ("spans", "merged"),
    [
        ([], []),
        ([(5, 9), (1, 3)], [(1, 3), (5, 9)]),
        ([(1, 5), (3, 9), (2, 4)], [(1, 9)]),
        ([(1, 3), (3, 5)], [(1, 5)]),
        ([(4, 4), (7, 6)], []),
    ],
)
def test_spans_that_touch_are_one_and_empty_ones_none(spans, merged):
    assert merged_spans(spans) == merged
