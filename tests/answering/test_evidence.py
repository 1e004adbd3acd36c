import numpy as np
import pytest

from fakes.building import asked, opened
from fakes.documents import held
from fakes.encoder import KeywordEncoder
from trendsqa.answering.evidence import Evidence, gather
from trendsqa.answering.quoting.selection import select
from trendsqa.retrieval.hit import UNREAD, Filters
from trendsqa.retrieval.ranking_model import RankingModel, SignalWeights
from trendsqa.retrieval.searcher import Reranking, Searcher

ENCODER = KeywordEncoder("ferry", "lamp", "fog")
HARBOUR = held(
    ("h", "Ferry"),
    ("p", "The ferry of Northport carried 1,200 people in 2021."),
    ("h", "Lamp"),
    ("p", "The lamp turns."),
)


@pytest.fixture
def evidence_for(tmp_path):
    index = opened(tmp_path, HARBOUR, encoder=ENCODER)
    searcher = Searcher(index, model=RankingModel.of_weights(SignalWeights(0.4, 0.4, 0.2)), candidates=10)

    def gathered(question):
        read = asked(index, question, ENCODER)
        hits = searcher.search(read, limit=5, filters=Filters()).hits
        excerpts = select(read, hits, blocks_of=index.table.blocks, max_words=20)
        return gather(read, hits, excerpts, index.lexical)

    return gathered


def test_all_features_are_finite_numbers(evidence_for):
    values = dict(zip(Evidence.names_of_features(), evidence_for("ferry?").values(), strict=True))
    assert values.pop("quoted") == values.pop("read") == UNREAD
    assert all(-1 <= value <= 1.0001 for value in values.values())


class SecondIsRight:
    def scores(self, question, passages):
        return np.arange(len(passages), dtype=np.float32)


def test_a_judges_verdicts_on_what_is_quoted_and_on_all_that_it_read_are_evidence(tmp_path):
    index = opened(tmp_path, HARBOUR, encoder=ENCODER)
    model = RankingModel.of_weights(SignalWeights(0.4, 0.4, 0.2))
    judging = Reranking(SecondIsRight(), passages=2, weight=0.0, in_log_odds=True)
    searcher = Searcher(index, model=model, candidates=10, reranking=judging)
    read = asked(index, "ferry", ENCODER)
    hits = searcher.search(read, limit=5, filters=Filters()).hits
    excerpts = select(read, hits, blocks_of=index.table.blocks, max_words=20)
    evidence = gather(read, hits, excerpts, index.lexical)
    assert (evidence.quoted, evidence.read) == (0.0, 1.0)


def test_a_name_that_the_quotes_lack_is_noticed(evidence_for):
    assert evidence_for("Does the ferry of Northport sail?").names == 1
    assert evidence_for("Does the ferry of Southport sail?").names == 0
    assert evidence_for("does the ferry sail").names == 1


def test_a_number_counts_however_it_is_written(evidence_for):
    assert evidence_for("Did the ferry carry 1200 people in 2021?").numbers == 1
    assert evidence_for("Did the ferry carry 1200 people in 2019?").numbers == 0.5


def test_the_kind_of_thing_asked_for_is_looked_for(evidence_for):
    assert evidence_for("How many people took the ferry?").wanted == 1
    assert evidence_for("How many times does the lamp turn?").wanted == 0
    assert evidence_for("Why does the lamp turn?").wanted == 1


def test_the_words_of_the_question_are_looked_for(evidence_for):
    assert evidence_for("the lamp explodes").coverage < evidence_for("the lamp turns").coverage == 1
