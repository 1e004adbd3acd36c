"""A judge beside the signals: the model itself on a tiny random one, and what its verdict does to a ranking."""

import numpy as np
import pytest

from fakes.building import asked, opened
from fakes.documents import document, held, source
from fakes.encoder import KeywordEncoder
from trendsqa.corpus.documents.held_document import hold
from trendsqa.corpus.source import Form, Mention
from trendsqa.embedding.models import find_model
from trendsqa.errors import ModelError
from trendsqa.retrieval.hit import UNREAD, Filters
from trendsqa.retrieval.ranking_model import RankingModel, SignalWeights
from trendsqa.retrieval.reranker import CrossEncoderReranker
from trendsqa.retrieval.searcher import Reranking, Searcher

ENCODER = KeywordEncoder("ferry", "lamp")
HARBOUR = held(
    ("h", "Ferry"), ("p", "The ferry ferry sails."), ("h", "Quay"), ("p", "The ferry waits."),
    ("h", "Lamp"), ("p", "The lamp turns."),
)  # fmt: skip


class LastWordJudge:
    """Prefers passages that end on one word, and keeps what it was shown."""

    def __init__(self, word):
        self.word = word
        self.shown = []

    def scores(self, question, passages):
        self.shown.append((question, tuple(passages)))
        return np.array([float(passage.endswith(self.word)) for passage in passages], dtype=np.float32)


def ranked(tmp_path, judge, question="ferry", **options):
    reranking = Reranking(judge, **{"passages": 2, "weight": 1.0, **options}) if judge else None
    index = opened(tmp_path, HARBOUR, encoder=ENCODER)
    model = RankingModel.of_weights(SignalWeights(0.4, 0.4, 0.2))
    searcher = Searcher(index, model=model, candidates=10, reranking=reranking)
    return searcher.search(asked(index, question, ENCODER), limit=5, filters=Filters()).hits


def sections(hits):
    return [hit.passage.section.id for hit in hits]


def test_the_judge_reads_the_best_passages_only_and_can_change_their_order(tmp_path):
    before = sections(ranked(tmp_path / "a", None))
    assert before == ["doc#ferry", "doc#quay", "doc#lamp"]
    judge = LastWordJudge("waits.")
    assert sections(ranked(tmp_path / "b", judge)) == ["doc#quay", "doc#ferry", "doc#lamp"]
    read = ("Doc > Ferry. Ferry\n\nThe ferry ferry sails.", "Doc > Quay. Quay\n\nThe ferry waits.")
    assert judge.shown == [("ferry", read)]


def test_more_is_read_for_a_question_that_several_passages_may_answer(tmp_path):
    judge = LastWordJudge("waits.")
    ranked(tmp_path / "a", judge, "What is the ferry?", of_several=3)
    ranked(tmp_path / "b", judge, "What are the ferry rules?", of_several=3)
    assert [len(passages) for _, passages in judge.shown] == [2, 3]


def test_the_judge_reads_a_section_too_if_it_reads_the_brief_on_what_the_section_links_to(tmp_path):
    film = document(("h", "Film"), ("p", "Our account of the ferry ferry film."), document_id="film")
    brief = hold(source("film", mentions=(Mention("doc#lamp", "the film"),)), film, (Form.BRIEF,))
    index = opened(tmp_path, HARBOUR, brief, encoder=ENCODER)
    judge = LastWordJudge("turns.")
    model = RankingModel.of_weights(SignalWeights(0.4, 0.4, 0.2))
    searcher = Searcher(index, model=model, candidates=10, reranking=Reranking(judge, passages=1, weight=0.1))
    searcher.search(asked(index, "ferry film account", ENCODER), limit=5, filters=Filters())
    (_, read) = judge.shown[0]
    assert [text.rsplit(maxsplit=1)[-1] for text in read] == ["film.", "turns."]


def test_a_score_is_still_the_sum_of_its_parts(tmp_path):
    for hit in ranked(tmp_path, LastWordJudge("waits.")):
        assert hit.score == pytest.approx(sum(part.contribution for part in hit.parts))
        assert hit.parts[-1].signal == "judge"


def test_what_it_was_not_shown_does_not_overtake_what_it_was(tmp_path):
    assert sections(ranked(tmp_path, LastWordJudge("turns."), passages=1))[0] == "doc#ferry"


class LogOddsJudge:
    """Gives each passage that ends on a word its log-odds, and 0 to the others."""

    def __init__(self, **log_odds):
        self.log_odds = log_odds

    def scores(self, question, passages):
        found = [max((odds for word, odds in self.log_odds.items() if word in text), default=0.0) for text in passages]
        return np.array(found, dtype=np.float32)


def test_log_odds_count_as_probabilities_and_are_kept_as_they_are(tmp_path):
    hits = ranked(tmp_path, LogOddsJudge(sails=2.0, waits=-1.0), weight=0.3, in_log_odds=True)
    (first, second, third) = [hit.parts[-1] for hit in hits]
    assert [part.raw for part in (first, second)] == [2.0, -1.0]
    assert first.scaled == pytest.approx(1 / (1 + np.exp(-2)))
    assert second.scaled == pytest.approx(1 / (1 + np.exp(1)))
    assert first.contribution == pytest.approx(0.3 * first.scaled)
    assert (third.raw, third.scaled) == (UNREAD, 0.0)


def test_a_sure_judge_that_finds_every_passage_bad_changes_little(tmp_path):
    """Scaled among those that were read, the least bad would be raised as far as one that answers."""
    plain = ranked(tmp_path / "a", None)
    hits = ranked(tmp_path / "b", LogOddsJudge(sails=-9.0, waits=-8.0), in_log_odds=True)
    assert [hit.score for hit in hits] == pytest.approx([hit.score for hit in plain], abs=0.001)


def test_only_a_passage_that_was_read_has_a_verdict(tmp_path):
    hits = ranked(tmp_path / "a", LogOddsJudge(sails=2.0), in_log_odds=True)
    assert [hit.verdict for hit in hits] == [2.0, 0.0, None]
    assert [hit.verdict for hit in ranked(tmp_path / "b", None)] == [None] * 3


def save_cross_encoder(folder, labels):
    import torch
    from sentence_transformers import CrossEncoder
    from transformers import AutoTokenizer, BertConfig, BertForSequenceClassification

    torch.manual_seed(0)
    tokenizer = AutoTokenizer.from_pretrained(find_model("all-MiniLM-L6-v2").folder)
    config = BertConfig(
        vocab_size=len(tokenizer), hidden_size=16, num_hidden_layers=1, num_attention_heads=2, intermediate_size=32,
        num_labels=labels,
    )  # fmt: skip
    BertForSequenceClassification(config).save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return CrossEncoder, str(folder)


@pytest.mark.model
def test_a_cross_encoder_is_loaded_and_reads_pairs(tmp_path):
    library, folder = save_cross_encoder(tmp_path, 1)
    judge = CrossEncoderReranker(folder)
    passages = ["The ferry sails.", "The lamp turns."]
    expected = library(folder, device="cpu").predict([("ferry?", passage) for passage in passages])
    np.testing.assert_allclose(judge.scores("ferry?", passages), expected, rtol=1e-5)
    assert judge.scores("ferry?", []).shape == (0,)


@pytest.mark.model
def test_a_model_that_is_no_judge_is_refused(tmp_path):
    with pytest.raises(ModelError, match="gives 3 numbers for a pair"):
        CrossEncoderReranker(save_cross_encoder(tmp_path / "three", 3)[1])
    with pytest.raises(ModelError, match="cannot be loaded as a cross-encoder"):
        CrossEncoderReranker(str(tmp_path / "nothing"))
