"""What the benchmarks of passage retrieval share: building an index of a test collection, ranking it, and the measures.

It is the product that is measured: the files go through `corpus add` and `index build` into folders of their own, with
an empty question bank, and the assistant searches them with its default settings. A collection is handed over as
Markdown documents in which every text is a section of its own under its title, so that no passage holds two texts; a
long text gives several passages. A text is ranked where the first of its passages stands.

Beside the product stand single signals and a plain sum of two, made from the raw scores that every hit carries: the
same passages, vectors and words, ranked otherwise. They rank what the product put forward, which holds the best of each
signal.
"""

import re
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from math import log2
from pathlib import Path
from time import monotonic

import numpy as np

from trendsqa.answering.assistant import Assistant
from trendsqa.assembly import Assembly
from trendsqa.corpus.collection import Overrides
from trendsqa.evaluation.measures.bootstrap import interval_of_mean
from trendsqa.evaluation.table import Table
from trendsqa.retrieval.hit import Hit
from trendsqa.settings import Settings
from trendsqa.upkeep.rebuilding import build_index

__all__ = ["Query", "Text", "compare", "indexed", "ndcg", "reciprocal_rank", "telling"]

DEPTH = 10
ALL_CANDIDATES = 10_000
DENSE, WORDS = "passage", "lexical"
"""The names under which a hit carries its similarity and its BM25 score."""
HALF = 0.5
SECONDS_BETWEEN_NOTES = 5
PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")

PRODUCT = "trendsqa as it is"


@dataclass(frozen=True)
class Text:
    """One text of a collection. Its ``id`` is the benchmark's own; a text without a title has an empty one."""

    id: str
    title: str
    words: str


@dataclass(frozen=True)
class Query:
    """A query and what each relevant text is worth, by the text's id; all others are worth nothing."""

    words: str
    gains: Mapping[str, float]


@dataclass(frozen=True)
class Indexed:
    """An assistant over a collection, and the text that each section holds."""

    assistant: Assistant
    text_of: Mapping[str, str]

    def rankings(self, words: str) -> dict[str, list[str]]:
        """The ids of the texts, best first, as the product and as each of the others ranks them."""
        hits = self.assistant.search(words, limit=ALL_CANDIDATES).hits
        dense, lexical = signal(hits, DENSE), signal(hits, WORDS)
        orders = {
            PRODUCT: range(len(hits)),
            "dense alone": best_first(dense),
            "BM25 alone": best_first(lexical),
            "dense and BM25, half each": best_first(HALF * scaled(dense) + HALF * scaled(lexical)),
        }
        return {name: self._texts(hits[place] for place in order) for name, order in orders.items()}

    def _texts(self, hits: Iterable[Hit]) -> list[str]:
        return list(dict.fromkeys(self.text_of[hit.passage.section.id] for hit in hits))


@contextmanager
def indexed(documents: Mapping[str, Sequence[Text]], home: Path | None) -> Iterator[Indexed]:
    """The collection, indexed under ``home``, or under a temporary folder that goes away afterwards.

    An index that ``home`` already holds is used as it is. ``documents`` are lists of texts by document id.
    """
    with tempfile.TemporaryDirectory() as temporary:
        home = home or Path(temporary)
        assembly = Assembly(Settings(), corpus=home / "corpus", index=home / "index")
        if not assembly.layout.pointer.is_file():
            build(assembly, documents, Path(temporary))
        assistant = assembly.assistant()
        try:
            yield Indexed(assistant, sections(assistant, documents))
        finally:
            assistant.close()


def build(assembly: Assembly, documents: Mapping[str, Sequence[Text]], drafts: Path) -> None:
    # Its own folder of questions, empty: the curated ones are of other documents.
    (assembly.locations.corpus / "questions").mkdir(parents=True, exist_ok=True)
    tell = telling("adding")
    for done, (document_id, texts) in enumerate(documents.items(), start=1):
        draft = drafts / f"{document_id}.md"
        draft.write_text("\n\n".join(map(markdown, texts)), encoding="utf-8")
        assembly.collection().add(draft, Overrides(id=document_id, terms="full"))
        tell(done, len(documents))
    assembly.export_models()
    problems = build_index(assembly, on_progress=telling("encoding")).problems
    if problems:
        raise SystemExit(f"{problems[0][0]} could not be indexed: {problems[0][1]}")


def sections(assistant: Assistant, documents: Mapping[str, Sequence[Text]]) -> dict[str, str]:
    """The id of the text that each section holds: sections come in the order of the texts."""
    pairs = {}
    for document_id, texts in documents.items():
        sections = assistant.outline(document_id).sections
        pairs.update({section.id: text.id for section, text in zip(sections, texts, strict=True)})
    return pairs


def markdown(text: Text) -> str:
    """A section of its own; every mark is escaped, so that the reader finds the words and nothing else."""
    title, words = (PUNCTUATION.sub(r"\\\1", " ".join(part.split())) for part in (text.title, text.words))
    return f"# {title or 'Untitled'}\n\n{words or title}"


def signal(hits: Sequence[Hit], name: str) -> np.ndarray:
    return np.array([next(part.raw for part in hit.parts if part.signal == name) for hit in hits])


def scaled(scores: np.ndarray) -> np.ndarray:
    spread = np.ptp(scores) if len(scores) else 0.0
    return (scores - scores.min()) / spread if spread else np.zeros_like(scores)


def best_first(scores: np.ndarray) -> np.ndarray:
    return np.argsort(-scores, kind="stable")


def first_is_relevant(ranked: Sequence[str], gains: Mapping[str, float]) -> float:
    """1 if the first text is relevant, else 0; with one relevant text a query, this is R@1."""
    return float(bool(ranked) and gains.get(ranked[0], 0) > 0)


def reciprocal_rank(ranked: Sequence[str], gains: Mapping[str, float]) -> float:
    """1 / the rank of the first relevant text among the first ten, 0 without one."""
    return next((1 / rank for rank, text in enumerate(ranked[:DEPTH], start=1) if gains.get(text, 0) > 0), 0.0)


def ndcg(ranked: Sequence[str], gains: Mapping[str, float]) -> float:
    """nDCG at 10, the gains taken as they are (Järvelin and Kekäläinen, ACM TOIS 2002; as in trec_eval).

    DCG = sum over ranks 1 to 10 of gain / log2(rank + 1); nDCG = DCG / DCG of the best ranking there can be.
    """
    best = dcg(sorted(gains.values(), reverse=True))
    return dcg([gains.get(text, 0) for text in ranked]) / best if best else 0.0


def binary_ndcg(ranked: Sequence[str], gains: Mapping[str, float]) -> float:
    """The same where a text is relevant or not."""
    return ndcg(ranked, {text: 1.0 for text, gain in gains.items() if gain > 0})


def dcg(gains: Sequence[float]) -> float:
    return sum(gain / log2(rank + 1) for rank, gain in enumerate(gains[:DEPTH], start=1))


MEASURES: dict[str, Callable[[Sequence[str], Mapping[str, float]], float]] = {
    "hit@1": first_is_relevant,
    "MRR@10": reciprocal_rank,
    "nDCG@10": ndcg,
    "binary nDCG@10": binary_ndcg,
}


def compare(collection: Indexed, queries: Sequence[Query]) -> Table:
    """Every measure of every ranking: its mean over the queries, with its 95 % interval (bootstrap over queries)."""
    found: dict[str, dict[str, list[float]]] = {}
    tell = telling("searching")
    for done, query in enumerate(queries, start=1):
        for system, ranked in collection.rankings(query.words).items():
            values = found.setdefault(system, {name: [] for name in MEASURES})
            for name, measure in MEASURES.items():
                values[name].append(measure(ranked, query.gains))
        tell(done, len(queries))
    return Table(
        columns=("ranking", *MEASURES),
        rows=tuple((system, *map(mean_and_interval, values.values())) for system, values in found.items()),
        notes=(f"{len(queries)} queries, {len(set(collection.text_of.values()))} texts.",),
    )


def mean_and_interval(values: Sequence[float]) -> str:
    interval = interval_of_mean(values)
    return f"{np.mean(values):.3f} ({interval.low:.3f} to {interval.high:.3f})" if interval else "–"


def telling(task: str) -> Callable[[int, int], None]:
    """Tells on stderr, every few seconds and at the end, how much of ``task`` is done."""
    told = monotonic()

    def tell(done: int, total: int) -> None:
        nonlocal told
        if done == total or monotonic() - told >= SECONDS_BETWEEN_NOTES:
            told = monotonic()
            print(f"{task}: {done} of {total}", file=sys.stderr)

    return tell
