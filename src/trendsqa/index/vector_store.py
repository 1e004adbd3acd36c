"""Where the vectors of generations are: what building, opening and publishing need of it, and the folder store.

Which store a generation was written to stands in its manifest, and opening goes by that.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from trendsqa.embedding.encoder import Vectors
from trendsqa.errors import IndexUnavailableError
from trendsqa.index.dense import DenseIndex
from trendsqa.index.generation import Generation, Remote
from trendsqa.index.layout import GenerationLayout
from trendsqa.index.vector_index import VectorIndex

__all__ = ["FolderVectors", "NewGeneration", "VectorStore"]


@dataclass(frozen=True, slots=True)
class NewGeneration:
    """A generation that is being built: its folder so far, the name it will have, and the hash of what it holds."""

    layout: GenerationLayout
    name: str
    content_hash: str


class VectorStore(Protocol):
    """A place for the vectors of every generation."""

    @property
    def uri(self) -> str:
        """Where this is; empty where vectors are in the generations' folders."""

    def write(self, new: NewGeneration, vectors: Callable[[str], Vectors]) -> Remote | None:
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

    def write(self, new: NewGeneration, vectors: Callable[[str], Vectors]) -> None:
        """Write the files of vectors."""
        for kind, path in new.layout.vector_files().items():
            DenseIndex.of(vectors(kind)).write(path)

    def open(self, layout: GenerationLayout, generation: Generation) -> Mapping[str, VectorIndex]:
        """The vectors of a generation. Raises IndexDamagedError, and IndexUnavailableError where they are elsewhere."""
        if generation.remote:
            raise IndexUnavailableError(
                f"Generation {generation.name} keeps its vectors in Milvus at {generation.remote.uri}, and remote.uri "
                "is not set. Set it (TRENDSQA_REMOTE__URI), or build without Milvus: trendsqa index build"
            )
        return {kind: DenseIndex.open(path) for kind, path in layout.vector_files().items()}

    def publish(self, generation: Generation) -> None:
        """Nothing: nobody else reads the folder."""

    def published(self) -> None:
        """Nobody is told."""

    def drop(self, name: str) -> None:
        """Nothing: what is in the folder goes with it."""
