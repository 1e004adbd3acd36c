"""Opens a published generation, or refuses: every checksum and the encoder's identity must agree."""

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass

import numpy as np
from numpy.typing import NDArray

from trendsqa.embedding.encoder import EncoderIdentity
from trendsqa.errors import IndexDamagedError, IndexUnavailableError
from trendsqa.index.generations.layout import GenerationLayout
from trendsqa.index.generations.manifest import Generation
from trendsqa.index.generations.open_mark import OpenMark
from trendsqa.index.generations.verifying import MEND, verify_generation
from trendsqa.index.rows import Ordinals
from trendsqa.index.texts.lexical import LexicalIndex
from trendsqa.index.texts.passage_columns import PassageColumns
from trendsqa.index.texts.passage_table import PassageTable
from trendsqa.index.texts.trend_grid import TrendGrid
from trendsqa.index.vectors.vector_store import FolderVectors, VectorIndex, VectorStore

__all__ = ["OpenGeneration", "open_generation"]


@dataclass(frozen=True, slots=True)
class OpenGeneration:
    """One generation in memory; row i of ``passage_vectors`` and of ``lexical`` is passage ordinal i.

    The sentences of passage i are rows ``sentence_bounds[i]`` to ``sentence_bounds[i + 1]`` of ``sentence_vectors``
    and of ``sentence_spans``, which holds their offsets into the document's text; its curated questions are bounded
    likewise in ``question_vectors``, and apart from them those made by rule in ``made_question_vectors``.
    ``vocabulary`` counts the words of the passages, in lower case.
    """

    generation: Generation
    passage_vectors: VectorIndex
    sentence_vectors: VectorIndex
    sentence_bounds: Ordinals
    sentence_spans: NDArray[np.int64]
    question_vectors: VectorIndex
    question_bounds: Ordinals
    made_question_vectors: VectorIndex
    made_question_bounds: Ordinals
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
        passage_vectors=vectors["passages"],
        sentence_vectors=vectors["sentences"],
        sentence_bounds=np.load(layout.sentence_bounds, allow_pickle=False),
        sentence_spans=np.load(layout.sentence_spans, mmap_mode="r", allow_pickle=False),
        question_vectors=vectors["questions"],
        question_bounds=np.load(layout.question_bounds, allow_pickle=False),
        made_question_vectors=vectors["made_questions"],
        made_question_bounds=np.load(layout.made_question_bounds, allow_pickle=False),
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
    sizes = (
        len(opened.passage_vectors), len(opened.columns.sections), len(opened.sentence_bounds) - 1,
        len(opened.question_bounds) - 1, len(opened.made_question_bounds) - 1, len(opened.sentence_vectors),
        len(opened.question_vectors), len(opened.made_question_vectors), len(opened.sentence_spans),
    )  # fmt: skip
    if sizes != (*(counts.passages,) * 5, counts.sentences, counts.questions, counts.made_questions, counts.sentences):
        raise IndexDamagedError(f"{layout.folder} holds {sizes} rows where its manifest names {counts}. {MEND}")
