"""Builds a generation beside the published one. Nothing here changes what answers: that is publishing."""

import hashlib
import json
import logging
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from time import perf_counter

import numpy as np

import trendsqa
from trendsqa.chunking.packing import pack
from trendsqa.chunking.passage import Passage
from trendsqa.corpus.documents.held_document import HeldDocument
from trendsqa.durable_files import UNFINISHED, sync_folder, sync_tree, write_durably, writing
from trendsqa.embedding.encoder import EncoderIdentity
from trendsqa.errors import IndexUnavailableError
from trendsqa.index.build.encoded_text import sentences_with_subject, under_all_headings, under_headings_above
from trendsqa.index.build.made_questions import made_questions
from trendsqa.index.build.question_passages import questions_of_passages
from trendsqa.index.generations.checksums import hash_artefact
from trendsqa.index.generations.layout import GenerationLayout, IndexLayout
from trendsqa.index.generations.manifest import (
    SCHEMA,
    Counts,
    FileRecord,
    Generation,
    Scoring,
    Stopping,
    read_generation,
)
from trendsqa.index.generations.vector_kind import VectorKind
from trendsqa.index.rows import Ordinals
from trendsqa.index.texts.lexical import LexicalIndex, count_words
from trendsqa.index.texts.passage_columns import PassageColumns
from trendsqa.index.texts.passage_table import write_passage_table
from trendsqa.index.texts.trend_grid import TrendGrid
from trendsqa.index.vectors.text_vectors import BuildingEncoder, TextVectors
from trendsqa.index.vectors.vector_store import FolderVectors, NewGeneration, VectorStore

__all__ = ["build_generation"]

_LOG = logging.getLogger(__name__)

_HASH_IN_NAME = 8
"""Hexadecimal digits of the content hash in a generation's name."""


@dataclass(frozen=True, slots=True)
class _Packed:
    """A held document with its passages, and for each the curated questions and those made by rule."""

    held: HeldDocument
    passages: tuple[Passage, ...]
    questions: tuple[tuple[str, ...], ...]
    made: tuple[tuple[str, ...], ...]

    @classmethod
    def of(cls, held: HeldDocument, encoder: BuildingEncoder, max_passage_tokens: int) -> "_Packed":
        passages = pack(held.document, count_tokens=encoder.count_tokens, max_tokens=max_passage_tokens)
        return cls(
            held,
            passages,
            tuple(tuple(asked) for asked in questions_of_passages(held, passages)),
            tuple(tuple(made_questions(held.document, passage)) for passage in passages),
        )


def build_generation(  # noqa: PLR0913 (what a build is made of comes from as many places)
    layout: IndexLayout,
    held: Sequence[HeldDocument],
    encoder: BuildingEncoder,
    *,
    max_passage_tokens: int,
    scoring: Scoring | None = None,
    stopping: Stopping | None = None,
    earlier: GenerationLayout | None = None,
    store: VectorStore | None = None,
    on_progress: Callable[[int, int], None] | None = None,
) -> Generation:
    """The new generation, complete on disk and not yet published.

    ``earlier`` is a generation whose files were checked: where nothing has changed since, it comes back itself and
    nothing is written; otherwise the vectors of unchanged texts are taken over from it. ``store`` takes the vectors,
    by default the generation's own folder.
    ``on_progress`` is told (texts encoded, texts to encode). The folder appears under its own name only when every
    file in it is written and flushed.

    Raises:
        StorageError: The disk is full, or the folder of generations may not be written.
        IndexDamagedError: ``earlier`` cannot be read after all.
    """
    started = perf_counter()
    packed = [_Packed.of(item, encoder, max_passage_tokens) for item in held]
    content_hash = _content_hash(packed, encoder.identity, max_passage_tokens, (scoring, stopping))
    store = store or FolderVectors()
    if earlier and (before := read_generation(earlier)).is_the_same(content_hash, store.uri):
        return before
    created = datetime.now(UTC)
    name = f"{created:%Y%m%dT%H%M%S%fZ}-{content_hash[:_HASH_IN_NAME]}"
    building = GenerationLayout(layout.generations / f".{name}{UNFINISHED}")
    try:
        with writing(building.folder):
            building.folder.mkdir(parents=True)
            texts = TextVectors(encoder, earlier, store)
            written = _write_artefacts(building, packed, texts, on_progress)
            stored = store.write(NewGeneration(building, name, content_hash), texts.vectors)
            generation = Generation(
                name=name,
                schema=SCHEMA,
                code_version=trendsqa.__version__,
                created=created.isoformat(timespec="seconds"),
                seconds=round(perf_counter() - started, 3),
                encoded=written.encoded,
                content_hash=content_hash,
                encoder=encoder.identity,
                max_passage_tokens=max_passage_tokens,
                scoring=scoring,
                stopping=stopping,
                counts=written.counts,
                files=_checksums(building),
                remote=stored.remote,
                approximate=stored.approximate,
            )
            write_durably(building.manifest, generation.to_json())
            sync_tree(building.folder)
            building.folder.replace(layout.generation(name).folder)
            sync_folder(layout.generations)
    except BaseException:
        _give_up(building, name, store)
        raise
    return generation


def _give_up(building: GenerationLayout, name: str, store: VectorStore) -> None:
    """Delete what there is of a generation; as long as the store keeps its part, the folder stays to tell of it."""
    try:
        store.drop(name)
    except IndexUnavailableError as error:
        _LOG.warning("What was written of %s is deleted by the next build: %s", name, error)
        return
    shutil.rmtree(building.folder, ignore_errors=True)


@dataclass(frozen=True, slots=True)
class _Written:
    """Counts of what was written, and of the texts that were encoded for it."""

    counts: Counts
    encoded: int


def _write_artefacts(
    layout: GenerationLayout,
    packed: Sequence[_Packed],
    texts: TextVectors,
    on_progress: Callable[[int, int], None] | None,
) -> _Written:
    """Write every file but the manifest and the vectors."""
    passages = [(item.held.document.text, passage) for item in packed for passage in item.passages]
    questions = [asked for item in packed for asked in item.questions]
    of_passages: dict[VectorKind, Sequence[Sequence[str]]] = {
        VectorKind.PASSAGES: [(under_headings_above(*item),) for item in passages],
        VectorKind.SENTENCES: [tuple(sentences_with_subject(*item)) for item in passages],
        VectorKind.QUESTIONS: questions,
        VectorKind.MADE_QUESTIONS: [some for item in packed for some in item.made],
    }
    for kind, groups in of_passages.items():
        texts.add(kind, [text for group in groups for text in group])
        if path := layout.bounds(kind):
            np.save(path, _bounds(map(len, groups)))
    encoded = texts.encode_new(on_progress)
    # The library's own signature takes its keyword arguments for something else.
    np.savez(layout.text_keys, **texts.keys())  # type: ignore[arg-type]
    spans = [span for _, passage in passages for span in passage.sentences]
    np.save(layout.sentence_spans, np.array(spans, dtype=np.int64).reshape(-1, 2))
    searched = ["\n".join((under_all_headings(*item), *asked)) for item, asked in zip(passages, questions, strict=True)]
    LexicalIndex.of(searched).write(layout.lexical)
    layout.vocabulary.write_text(
        json.dumps(count_words(searched), ensure_ascii=False, sort_keys=True), encoding="utf-8"
    )
    PassageColumns.of(
        [item.held for item in packed], [[passage.section for passage in item.passages] for item in packed]
    ).write(layout.passage_columns)
    TrendGrid.of([section for item in packed for section in item.held.document.sections]).write(layout.trend_grid)
    write_passage_table(
        layout.passage_table, [item.held for item in packed], [item.passages for item in packed], questions
    )
    counts = Counts(
        documents=sum(bool(item.held.document.sections) for item in packed),
        sections=sum(len(item.held.document.sections) for item in packed),
        **{kind.value: sum(map(len, groups)) for kind, groups in of_passages.items()},
    )
    return _Written(counts, encoded)


def _bounds(sizes: Iterable[int]) -> Ordinals:
    """Start of each group, and the end of the last; shape (groups + 1,)."""
    return np.cumsum([0, *sizes], dtype=np.int64)


def _checksums(layout: GenerationLayout) -> tuple[FileRecord, ...]:
    return tuple(
        FileRecord(path.relative_to(layout.folder).as_posix(), path.stat().st_size, hash_artefact(path))
        for path in layout.artefacts()
    )


_Learned = tuple[Scoring | None, Stopping | None]


def _content_hash(
    packed: Sequence[_Packed], encoder: EncoderIdentity, max_passage_tokens: int, learned: _Learned
) -> str:
    """SHA-256 over all that decides the content: schema, encoder, parameters, documents, passages and questions."""
    digest = hashlib.sha256()
    for part in _content(packed, encoder, max_passage_tokens, learned):
        digest.update(
            json.dumps(part, ensure_ascii=False, sort_keys=True, default=str).encode("utf-8", "surrogatepass")
        )
        digest.update(b"\n")
    return digest.hexdigest()


def _content(
    packed: Sequence[_Packed], encoder: EncoderIdentity, max_passage_tokens: int, learned: _Learned
) -> Iterator[object]:
    yield {
        "schema": SCHEMA,
        "encoder": asdict(encoder),
        "max_passage_tokens": max_passage_tokens,
        "learned": [asdict(part) if part else None for part in learned],
    }
    for item in packed:
        yield asdict(item.held)
        yield [asdict(passage) for passage in item.passages]
        yield item.made
