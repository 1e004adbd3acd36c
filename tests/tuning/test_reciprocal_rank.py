import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from trendsqa.tuning.reciprocal_rank import mean_reciprocal_rank


def test_the_mean_is_of_one_over_the_first_right_rank():
    passages = np.eye(4, dtype=np.float32)
    questions = np.array([[4, 3, 2, 1], [4, 3, 2, 1], [1, 1, 1, 1]], dtype=np.float32)
    assert mean_reciprocal_rank(questions, passages, [(0,), (2, 3), (1,)]) == pytest.approx((1 + 1 / 3 + 1 / 2) / 3)


def test_beyond_the_tenth_rank_and_without_questions_there_is_nothing():
    passages = np.linspace(1, 0, 12, dtype=np.float32)[:, None]
    question = np.ones((1, 1), dtype=np.float32)
    assert mean_reciprocal_rank(question, passages, [(9,)]) == pytest.approx(0.1)
    assert mean_reciprocal_rank(question, passages, [(10, 11)]) == 0.0
    assert mean_reciprocal_rank(question[:0], passages, []) == 0.0


@given(st.integers(0, 2**32 - 1), st.integers(1, 30), st.integers(1, 8))
def test_it_equals_counting_by_hand(seed, passages, questions):
    random = np.random.default_rng(seed)
    # Small whole numbers make ties, which the passage's number decides.
    searched = random.integers(0, 3, (passages, 2)).astype(np.float32)
    asked = random.integers(0, 3, (questions, 2)).astype(np.float32)
    right = [tuple(random.choice(passages, size=min(2, passages), replace=False).tolist()) for _ in range(questions)]
    total = 0.0
    for question, answering in zip(asked.tolist(), right, strict=True):
        scores = [question[0] * x + question[1] * y for x, y in searched.tolist()]
        ranked = sorted(range(passages), key=lambda number: (-scores[number], number))
        rank = min(ranked.index(number) + 1 for number in answering)
        total += 1 / rank if rank <= 10 else 0
    assert mean_reciprocal_rank(asked, searched, right) == pytest.approx(total / questions)
