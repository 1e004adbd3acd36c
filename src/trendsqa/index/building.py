"""Builds a generation beside the published one. Nothing here changes what answers: that is publishing."""

import hashlib
import json
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from time import perf_counter

import numpy as np

import trendsqa
from trendsqa.chunking.packing import pack
from trendsqa.chunking.passage import Passage
from trendsqa.corpus.held_document import HeldDocument
from trendsqa.durable_files import sync_folder, sync_tree, write_durably
from trendsqa.embedding.encoder import EncoderIdentity
from trendsqa.embedding.exported_model import hash_file
from trendsqa.embedding.serving import ServingEncoder
from trendsqa.index.dense import DenseIndex, Ordinals
from trendsqa.index.encoded_text import sentences_with_subject, under_all_headings, under_headings_above
from trendsqa.index.generation import SCHEMA, Counts, FileRecord, Generation, Scoring
from trendsqa.index.layout import GenerationLayout, IndexLayout
from trendsqa.index.lexical import LexicalIndex
from trendsqa.index.made_questions import made_questions
from trendsqa.index.passage_table import write_passage_table
from trendsqa.index.question_places import questions_of_passages
from trendsqa.index.vocabulary import count_words

__all__ = ["build_generation"]

_HASH_IN_NAME = 8
"""Hexadecimal digits of the content hash in a generation's name."""


@dataclass(frozen=True, slots=True)
class _Packed:
    """A held document with its passages."""

    held: HeldDocument
    passages: tuple[Passage, ...]


def build_generation(
    layout: IndexLayout,
    held: Sequence[HeldDocument],
    encoder: ServingEncoder,
    *,
    max_passage_tokens: int,
    scoring: Scoring | None = None,
    on_progress: Callable[[int, int], None] | None = None,
) -> Generation:
    """The new generation, complete on disk and not yet published.

    ``on_progress`` is told (texts encoded, texts in all). The folder appears under its own name only when every file
    in it is written and flushed.
    """
    started = perf_counter()
    packed = [
        _Packed(item, pack(item.document, count_tokens=encoder.count_tokens, max_tokens=max_passage_tokens))
        for item in held
    ]
    content_hash = _content_hash(packed, encoder.identity, max_passage_tokens, scoring)
    created = datetime.now(UTC)
    name = f"{created:%Y%m%dT%H%M%S%fZ}-{content_hash[:_HASH_IN_NAME]}"
    layout.generations.mkdir(parents=True, exist_ok=True)
    building = GenerationLayout(layout.generations / f".{name}.part")
    try:
        building.folder.mkdir()
        counts = _write_artefacts(building, packed, encoder, on_progress)
        generation = Generation(
            name=name,
            schema=SCHEMA,
            code_version=trendsqa.__version__,
            created=created.isoformat(timespec="seconds"),
            seconds=round(perf_counter() - started, 3),
            content_hash=content_hash,
            encoder=encoder.identity,
            max_passage_tokens=max_passage_tokens,
            scoring=scoring,
            counts=counts,
            files=_checksums(building),
        )
        write_durably(building.manifest, generation.to_json())
        sync_tree(building.folder)
        building.folder.replace(layout.generation(name).folder)
        sync_folder(layout.generations)
    except BaseException:
        shutil.rmtree(building.folder, ignore_errors=True)
        raise
    return generation


def _write_artefacts(
    layout: GenerationLayout,
    packed: Sequence[_Packed],
    encoder: ServingEncoder,
    on_progress: Callable[[int, int], None] | None,
) -> Counts:
    """Write every file but the manifest; what was written comes back, counted."""
    passages = [(item.held.document.text, passage) for item in packed for passage in item.passages]
    questions = [asked for item in packed for asked in questions_of_passages(item.held, item.passages)]
    made = [made_questions(item.held.document, passage) for item in packed for passage in item.passages]
    sentence_bounds = _bounds(len(passage.sentences) for _, passage in passages)
    question_bounds = _bounds(len(asked) for asked in questions)
    made_bounds = _bounds(len(some) for some in made)
    total = len(passages) + int(sentence_bounds[-1] + question_bounds[-1] + made_bounds[-1])
    advance = _counting(total, on_progress)
    under_headings = [under_headings_above(*item) for item in passages]
    DenseIndex.of(encoder.encode_passages(under_headings, advance)).write(layout.passage_vectors)
    sentences = [sentence for item in passages for sentence in sentences_with_subject(*item)]
    DenseIndex.of(encoder.encode_passages(sentences, advance)).write(layout.sentence_vectors)
    np.save(layout.sentence_bounds, sentence_bounds)
    spans = [span for _, passage in passages for span in passage.sentences]
    np.save(layout.sentence_spans, np.array(spans, dtype=np.int64).reshape(-1, 2))
    every_question = [question for asked in questions for question in asked]
    DenseIndex.of(encoder.encode_queries(every_question, advance)).write(layout.question_vectors)
    np.save(layout.question_bounds, question_bounds)
    every_made = [question for some in made for question in some]
    DenseIndex.of(encoder.encode_queries(every_made, advance)).write(layout.made_question_vectors)
    np.save(layout.made_question_bounds, made_bounds)
    searched = ["\n".join((under_all_headings(*item), *asked)) for item, asked in zip(passages, questions, strict=True)]
    LexicalIndex.of(searched).write(layout.lexical)
    layout.vocabulary.write_text(
        json.dumps(count_words(searched), ensure_ascii=False, sort_keys=True), encoding="utf-8"
    )
    write_passage_table(
        layout.passage_table, [item.held for item in packed], [item.passages for item in packed], questions
    )
    return Counts(
        documents=sum(bool(item.held.document.sections) for item in packed),
        sections=sum(len(item.held.document.sections) for item in packed),
        passages=len(passages),
        sentences=int(sentence_bounds[-1]),
        questions=int(question_bounds[-1]),
        made_questions=int(made_bounds[-1]),
    )


def _bounds(sizes: Iterable[int]) -> Ordinals:
    """Where each group begins, and after the last where it ends; shape (groups + 1,)."""
    return np.cumsum([0, *sizes], dtype=np.int64)


def _counting(total: int, on_progress: Callable[[int, int], None] | None) -> Callable[[int], None]:
    """What an encoder tells how many more texts are done; it passes on (done so far, ``total``)."""
    done = 0

    def advance(count: int) -> None:
        nonlocal done
        done += count
        if on_progress:
            on_progress(done, total)

    return advance


def _checksums(layout: GenerationLayout) -> tuple[FileRecord, ...]:
    return tuple(
        FileRecord(path.relative_to(layout.folder).as_posix(), path.stat().st_size, hash_file(path))
        for path in layout.artefacts()
    )


def _content_hash(
    packed: Sequence[_Packed], encoder: EncoderIdentity, max_passage_tokens: int, scoring: Scoring | None
) -> str:
    """SHA-256 over all that decides the content: schema, encoder, parameters, documents and passages."""
    digest = hashlib.sha256()
    for part in _content(packed, encoder, max_passage_tokens, scoring):
        digest.update(
            json.dumps(part, ensure_ascii=False, sort_keys=True, default=str).encode("utf-8", "surrogatepass")
        )
        digest.update(b"\n")
    return digest.hexdigest()


def _content(
    packed: Sequence[_Packed], encoder: EncoderIdentity, max_passage_tokens: int, scoring: Scoring | None
) -> Iterator[object]:
    learned = asdict(scoring) if scoring else None
    yield {"schema": SCHEMA, "encoder": asdict(encoder), "max_passage_tokens": max_passage_tokens, "scoring": learned}
    for item in packed:
        yield asdict(item.held)
        yield [asdict(passage) for passage in item.passages]
