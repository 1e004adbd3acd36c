"""Opens a published generation, or refuses: every checksum and the encoder's identity must agree."""

import json
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass

import numpy as np
from numpy.typing import NDArray

from trendsqa.embedding.encoder import EncoderIdentity
from trendsqa.errors import IndexDamagedError, IndexUnavailableError
from trendsqa.index.generations.layout import GenerationLayout
from trendsqa.index.generations.manifest import Generation
from trendsqa.index.generations.open_mark import OpenMark
from trendsqa.index.generations.vector_kind import VectorKind
from trendsqa.index.generations.verifying import MEND, verify_generation
from trendsqa.index.rows import Ordinals
from trendsqa.index.texts.lexical import LexicalIndex
from trendsqa.index.texts.passage_columns import PassageColumns
from trendsqa.index.texts.passage_table import PassageTable
from trendsqa.index.texts.trend_grid import TrendGrid
from trendsqa.index.vectors.vector_store import FolderVectors, VectorIndex, VectorStore

__all__ = ["KindVectors", "OpenGeneration", "open_generation"]


@dataclass(frozen=True, slots=True)
class KindVectors:
    """Vectors of one kind of text: those of passage i are rows ``bounds[i]`` to ``bounds[i + 1]`` of ``index``."""

    index: VectorIndex
    bounds: Ordinals


@dataclass(frozen=True, slots=True)
class OpenGeneration:
    """One generation in memory; row i of the vectors of passages and of ``lexical`` is passage ordinal i.

    Row i of ``sentence_spans`` holds the offsets of sentence i into its document's text. ``vocabulary`` counts the
    words of the passages, in lower case.
    """

    generation: Generation
    vectors: Mapping[VectorKind, KindVectors]
    sentence_spans: NDArray[np.int64]
    vocabulary: dict[str, int]
    lexical: LexicalIndex
    columns: PassageColumns
    grid: TrendGrid
    table: PassageTable
    use: OpenMark

    def close(self) -> None:
        """Give its files back."""
        self.table.close()
        self.use.close()


def open_generation(
    layout: GenerationLayout, encoder: EncoderIdentity, store: VectorStore | None = None
) -> OpenGeneration:
    """The generation at ``layout``, its vectors in ``store``, by default in its folder.

    Raises:
        IndexDamagedError: A file is missing, altered or of another schema.
        IndexUnavailableError: It was built with another encoder than ``encoder``, or its vectors cannot be reached.
    """
    use = _marked(layout)
    try:
        return _open(layout, encoder, store or FolderVectors(), use)
    except BaseException:
        use.close()
        raise


def _marked(layout: GenerationLayout) -> OpenMark:
    try:
        return OpenMark(layout)
    except OSError as error:
        raise IndexDamagedError(f"{layout.manifest} cannot be opened ({error.strerror}). {MEND}") from error


def _open(layout: GenerationLayout, encoder: EncoderIdentity, store: VectorStore, use: OpenMark) -> OpenGeneration:
    generation = verify_generation(layout)
    _refuse_other_encoder(generation, encoder)
    with ThreadPoolExecutor(1) as pool:
        # Vectors take longest, most of it without Python's lock; the other large files are read meanwhile.
        opening = pool.submit(store.open, layout, generation)
        vocabulary = json.loads(layout.vocabulary.read_text(encoding="utf-8"))
        lexical = LexicalIndex.open(layout.lexical, generation.counts.passages)
        columns = PassageColumns.open(layout.passage_columns)
        grid = TrendGrid.open(layout.trend_grid)
        vectors = opening.result()
    opened = OpenGeneration(
        generation=generation,
        vectors={kind: KindVectors(vectors[kind], _bounds(layout, kind, generation)) for kind in VectorKind},
        sentence_spans=np.load(layout.sentence_spans, mmap_mode="r", allow_pickle=False),
        vocabulary=vocabulary,
        lexical=lexical,
        columns=columns,
        grid=grid,
        table=PassageTable(layout.passage_table),
        use=use,
    )
    _refuse_other_sizes(layout, opened)
    return opened


def _refuse_other_encoder(generation: Generation, encoder: EncoderIdentity) -> None:
    built, serving = asdict(generation.encoder), asdict(encoder)
    differing = [f"{name} {built[name]!r}, now {serving[name]!r}" for name in built if built[name] != serving[name]]
    if differing:
        raise IndexUnavailableError(
            f"Generation {generation.name} was built with another encoder ({'; '.join(differing)}). "
            "Set encoder.model back, or build again: trendsqa index build"
        )


def _refuse_other_sizes(layout: GenerationLayout, opened: OpenGeneration) -> None:
    counts = opened.generation.counts
    expected = {kind.value: (getattr(counts, kind), counts.passages) for kind in VectorKind}
    found = {kind.value: (len(own.index), len(own.bounds) - 1) for kind, own in opened.vectors.items()}
    expected |= {"spans": (counts.sentences, counts.passages)}
    found |= {"spans": (len(opened.sentence_spans), len(opened.columns.sections))}
    if found != expected:
        raise IndexDamagedError(f"{layout.folder} holds {found} rows where its manifest names {counts}. {MEND}")


def _bounds(layout: GenerationLayout, kind: VectorKind, generation: Generation) -> Ordinals:
    path = layout.bounds(kind)
    if path is None:
        return np.arange(generation.counts.passages + 1, dtype=np.int64)
    bounds: Ordinals = np.load(path, allow_pickle=False)
    return bounds
