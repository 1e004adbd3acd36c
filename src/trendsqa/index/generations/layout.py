"""Every file name of the index, in one place."""

from dataclasses import dataclass
from pathlib import Path

__all__ = ["KINDS", "SEARCHED", "GenerationLayout", "IndexLayout"]

KINDS = ("passages", "sentences", "questions", "made_questions")
"""The kinds of text that have vectors."""
SEARCHED = frozenset(KINDS[:3])
"""Those whose vectors put passages forward; a question made by rule only says how well a passage fits that was."""


@dataclass(frozen=True, slots=True)
class GenerationLayout:
    """The files of one generation."""

    folder: Path

    @property
    def manifest(self) -> Path:
        """Manifest: inputs of the build, and the checksum of every other file."""
        return self.folder / "manifest.json"

    @property
    def passage_table(self) -> Path:
        """Documents, sections, blocks and passages (SQLite)."""
        return self.folder / "passages.sqlite"

    @property
    def passage_vectors(self) -> Path:
        """One vector a passage (FAISS)."""
        return self.folder / "passages.faiss"

    @property
    def sentence_vectors(self) -> Path:
        """One vector a sentence, in passage order (FAISS)."""
        return self.folder / "sentences.faiss"

    @property
    def sentence_bounds(self) -> Path:
        """First sentence of each passage: shape (passages + 1,), int64 (NumPy)."""
        return self.folder / "sentence_bounds.npy"

    @property
    def sentence_spans(self) -> Path:
        """Offsets of each sentence into its document's text: shape (sentences, 2), int64 (NumPy)."""
        return self.folder / "sentence_spans.npy"

    @property
    def question_vectors(self) -> Path:
        """One vector for each curated question of each passage, in passage order (FAISS)."""
        return self.folder / "questions.faiss"

    @property
    def question_bounds(self) -> Path:
        """First question of each passage: shape (passages + 1,), int64 (NumPy)."""
        return self.folder / "question_bounds.npy"

    @property
    def made_question_vectors(self) -> Path:
        """One vector for each question made by rule, in passage order (FAISS)."""
        return self.folder / "made_questions.faiss"

    @property
    def made_question_bounds(self) -> Path:
        """First made question of each passage: shape (passages + 1,), int64 (NumPy)."""
        return self.folder / "made_question_bounds.npy"

    @property
    def passage_columns(self) -> Path:
        """Columns for filters (NumPy archive)."""
        return self.folder / "passage_columns.npz"

    @property
    def trend_grid(self) -> Path:
        """Trends, facets, and the sections that are of each (NumPy archive)."""
        return self.folder / "trend_grid.npz"

    @property
    def text_keys(self) -> Path:
        """A digest of each text that was encoded, row by row for each file of vectors (NumPy archive)."""
        return self.folder / "text_keys.npz"

    @property
    def vocabulary(self) -> Path:
        """Counts of the words of the passages, in lower case (JSON)."""
        return self.folder / "vocabulary.json"

    @property
    def lexical(self) -> Path:
        """The BM25 index (a folder of bm25s)."""
        return self.folder / "lexical"

    def vector_files(self) -> dict[str, Path]:
        """The files of vectors by the kind of text that they stand for."""
        files = (self.passage_vectors, self.sentence_vectors, self.question_vectors, self.made_question_vectors)
        return dict(zip(KINDS, files, strict=True))

    def bounds_files(self) -> dict[str, Path]:
        """The files that say which passage each row belongs to, for the kinds that have several a passage."""
        files = (self.sentence_bounds, self.question_bounds, self.made_question_bounds)
        return dict(zip(KINDS[1:], files, strict=True))

    def artefacts(self) -> tuple[Path, ...]:
        """Every file but the manifest, in the order of their relative paths."""
        files = (path for path in self.folder.rglob("*") if path.is_file() and path != self.manifest)
        return tuple(sorted(files))


@dataclass(frozen=True, slots=True)
class IndexLayout:
    """The index folder: generations, the pointer to the published one, exported models."""

    folder: Path

    @property
    def generations(self) -> Path:
        """One folder a generation."""
        return self.folder / "generations"

    @property
    def pointer(self) -> Path:
        """The name of the published generation, on one line."""
        return self.folder / "CURRENT"

    @property
    def builder_lock(self) -> Path:
        """Locked by whoever builds, publishes or deletes; what it holds means nothing."""
        return self.folder / "builder.lock"

    @property
    def builder(self) -> Path:
        """Who holds the builder's lock, or held it last, and since when (JSON)."""
        return self.folder / "builder.json"

    @property
    def readings(self) -> Path:
        """Documents as they were read, so that unchanged files are not read again; it may be deleted at any time."""
        return self.folder / "readings"

    @property
    def models(self) -> Path:
        """One folder an exported model."""
        return self.folder / "models"

    def generation(self, name: str) -> GenerationLayout:
        """The files of the generation ``name``."""
        return GenerationLayout(self.generations / name)
