"""Calibration worked out on paper, and what must hold for any confidences."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakes.assistant import on_paper
from fakes.questions import HARBOUR, QUESTIONS, question
from trendsqa.evaluation.experiment import run_experiment
from trendsqa.evaluation.measures.calibration import Bin, Calibration, RatedAnswer, rated_answer

TENTHS = st.integers(0, 10).map(lambda tenth: tenth / 10)
VERDICTS = st.lists(st.builds(RatedAnswer, TENTHS, st.booleans()), max_size=60)


def verdicts(*pairs):
    return [RatedAnswer(confidence, bool(right)) for confidence, right in pairs]


def test_two_bins_of_two():
    """|0 − 0.15| and |1 − 0.7|, each with half of the questions."""
    calibration = Calibration.of(verdicts((0.8, 1), (0.1, 0), (0.6, 1), (0.2, 0)), bins=2)
    assert calibration.error == pytest.approx(0.5 * 0.15 + 0.5 * 0.3)
    assert calibration.bins == (
        Bin(2, low=0.1, high=0.2, confidence=pytest.approx(0.15), right=0.0),
        Bin(2, low=0.6, high=0.8, confidence=pytest.approx(0.7), right=1.0),
    )


def test_a_confidence_that_means_what_it_says_has_no_error():
    assert Calibration.of(verdicts(*[(0.25, 0)] * 3, (0.25, 1))).error == pytest.approx(0.0)


def test_errors_of_different_bins_do_not_cancel():
    calibration = Calibration.of(verdicts(*[(0.4, 1)] * 5, *[(0.6, 0)] * 5), bins=2)
    assert calibration.error == pytest.approx(0.6)
    assert Calibration.of(verdicts(*[(0.4, 1)] * 5, *[(0.6, 0)] * 5), bins=1).error == pytest.approx(0.0)


def test_equal_confidences_share_a_bin():
    calibration = Calibration.of(verdicts((0.1, 0), *[(0.5, 1)] * 6, (0.9, 1)), bins=4)
    assert [(one.low, one.high, one.questions) for one in calibration.bins] == [(0.1, 0.5, 7), (0.9, 0.9, 1)]


def test_no_questions_have_no_error():
    assert Calibration.of([]) == Calibration(None, ())
    assert Calibration.of([]).table().rows == ()


@given(VERDICTS, st.integers(1, 12), st.randoms())
def test_bins_hold_every_question_once_in_order_whatever_the_order_of_the_questions(given_verdicts, bins, random):
    calibration = Calibration.of(given_verdicts, bins)
    assert sum(one.questions for one in calibration.bins) == len(given_verdicts)
    assert len(calibration.bins) <= bins
    edges = [edge for one in calibration.bins for edge in (one.low, one.high)]
    assert edges == sorted(edges)
    assert all(one.high < two.low for one, two in zip(calibration.bins, calibration.bins[1:], strict=False))
    shuffled = Calibration.of(random.sample(given_verdicts, len(given_verdicts)), bins)
    assert shuffled.error == pytest.approx(calibration.error) if given_verdicts else shuffled.error is None
    assert [one.questions for one in shuffled.bins] == [one.questions for one in calibration.bins]


@given(VERDICTS.filter(bool), st.integers(1, 12))
def test_the_error_is_the_mean_gap_of_the_bins(given_verdicts, bins):
    calibration = Calibration.of(given_verdicts, bins)
    gaps = []
    for one in calibration.bins:
        inside = [verdict for verdict in given_verdicts if one.low <= verdict.confidence <= one.high]
        sure = sum(verdict.confidence for verdict in inside) / len(inside)
        gaps += [abs(Counter(verdict.right for verdict in inside)[True] / len(inside) - sure)] * len(inside)
    assert calibration.error == pytest.approx(sum(gaps) / len(gaps))


@given(st.lists(st.integers(0, 1000), unique=True, min_size=12, max_size=60), st.integers(1, 12))
def test_bins_of_distinct_confidences_differ_by_one_question_at_most(thousandths, bins):
    found = Calibration.of(verdicts(*((one / 1000, 1) for one in thousandths)), bins).bins
    sizes = [one.questions for one in found]
    assert len(sizes) == bins
    assert max(sizes) - min(sizes) <= 1


@pytest.mark.parametrize(
    ("asked", "threshold", "right"),
    [
        (QUESTIONS[1], 0.5, True),
        # Refused, but the answer would have been made from the right passage.
        (QUESTIONS[1], 1.1, True),
        # Answered with something else.
        (question(9, "dogs on deck", "The lighthouse opens"), 0.5, False),
        (question(9, "dogs on deck", "The lighthouse opens"), 1.1, False),
        # The right passage comes second and nothing of it is shown.
        (question(9, "dogs, deck, bicycles", "The ferry to the island"), 1.1, False),
        # Nothing answers it.
        (QUESTIONS[4], 0.1, False),
        (QUESTIONS[4], 1.1, False),
    ],
)
def test_an_answer_is_right_if_what_is_shown_or_would_be_hits_an_accepted_quote(asked, threshold, right):
    (record,) = run_experiment(on_paper(HARBOUR, threshold=threshold), [asked]).records
    assert rated_answer(record) == RatedAnswer(record.answer.confidence, right)
