import pytest

from fakes.building import asked, opened
from fakes.encoder import KeywordEncoder
from trendsqa.retrieval.ranking_model import RankingModel, SignalWeights

ENCODER = KeywordEncoder("ferry")
PLAIN, TERSE = SignalWeights(0.5, 0.3, 0.2), SignalWeights(0.2, 0.2, 0.6)


def test_keywords_have_weights_of_their_own(tmp_path):
    model, index = RankingModel(PLAIN, TERSE), opened(tmp_path, encoder=ENCODER)
    assert model.weights_for(asked(index, "When does the ferry sail?", ENCODER)) == PLAIN
    assert model.weights_for(asked(index, "ferry timetable", ENCODER)) == TERSE


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
