"""What a search needs of a store of vectors, wherever the vectors are."""

from typing import Protocol

from trendsqa.embedding.encoder import Vectors
from trendsqa.index.allowed import Allowed
from trendsqa.index.dense import Ordinals, Scores

__all__ = ["VectorIndex"]


class VectorIndex(Protocol):
    """Unit vectors by row number; the inner product of unit vectors is their cosine."""

    def __len__(self) -> int: ...

    def search(self, query: Vectors, limit: int, allowed: Allowed | None = None) -> tuple[Ordinals, Scores]:
        """The ``limit`` best rows for one query of shape (1, dimension), best first, among ``allowed`` if given.

        Of rows with equal scores the one with the lower number comes first.
        """

    def scores(self, query: Vectors, ordinals: Ordinals) -> Scores:
        """The inner product of one query of shape (1, dimension) with each of the given rows, in their order."""

    def rows(self, ordinals: Ordinals) -> Vectors:
        """The vectors of the given rows, shape (rows, dimension)."""
