"""Refusals counted by hand, and AUROC against comparing every pair."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trendsqa.evaluation.measures.abstention_metrics import AbstentionCase, AbstentionSummary, auroc

ONE_TO_FIVE = st.lists(st.integers(1, 5).map(float), min_size=1, max_size=12)


def test_rates_of_six_questions():
    refusals = [
        *(
            AbstentionCase(answerable=True, abstained=abstained, confidence=0.9)
            for abstained in (True, False, False, False)
        ),
        *(AbstentionCase(answerable=False, abstained=abstained, confidence=0.4) for abstained in (True, False)),
    ]
    assert AbstentionSummary.of(refusals) == AbstentionSummary(
        answerable=4,
        unanswerable=2,
        abstained=2,
        rightly_abstained=1,
        precision=0.5,
        recall=0.5,
        false_rate=0.25,
        auroc=1.0,
    )


def test_what_would_divide_by_nothing_has_no_figure():
    summary = AbstentionSummary.of([AbstentionCase(answerable=True, abstained=False, confidence=0.5)])
    assert (summary.precision, summary.recall, summary.false_rate, summary.auroc) == (None, None, 0.0, None)


def test_ties_count_half():
    assert auroc(positive=[0.5], negative=[0.5]) == pytest.approx(0.5)
    assert auroc(positive=[0.9, 0.5], negative=[0.5, 0.1]) == pytest.approx(3.5 / 4)


@given(ONE_TO_FIVE, ONE_TO_FIVE)
def test_auroc_is_the_share_of_pairs_in_order(positive, negative):
    pairs = [(p > n) + 0.5 * (p == n) for p in positive for n in negative]
    assert auroc(positive, negative) == pytest.approx(sum(pairs) / len(pairs))
