"""Every file name of the index, in one place."""

from dataclasses import dataclass
from pathlib import Path

from trendsqa.index.generations.vector_kind import VectorKind

__all__ = ["GenerationLayout", "IndexLayout"]


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
    def sentence_spans(self) -> Path:
        """Offsets of each sentence into its document's text: shape (sentences, 2), int64 (NumPy)."""
        return self.folder / "sentence_spans.npy"

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

    def vectors(self, kind: VectorKind) -> Path:
        """One vector a text of ``kind``, in passage order (FAISS)."""
        return self.folder / f"{kind}.faiss"

    def bounds(self, kind: VectorKind) -> Path | None:
        """Row at which each passage's texts of ``kind`` begin: shape (passages + 1,), int64 (NumPy).

        None for the kind of which a passage has one.
        """
        return self.folder / kind.bounds_file if kind.bounds_file else None

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

    @property
    def keys(self) -> Path:
        """Names, scopes and hashes of the API keys (JSON)."""
        return self.folder / "access" / "keys.json"

    def generation(self, name: str) -> GenerationLayout:
        """The files of the generation ``name``."""
        return GenerationLayout(self.generations / name)
