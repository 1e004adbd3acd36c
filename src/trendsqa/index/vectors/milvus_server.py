"""Client of a Milvus server with rows of vectors. The only file that imports pymilvus and grpc.

Rows of a collection are written once and never changed; their meaning is unknown here. Every call retries while a
server is slow or restarting, until its time is up; the failure then becomes one IndexUnavailableError.
"""

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from time import monotonic, sleep
from typing import TypeVar

import numpy as np

from trendsqa.embedding.encoder import Vectors
from trendsqa.errors import IndexDamagedError, IndexUnavailableError, SettingsError
from trendsqa.index.rows import Ordinals, Scores

try:
    from grpc import RpcError, StatusCode
    from pymilvus import DataType, MilvusClient, MilvusException
except ModuleNotFoundError as error:
    raise SettingsError(
        f"remote.uri is set, and {error.name} is not installed. Install it: pip install 'trendsqa[remote]'"
    ) from error

__all__ = ["MOST_ROWS", "IncompleteError", "Mark", "MilvusServer", "Session"]

# Failures are translated below and reported once; pymilvus would log a traceback for each try.
logging.getLogger("pymilvus").setLevel(logging.CRITICAL)
# Milvus Lite runs in this process, and logs a traceback for each optional call that it does not support.
logging.getLogger("grpc._server").setLevel(logging.CRITICAL)

MOST_ROWS = 16_384
"""Most rows that Milvus returns for one search (its quota `limits.topK`)."""
_NO_COLLECTION = 100
_NO_ALIAS = 1600
"""Error codes of Milvus; Milvus Lite has 100 for both (milvus: pkg/util/merr/errors.go)."""
_FOR_GOOD = frozenset(
    {StatusCode.UNAUTHENTICATED, StatusCode.PERMISSION_DENIED, StatusCode.INVALID_ARGUMENT, StatusCode.UNIMPLEMENTED}
)
_FIRST_PAUSE_S = 0.05
_LONGEST_PAUSE_S = 1.0
_PATIENCE = 60
"""Factor on the time limit of a search for flushing, indexing and loading a whole collection."""
_LONGEST_VALUE = 65_535
"""Bytes of a string field, Milvus's own limit."""
_LINKS = 16
_EXPLORED_BUILDING = 200
_EXPLORED_SEARCHING = 256
_MOST_EXPLORED = 32_768
"""The parameters M, efConstruction and ef of HNSW (Malkov and Yashunin, arXiv:1603.09320), and Milvus's limit of ef."""
_ROW, _VECTOR = "row", "vector"

T = TypeVar("T")


class IncompleteError(Exception):
    """The server returned too few rows: it is still loading them."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Owner of a collection: the generation's name and content hash, stored as the collection's properties."""

    generation: str
    content_hash: str

    def properties(self) -> dict[str, str]:
        """The mark as properties of a Milvus collection."""
        return {"trendsqa.generation": self.generation, "trendsqa.content_hash": self.content_hash}


@dataclass(frozen=True, slots=True)
class Session:
    """One try: a client, and the seconds that it may take."""

    client: MilvusClient
    left_s: float

    def count(self, name: str, *, level: str = "Eventually") -> int:
        """Number of rows of a collection that a search sees; at ``level`` "Strong" all earlier writes count."""
        asked = {"output_fields": ["count(*)"], "consistency_level": level, "timeout": self.left_s}
        return int(self.client.query(name, filter="", **asked)[0]["count(*)"])

    def search(self, name: str, query: Vectors, limit: int, condition: str) -> tuple[Ordinals, Scores]:
        """Rows and inner products, best first, for one query of shape (1, dimension)."""
        explored = min(_MOST_EXPLORED, max(_EXPLORED_SEARCHING, 2 * limit))
        hits = self.client.search(
            name,
            data=query,
            anns_field=_VECTOR,
            limit=limit,
            filter=condition,
            output_fields=[_ROW],
            search_params={"metric_type": "IP", "params": {"ef": explored}},
            # All rows were written before loading: waiting for later writes takes Milvus 0.2 s a search.
            consistency_level="Eventually",
            timeout=self.left_s,
        )[0]
        return np.array(hits.ids, dtype=np.int64), np.array(hits.distances, dtype=np.float32)

    def vectors(self, name: str, rows: Sequence[int]) -> dict[int, Sequence[float]]:
        """The vectors of rows, by row number."""
        asked = {"output_fields": [_ROW, _VECTOR], "consistency_level": "Eventually", "timeout": self.left_s}
        return {found[_ROW]: found[_VECTOR] for found in self.client.query(name, ids=list(rows), **asked)}


class MilvusServer:
    """A connection to Milvus at ``uri``, or to Milvus Lite in a file with a name ending in .db.

    Safe to share between threads. pymilvus reconnects by itself after a restart of the server.
    """

    def __init__(self, uri: str, *, token: str, timeout_s: float) -> None:
        """Connect. Raises IndexUnavailableError."""
        self.uri = uri
        self._timeout_s = timeout_s
        self._client = self._wait("connecting", lambda left: MilvusClient(uri=uri, token=token, timeout=left))

    def close(self) -> None:
        """Close the connection."""
        self._client.close()

    def patiently(self, doing: str, attempt: Callable[[Session], T], *, times: int = 1) -> T:
        """Result of ``attempt``, retried while the server is away, for up to ``times`` the time limit of one search.

        Raises:
            IndexDamagedError: There is no such collection.
            IndexUnavailableError: The server is away, too slow or refuses.
        """
        return self._wait(doing, lambda left: attempt(Session(self._client, left)), times=times)

    def create(self, name: str, mark: Mark, dimension: int, columns: Sequence[str]) -> None:
        """Create an empty collection of vectors with their row numbers and the given columns of text."""
        schema = MilvusClient.create_schema(auto_id=False, enable_dynamic_field=False)
        schema.add_field(_ROW, DataType.INT64, is_primary=True)
        schema.add_field(_VECTOR, DataType.FLOAT_VECTOR, dim=dimension)
        for column in columns:
            schema.add_field(column, DataType.VARCHAR, max_length=_LONGEST_VALUE)
        self.patiently(
            f"making {name}",
            lambda session: session.client.create_collection(
                name, schema=schema, consistency_level="Strong", properties=mark.properties(), timeout=session.left_s
            ),
        )

    def insert(self, name: str, first: int, vectors: Vectors, columns: Mapping[str, Sequence[str]]) -> None:
        """Upsert rows, numbered from ``first``."""
        rows = [
            {_ROW: first + place, _VECTOR: vector, **{column: values[place] for column, values in columns.items()}}
            for place, vector in enumerate(vectors)
        ]
        # An insert with a late response is retried and must not count twice.
        self.patiently(f"writing {name}", lambda session: session.client.upsert(name, rows, timeout=session.left_s))

    def settle(self, name: str, rows: int, *, exact: bool) -> None:
        """Flush, index and load a collection of ``rows`` rows. Raises IndexUnavailableError.

        If not ``exact``, searches may miss some of the best rows, but are fast in large collections.
        """
        index = MilvusClient.prepare_index_params()
        if exact:
            index.add_index(_VECTOR, index_type="FLAT", metric_type="IP")
        else:
            parameters = {"M": _LINKS, "efConstruction": _EXPLORED_BUILDING}
            index.add_index(_VECTOR, index_type="HNSW", metric_type="IP", params=parameters)
        self.patiently(
            f"flushing {name}",
            lambda session: session.client.flush(name, timeout=session.left_s),
            times=_PATIENCE,
        )
        self.patiently(
            f"indexing {name}",
            lambda session: session.client.create_index(name, index, timeout=session.left_s),
            times=_PATIENCE,
        )
        self.load(name, rows)

    def load(self, name: str, rows: int) -> None:
        """Load every row of a collection into the server's memory. Raises IndexUnavailableError."""
        self.patiently(
            f"loading {name}",
            lambda session: session.client.load_collection(name, timeout=session.left_s),
            times=_PATIENCE,
        )

        def count(session: Session) -> None:
            if (found := session.count(name, level="Strong")) != rows:
                raise IncompleteError(f"{found} of {rows} rows are there")

        self.patiently(f"counting {name}", count)

    def mark_of(self, name: str) -> Mark | None:
        """The mark of a collection; None if it does not exist or is not one of ours."""

        def attempt(session: Session) -> Mark | None:
            if not session.client.has_collection(name, timeout=session.left_s):
                return None
            held = session.client.describe_collection(name, timeout=session.left_s)["properties"]
            values = (held.get("trendsqa.generation"), held.get("trendsqa.content_hash"))
            return Mark(*values) if all(values) else None

        return self.patiently(f"describing {name}", attempt)

    def drop(self, name: str) -> None:
        """Delete a collection."""
        self.patiently(f"deleting {name}", lambda session: session.client.drop_collection(name, timeout=session.left_s))

    def aliased(self, alias: str) -> str:
        """The name of the collection behind ``alias``; empty if there is no such alias."""

        def attempt(session: Session) -> str:
            try:
                return str(session.client.describe_alias(alias, timeout=session.left_s)["collection_name"])
            except MilvusException as error:
                if error.code in {_NO_COLLECTION, _NO_ALIAS}:
                    return ""
                raise

        return self.patiently(f"looking up {alias}", attempt)

    def point(self, alias: str, name: str) -> None:
        """Point ``alias`` at the collection ``name``, atomically."""
        now = self.aliased(alias)
        if now == name:
            return
        if now:
            self.patiently(
                f"moving {alias}", lambda session: session.client.alter_alias(name, alias, timeout=session.left_s)
            )
        else:
            self.patiently(
                f"naming {alias}", lambda session: session.client.create_alias(name, alias, timeout=session.left_s)
            )

    def unpoint(self, alias: str) -> None:
        """Delete an alias."""
        self.patiently(f"removing {alias}", lambda session: session.client.drop_alias(alias, timeout=session.left_s))

    def _wait(self, doing: str, attempt: Callable[[float], T], *, times: int = 1) -> T:
        began = monotonic()
        deadline, pause = began + times * self._timeout_s, _FIRST_PAUSE_S
        while True:
            try:
                return attempt(max(deadline - monotonic(), _FIRST_PAUSE_S))
            except (MilvusException, RpcError, IncompleteError) as error:
                if _is_for_good(error) or monotonic() + pause > deadline:
                    raise self._translated(doing, error, monotonic() - began) from error
            sleep(pause)
            pause = min(2 * pause, _LONGEST_PAUSE_S)

    def _translated(self, doing: str, error: Exception, waited_s: float) -> IndexUnavailableError:
        reason = _reason(error)
        if StatusCode.UNAUTHENTICATED in _statuses(error):
            return IndexUnavailableError(
                f"Milvus at {self.uri} refuses the token ({reason}). Set remote.token (TRENDSQA_REMOTE__TOKEN)."
            )
        if isinstance(error, IncompleteError):
            return IndexUnavailableError(
                f"Milvus at {self.uri} gave no whole answer to {doing} within {waited_s:.1f} s: {reason}. If it is not "
                "just starting, build again: trendsqa index build, or go back: trendsqa index rollback"
            )
        if getattr(error, "code", None) == _NO_COLLECTION:
            return IndexDamagedError(
                f"Milvus at {self.uri} has lost what was asked for in {doing} ({reason}). Build again: trendsqa index "
                "build, or go back to another generation: trendsqa index rollback"
            )
        return IndexUnavailableError(
            f"Milvus at {self.uri} gave no answer ({doing}, {waited_s:.1f} s): {reason}. See that it runs and that "
            "remote.uri names it, then try again; trendsqa doctor says when it answers. remote.timeout_s is the wait."
        )


def _is_for_good(error: Exception) -> bool:
    """True if trying again cannot help."""
    return getattr(error, "code", None) == _NO_COLLECTION or not _FOR_GOOD.isdisjoint(_statuses(error))


def _statuses(error: BaseException) -> set[StatusCode]:
    return {link.code() for link in _chain(error) if isinstance(link, RpcError) and hasattr(link, "code")}


def _reason(error: BaseException) -> str:
    """The server's or the network's error message, in one line."""
    for link in _chain(error):
        if isinstance(link, RpcError) and hasattr(link, "details"):
            return _one_line(f"{link.code().name.lower().replace('_', ' ')}, {link.details()}")
    return _one_line(error.message if isinstance(error, MilvusException) else str(error))


def _one_line(text: str) -> str:
    return " ".join(text.split())[:300]


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """An error and its causes. pymilvus raises errors from themselves, so their real cause is only in the context."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__context__ if error.__cause__ is error else error.__cause__ or error.__context__
