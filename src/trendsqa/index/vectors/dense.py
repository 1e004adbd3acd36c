"""Dense index on disk, searched by inner product (faiss): exactly, or through lists made by ``approximating``."""

from functools import cached_property
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

import faiss
import numpy as np
from numpy.typing import NDArray

from trendsqa.durable_files import not_written
from trendsqa.embedding.encoder import Vectors
from trendsqa.errors import IndexDamagedError
from trendsqa.index.rows import Ordinals, Scores
from trendsqa.index.vectors.row_filter import RowFilter
from trendsqa.index.vectors.top_rows import Ranked, best_rows

__all__ = ["EXACT_UP_TO", "DenseIndex", "inner_products"]

EXACT_UP_TO = 50_000
"""Rows searched exactly: one core scans them in 7 ms (benchmarks/size.py), so lists would save little."""
_LEAST_POOL = 400
"""Fewest rows that an approximate search finds by their short codes and then ranks by their vectors."""
_MOST_TIES = 16
"""Largest multiple of the limit that an approximate search fetches, to break ties by row number."""
_ALIKE = 0.2
"""Largest total variation distance, 0-1, between the shares of lists among a filter's rows and among all rows.

A filter beyond it counts as topical.
"""
_HALVES = np.arange(1 << 16, dtype=np.uint16).view(np.float16).astype(np.float32)
"""All half-precision numbers by their bits: a look-up takes half the time of NumPy's own conversion."""


class DenseIndex:
    """Unit vectors; the inner product of unit vectors is their cosine. Safe to share between threads.

    Files are memory-mapped, so that opening reads nothing and processes share the pages.
    """

    def __init__(self, index: Any, *, exact_up_to: int = EXACT_UP_TO) -> None:
        """``index`` is an IndexFlatIP, an IndexScalarQuantizer of halves, or an IndexRefine of lists over one.

        Among up to ``exact_up_to`` rows, all or allowed, a search is exact.
        """
        self._index = index
        self._exact_up_to = exact_up_to
        self._exact = index if isinstance(index, faiss.IndexFlatCodes) else faiss.downcast_index(index.refine_index)
        self._stored = _stored(self._exact)
        self._probes_for: WeakKeyDictionary[RowFilter, int] = WeakKeyDictionary()

    @classmethod
    def of(cls, vectors: Vectors) -> "DenseIndex":
        """An exact index over ``vectors``, shape (n, dimension); row numbers are the ids."""
        index = faiss.IndexFlatIP(vectors.shape[1])
        index.add(np.ascontiguousarray(vectors))
        return cls(index)

    @classmethod
    def open(cls, path: Path, *, exact_up_to: int = EXACT_UP_TO) -> "DenseIndex":
        """The index in the file ``path``. Raises IndexDamagedError."""
        try:
            return cls(faiss.read_index(str(path), faiss.IO_FLAG_MMAP_IFC), exact_up_to=exact_up_to)
        except RuntimeError as error:
            raise IndexDamagedError(f"{path} cannot be opened. Build again: trendsqa index build") from error

    def write(self, path: Path) -> None:
        """Write the index to ``path``. Raises StorageError."""
        try:
            faiss.write_index(self._index, str(path))
        except RuntimeError as error:
            raise not_written(path, error) from error

    def __len__(self) -> int:
        return int(self._index.ntotal)

    def search(self, query: Vectors, limit: int, allowed: RowFilter | None = None) -> tuple[Ordinals, Scores]:
        """The ``limit`` best rows for one query of shape (1, dimension), best first, among ``allowed`` if given."""
        # OpenMP keeps this setting for each thread. The threads of one search wait for one another by spinning, which
        # took longer than a second core saved, and takes that core from other requests.
        faiss.omp_set_num_threads(1)
        there = len(self) if allowed is None else allowed.count
        selector = None if allowed is None else faiss.IDSelectorBitmap(allowed.bitmap)  # type: ignore[call-arg, arg-type]
        if self._exact is self._index or there <= self._exact_up_to:
            return best_rows(lambda count: self._found_exactly(query, count, selector), limit, there)
        most = min(there, _MOST_TIES * limit)
        probes = self._probes(allowed)
        return best_rows(lambda count: self._found(query, count, selector, probes), limit, there, most=most)

    def rows(self, ordinals: Ordinals) -> Vectors:
        """The vectors of the given rows, shape (rows, dimension), in the precision of the index."""
        stored = self._stored[ordinals]
        return _HALVES[stored] if stored.dtype == np.uint16 else stored

    def scores(self, query: Vectors, ordinals: Ordinals) -> Scores:
        """The inner product of one query of shape (1, dimension) with each of the given rows."""
        return inner_products(self.rows(ordinals), query)

    def _found_exactly(self, query: Vectors, count: int, selector: Any) -> Ranked:
        # The type hints of faiss lack the keyword arguments of its own Python layer.
        parameters = faiss.SearchParameters(sel=selector) if selector else None  # type: ignore[call-arg]
        scores, rows = self._exact.search(query, count, params=parameters)
        return rows[0], scores[0]

    def _found(self, query: Vectors, count: int, selector: Any, probes: int) -> Ranked:
        """Approximate search: the best rows by their vectors among the nearest by code in ``probes`` lists."""
        within = faiss.SearchParametersIVF(nprobe=probes, sel=selector)  # type: ignore[call-arg]
        pool = max(2 * count, _LEAST_POOL) / count
        parameters = faiss.IndexRefineSearchParameters(k_factor=pool, base_index_params=within)  # type: ignore[call-arg]
        scores, rows = self._index.search(query, count, params=parameters)
        found = rows[0] >= 0
        return rows[0][found], scores[0][found]

    def _probes(self, allowed: RowFilter | None) -> int:
        """Number of lists to read: all for a topical filter.

        If a question is about another trend than the filter's, the nearest allowed rows are far away, and not in the
        lists nearest to the question.
        """
        if allowed is None:
            return int(self._lists.nprobe)
        if allowed not in self._probes_for:
            apart = np.abs(self._shares_of(allowed.rows()) - self._shares_of_all).sum() / 2
            self._probes_for[allowed] = int(self._lists.nprobe if apart <= _ALIKE else self._lists.nlist)
        return self._probes_for[allowed]

    @property
    def _lists(self) -> Any:
        return faiss.downcast_index(self._index.base_index)

    @cached_property
    def _list_of_row(self) -> NDArray[np.int32]:
        lists = self._lists
        list_of_row = np.empty(len(self), dtype=np.int32)
        for number in range(lists.nlist):
            if size := lists.invlists.list_size(number):
                list_of_row[faiss.rev_swig_ptr(lists.invlists.get_ids(number), size)] = number
        return list_of_row

    @cached_property
    def _shares_of_all(self) -> NDArray[np.float64]:
        return self._shares_of(np.arange(len(self)))

    def _shares_of(self, rows: Ordinals) -> NDArray[np.float64]:
        """Share of ``rows`` in each list, shape (lists,)."""
        return np.bincount(self._list_of_row[rows], minlength=self._lists.nlist) / max(1, len(rows))


def inner_products(vectors: Vectors, query: Vectors) -> Scores:
    """Inner product of each of ``vectors``, shape (n, dimension), with one query of shape (1, dimension)."""
    # A matrix product would use OpenBLAS, whose second thread spins until the next product, and a search would wait for
    # it whenever that processor is busy with other requests or other programs.
    scores: Scores = np.vecdot(vectors, query[0])
    return scores


def _stored(index: Any) -> NDArray[Any]:
    """The stored vectors of ``index``, shape (n, dimension): in single precision, or the bits of half precision."""
    shape = (int(index.ntotal), int(index.d))
    kind = np.float32 if isinstance(index, faiss.IndexFlat) else np.uint16
    if not shape[0]:
        return np.empty(shape, dtype=kind)
    stored: NDArray[Any] = faiss.rev_swig_ptr(index.codes.data(), shape[0] * int(index.code_size)).view(kind)
    return stored.reshape(shape)
