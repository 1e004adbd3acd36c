"""How fast vectors in a Milvus server are searched, exactly and by graph, and how much the graph finds.

    python benchmarks/remote_search.py --uri http://127.0.0.1:19530 --rows 100000

The token is read from TRENDSQA_REMOTE__TOKEN. Vectors are drawn around cluster centres, as those of texts lie. Its
collections are deleted afterwards.
"""

import argparse
import os
import time
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from trendsqa.embedding.encoder import Vectors
from trendsqa.index.generations.manifest import MilvusCollection
from trendsqa.index.vectors.dense import DenseIndex
from trendsqa.index.vectors.milvus_server import Mark, MilvusServer
from trendsqa.index.vectors.milvus_vectors import RemoteVectors
from trendsqa.index.vectors.row_filter import RowFilter

DIMENSION = 384
CLUSTERS = 500
SPREAD = 0.06
"""Of each coordinate around its centre; neighbours then have cosines of about 0.5, as passages on one subject have."""
LIMIT = 800
"""What a search with 200 candidates asks of sentences."""
QUERIES = 50
EDITIONS = 20
BATCH = 5000


def unit(vectors: NDArray[np.float64]) -> Vectors:
    return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)


def clustered(rows: int, random: np.random.Generator) -> Vectors:
    centres = unit(random.normal(size=(CLUSTERS, DIMENSION)))
    return unit(centres[random.integers(CLUSTERS, size=rows)] + random.normal(0, SPREAD, (rows, DIMENSION)))


def percentiles(seconds: list[float]) -> str:
    return " ".join(f"{np.percentile(seconds, share) * 1000:.0f}" for share in (50, 95, 99))


def timed(work: Callable[[Vectors], NDArray[Any]], queries: Vectors) -> tuple[list[NDArray[Any]], str]:
    found, seconds = [], []
    for query in queries:
        began = time.perf_counter()
        found.append(work(query[None]))
        seconds.append(time.perf_counter() - began)
    return found, percentiles(seconds)


def measure(
    server: MilvusServer, vectors: Vectors, queries: Vectors, expected: list[NDArray[Any]], *, exact: bool
) -> None:
    name = f"benchmark_{len(vectors)}_{'exact' if exact else 'graph'}"
    editions = [str(row % EDITIONS) for row in range(len(vectors))]
    began = time.perf_counter()
    server.create(name, Mark(name, name), DIMENSION, ("edition",))
    try:
        for first in range(0, len(vectors), BATCH):
            some = slice(first, first + BATCH)
            server.insert(name, first, vectors[some], {"edition": editions[some]})
        server.settle(name, len(vectors), exact=exact)
        built = time.perf_counter() - began
        index = RemoteVectors(server, MilvusCollection("passages", name, len(vectors), exact))
        index.search(queries[:1], LIMIT)
        passing = np.flatnonzero(np.arange(len(vectors)) % EDITIONS == 0).astype(np.int64)
        allowed = RowFilter({"edition": "0"}, (), passing)
        scored = np.sort(np.random.default_rng(2).choice(len(vectors), 4000, replace=False)).astype(np.int64)
        found, search = timed(lambda query: index.search(query, LIMIT)[0], queries)
        _, filtered = timed(lambda query: index.search(query, LIMIT, allowed)[0], queries)
        _, scores = timed(lambda query: index.scores(query, scored), queries)
    finally:
        server.drop(name)
    recall = {
        k: np.mean([np.isin(true[:k], rows[:k]).mean() for true, rows in zip(expected, found, strict=True)])
        for k in (10, LIMIT)
    }
    print(
        f"{'exact' if exact else 'graph'}: written, indexed and loaded in {built:.0f} s; p50 p95 p99 in ms: "
        f"search {search}, among a twentieth {filtered}, scores of 4,000 rows {scores}; "
        f"recall at 10 {recall[10]:.3f}, at {LIMIT} {recall[LIMIT]:.3f}",
        flush=True,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--uri", required=True)
    parser.add_argument("--rows", type=int, default=100_000)
    arguments = parser.parse_args()
    random = np.random.default_rng(1)
    vectors = clustered(arguments.rows, random)
    queries = unit(vectors[random.integers(len(vectors), size=QUERIES)] + random.normal(0, 0.02, (QUERIES, DIMENSION)))
    flat = DenseIndex.of(vectors)
    expected, embedded = timed(lambda query: flat.search(query, LIMIT)[0], queries)
    print(f"{arguments.rows} rows, embedded and exact: search {embedded}", flush=True)
    server = MilvusServer(arguments.uri, token=os.environ.get("TRENDSQA_REMOTE__TOKEN", ""), timeout_s=60)
    for exact in (True, False):
        measure(server, vectors, queries, expected, exact=exact)


if __name__ == "__main__":
    main()
