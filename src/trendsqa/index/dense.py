"""Vectors and their exact inner product (faiss). The only file that imports faiss."""

from pathlib import Path
from typing import Any

import faiss
import numpy as np
from numpy.typing import NDArray

from trendsqa.durable_files import not_written
from trendsqa.embedding.encoder import Vectors
from trendsqa.errors import IndexDamagedError
from trendsqa.index.allowed import Allowed
from trendsqa.index.cutting import best_rows

__all__ = ["DenseIndex", "Ordinals", "Scores"]

Ordinals = NDArray[np.int64]
"""Positions of rows, shape (n,)."""
Scores = NDArray[np.float32]
"""One score a row, shape (n,)."""


class DenseIndex:
    """Unit vectors, searched exactly; the inner product of unit vectors is their cosine."""

    def __init__(self, index: Any) -> None:
        self._index = index

    @classmethod
    def of(cls, vectors: Vectors) -> "DenseIndex":
        """An index over ``vectors``, shape (n, dimension); row numbers are the ids."""
        index = faiss.IndexFlatIP(vectors.shape[1])
        index.add(np.ascontiguousarray(vectors))
        return cls(index)

    @classmethod
    def open(cls, path: Path) -> "DenseIndex":
        """The index written at ``path``. Raises IndexDamagedError."""
        try:
            return cls(faiss.read_index(str(path)))
        except RuntimeError as error:
            raise IndexDamagedError(f"{path} cannot be opened. Build again: trendsqa index build") from error

    def write(self, path: Path) -> None:
        """Write the index at ``path``. Raises StorageError."""
        try:
            faiss.write_index(self._index, str(path))
        except RuntimeError as error:
            raise not_written(path, error) from error

    def __len__(self) -> int:
        return int(self._index.ntotal)

    def search(self, query: Vectors, limit: int, allowed: Allowed | None = None) -> tuple[Ordinals, Scores]:
        """The ``limit`` best rows for one query of shape (1, dimension), best first, among ``allowed`` if given."""
        # The type information that faiss ships does not know the keyword arguments of its own Python layer.
        of_allowed = faiss.SearchParameters(sel=faiss.IDSelectorBatch(allowed.rows())) if allowed else None  # type: ignore[call-arg]

        def find(count: int) -> tuple[Ordinals, Scores]:
            scores, rows = self._index.search(query, count, params=of_allowed)
            return rows[0], scores[0]

        return best_rows(find, limit, len(self) if allowed is None else allowed.count())

    def rows(self, ordinals: Ordinals) -> Vectors:
        """The vectors of the given rows, shape (rows, dimension)."""
        vectors: Vectors = self._index.reconstruct_batch(ordinals)
        return vectors

    def scores(self, query: Vectors, ordinals: Ordinals) -> Scores:
        """The inner product of one query of shape (1, dimension) with each of the given rows."""
        if not len(ordinals):
            return np.empty(0, dtype=np.float32)
        scores: Scores = self.rows(ordinals) @ query[0]
        return scores
