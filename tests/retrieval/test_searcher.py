from dataclasses import replace

import pytest

from fakes.building import asked, opened
from fakes.documents import held
from fakes.encoder import KeywordEncoder
from trendsqa.corpus.question_bank import BankEntry
from trendsqa.questions.input_kind.kinds import InputKind
from trendsqa.questions.interpreting import Interpreter
from trendsqa.retrieval.hit import Filters
from trendsqa.retrieval.ranking_model import RankingModel, SignalWeights
from trendsqa.retrieval.searcher import Searcher

ENCODER = KeywordEncoder("ferry", "lamp", "boat")
MODEL = RankingModel.of_weights(SignalWeights(passage=0.3, sentence=0.4, lexical=0.3, question=0.3, definition=0.3))
HARBOUR = held(
    ("h", "Ferries"), ("p", "The ferry crosses. Nobody swims."), ("h", "Lamp"), ("p", "The lamp shines."),
    document_id="harbour", edition="2024",
)  # fmt: skip
LIBRARY = held(("h", "Boat"), ("p", "The boat brings books."), document_id="library", edition="2025")


def search(index, query, *, limit=5, **options):
    searcher = Searcher(index, model=MODEL, candidates=10)
    return searcher.search(asked(index, query, ENCODER), limit=limit, **{"filters": Filters(), **options})


@pytest.fixture
def index(tmp_path):
    return opened(tmp_path, HARBOUR, LIBRARY, encoder=ENCODER)


def found(ranking):
    return [hit.passage.section.id for hit in ranking.hits]


def test_the_passage_that_all_signals_prefer_comes_first(index):
    ranking = search(index, "lamp", limit=3)
    assert found(ranking)[0] == "harbour#lamp"
    assert ranking.hits[0].score == pytest.approx(1.0)


def test_a_score_is_the_sum_of_its_parts(index):
    for hit in search(index, "ferry or boat", limit=3).hits:
        assert sum(part.contribution for part in hit.parts) == pytest.approx(hit.score, abs=1e-6)
        assert [part.signal for part in hit.parts] == ["passage", "sentence", "lexical"]


def test_a_filter_lets_nothing_else_through(index):
    assert found(search(index, "lamp", limit=10, filters=Filters(edition="2025"))) == ["library#boat"]
    assert found(search(index, "lamp", limit=10, filters=Filters(document_id="harbour", edition="2025"))) == []


def test_paging_continues_the_ranking(index):
    whole = search(index, "ferry", limit=3)
    second = search(index, "ferry", limit=1, offset=1)
    assert second.hits == whole.hits[1:2]
    assert second.hits[0].rank == 2


@pytest.mark.parametrize("limit", [1, 4, 11])
def test_pages_of_equal_passages_neither_overlap_nor_miss_one(tmp_path, limit):
    """Equal scores keep the order of the documents, whichever page they stand on."""
    told = [held(("h", "Lamp"), ("p", "The lamp shines."), document_id=f"lamp-{n:02}") for n in range(23)]
    index = opened(tmp_path, *told, LIBRARY, encoder=ENCODER)
    searcher = Searcher(index, model=MODEL, candidates=50)

    def page(limit, offset=0):
        return searcher.search(asked(index, "lamp", ENCODER), limit=limit, offset=offset, filters=Filters())

    whole = page(50)
    assert [hit.passage.document.id for hit in whole.hits[:23]] == [f"lamp-{n:02}" for n in range(23)]
    pages = [page(limit, offset) for offset in range(0, whole.total + limit, limit)]
    assert tuple(hit for one in pages for hit in one.hits) == whole.hits


def test_the_best_sentence_counts_for_a_passage_of_many(index):
    hit = search(index, "ferry", limit=1).hits[0]
    raw = {part.signal: part.raw for part in hit.parts}
    assert raw["sentence"] == pytest.approx(1.0)


def test_an_empty_collection_has_no_hits(tmp_path):
    assert search(opened(tmp_path, encoder=ENCODER), "lamp").hits == ()


def test_other_words_for_the_same_query_count_beside_it(index):
    alone = search(index, "people embark", limit=3)
    asks = Interpreter(index, ENCODER)
    vector = ENCODER.encode_queries(["people embark"])
    question = asks._question("people embark", "people embark", "the lamp", InputKind.QUESTION, vector)
    beside = Searcher(index, model=MODEL, candidates=10).search(question, limit=3, filters=Filters())
    raw = [{part.signal: part.raw for hit in ranking.hits if "lamp" in hit.passage.section.id for part in hit.parts}
           for ranking in (alone, beside)]  # fmt: skip
    assert raw[0]["lexical"] == 0 < raw[1]["lexical"]
    assert raw[0]["passage"] == 0
    assert raw[1]["passage"] == pytest.approx(0.5**0.5)
    assert beside.interpreted_query == "people embark"


def with_bank(document, section, *questions):
    entry = BankEntry(document.source.id, f"{document.source.id}#{section}", None, questions)
    return replace(document, bank=(*document.bank, entry))


def test_a_curated_question_leads_to_the_passage_that_answers_it(tmp_path):
    both = with_bank(with_bank(HARBOUR, "lamp", "Where do people embark?"), "ferries", "When does the ferry sail?")
    first = [
        search(opened(tmp_path / name, document, encoder=ENCODER), "people embark").hits[0]
        for name, document in (("plain", HARBOUR), ("banked", both))
    ]
    assert [hit.passage.section.id for hit in first] == ["harbour#ferries", "harbour#lamp"]
    assert {part.signal for part in first[1].parts} == {"passage", "sentence", "lexical", "question"}


def test_a_passage_without_curated_questions_is_judged_by_its_own_words(tmp_path):
    banked = opened(tmp_path, with_bank(HARBOUR, "ferries", "When does the ferry sail?"), LIBRARY, encoder=ENCODER)
    hits = search(banked, "boat").hits
    assert hits[0].passage.section.id == "library#boat"
    raw = {part.signal: part.raw for part in hits[0].parts}
    assert raw["question"] == pytest.approx(max(raw["passage"], raw["sentence"]))


def test_a_filter_holds_for_curated_questions_too(tmp_path):
    banked = opened(tmp_path, with_bank(HARBOUR, "ferries", "boat"), LIBRARY, encoder=ENCODER)
    ranking = search(banked, "boat", filters=Filters(edition="2025"))
    assert found(ranking) == ["library#boat"]
