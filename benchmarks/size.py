"""What a collection of many passages costs: time to build and to open, disk, memory, latency and recall of a search.

    python benchmarks/size.py [--passages 10000 100000 1000000] [--sentences 2] [--queries 500]

A real generation, built, opened and searched by the code that serves; only the encoder stands in. Its vectors are
computed from words: those of a section share a subject, and each subject's words lie around a centre of their own, so
that vectors are clustered as those of texts are. Queries are a few words of a passage, put as people put them; their
vectors are at hand before the clock starts. Recall is against an exact search in single precision of the same vectors.

Building and searching run in a process of their own each, so that the memory told is that of one of them. Files are in
the page cache when they are opened: checking every byte of files that are not takes as long as the disk does. Memory is
told in two parts, the process's own and what it maps of the files, which other processes share and the system can take
back. A missed bar gives exit status 1. Linux only: memory is read from /proc.
"""

import argparse
import multiprocessing
import re
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from trendsqa.corpus.document import Block, BlockKind, Document, Section
from trendsqa.corpus.held_document import HeldDocument, hold
from trendsqa.corpus.rights import Terms
from trendsqa.corpus.source import Form, Source
from trendsqa.embedding.encoder import EncoderIdentity, Vectors
from trendsqa.evaluation.table import Table
from trendsqa.index.building import build_generation
from trendsqa.index.checksums import hash_artefacts
from trendsqa.index.generation import Generation, read_scoring
from trendsqa.index.layout import IndexLayout
from trendsqa.index.opening import open_generation
from trendsqa.index.vector_store import FolderVectors, NewGeneration, StoredVectors
from trendsqa.retrieval.hit import Filters
from trendsqa.retrieval.ranking_model import RankingModel
from trendsqa.retrieval.searcher import Searcher

T = TypeVar("T")

SCORING = Path(__file__).resolve().parents[1] / "corpus" / "tuned" / "scoring.json"
DIMENSION = 384
WORDS, GENERAL = 120_000, 4_000
"""Words of the language, and how many of them belong to no subject."""
SUBJECTS, WORDS_OF_SUBJECT = 2_000, 150
SPREAD = 1.0
"""Of a word around its subject's centre, which has length 1: two words of a subject have cosines of about 0.5."""
SENTENCE_WORDS = 14
ON_SUBJECT = 0.5
"""Of the words of a sentence, how many are the subject's; the others are general."""
PASSAGES_OF_SECTION, SECTIONS_OF_DOCUMENT = 10, 10
EDITIONS = 5
FACETS = ("overview", "risks", "where-to-start", "guidance", "")
ASKED = ("{} {} {}", "How does {} {} the {} of {}?", "What are the risks of {} {} for {}?", "Why is {} {} {}?")
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
    "of one edition ms",
    "recall at 10: passages / of one edition / sentences",
)


class Language:
    """Made-up words, each with a vector; the general ones come first."""

    def __init__(self) -> None:
        random = np.random.default_rng(1)
        letters = [c + v for c in "bdfgklmnprstvz" for v in "aeiou"]
        count = len(letters)
        self.words = [
            letters[n % count] + letters[n // count % count] + letters[n // count**2] + "n" for n in range(WORDS)
        ]
        self.number = {word: number for number, word in enumerate(self.words)}
        centres = unit(random.normal(size=(SUBJECTS, DIMENSION)))
        self.of_subject = random.integers(GENERAL, WORDS, size=(SUBJECTS, WORDS_OF_SUBJECT))
        vectors = unit(random.normal(size=(WORDS, DIMENSION)))
        vectors[self.of_subject] = unit(centres[:, None] + SPREAD * vectors[self.of_subject])
        # The commoner a word, the less it says.
        vectors[:GENERAL] *= np.linspace(0.1, 1.0, GENERAL)[:, None]
        self.vectors = vectors
        general, own = (1 / np.arange(1, size + 1) for size in (GENERAL, WORDS_OF_SUBJECT))
        self.general_shares, self.own_shares = np.cumsum(general / general.sum()), np.cumsum(own / own.sum())

    def sentence(self, subject: int, random: np.random.Generator) -> str:
        own = self.of_subject[subject][np.searchsorted(self.own_shares[:-1], random.random(SENTENCE_WORDS))]
        general = np.searchsorted(self.general_shares[:-1], random.random(SENTENCE_WORDS))
        chosen = np.where(random.random(SENTENCE_WORDS) < ON_SUBJECT, own, general)
        return " ".join(self.words[number] for number in chosen).capitalize() + "."


class WordEncoder:
    """The direction of a text's words together."""

    def __init__(self, language: Language) -> None:
        self._language = language
        self.identity = EncoderIdentity("words", "0" * 64, "", "sum", DIMENSION, 256, "", "")

    def encode_passages(self, texts: Sequence[str], on_progress: Callable[[int], None] | None = None) -> Vectors:
        number, together = self._language.number, 20_000
        vectors = np.empty((len(texts), DIMENSION), dtype=np.float32)
        for first in range(0, len(texts), together):
            some = texts[first : first + together]
            rows = [[number[w] for w in re.findall("[a-z]+", text.lower()) if w in number] or [0] for text in some]
            bounds = np.cumsum([0, *map(len, rows)])
            columns = np.concatenate(rows)
            counts = csr_matrix((np.ones(len(columns), np.float32), columns, bounds), shape=(len(some), WORDS))
            vectors[first : first + len(some)] = unit(counts @ self._language.vectors)
            if on_progress:
                on_progress(len(some))
        return vectors

    def encode_queries(self, texts: Sequence[str], on_progress: Callable[[int], None] | None = None) -> Vectors:
        return self.encode_passages(texts, on_progress)

    def count_tokens(self, text: str) -> int:
        return len(text.split())


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


def unit(vectors: NDArray[np.floating]) -> Vectors:
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return (vectors / np.maximum(lengths, 1e-12)).astype(np.float32)


def documents(language: Language, passages: int, sentences: int) -> Iterator[HeldDocument]:
    per_document = PASSAGES_OF_SECTION * SECTIONS_OF_DOCUMENT
    for number in range(-(-passages // per_document)):
        yield document(language, number, min(per_document, passages - number * per_document), sentences)


def document(language: Language, number: int, passages: int, sentences: int) -> HeldDocument:
    random = np.random.default_rng((7, number))
    source_id, title = f"source-{number}", language.words[int(random.integers(WORDS))].capitalize()
    text, sections, blocks = "", [], []

    def add(kind: BlockKind, words: str) -> None:
        nonlocal text
        blocks.append(Block(kind, len(text), len(text) + len(words), len(sections) - 1))
        text += words + "\n\n"

    for place in range(passages):
        if place % PASSAGES_OF_SECTION == 0:
            subject, section = int(random.integers(SUBJECTS)), len(sections)
            own = language.of_subject[subject][random.integers(WORDS_OF_SUBJECT, size=2)]
            heading = " ".join(language.words[word] for word in own).capitalize()
            facet = FACETS[section % len(FACETS)]
            trend = f"Trend {subject % 10}" if facet else ""
            sections.append(Section(f"{source_id}#{section}", heading, (title, heading), 2, trend, facet))
            add(BlockKind.HEADING, heading)
        add(BlockKind.PARAGRAPH, " ".join(language.sentence(subject, random) for _ in range(sentences)))
    source = Source(
        id=source_id,
        title=title,
        kind=f"kind {number % 4}",
        publisher=f"Publisher {number % 50}",
        licence="OGL-UK-3.0",
        terms=Terms.FULL,
        edition=f"{2020 + number % EDITIONS}",
        url=f"https://example.org/{number}",
    )
    whole = Document(source_id, title, text, tuple(sections), tuple(blocks))
    return hold(source, whole, (Form.FULL,) * len(sections))


def queries(language: Language, held: Sequence[HeldDocument], count: int) -> list[str]:
    """Different queries, each of words of one paragraph."""
    random = np.random.default_rng(11)
    asked: dict[str, None] = {}
    while len(asked) < count:
        chosen = held[int(random.integers(len(held)))].document
        block = chosen.blocks[int(random.integers(len(chosen.blocks)))]
        words = sorted({w for w in chosen.quote(block).lower().strip(".").split() if language.number.get(w, 0) > 100})
        template = ASKED[len(asked) % len(ASKED)]
        if len(words) >= template.count("{}"):
            asked[template.format(*random.permutation(words)[: template.count("{}")])] = None
    return list(asked)


class Comparing(FolderVectors):
    """The folder store; it also notes what an exact search of the vectors that it is given finds."""

    def __init__(self, asked: Vectors, of_edition: NDArray[np.bool_]) -> None:
        super().__init__()
        self._asked, self._of_edition = asked, of_edition
        self.nearest: dict[str, NDArray[np.int64]] = {}
        self.seconds = 0.0

    def write(self, new: NewGeneration, vectors: Callable[[str], Vectors]) -> StoredVectors:
        began = time.perf_counter()
        passages = vectors("passages")
        self.nearest = {
            "passages": nearest(passages, self._asked),
            "of one edition": nearest(passages, self._asked, self._of_edition),
            "sentences": nearest(vectors("sentences"), self._asked),
        }
        self.seconds = time.perf_counter() - began
        return super().write(new, vectors)


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
    of_edition = np.arange(passages) // (PASSAGES_OF_SECTION * SECTIONS_OF_DOCUMENT) % EDITIONS == 0
    store = Comparing(vectors, of_edition)
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
    plain_ms: NDArray[np.float64]
    filtered_ms: NDArray[np.float64]
    recall: dict[str, float]
    own_mib: float
    mapped_mib: float


def measure(built: Built) -> Measured:
    encoder = AtHand(built.identity, built.asked)
    hash_artefacts(path for path in Path(built.folder).rglob("*") if path.is_file())
    layout = IndexLayout(Path(built.folder)).generation(built.name)
    model = RankingModel.read(read_scoring(SCORING).ranking)
    own, mapped = memory_mib("RssAnon"), memory_mib("RssFile")
    began = time.perf_counter()
    opened = open_generation(layout, encoder.identity)
    searcher = Searcher(opened, encoder, model=model, candidates=CANDIDATES)
    open_s = time.perf_counter() - began
    plain, filtered = Filters(), Filters(edition="2020")
    plain_ms, filtered_ms = (latencies(searcher, [*built.asked], filters) for filters in (plain, filtered))
    own, mapped = memory_mib("RssAnon") - own, memory_mib("RssFile") - mapped
    allowed = searcher._allowed(filtered)  # noqa: SLF001 (what the searcher itself hands to the vectors)
    searches = {
        "passages": lambda query: opened.passage_vectors.search(query, NEAREST)[0],
        "of one edition": lambda query: opened.passage_vectors.search(query, NEAREST, allowed)[0],
        "sentences": lambda query: opened.sentence_vectors.search(query, NEAREST)[0],
    }
    recall = {name: recall_of(find, built, name) for name, find in searches.items()}
    opened.close()
    return Measured(opened.generation, open_s, plain_ms, filtered_ms, recall, own, mapped)


def recall_of(find: Callable[[Vectors], NDArray[np.int64]], built: Built, name: str) -> float:
    """The share of the nearest rows that ``find`` finds."""
    pairs = zip(built.asked.values(), built.nearest[name], strict=True)
    return float(np.mean([np.isin(rows, find(vector)).mean() for vector, rows in pairs]))


def latencies(searcher: Searcher, asked: Sequence[str], filters: Filters) -> NDArray[np.float64]:
    """Milliseconds of each search for the best ten, after a tenth of them was asked to warm up."""
    for text in asked[: len(asked) // 10]:
        searcher.search(text, limit=NEAREST, filters=filters)
    taken = []
    for text in asked:
        began = time.perf_counter()
        searcher.search(text, limit=NEAREST, filters=filters)
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
            for taken in (measured.plain_ms, measured.filtered_ms)
        ),
        " / ".join(f"{share:.3f}" for share in measured.recall.values()),
    )


def missed(measured: Measured) -> list[str]:
    p95, recall = float(np.percentile(measured.plain_ms, 95)), min(measured.recall.values())
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
