"""Two runs side by side, question by question."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakes.assistant import on_paper
from fakes.questions import HARBOUR, QUESTIONS
from trendsqa.errors import QuestionSetError
from trendsqa.evaluation.experiment import run_experiment
from trendsqa.evaluation.measures.outcome import MeasuredOutcome, differences

RANKS = st.lists(st.sampled_from([0.0, 0.1, 0.5, 1.0]), min_size=1, max_size=20)


def ranked(*reciprocal_ranks):
    return [MeasuredOutcome(f"q{i}", None, rank, None, 1.0) for i, rank in enumerate(reciprocal_ranks)]


def by_aspect(before, now):
    return {one.aspect: one for one in differences(before, now)}


def test_what_became_of_each_question():
    outcomes = [MeasuredOutcome.of(record) for record in run_experiment(on_paper(HARBOUR), QUESTIONS).records]
    # All answerable questions find and hold their quote; the two others are refused.
    assert outcomes[0] == MeasuredOutcome("q1", hit=1.0, reciprocal_rank=1.0, held=1.0, decided=1.0)
    assert outcomes[4] == MeasuredOutcome("q5", hit=None, reciprocal_rank=None, held=None, decided=1.0)


def test_a_refusal_of_what_can_be_answered_decides_wrongly():
    strict = run_experiment(on_paper(HARBOUR, threshold=1.1), QUESTIONS[:1]).records[0]
    assert MeasuredOutcome.of(strict) == MeasuredOutcome("q1", hit=1.0, reciprocal_rank=1.0, held=0.0, decided=0.0)


def test_won_and_lost_are_named_and_the_means_are_of_the_questions_that_have_the_aspect():
    found = by_aspect([*ranked(1.0, 0.5, 0.5), MeasuredOutcome("z", 1.0, None, None, 0.0)],
                      [*ranked(0.5, 1.0, 0.5), MeasuredOutcome("z", 0.0, None, None, 1.0)])  # fmt: skip
    rank = found["MRR@10"]
    assert (rank.questions, rank.won, rank.lost) == (3, ("q1",), ("q0",))
    assert (rank.before, rank.now, rank.change) == pytest.approx((2 / 3, 2 / 3, 0.0))
    assert (found["hit@5"].questions, found["hit@5"].lost) == (1, ("z",))
    assert found["answered or refused rightly"].won == ("z",)
    held = found["answer holds an accepted quote"]
    assert (held.questions, held.before, held.now, held.change, held.interval) == (0, None, None, None, None)


@given(RANKS, st.randoms())
def test_swapping_the_runs_swaps_won_and_lost_and_the_order_of_the_earlier_does_not_matter(before, random):
    now = random.sample(before, len(before))
    forth, back = by_aspect(ranked(*before), ranked(*now)), by_aspect(ranked(*now), ranked(*before))
    one, other = forth["MRR@10"], back["MRR@10"]
    assert (one.won, one.lost) == (other.lost, other.won)
    assert one.change == pytest.approx(-other.change)
    shuffled = random.sample(ranked(*before), len(before))
    assert by_aspect(shuffled, ranked(*now)) == forth


def test_runs_of_other_questions_are_refused():
    with pytest.raises(QuestionSetError, match="differ in 1 questions, 'q1' first"):
        differences(ranked(1.0), ranked(1.0, 1.0))
