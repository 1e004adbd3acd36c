"""Vectors of generations in Milvus: a collection for each kind of text, named after the generation, never changed.

A generation is read by its collections' own names, so that no response mixes two; aliases show other clients the
published one. The client library is known only to `index/vectors/milvus_server.py`.
"""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from time import monotonic

import numpy as np

from trendsqa.embedding.encoder import Vectors
from trendsqa.errors import IndexDamagedError
from trendsqa.index.generations.layout import GenerationLayout
from trendsqa.index.generations.manifest import Generation, MilvusCollection, Remote
from trendsqa.index.generations.vector_kind import VectorKind
from trendsqa.index.rows import Ordinals, Scores
from trendsqa.index.texts.passage_columns import PassageColumns
from trendsqa.index.vectors.dense import inner_products
from trendsqa.index.vectors.milvus_server import MOST_ROWS, IncompleteError, Mark, MilvusServer, Session
from trendsqa.index.vectors.row_filter import RowFilter
from trendsqa.index.vectors.top_rows import best_rows
from trendsqa.index.vectors.vector_store import FolderVectors, NewGeneration, StoredVectors, VectorIndex

__all__ = ["RemoteStore", "RemoteVectors"]

_SURE_S = 0.5
"""Time for which a complete collection counts as complete: no Milvus restarts and reloads in half a second."""
_ROWS_AT_ONCE = 4096
"""Row numbers in one condition, and vectors fetched at a time."""
_BYTES_AT_ONCE = 8 << 20
"""Bytes of vectors sent at a time; Milvus accepts messages of 64 MiB."""
_FLOAT_BYTES = 4
_EXACT_ROWS = 200_000
"""Most rows searched exactly: twice the number with 23 ms a search in benchmarks/remote_search.py."""


class RemoteVectors:
    """One collection, open for searching. Safe to share between threads."""

    def __init__(self, server: MilvusServer, collection: MilvusCollection) -> None:
        self._server = server
        self._collection = collection
        self._whole_at = -_SURE_S

    def __len__(self) -> int:
        return self._collection.rows

    def search(self, query: Vectors, limit: int, allowed: RowFilter | None = None) -> tuple[Ordinals, Scores]:
        """The ``limit`` best rows for one query, best first and equal ones by row. Raises IndexUnavailableError."""
        if allowed is None:
            return best_rows(lambda asked: self._found(query, asked), limit, len(self), most=MOST_ROWS)
        there = allowed.count
        among = allowed.rows() if there <= MOST_ROWS and not self._collection.exact else None
        return best_rows(
            lambda asked: self._found(query, asked, _condition(allowed), among), limit, there, most=MOST_ROWS
        )

    def scores(self, query: Vectors, ordinals: Ordinals) -> Scores:
        """The inner product of one query with each of the given rows. Raises IndexUnavailableError."""
        scores = np.empty(len(ordinals), dtype=np.float32)
        for first in range(0, len(ordinals), _ROWS_AT_ONCE):
            some = ordinals[first : first + _ROWS_AT_ONCE]
            rows, found = self._found(query, len(some), f"row in {some.tolist()}", some)
            by_row = np.argsort(rows)
            scores[first : first + len(some)] = found[by_row][np.searchsorted(rows[by_row], some)]
        return scores

    def rows(self, ordinals: Ordinals) -> Vectors:
        """The vectors of the given rows, shape (rows, dimension). Raises IndexUnavailableError."""
        return self._server.patiently(f"reading {self._collection.name}", lambda session: self._read(session, ordinals))

    def _found(
        self, query: Vectors, asked: int, condition: str = "", among: Ordinals | None = None
    ) -> tuple[Ordinals, Scores]:
        """Exactly ``asked`` rows in any order, from a completely loaded collection.

        ``among`` are the rows that pass ``condition``, if they are few enough to be fetched.
        """

        def attempt(session: Session) -> tuple[Ordinals, Scores]:
            self._see_whole(session)
            rows, scores = session.search(self._collection.name, query, asked, condition)
            self._see_whole(session)
            if len(rows) < asked and among is not None and not self._collection.exact:
                # The graph of an approximate collection does not lead to every row that passes a condition.
                return among, inner_products(self._read(session, among), query)
            _expect(asked, len(rows))
            return rows, scores

        return self._server.patiently(f"searching {self._collection.name}", attempt)

    def _read(self, session: Session, ordinals: Ordinals) -> Vectors:
        found: dict[int, Sequence[float]] = {}
        for first in range(0, len(ordinals), _ROWS_AT_ONCE):
            found |= session.vectors(self._collection.name, ordinals[first : first + _ROWS_AT_ONCE].tolist())
        _expect(len(ordinals), len(found))
        return np.array([found[row] for row in ordinals.tolist()], dtype=np.float32)

    def _see_whole(self, session: Session) -> None:
        """Raise IncompleteError if rows are missing, as while a server starts.

        Called before and after a search; the count is repeated only if the server could have restarted since the last
        one.
        """
        now = monotonic()
        if now - self._whole_at > _SURE_S:
            found = session.count(self._collection.name)
            if found != len(self):
                raise IncompleteError(f"{found} of {len(self)} rows are loaded")
            self._whole_at = now


class RemoteStore:
    """The vectors of generations at one server, under names that begin with ``prefix``."""

    def __init__(self, server: MilvusServer, *, prefix: str, exact_rows: int = _EXACT_ROWS) -> None:
        """Collections of more than ``exact_rows`` rows are searched approximately (HNSW)."""
        self._server = server
        self._prefix = prefix
        self._exact_rows = exact_rows

    @classmethod
    def at(cls, uri: str, *, token: str, prefix: str, timeout_s: float) -> "RemoteStore":
        """The store at a server, connected. Raises IndexUnavailableError."""
        return cls(MilvusServer(uri, token=token, timeout_s=timeout_s), prefix=prefix)

    @property
    def uri(self) -> str:
        """The server's address, without credentials."""
        return self._server.uri

    def close(self) -> None:
        """Give the connection back."""
        self._server.close()

    def write(self, new: NewGeneration, vectors: Callable[[VectorKind], Vectors]) -> StoredVectors:
        """Write, index and load the vectors of a new generation; if that fails, the builder drops the collections.

        Raises:
            IndexUnavailableError: The server is away, too slow or refuses.
        """
        collections = tuple(self._write_kind(new, kind, vectors(kind)) for kind in VectorKind)
        _together(self._settle, collections)
        return StoredVectors(Remote(self.uri, collections))

    def open(self, layout: GenerationLayout, generation: Generation) -> Mapping[VectorKind, VectorIndex]:
        """The vectors of a generation, from the location in its manifest.

        Raises:
            IndexDamagedError: A collection is missing, not this generation's or of another size.
            IndexUnavailableError: The server is away or too slow.
        """
        if generation.remote is None:
            return FolderVectors().open(layout, generation)
        self._check(generation, generation.remote)
        collections = {collection.kind: collection for collection in generation.remote.collections}
        return {kind: RemoteVectors(self._server, collections[kind]) for kind in VectorKind}

    def publish(self, generation: Generation) -> None:
        """Check a generation and point the aliases at it, each atomically, one after the other."""
        if generation.remote is None:
            return
        self._check(generation, generation.remote)
        for collection in generation.remote.collections:
            self._server.point(self.alias(collection.kind), collection.name)

    def published(self) -> str:
        """The name of the generation behind the alias of passages; empty if there is none."""
        name = self._server.aliased(self.alias(VectorKind.PASSAGES))
        mark = self._server.mark_of(name) if name else None
        return mark.generation if mark else ""

    def drop(self, name: str) -> None:
        """Delete the collections of the generation ``name`` with its mark, and their aliases; no others."""
        for kind in VectorKind:
            collection = self._collection(name, kind)
            mark = self._server.mark_of(collection)
            if mark is None or mark.generation != name:
                continue
            if self._server.aliased(self.alias(kind)) == collection:
                self._server.unpoint(self.alias(kind))
            self._server.drop(collection)

    def alias(self, kind: str) -> str:
        """The alias of the published collection of a kind of text."""
        return f"{self._prefix}_published_{kind}"

    def _collection(self, name: str, kind: VectorKind) -> str:
        # Milvus accepts letters, digits and underscores; the names of generations also have hyphens.
        return f"{self._prefix}_{name.replace('-', '_')}_{kind}"

    def _write_kind(self, new: NewGeneration, kind: VectorKind, vectors: Vectors) -> MilvusCollection:
        exact = len(vectors) <= self._exact_rows
        collection = MilvusCollection(kind.value, self._collection(new.name, kind), len(vectors), exact)
        columns = _columns(new.layout, kind)
        self._server.create(
            collection.name,
            Mark(new.name, new.content_hash),
            vectors.shape[1],
            tuple(columns),
        )
        step = max(1, _BYTES_AT_ONCE // (_FLOAT_BYTES * vectors.shape[1]))
        for first in range(0, len(vectors), step):
            some = slice(first, first + step)
            self._server.insert(
                collection.name, first, vectors[some], {name: values[some] for name, values in columns.items()}
            )
        return collection

    def _settle(self, collection: MilvusCollection) -> None:
        self._server.settle(collection.name, collection.rows, exact=collection.exact)

    def _check(self, generation: Generation, remote: Remote) -> None:
        mark = Mark(generation.name, generation.content_hash)

        def check(collection: MilvusCollection) -> None:
            found = self._server.mark_of(collection.name)
            if found != mark:
                held = f"belongs to {found}" if found else "is missing or not one of ours"
                raise IndexDamagedError(
                    f"The collection {collection.name} at {self.uri} {held}; generation {generation.name} expects its "
                    "own. Build again: trendsqa index build, or go back: trendsqa index rollback"
                )
            self._server.load(collection.name, collection.rows)

        _together(check, remote.collections)


def _condition(allowed: RowFilter) -> str:
    """A filter as a Milvus expression. Its values occur in passages, since a filter without rows is not searched."""
    parts = [f"{column} == {_quoted(value)}" for column, value in allowed.must_be.items()]
    if allowed.without_editions:
        parts.append(f"edition not in [{', '.join(map(_quoted, allowed.without_editions))}]")
    return " and ".join(parts)


def _quoted(value: str) -> str:
    for character, written in (("\\", "\\\\"), ('"', '\\"'), ("\n", "\\n"), ("\r", "\\r")):
        value = value.replace(character, written)
    return f'"{value}"'


def _columns(layout: GenerationLayout, kind: VectorKind) -> dict[str, list[str]]:
    """Filter columns for each row of a kind: those of its passage."""
    of_passages = PassageColumns.open(layout.passage_columns).of_passages()
    bounds = layout.bounds(kind)
    if bounds is None:
        return of_passages
    lengths = np.diff(np.load(bounds, allow_pickle=False))
    passages = np.repeat(np.arange(len(lengths)), lengths)
    return {name: [values[passage] for passage in passages] for name, values in of_passages.items()}


def _expect(due: int, came: int) -> None:
    if came != due:
        raise IncompleteError(f"{came} rows came where {due} were due")


def _together(work: Callable[[MilvusCollection], None], collections: Sequence[MilvusCollection]) -> None:
    """Do ``work`` for all in parallel: most of it is waiting."""
    with ThreadPoolExecutor(max_workers=len(collections)) as pool:
        list(pool.map(work, collections))
