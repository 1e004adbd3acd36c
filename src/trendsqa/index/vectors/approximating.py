"""Choice of a vector index: exact while that is fast enough, then inverted lists, by measured recall (faiss).

Each row is in one of about √n lists, as a product-quantisation code of half a byte for two numbers, in blocks scored by
SIMD (Jégou, Douze and Schmid, Product Quantization for Nearest Neighbor Search, 2011; André, Kermarrec and Le
Scouarnec, arXiv:1812.09162). The best by code are ranked by their vectors in half precision. A search reads the
smallest number of lists with enough recall against an exact search, measured for queries as far from their rows as
questions are.
"""

import logging
import os
from bisect import bisect_left
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from math import isqrt, sqrt
from typing import Any

import faiss
import numpy as np
from numpy.typing import NDArray

from trendsqa.embedding.encoder import Vectors
from trendsqa.index.generations.manifest import Approximation
from trendsqa.index.rows import Scores
from trendsqa.index.vectors.dense import EXACT_UP_TO, DenseIndex

__all__ = ["ChosenIndex", "choose_index"]

_LOG = logging.getLogger(__name__)

_RECALL = 0.98
_MARGIN = 0.01
"""Margin above the required recall, since questions differ from the queries that it is measured on."""
_NEAREST = 10
_QUERIES = 256
_ROUNDING = 1e-5
"""Largest difference between two ways of summing one inner product."""
_COSINE = 0.35
"""Cosine of a query and the row that it is made from; questions come as near as 0.5 to the passages that answer them.

Farther queries have their nearest rows in more lists: 0.35 needs as many as a few words of a passage do.
"""
_FEWEST_PROBES = 16
_STEP = 2**0.25
"""Factor between two numbers of lists that are tried."""
_TRAINING_ROWS = 65_536
_ROUNDS = 10
"""Iterations of k-means: more changed recall by less than 0.002."""
_SEED = 1
_TOGETHER = 50_000
"""Rows handled at a time, so that intermediate results stay small."""


@dataclass(frozen=True, slots=True)
class ChosenIndex:
    """An index with the approximation of its search; None for an exact one."""

    index: DenseIndex
    approximation: Approximation | None


def choose_index(
    vectors: Vectors, *, searched: bool = True, exact_up_to: int = EXACT_UP_TO, recall: float = _RECALL
) -> ChosenIndex:
    """An index over ``vectors``, shape (n, dimension); the same vectors always give the same.

    Up to ``exact_up_to`` rows it is exact. More rows are stored in half precision, and searched through lists if recall
    at 10 is at least ``recall``. An index that is not ``searched`` only has to return rows and their scores.
    """
    if len(vectors) <= exact_up_to:
        return ChosenIndex(DenseIndex.of(vectors), None)
    faiss.omp_set_num_threads(os.cpu_count() or 1)
    # Rounded first, so that rows reused from an earlier index give the same lists and codes.
    halves = vectors.astype(np.float16)
    if not searched:
        return ChosenIndex(DenseIndex(_in_halves(halves)), None)
    both = _in_lists(halves)
    index = DenseIndex(both, exact_up_to=exact_up_to)
    approximation = _probed(both, index, halves, recall)
    if approximation is None:
        _LOG.warning(
            "No lists find %s of the nearest of %d vectors, so they are searched exactly.", recall, len(halves)
        )
        return ChosenIndex(DenseIndex(_in_halves(halves)), None)
    return ChosenIndex(index, approximation)


def _in_halves(halves: NDArray[np.float16]) -> Any:
    index = faiss.IndexScalarQuantizer(halves.shape[1], faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT)
    # Half precision needs no training; the codes are the bits themselves.
    index.is_trained = True
    index.add_sa_codes(halves.view(np.uint8))
    return index


def _in_lists(halves: NDArray[np.float16]) -> Any:
    dimension = halves.shape[1]
    centres: Any = faiss.IndexFlatIP(dimension)
    codes = dimension // 2 if dimension % 2 == 0 else dimension
    lists: Any = faiss.IndexIVFPQFastScan(centres, dimension, isqrt(len(halves)), codes, 4, faiss.METRIC_INNER_PRODUCT)
    lists.cp.niter, lists.cp.seed = _ROUNDS, _SEED
    lists.train(halves[_sample(len(halves), _TRAINING_ROWS)].astype(np.float32))
    for first in range(0, len(halves), _TOGETHER):
        lists.add(halves[first : first + _TOGETHER].astype(np.float32))
    rows = _in_halves(halves)
    both = faiss.IndexRefine(lists, rows)
    # An index inside another is freed with it, not when Python drops its reference.
    centres.this.disown()
    lists.this.disown()
    rows.this.disown()
    lists.own_fields = both.own_fields = both.own_refine_index = True
    both.is_trained, both.ntotal = True, len(halves)
    return both


def _probed(both: Any, index: DenseIndex, halves: NDArray[np.float16], required: float) -> Approximation | None:
    """The approximation with the fewest lists that reach ``required``, set in ``both``; None if even all do not."""
    lists: Any = faiss.downcast_index(both.base_index)
    queries = _queries(halves)
    tenth = _tenth_best(halves, queries)

    @cache
    def recall(probes: int) -> float:
        lists.nprobe = probes
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            scores = pool.map(lambda query: index.search(query[None], _NEAREST)[1], queries)
            # Duplicate texts are interchangeable, so the scores of the rows count, not their numbers.
            found = sum(np.count_nonzero(own >= last - _ROUNDING) for own, last in zip(scores, tenth, strict=True))
        return found / tenth.size / _NEAREST

    tried = _numbers_of_lists(int(lists.nlist))
    place = bisect_left(tried, required + _MARGIN, hi=len(tried) - 1, key=recall)
    found = recall(tried[place])
    if found < required:
        return None
    # The last number tried need not be the chosen one.
    lists.nprobe = tried[place]
    return Approximation(int(lists.nlist), tried[place], round(found, 4), len(queries))


def _numbers_of_lists(lists: int) -> list[int]:
    tried, probes = [lists], float(min(_FEWEST_PROBES, lists))
    while probes < lists:
        tried.append(int(probes))
        probes *= _STEP
    return sorted(set(tried))


def _queries(halves: NDArray[np.float16]) -> Vectors:
    """Random unit vectors at the cosine ``_COSINE`` from some of the rows, shape (queries, dimension)."""
    random = np.random.default_rng(_SEED)
    rows = halves[random.integers(len(halves), size=_QUERIES)].astype(np.float32)
    away = random.normal(size=rows.shape).astype(np.float32)
    away -= np.sum(away * rows, axis=1, keepdims=True) * rows
    away /= np.linalg.norm(away, axis=1, keepdims=True)
    queries: Vectors = np.float32(_COSINE) * rows + np.float32(sqrt(1 - _COSINE**2)) * away
    return queries


def _tenth_best(halves: NDArray[np.float16], queries: Vectors) -> Scores:
    """The tenth highest inner product of each query with any row, shape (queries,)."""
    best = np.full((len(queries), _NEAREST), -np.inf, dtype=np.float32)
    for first in range(0, len(halves), _TOGETHER):
        scores = np.concatenate([best, queries @ halves[first : first + _TOGETHER].astype(np.float32).T], axis=1)
        best = np.partition(scores, -_NEAREST, axis=1)[:, -_NEAREST:]
    tenth: Scores = best.min(axis=1)
    return tenth


def _sample(rows: int, size: int) -> NDArray[np.int64]:
    return np.sort(np.random.default_rng(_SEED).choice(rows, min(rows, size), replace=False))
