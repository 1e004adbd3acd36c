"""Vectors on disk, searched by inner product (faiss): exactly, or through lists that ``approximating`` made."""

from pathlib import Path
from typing import Any

import faiss
import numpy as np
from numpy.typing import NDArray

from trendsqa.durable_files import not_written
from trendsqa.embedding.encoder import Vectors
from trendsqa.errors import IndexDamagedError
from trendsqa.index.allowed import Allowed
from trendsqa.index.cutting import Ranked, best_rows

__all__ = ["EXACT_UP_TO", "DenseIndex", "Ordinals", "Scores"]

Ordinals = NDArray[np.int64]
"""Positions of rows, shape (n,)."""
Scores = NDArray[np.float32]
"""One score a row, shape (n,)."""

EXACT_UP_TO = 50_000
"""Rows searched exactly: one core reads them in 7 ms (benchmarks/size.py), which no list would save much of."""
_LEAST_POOL = 400
"""Rows that an approximate search finds by their short codes and then ranks by their vectors, at least."""
_MOST_TIES = 16
"""Times the limit that an approximate search is asked for at most, so that of rows which score alike the first stay."""
_HALVES = np.arange(1 << 16, dtype=np.uint16).view(np.float16).astype(np.float32)
"""Every number in half precision, by its bits: looking them up takes half the time of NumPy's own conversion."""


class DenseIndex:
    """Unit vectors; the inner product of unit vectors is their cosine. Safe to share between threads.

    Files are mapped, so that opening reads nothing and processes share what they read.
    """

    def __init__(self, index: Any) -> None:
        """``index`` is an IndexFlatIP, an IndexScalarQuantizer of halves, or an IndexRefine of lists over one."""
        self._index = index
        self._exact = index if isinstance(index, faiss.IndexFlatCodes) else faiss.downcast_index(index.refine_index)
        self._stored = _stored(self._exact)

    @classmethod
    def of(cls, vectors: Vectors) -> "DenseIndex":
        """An exact index over ``vectors``, shape (n, dimension); row numbers are the ids."""
        index = faiss.IndexFlatIP(vectors.shape[1])
        index.add(np.ascontiguousarray(vectors))
        return cls(index)

    @classmethod
    def open(cls, path: Path) -> "DenseIndex":
        """The index written at ``path``. Raises IndexDamagedError."""
        try:
            return cls(faiss.read_index(str(path), faiss.IO_FLAG_MMAP_IFC))
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
        """The ``limit`` best rows for one query of shape (1, dimension), best first, among ``allowed`` if given.

        Among few rows, all or allowed, the search is exact.
        """
        # OpenMP keeps this by thread. The threads of one search wait for one another by spinning, which took longer
        # than a second core saved, and takes it from other requests.
        faiss.omp_set_num_threads(1)
        there = len(self) if allowed is None else allowed.count
        selector = None if allowed is None else faiss.IDSelectorBitmap(allowed.bitmap)  # type: ignore[call-arg, arg-type]
        if self._exact is self._index or there <= EXACT_UP_TO:
            return best_rows(lambda count: self._found_exactly(query, count, selector), limit, there)
        most = min(there, _MOST_TIES * limit)
        return best_rows(lambda count: self._found(query, count, selector), limit, there, most=most)

    def rows(self, ordinals: Ordinals) -> Vectors:
        """The vectors of the given rows, shape (rows, dimension), to the precision in which they are stored."""
        stored = self._stored[ordinals]
        return _HALVES[stored] if stored.dtype == np.uint16 else stored

    def scores(self, query: Vectors, ordinals: Ordinals) -> Scores:
        """The inner product of one query of shape (1, dimension) with each of the given rows."""
        scores: Scores = self.rows(ordinals) @ query[0]
        return scores

    def _found_exactly(self, query: Vectors, count: int, selector: Any) -> Ranked:
        # The type information that faiss ships does not know the keyword arguments of its own Python layer.
        parameters = faiss.SearchParameters(sel=selector) if selector else None  # type: ignore[call-arg]
        scores, rows = self._exact.search(query, count, params=parameters)
        return rows[0], scores[0]

    def _found(self, query: Vectors, count: int, selector: Any) -> Ranked:
        """Of the rows whose codes come nearest in the lists that are read, the best by their vectors.

        The lists nearest to a question may hold next to nothing of one trend, so those who filter read all lists.
        """
        lists: Any = faiss.downcast_index(self._index.base_index)
        probes = lists.nlist if selector else lists.nprobe
        within = faiss.SearchParametersIVF(nprobe=probes, sel=selector)  # type: ignore[call-arg]
        pool = max(2 * count, _LEAST_POOL) / count
        parameters = faiss.IndexRefineSearchParameters(k_factor=pool, base_index_params=within)  # type: ignore[call-arg]
        scores, rows = self._index.search(query, count, params=parameters)
        found = rows[0] >= 0
        return rows[0][found], scores[0][found]


def _stored(index: Any) -> NDArray[Any]:
    """The vectors as they lie in ``index``, shape (n, dimension): in single precision, or half precision's bits."""
    shape = (int(index.ntotal), int(index.d))
    kind = np.float32 if isinstance(index, faiss.IndexFlat) else np.uint16
    if not shape[0]:
        return np.empty(shape, dtype=kind)
    stored: NDArray[Any] = faiss.rev_swig_ptr(index.codes.data(), shape[0] * int(index.code_size)).view(kind)
    return stored.reshape(shape)
