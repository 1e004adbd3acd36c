"""Approximate search over vectors that lie in clusters, as those of texts do; small enough for seconds."""

import numpy as np
import pytest

from fakes.documents import held
from fakes.encoder import KeywordEncoder
from trendsqa.index.build.building import build_generation
from trendsqa.index.generations.layout import IndexLayout
from trendsqa.index.generations.manifest import read_generation
from trendsqa.index.generations.vector_kind import VectorKind
from trendsqa.index.opening import open_generation
from trendsqa.index.vectors.approximating import choose_index
from trendsqa.index.vectors.dense import DenseIndex
from trendsqa.index.vectors.row_filter import RowFilter
from trendsqa.index.vectors.vector_store import FolderVectors

DIMENSION, CLUSTERS, ROWS = 64, 40, 6_000


def unit(vectors):
    return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)


@pytest.fixture(scope="module")
def vectors():
    random = np.random.default_rng(4)
    centres = unit(random.normal(size=(CLUSTERS, DIMENSION)))
    return unit(centres[random.integers(CLUSTERS, size=ROWS)] + random.normal(0, 0.1, (ROWS, DIMENSION)))


@pytest.fixture(scope="module")
def queries(vectors):
    random = np.random.default_rng(5)
    return unit(vectors[random.integers(ROWS, size=50)] + random.normal(0, 0.1, (50, DIMENSION)))


@pytest.fixture(scope="module")
def chosen(vectors):
    return choose_index(vectors, exact_up_to=1_000)


def test_few_rows_are_searched_exactly(vectors):
    few = choose_index(vectors[:1_000], exact_up_to=1_000)
    assert few.approximation is None
    assert few.index.search(vectors[:1], 5)[0].tolist() == np.argsort(-(vectors[:1_000] @ vectors[0]))[:5].tolist()


def test_many_rows_are_searched_through_lists_that_find_nearly_all_of_the_nearest(chosen, vectors, queries):
    assert chosen.approximation.probes < chosen.approximation.lists == 77
    assert chosen.approximation.recall >= 0.98
    shares = [
        len({*chosen.index.search(query[None], 10)[0]} & {*np.argsort(-(vectors @ query))[:10]}) / 10
        for query in queries
    ]
    assert np.mean(shares) >= 0.95


def test_scores_are_those_of_the_vectors_and_best_comes_first(chosen, vectors, queries):
    rows, scores = chosen.index.search(queries[:1], 100)
    np.testing.assert_allclose(scores, vectors[rows] @ queries[0], atol=1e-3)
    assert len({*rows.tolist()}) == 100
    assert (np.diff(scores) <= 0).all()


def test_what_is_written_opens_with_the_same_rows_scores_and_ranking(chosen, vectors, queries, tmp_path):
    chosen.index.write(tmp_path / "v.faiss")
    opened = DenseIndex.open(tmp_path / "v.faiss", exact_up_to=1_000)
    some = np.array([5_999, 3, 3, 0], dtype=np.int64)
    np.testing.assert_array_equal(opened.rows(some), vectors[some].astype(np.float16))
    np.testing.assert_allclose(opened.scores(queries[:1], some), vectors[some] @ queries[0], atol=1e-3)
    for query in queries:
        before, after = (index.search(query[None], 20) for index in (chosen.index, opened))
        assert before[0].tolist() == after[0].tolist()
        assert before[1].tolist() == after[1].tolist()


@pytest.mark.parametrize("passing", [1, 900, 3_000])
def test_a_filter_lets_only_its_rows_through_and_finds_them(chosen, vectors, queries, passing):
    rows = np.sort(np.random.default_rng(6).choice(ROWS, passing, replace=False))
    shares = []
    for query in queries:
        found, _ = chosen.index.search(query[None], 10, RowFilter({}, (), rows))
        assert np.isin(found, rows).all()
        best = rows[np.argsort(-(vectors[rows] @ query))][:10]
        shares.append(len({*found} & {*best}) / len(best))
    assert np.mean(shares) >= (0.95 if passing > 1_000 else 0.999)


def test_what_goes_with_a_subject_is_found_by_questions_about_others(chosen, vectors, queries):
    """The rows of some clusters, which are in few of the lists nearest to a question about another cluster."""
    centres = np.array([vectors[500], vectors[501], vectors[502], vectors[503]])
    rows = np.flatnonzero((vectors @ centres.T).max(axis=1) > 0.5)
    allowed = RowFilter({"trend": "those"}, (), rows)
    assert 400 < len(rows) < 1_000
    index = DenseIndex(chosen.index._index, exact_up_to=300)
    shares = [
        len({*index.search(query[None], 10, allowed)[0]} & {*rows[np.argsort(-(vectors[rows] @ query))][:10]}) / 10
        for query in queries
    ]
    assert np.mean(shares) >= 0.98


def test_a_filter_of_rows_by_chance_reads_no_more_lists_than_a_search_of_all(chosen):
    rows = np.sort(np.random.default_rng(6).choice(ROWS, 3_000, replace=False))
    assert chosen.index._probes(RowFilter({}, (), rows)) == chosen.approximation.probes


def test_of_rows_that_score_alike_the_first_come_first():
    twins = np.repeat(unit(np.random.default_rng(7).normal(size=(600, DIMENSION))), 5, axis=0)
    index = choose_index(twins, exact_up_to=1_000).index
    rows, _ = index.search(twins[500:501], 3)
    assert rows.tolist() == [500, 501, 502]


def test_the_same_vectors_give_the_same_file_and_so_do_those_taken_over_from_it(chosen, vectors, tmp_path):
    taken_over = chosen.index.rows(np.arange(ROWS))
    files = [tmp_path / name for name in ("first", "again", "later")]
    chosen.index.write(files[0])
    choose_index(vectors, exact_up_to=1_000).index.write(files[1])
    choose_index(taken_over, exact_up_to=1_000).index.write(files[2])
    assert files[0].read_bytes() == files[1].read_bytes() == files[2].read_bytes()


def test_vectors_without_clusters_are_searched_in_more_lists_or_exactly():
    random = np.random.default_rng(8)
    vectors = unit(random.normal(size=(3_000, DIMENSION)))
    chosen = choose_index(vectors, exact_up_to=1_000)
    found = [chosen.index.search(query[None], 10)[0] for query in vectors[:50]]
    nearest = [np.argsort(-(vectors @ query))[:10] for query in vectors[:50]]
    assert np.mean([len({*rows} & {*best}) / 10 for rows, best in zip(found, nearest, strict=True)]) >= 0.95


def test_where_no_lists_find_enough_the_search_is_exact(vectors, queries, caplog):
    """More than all of the nearest is never found."""
    index = choose_index(vectors, exact_up_to=1_000, recall=1.01)
    assert index.approximation is None
    assert "so they are searched exactly" in caplog.text
    rows, _ = index.index.search(queries[:1], 10)
    assert rows.tolist() == np.argsort(-(vectors.astype(np.float16).astype(np.float32) @ queries[0]))[:10].tolist()


def test_what_is_only_scored_is_kept_in_half_precision_and_still_found_exactly(vectors, queries):
    scored = choose_index(vectors, searched=False, exact_up_to=1_000)
    assert scored.approximation is None
    rows, _ = scored.index.search(queries[:1], 10)
    assert rows.tolist() == np.argsort(-(vectors.astype(np.float16).astype(np.float32) @ queries[0]))[:10].tolist()


WORDS = ("ferry", "lamp", "boat", "pier", "oar", "tide", "mole", "quay", "rope", "mast", "sail")


def of_words(count):
    """Documents whose passages hold different words each."""
    random = np.random.default_rng(9)
    for number in range(count):
        said = [f"{' '.join(random.choice(WORDS, size=8))}." for _ in range(20)]
        yield held(*(pair for place, words in enumerate(said) for pair in (("h", f"H {place}"), ("p", words))),
                   document_id=f"doc-{number}")  # fmt: skip


def test_a_large_generation_records_its_searches_opens_and_is_built_on(tmp_path):
    """An incremental build takes rounded vectors over and still equals a full one to the byte."""
    encoder, store = KeywordEncoder(*WORDS), FolderVectors(exact_up_to=300)
    documents = tuple(of_words(60))
    generations = []
    for folder, earlier_documents in ((tmp_path / "a", documents[1:]), (tmp_path / "b", ())):
        layout = IndexLayout(folder)
        first = build_generation(layout, earlier_documents, encoder, max_passage_tokens=40, store=store)
        encoder.encoded = 0
        later = build_generation(
            layout, documents, encoder, max_passage_tokens=40, store=store, earlier=layout.generation(first.name)
        )
        generations.append(later)
        assert later.encoded == encoder.encoded
    incremental, full = generations
    assert incremental.encoded < full.encoded
    assert incremental.approximate["passages"].recall >= 0.98
    assert set(incremental.approximate) == {"passages", "sentences"}
    assert read_generation(IndexLayout(tmp_path / "a").generation(incremental.name)) == incremental
    assert incremental.files == full.files
    opened = open_generation(layout.generation(full.name), encoder.identity, store)
    query = encoder.encode_queries(["ferry lamp"])
    rows, scores = opened.vectors[VectorKind.PASSAGES].index.search(query, 5)
    vectors = opened.vectors[VectorKind.PASSAGES].index.rows(np.arange(len(opened.vectors[VectorKind.PASSAGES].index)))
    np.testing.assert_allclose(scores, np.sort(vectors @ query[0])[::-1][:5], atol=1e-3)
    assert opened.table.passages(rows)
    opened.close()
