import pytest

from trendsqa.retrieval.ranking_model import RankingModel, SignalWeights, is_keywords

PLAIN, TERSE = SignalWeights(0.5, 0.3, 0.2), SignalWeights(0.2, 0.2, 0.6)


@pytest.mark.parametrize("typed", ["ferry timetable", "Lamp", "5G rollout Northport"])
def test_bare_words_are_keywords(typed):
    assert is_keywords(typed)


@pytest.mark.parametrize("typed", ["where is the ferry", "what about fog?", "", "?!", "a b c d e f g h the"])
def test_sentences_and_nothing_are_not(typed):
    assert not is_keywords(typed)


def test_keywords_have_weights_of_their_own():
    model = RankingModel(PLAIN, TERSE)
    assert model.weights_for("When does the ferry sail?") == PLAIN
    assert model.weights_for("ferry timetable") == TERSE


def test_a_weight_set_by_hand_holds_for_every_question():
    model = RankingModel(PLAIN, TERSE).with_weights(lexical=0.0)
    assert (model.sentences.lexical, model.keywords.lexical, model.keywords.passage) == (0.0, 0.0, 0.2)


def test_a_model_is_read_as_it_was_written():
    written = {
        "sentences": {"passage": 0.5, "sentence": 0.3, "lexical": 0.2},
        "keywords": {"passage": 0.2, "sentence": 0.2, "lexical": 0.6},
    }
    assert RankingModel.read(written) == RankingModel(PLAIN, TERSE)


def test_a_signal_that_nobody_knows_is_refused():
    with pytest.raises(TypeError, match="luck"):
        RankingModel.read({"sentences": {"luck": 1.0}, "keywords": {}})
