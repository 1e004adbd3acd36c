import numpy as np
import pytest

from trendsqa.retrieval.ranking_model import UNTUNED, RankingModel, SignalWeights
from trendsqa.tuning.ranking_fit import RankedExample, fit_ranking, reciprocal_ranks

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
