"""What holds of vectors wherever they are: in the generation's folder, in Milvus Lite or in a Milvus server."""

from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np
import pytest

from fakes.building import MAX_PASSAGE_TOKENS, asked
from fakes.documents import held
from fakes.encoder import KeywordEncoder
from trendsqa.corpus.question_bank import BankEntry
from trendsqa.corpus.source import Form
from trendsqa.index.build.building import build_generation
from trendsqa.index.generations.layout import IndexLayout
from trendsqa.index.generations.manifest import Generation
from trendsqa.index.generations.vector_kind import VectorKind
from trendsqa.index.opening import OpenGeneration, open_generation
from trendsqa.index.pruning import prune
from trendsqa.index.publishing import kept_names, publish, published_name, rollback
from trendsqa.index.vectors.row_filter import RowFilter
from trendsqa.index.vectors.vector_store import FolderVectors, VectorStore
from trendsqa.retrieval.hit import Filters
from trendsqa.retrieval.ranking_model import RankingModel, SignalWeights
from trendsqa.retrieval.searcher import Searcher

WORDS = ("ferry", "lamp", "boat", "harbour", "island", "bridge", "tide")
ENCODER = KeywordEncoder(*WORDS)
MODEL = RankingModel.of_weights(SignalWeights(passage=0.3, sentence=0.4, lexical=0.3, question=0.3))
HOSTILE = 'A "quoted" \\ publisher,\n両国 {x} %'
"""A publisher's name with all that could end or change a condition."""


def sailings(document_id: str, **changes: object):
    """A section for each pair of words; the same words in every document, so that all scores tie across documents."""
    blocks = [
        block
        for first, second in combinations(WORDS, 2)
        for block in (("h", f"{first} and {second}"), ("p", f"The {first} is here. The {second} is there."))
    ]
    return held(*blocks, document_id=document_id, **changes)


def with_bank(document, *questions):
    section = document.document.sections[0].id
    return replace(document, bank=(BankEntry(document.source.id, section, None, questions, "by-hand.jsonl"),))


def half_in_brief(document):
    """The same, with every other section in our own words."""
    return replace(document, forms=tuple((Form.BRIEF, Form.FULL)[place % 2] for place in range(len(document.forms))))


COLLECTION = (
    with_bank(sailings("first", edition="2024", publisher=HOSTILE), "Where is the ferry?", "Is there a lamp?"),
    sailings("second", edition="2025"),
    half_in_brief(sailings("third", edition="2025", kind="guidance")),
)


@dataclass(frozen=True)
class Place:
    """An index of its own, with everything in it that a test changes."""

    layout: IndexLayout
    store: VectorStore

    def build(self, *documents, **options) -> Generation:
        return build_generation(
            self.layout, documents, ENCODER, max_passage_tokens=MAX_PASSAGE_TOKENS, store=self.store, **options
        )

    def open(self, generation: Generation) -> OpenGeneration:
        return open_generation(self.layout.generation(generation.name), ENCODER.identity, self.store)


@pytest.fixture(scope="module")
def opened(make_store, tmp_path_factory):
    """The collection, built and open; searching changes nothing in it."""
    place = Place(IndexLayout(tmp_path_factory.mktemp("index")), make_store("searching"))
    generation = place.open(place.build(*COLLECTION))
    yield generation
    generation.close()


@pytest.fixture(scope="module")
def embedded(tmp_path_factory):
    """The same collection with its vectors in its folder."""
    place = Place(IndexLayout(tmp_path_factory.mktemp("embedded")), FolderVectors())
    generation = place.open(place.build(*COLLECTION))
    yield generation
    generation.close()


@pytest.fixture
def place(make_store, tmp_path, request):
    """An index that a test has to itself."""
    prefix = "T" + "".join(char for char in request.node.name if char.isalnum())[:40]
    return Place(IndexLayout(tmp_path), make_store(prefix))


def vectors_of(index) -> np.ndarray:
    return index.rows(np.arange(len(index), dtype=np.int64))


def by_hand(vectors, query, limit, rows=None):
    """The ranking worked out without an index: best first, equal scores by row."""
    rows = np.arange(len(vectors)) if rows is None else rows
    scores = vectors[rows] @ query[0]
    order = np.lexsort((rows, -np.round(scores, 5)))[:limit]
    return rows[order], scores[order]


def query(words="ferry lamp"):
    return ENCODER.encode_queries([words])


def test_vectors_come_back_as_they_were_encoded(opened, embedded):
    for kind in VectorKind:
        stored, expected = vectors_of(opened.vectors[kind].index), vectors_of(embedded.vectors[kind].index)
        np.testing.assert_array_equal(stored, expected)


@pytest.mark.parametrize("limit", [1, 2, 7, 20, 50, 1000])
def test_search_ranks_as_brute_force_does_and_equal_scores_go_by_row(opened, limit):
    for index in (opened.vectors[VectorKind.PASSAGES].index, opened.vectors[VectorKind.SENTENCES].index):
        rows, scores = index.search(query(), limit)
        expected_rows, expected_scores = by_hand(vectors_of(index), query(), limit)
        np.testing.assert_allclose(scores, expected_scores, atol=1e-6)
        assert rows.tolist() == expected_rows.tolist()


def test_scores_of_given_rows_come_in_the_order_of_the_rows(opened):
    index = opened.vectors[VectorKind.SENTENCES].index
    rows = np.array([90, 3, 17, 0, 41], dtype=np.int64)
    np.testing.assert_allclose(index.scores(query("boat"), rows), vectors_of(index)[rows] @ query("boat")[0], atol=1e-6)
    assert index.scores(query("boat"), np.empty(0, dtype=np.int64)).shape == (0,)


@pytest.mark.parametrize(
    "filters",
    [
        Filters(edition="2025"),
        Filters(edition="2025", kind="guidance"),
        Filters(publisher=HOSTILE),
        Filters(form="brief"),
        Filters(form="full", edition="2025"),
        Filters(document_id="third", without_editions=("2024",)),
        Filters(without_editions=("2024", "2023")),
    ],
    ids=lambda filters: "+".join(name for name in Filters.__slots__ if getattr(filters, name)),
)
def test_a_filter_gives_the_best_of_what_passes_and_nothing_else(opened, filters):
    searcher = Searcher(opened, model=MODEL, candidates=10)
    passing = searcher._passing(filters)
    for index, among in (
        (opened.vectors[VectorKind.PASSAGES].index, passing.passages),
        (opened.vectors[VectorKind.SENTENCES].index, passing.sentences),
    ):
        rows, _ = index.search(query(), 25, among)
        assert rows.tolist() == by_hand(vectors_of(index), query(), 25, among.rows())[0].tolist()


def search(generation, words, *, limit=9, filters=Filters()):  # noqa: B008 (a frozen value)
    searcher = Searcher(generation, model=MODEL, candidates=10)
    return searcher.search(asked(generation, words, ENCODER), limit=limit, filters=filters)


@pytest.mark.parametrize("value", ["2031", '" or row >= 0 or edition == "', "\x00", "\ud800"])
def test_a_filter_that_nothing_passes_finds_nothing(opened, value):
    none = RowFilter({"edition": value}, (), np.empty(0, dtype=np.int64))
    rows, scores = opened.vectors[VectorKind.PASSAGES].index.search(query(), 5, none)
    assert len(rows) == len(scores) == 0


@pytest.mark.parametrize(
    "filters", [Filters(), Filters(edition="2025"), Filters(publisher=HOSTILE), Filters(form="brief")]
)
@pytest.mark.parametrize("words", ["ferry", "Where is the ferry?", "lamp on the island", "nothing of this"])
def test_a_search_gives_the_same_ranking_as_the_embedded_store(opened, embedded, words, filters):
    rankings = [
        Searcher(generation, model=MODEL, candidates=10).search(
            asked(generation, words, ENCODER), limit=40, filters=filters
        )
        for generation in (opened, embedded)
    ]
    assert [hit.passage.id for hit in rankings[0].hits] == [hit.passage.id for hit in rankings[1].hits]
    for hit, expected in zip(rankings[0].hits, rankings[1].hits, strict=True):
        assert hit.score == pytest.approx(expected.score, abs=1e-5)


def test_an_empty_collection_builds_opens_and_finds_nothing(place):
    opened = place.open(place.build())
    assert search(opened, "ferry").hits == ()
    opened.close()


def sections_found(generation, words="ferry"):
    hits = (
        Searcher(generation, model=MODEL, candidates=10)
        .search(asked(generation, words, ENCODER), limit=9, filters=Filters())
        .hits
    )
    return {hit.passage.section.id for hit in hits}


def test_generations_live_side_by_side_are_published_gone_back_to_and_pruned(place):
    """The whole life of three generations; in a server each build takes seconds, so one test follows it."""
    built = [place.build(held(("h", name), ("p", f"The {name} crosses."))) for name in ("Ferry", "Boat", "Tide")]
    first, second, third = (generation.name for generation in built)
    publish(place.layout, second, place.store)
    old, new = (place.open(generation) for generation in built[:2])
    assert sections_found(old) == {"doc#ferry"}
    assert sections_found(new) == {"doc#boat"}

    publish(place.layout, third, place.store)
    assert place.store.published() in {third, None}
    assert sections_found(new) == {"doc#boat"}, "who has a generation open goes on with it"

    assert rollback(place.layout, "", place.store) == second == published_name(place.layout)
    assert place.store.published() in {second, None}

    new.close()
    assert prune(place.layout, 1, place.store) == (), "the first is open, the second published and the third the newest"
    old.close()
    assert prune(place.layout, 1, place.store) == (first,)
    assert kept_names(place.layout) == (second, third)
    reopened = place.open(built[1])
    assert sections_found(reopened) == {"doc#boat"}
    reopened.close()


def test_unchanged_texts_keep_their_vectors_and_an_unchanged_collection_its_generation(place):
    before = place.build(COLLECTION[1])
    earlier = place.layout.generation(before.name)
    assert place.build(COLLECTION[1], earlier=earlier).name == before.name
    after = place.build(COLLECTION[1], held(("h", "New"), ("p", "A new tide.")), earlier=earlier)
    assert 0 < after.encoded < before.encoded
    opened = place.open(after)
    assert sections_found(opened, "new tide") >= {"doc#new"}
    opened.close()
