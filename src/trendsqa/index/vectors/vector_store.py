"""Where the vectors of generations are: what building, opening and publishing need of it, and the folder store.

Which store a generation was written to stands in its manifest, and opening goes by that.
"""

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from typing import Protocol

from trendsqa.embedding.encoder import Vectors
from trendsqa.errors import IndexUnavailableError
from trendsqa.index.generations.layout import SEARCHED, GenerationLayout
from trendsqa.index.generations.manifest import Approximation, Generation, Remote
from trendsqa.index.rows import Ordinals, Scores
from trendsqa.index.vectors.approximating import choose_index
from trendsqa.index.vectors.dense import EXACT_UP_TO, DenseIndex
from trendsqa.index.vectors.row_filter import RowFilter

__all__ = ["FolderVectors", "NewGeneration", "StoredVectors", "VectorIndex", "VectorStore"]


class VectorIndex(Protocol):
    """Unit vectors by row number; the inner product of unit vectors is their cosine."""

    def __len__(self) -> int: ...

    def search(self, query: Vectors, limit: int, allowed: RowFilter | None = None) -> tuple[Ordinals, Scores]:
        """The ``limit`` best rows for one query of shape (1, dimension), best first, among ``allowed`` if given.

        Of rows with equal scores the one with the lower number comes first.
        """

    def scores(self, query: Vectors, ordinals: Ordinals) -> Scores:
        """The inner product of one query of shape (1, dimension) with each of the given rows, in their order."""

    def rows(self, ordinals: Ordinals) -> Vectors:
        """The vectors of the given rows, shape (rows, dimension)."""


@dataclass(frozen=True, slots=True)
class NewGeneration:
    """A generation that is being built: its folder so far, the name it will have, and the hash of what it holds."""

    layout: GenerationLayout
    name: str
    content_hash: str


@dataclass(frozen=True, slots=True)
class StoredVectors:
    """What the manifest has to say of the vectors of a generation.

    ``remote`` is where they are, None for in the folder; ``approximate`` names the kinds of text there that are not
    searched exactly.
    """

    remote: Remote | None = None
    approximate: Mapping[str, Approximation] = field(default_factory=dict)


class VectorStore(Protocol):
    """A place for the vectors of every generation."""

    @property
    def uri(self) -> str:
        """Where this is; empty where vectors are in the generations' folders."""

    def write(self, new: NewGeneration, vectors: Callable[[str], Vectors]) -> StoredVectors:
        """Store ``vectors(kind)`` for each kind of text; what the manifest has to say of it comes back."""

    def open(self, layout: GenerationLayout, generation: Generation) -> Mapping[str, VectorIndex]:
        """The vectors of a generation by kind of text. Raises IndexUnavailableError."""

    def publish(self, generation: Generation) -> None:
        """Tell whoever else reads this store that ``generation`` answers from now on. Raises IndexUnavailableError."""

    def published(self) -> str | None:
        """The name of the generation that others are told of, empty where there is none; None where nobody is told."""

    def drop(self, name: str) -> None:
        """Delete what is held of the generation ``name`` outside its folder, if anything is."""


class FolderVectors:
    """Vectors in the folder of their generation, one file for each kind of text."""

    uri = ""

    def __init__(self, *, exact_up_to: int = EXACT_UP_TO) -> None:
        """More than ``exact_up_to`` vectors of a kind are searched approximately, where that finds enough of them."""
        self._exact_up_to = exact_up_to

    def write(self, new: NewGeneration, vectors: Callable[[str], Vectors]) -> StoredVectors:
        """Write the files of vectors. Raises StorageError."""
        approximate: dict[str, Approximation] = {}
        for kind, path in new.layout.vector_files().items():
            chosen = choose_index(vectors(kind), searched=kind in SEARCHED, exact_up_to=self._exact_up_to)
            chosen.index.write(path)
            if chosen.approximation:
                approximate[kind] = chosen.approximation
        return StoredVectors(approximate=approximate)

    def open(self, layout: GenerationLayout, generation: Generation) -> Mapping[str, VectorIndex]:
        """The vectors of a generation. Raises IndexDamagedError, and IndexUnavailableError where they are elsewhere."""
        if generation.remote:
            raise IndexUnavailableError(
                f"Generation {generation.name} keeps its vectors in Milvus at {generation.remote.uri}, and remote.uri "
                "is not set. Set it (TRENDSQA_REMOTE__URI), or build without Milvus: trendsqa index build"
            )
        files, opening = layout.vector_files(), partial(DenseIndex.open, exact_up_to=self._exact_up_to)
        with ThreadPoolExecutor(len(files)) as pool:
            return dict(zip(files, pool.map(opening, files.values()), strict=True))

    def publish(self, generation: Generation) -> None:
        """Nothing: nobody else reads the folder."""

    def published(self) -> None:
        """Nobody is told."""

    def drop(self, name: str) -> None:
        """Nothing: what is in the folder goes with it."""
