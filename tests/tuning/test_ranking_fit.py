import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from trendsqa.retrieval.ranking_model import UNTUNED, RankingModel, SignalWeights
from trendsqa.tuning.ranking_fit import RankedExample, fit_ranking, mean_reciprocal_rank, reciprocal_ranks

NAMES = SignalWeights.names()


def example(*candidates, answers, keywords=False):
    """Candidates as {signal: value}; ``answers`` are the places of those that answer."""
    signals = np.array([[row.get(name, 0.0) for name in NAMES] for row in candidates], dtype=np.float32)
    right = np.isin(np.arange(len(candidates)), answers)
    return RankedExample(signals, right, keywords, "doc#a")


def by_passage(keywords=False):
    return example({"passage": 1.0}, {"lexical": 1.0}, {}, answers=[0], keywords=keywords)


def by_words(keywords=True):
    return example({"passage": 1.0}, {"lexical": 1.0}, {}, answers=[1], keywords=keywords)


def test_the_signal_that_is_right_counts_and_the_one_that_misleads_counts_nothing():
    model = fit_ranking([by_passage()] * 5)
    assert model.sentences.lexical == 0
    assert model.sentences.passage > 5 * model.sentences.lexical
    assert sum(getattr(model.sentences, name) for name in NAMES) == pytest.approx(1, abs=1e-3)


def test_a_signal_that_no_question_brings_up_keeps_its_share():
    share = UNTUNED.sentences.definition / sum(getattr(UNTUNED.sentences, name) for name in NAMES)
    assert fit_ranking([by_passage()]).sentences.definition == pytest.approx(share, abs=1e-4)


def test_bare_keywords_have_weights_of_their_own():
    model = fit_ranking([by_passage()] * 50 + [by_words()] * 50)
    assert model.sentences.passage > model.sentences.lexical
    assert model.keywords.lexical > model.keywords.passage


def test_without_keywords_to_learn_from_the_weights_of_sentences_hold():
    model = fit_ranking([by_passage()] * 5)
    assert model.keywords == model.sentences


def test_a_question_whose_answer_is_no_candidate_teaches_nothing():
    lost = example({"lexical": 1.0}, {}, answers=[])
    assert fit_ranking([by_passage(), lost, lost]) == fit_ranking([by_passage()])


def test_the_rank_is_that_of_the_first_passage_that_answers():
    model = RankingModel.of_weights(SignalWeights(passage=1, sentence=0, lexical=0))
    rows = [{"passage": value / 20} for value in range(20)]
    ranks = reciprocal_ranks(
        model,
        [example(*rows, answers=[19]), example(*rows, answers=[18, 3]), example(*rows, answers=[9]), by_words()],
    )
    assert ranks.tolist() == [1, 1 / 2, 0, 1 / 2]


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
