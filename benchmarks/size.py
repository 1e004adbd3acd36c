"""What a collection of many passages costs: time to build and to open, disk, memory, latency and recall of a search.

    python benchmarks/size.py [--passages 10000 100000 1000000] [--sentences 2] [--queries 500]

A real generation, built, opened and searched by the code that serves; only the encoder stands in, and what it makes of
the queries is at hand before the clock starts (``made_up_collection``). Recall is against an exact search in single
precision of the same vectors.

Building and searching run in a process of their own each, so that the memory told is that of one of them. Files are in
the page cache when they are opened: checking every byte of files that are not takes as long as the disk does. Memory is
told in two parts, the process's own and what it maps of the files, which other processes share and the system can take
back. A missed bar gives exit status 1. Linux only: memory is read from /proc.
"""

import argparse
import multiprocessing
import os
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from made_up_collection import SENTENCE_WORDS, Language, WordEncoder, documents, queries
from trendsqa.corpus.documents.document import BlockKind
from trendsqa.corpus.documents.held_document import HeldDocument
from trendsqa.embedding.encoder import EncoderIdentity, Vectors
from trendsqa.evaluation.table import Table
from trendsqa.index.build.building import build_generation
from trendsqa.index.generations.checksums import hash_artefacts
from trendsqa.index.generations.layout import IndexLayout
from trendsqa.index.generations.manifest import Generation, read_scoring
from trendsqa.index.generations.vector_kind import VectorKind
from trendsqa.index.opening import open_generation
from trendsqa.index.vectors.row_filter import RowFilter
from trendsqa.index.vectors.vector_store import FolderVectors, NewGeneration, StoredVectors, VectorIndex
from trendsqa.questions.interpreting import Interpreter
from trendsqa.retrieval.hit import Filters
from trendsqa.retrieval.ranking_model import RankingModel
from trendsqa.retrieval.searcher import Searcher

T = TypeVar("T")

SCORING = Path(__file__).resolve().parents[1] / "corpus" / "tuned" / "scoring.json"
NEAREST = 10
CANDIDATES = 200
MOST_P95_MS, MOST_OPEN_S, LEAST_RECALL = 50.0, 2.0, 0.98
"""The bars, at every size."""
COLUMNS = (
    "passages",
    "vectors",
    "built s",
    "peak MiB",
    "disk MiB",
    "opened s",
    "memory MiB, own + mapped",
    "search ms, p50 / p95 / p99",
    "of one edition",
    "of one trend",
    "recall at 10: passages / of one edition / of one trend / sentences",
)
FILTERS = {"of one edition": Filters(edition="2020"), "of one trend": Filters(trend="Trend 3")}
"""A fifth of the passages, of all subjects alike, and 8 %, those of a tenth of the subjects: most questions are about
other subjects, and the nearest of what passes lies far from them."""


class AtHand:
    """An encoder that has encoded every query before."""

    def __init__(self, identity: EncoderIdentity, vectors: dict[str, Vectors]) -> None:
        self.identity = identity
        self._vectors = vectors

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        return np.concatenate([self._vectors[text] for text in texts])

    encode_queries = encode_passages

    def count_tokens(self, text: str) -> int:
        return len(text.split())


class Comparing(FolderVectors):
    """The folder store; it also notes what an exact search of the vectors that it is given finds."""

    def __init__(self, asked: Vectors, passing: dict[str, NDArray[np.bool_]]) -> None:
        super().__init__()
        self._asked, self._passing = asked, passing
        self.nearest: dict[str, NDArray[np.int64]] = {}
        self.seconds = 0.0

    def write(self, new: NewGeneration, vectors: Callable[[VectorKind], Vectors]) -> StoredVectors:
        began = time.perf_counter()
        passages = vectors(VectorKind.PASSAGES)
        self.nearest = {
            "passages": nearest(passages, self._asked),
            **{name: nearest(passages, self._asked, passing) for name, passing in self._passing.items()},
            "sentences": nearest(vectors(VectorKind.SENTENCES), self._asked),
        }
        self.seconds = time.perf_counter() - began
        return super().write(new, vectors)


def passing(held: Sequence[HeldDocument], filters: Filters) -> NDArray[np.bool_]:
    """Which passages pass a filter by edition and trend, shape (passages,): a paragraph is one passage."""
    return np.array(
        [
            filters.edition in ("", item.source.edition)
            and filters.trend in ("", item.document.sections[block.section].trend)
            for item in held
            for block in item.document.blocks
            if block.kind is BlockKind.PARAGRAPH
        ]
    )


def nearest(vectors: Vectors, asked: Vectors, among: NDArray[np.bool_] | None = None) -> NDArray[np.int64]:
    """The rows of the highest inner products for each query, shape (queries, NEAREST), worked out part by part."""
    together = 50_000
    best = np.full((len(asked), NEAREST), -np.inf, dtype=np.float32)
    rows = np.zeros((len(asked), NEAREST), dtype=np.int64)
    for first in range(0, len(vectors), together):
        scores = asked @ vectors[first : first + together].T
        if among is not None:
            scores[:, ~among[first : first + together]] = -np.inf
        both = np.concatenate([best, scores], axis=1)
        numbers = np.concatenate(
            [rows, np.broadcast_to(np.arange(first, first + scores.shape[1]), scores.shape)], axis=1
        )
        chosen = np.argpartition(-both, NEAREST, axis=1)[:, :NEAREST]
        best, rows = np.take_along_axis(both, chosen, 1), np.take_along_axis(numbers, chosen, 1)
    return rows


@dataclass(frozen=True)
class Built:
    """A generation, and what it is asked: each query's vector, shape (1, dimension), and the nearest rows by kind."""

    folder: str
    name: str
    identity: EncoderIdentity
    asked: dict[str, Vectors]
    nearest: dict[str, NDArray[np.int64]]
    seconds: float
    peak_mib: float


def build(folder: str, passages: int, sentences: int, asking: int) -> Built:
    language = Language()
    encoder = WordEncoder(language)
    held = list(documents(language, passages, sentences))
    asked = queries(language, held, asking)
    vectors = encoder.encode_queries(asked)
    store = Comparing(vectors, {name: passing(held, filters) for name, filters in FILTERS.items()})
    layout, tokens = IndexLayout(Path(folder)), (SENTENCE_WORDS + 2) * sentences
    began = time.perf_counter()
    generation = build_generation(layout, held, encoder, max_passage_tokens=tokens, store=store)
    seconds = time.perf_counter() - began - store.seconds
    if generation.counts.passages != passages:
        raise SystemExit(f"{generation.counts} is not what was meant to be built.")
    at_hand = dict(zip(asked, vectors[:, None], strict=True))
    return Built(folder, generation.name, encoder.identity, at_hand, store.nearest, seconds, memory_mib("VmHWM"))


@dataclass(frozen=True)
class Measured:
    generation: Generation
    open_s: float
    taken_ms: dict[str, NDArray[np.float64]]
    recall: dict[str, float]
    own_mib: float
    mapped_mib: float


def measure(built: Built) -> Measured:
    encoder = AtHand(built.identity, built.asked)
    os.sync()  # What building left to be written would be written while searches are timed.
    hash_artefacts(path for path in Path(built.folder).rglob("*") if path.is_file())
    layout = IndexLayout(Path(built.folder)).generation(built.name)
    model = RankingModel.read(read_scoring(SCORING).ranking)
    own, mapped = memory_mib("RssAnon"), memory_mib("RssFile")
    began = time.perf_counter()
    opened = open_generation(layout, encoder.identity)
    searcher = Searcher(opened, model=model, candidates=CANDIDATES)
    interpreter = Interpreter(opened, encoder)
    open_s = time.perf_counter() - began
    asked_of = {"all": Filters(), **FILTERS}
    taken_ms = {name: latencies(interpreter, searcher, [*built.asked], filters) for name, filters in asked_of.items()}
    own, mapped = memory_mib("RssAnon") - own, memory_mib("RssFile") - mapped
    recall = {"passages": recall_of(opened.vectors[VectorKind.PASSAGES].index, built, "passages")}
    for name, filters in FILTERS.items():
        passing = searcher._passing(filters)  # noqa: SLF001 (what the searcher itself hands to the vectors)
        recall[name] = recall_of(opened.vectors[VectorKind.PASSAGES].index, built, name, passing.passages)
    recall["sentences"] = recall_of(opened.vectors[VectorKind.SENTENCES].index, built, "sentences")
    opened.close()
    return Measured(opened.generation, open_s, taken_ms, recall, own, mapped)


def recall_of(vectors: VectorIndex, built: Built, name: str, allowed: RowFilter | None = None) -> float:
    """The share of the nearest rows that a search of ``vectors`` finds."""
    pairs = zip(built.asked.values(), built.nearest[name], strict=True)
    return float(np.mean([np.isin(rows, vectors.search(query, NEAREST, allowed)[0]).mean() for query, rows in pairs]))


def latencies(
    interpreter: Interpreter, searcher: Searcher, asked: Sequence[str], filters: Filters
) -> NDArray[np.float64]:
    """Milliseconds of each search for the best ten, after a tenth of them was asked to warm up."""
    for text in asked[: len(asked) // 10]:
        searcher.search(interpreter.as_written(text), limit=NEAREST, filters=filters)
    taken = []
    for text in asked:
        began = time.perf_counter()
        searcher.search(interpreter.as_written(text), limit=NEAREST, filters=filters)
        taken.append((time.perf_counter() - began) * 1000)
    return np.array(taken)


def memory_mib(name: str) -> float:
    (line,) = (line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith(name + ":"))
    return int(line.split()[1]) / 1024


def apart(work: Callable[..., T], *given: object) -> T:
    """What ``work`` gives in a process of its own."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        return pool.submit(work, *given).result()


def row_of(built: Built, measured: Measured) -> tuple[str, ...]:
    counts, size = measured.generation.counts, sum(record.size for record in measured.generation.files)
    return (
        f"{counts.passages:,}",
        f"{counts.texts:,}",
        f"{built.seconds:.0f}",
        f"{built.peak_mib:,.0f}",
        f"{size / 2**20:,.0f}",
        f"{measured.open_s:.2f}",
        f"{measured.own_mib:,.0f} + {measured.mapped_mib:,.0f}",
        *(
            " / ".join(f"{np.percentile(taken, share):.0f}" for share in (50, 95, 99))
            for taken in measured.taken_ms.values()
        ),
        " / ".join(f"{share:.3f}" for share in measured.recall.values()),
    )


def missed(measured: Measured) -> list[str]:
    p95, recall = float(np.percentile(measured.taken_ms["all"], 95)), min(measured.recall.values())
    bars = (
        (p95 <= MOST_P95_MS, f"p95 of {p95:.0f} ms, allowed {MOST_P95_MS:.0f}"),
        (measured.open_s <= MOST_OPEN_S, f"opened in {measured.open_s:.2f} s, allowed {MOST_OPEN_S:.0f}"),
        (recall >= LEAST_RECALL, f"recall of {recall:.3f}, required {LEAST_RECALL}"),
    )
    return [message for held, message in bars if not held]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--passages", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--sentences", type=int, default=2, help="of a passage")
    parser.add_argument("--queries", type=int, default=500)
    given = parser.parse_args()
    rows, notes, messages = [], [], []
    for passages in given.passages:
        with tempfile.TemporaryDirectory(prefix="trendsqa-size-") as folder:
            built = apart(build, folder, passages, given.sentences, given.queries)
            measured = apart(measure, built)
        rows.append(row_of(built, measured))
        notes += [f"{passages:,} passages, {kind}: {how}" for kind, how in measured.generation.approximate.items()]
        messages += [f"{passages:,} passages: {message}" for message in missed(measured)]
        print("  ".join(rows[-1]), file=sys.stderr, flush=True)
    print(Table(COLUMNS, tuple(rows), tuple(notes)).markdown())
    print("\n".join(f"MISSED: {message}" for message in messages))
    return int(bool(messages))


if __name__ == "__main__":
    sys.exit(main())
