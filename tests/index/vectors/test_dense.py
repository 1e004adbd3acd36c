import numpy as np
import pytest

from trendsqa.errors import IndexDamagedError
from trendsqa.index.vectors.dense import DenseIndex
from trendsqa.index.vectors.row_filter import RowFilter

RANDOM = np.random.default_rng(0)


def unit_vectors(count, dimension=16):
    vectors = RANDOM.normal(size=(count, dimension)).astype(np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def test_search_ranks_as_brute_force_cosine_does():
    vectors, query = unit_vectors(200), unit_vectors(1)
    ordinals, scores = DenseIndex.of(vectors).search(query, 20)
    expected = np.argsort(-(vectors @ query[0]))[:20]
    assert ordinals.tolist() == expected.tolist()
    np.testing.assert_allclose(scores, (vectors @ query[0])[expected], atol=1e-6)


def test_search_stays_among_the_allowed_rows():
    vectors, query = unit_vectors(50), unit_vectors(1)
    allowed = np.array([3, 7, 31], dtype=np.int64)
    ordinals, _ = DenseIndex.of(vectors).search(query, 20, RowFilter({}, (), allowed))
    assert sorted(ordinals.tolist()) == [3, 7, 31]


def test_nothing_allowed_finds_nothing():
    ordinals, scores = DenseIndex.of(unit_vectors(5)).search(
        unit_vectors(1), 3, RowFilter({}, (), np.empty(0, dtype=np.int64))
    )
    assert len(ordinals) == len(scores) == 0


def test_what_is_written_opens_with_the_same_scores(tmp_path):
    vectors, query = unit_vectors(30), unit_vectors(1)
    DenseIndex.of(vectors).write(tmp_path / "v.faiss")
    opened = DenseIndex.open(tmp_path / "v.faiss")
    rows = np.array([4, 0, 29], dtype=np.int64)
    np.testing.assert_allclose(opened.scores(query, rows), vectors[rows] @ query[0], atol=1e-6)


def test_a_damaged_file_is_named(tmp_path):
    (tmp_path / "v.faiss").write_bytes(b"not an index")
    with pytest.raises(IndexDamagedError, match=r"v\.faiss"):
        DenseIndex.open(tmp_path / "v.faiss")
