"""Interface of a vector store to building, opening and publishing, and the store in folders.

A generation's manifest names its store, and opening uses that.
"""

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from typing import Protocol

from trendsqa.embedding.encoder import Vectors
from trendsqa.errors import IndexUnavailableError
from trendsqa.index.generations.layout import GenerationLayout
from trendsqa.index.generations.manifest import Approximation, Generation, Remote
from trendsqa.index.generations.vector_kind import VectorKind
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

        Ties are broken by the lower row number.
        """

    def scores(self, query: Vectors, ordinals: Ordinals) -> Scores:
        """The inner product of one query of shape (1, dimension) with each of the given rows, in their order."""

    def rows(self, ordinals: Ordinals) -> Vectors:
        """The vectors of the given rows, shape (rows, dimension)."""


@dataclass(frozen=True, slots=True)
class NewGeneration:
    """A generation being built: its temporary folder, its future name, and its content hash."""

    layout: GenerationLayout
    name: str
    content_hash: str


@dataclass(frozen=True, slots=True)
class StoredVectors:
    """Description of a generation's vectors for its manifest.

    ``remote`` is their location, None for the folder; ``approximate`` has the kinds of text in the folder that are not
    searched exactly.
    """

    remote: Remote | None = None
    approximate: Mapping[str, Approximation] = field(default_factory=dict)


class VectorStore(Protocol):
    """Interface of a store for the vectors of all generations."""

    @property
    def uri(self) -> str:
        """Address of the store; empty if vectors are in the generations' folders."""

    def write(self, new: NewGeneration, vectors: Callable[[VectorKind], Vectors]) -> StoredVectors:
        """Store ``vectors(kind)`` for each kind of text and return the description for the manifest."""

    def open(self, layout: GenerationLayout, generation: Generation) -> Mapping[VectorKind, VectorIndex]:
        """The vectors of a generation by kind of text. Raises IndexUnavailableError."""

    def publish(self, generation: Generation) -> None:
        """Announce ``generation`` as published to other readers of the store. Raises IndexUnavailableError."""

    def published(self) -> str | None:
        """The name of the announced generation, empty if there is none; None if the store announces none."""

    def drop(self, name: str) -> None:
        """Delete the data of the generation ``name`` outside its folder, if any."""


class FolderVectors:
    """Vectors in the folder of their generation, one file for each kind of text."""

    uri = ""

    def __init__(self, *, exact_up_to: int = EXACT_UP_TO) -> None:
        """More than ``exact_up_to`` vectors of a kind are searched approximately, if recall is high enough."""
        self._exact_up_to = exact_up_to

    def write(self, new: NewGeneration, vectors: Callable[[VectorKind], Vectors]) -> StoredVectors:
        """Write the vector files. Raises StorageError."""
        approximate: dict[str, Approximation] = {}
        for kind in VectorKind:
            chosen = choose_index(vectors(kind), searched=kind.is_searched, exact_up_to=self._exact_up_to)
            chosen.index.write(new.layout.vectors(kind))
            if chosen.approximation:
                approximate[kind.value] = chosen.approximation
        return StoredVectors(approximate=approximate)

    def open(self, layout: GenerationLayout, generation: Generation) -> Mapping[VectorKind, VectorIndex]:
        """The vectors of a generation. Raises IndexDamagedError, and IndexUnavailableError if they are elsewhere."""
        if generation.remote:
            raise IndexUnavailableError(
                f"Generation {generation.name} keeps its vectors in Milvus at {generation.remote.uri}, and remote.uri "
                "is not set. Set it (TRENDSQA_REMOTE__URI), or build without Milvus: trendsqa index build"
            )
        opening = partial(DenseIndex.open, exact_up_to=self._exact_up_to)
        with ThreadPoolExecutor(len(VectorKind)) as pool:
            return dict(zip(VectorKind, pool.map(opening, map(layout.vectors, VectorKind)), strict=True))

    def publish(self, generation: Generation) -> None:
        """Do nothing: there are no other readers of the folder."""

    def published(self) -> None:
        """None: no generation is announced."""

    def drop(self, name: str) -> None:
        """Do nothing: the vectors are deleted with the folder."""
