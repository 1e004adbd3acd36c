"""Store of feedback: one SQLite file beside the index, which several processes may write.

Nothing that identifies a person may get into it: no address, no name of a key, no browser, no time of day. A connection
lives for one call, so that the file may be moved away at any time and a damaged one harms nothing else.
"""

import logging
import os
import secrets
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from urllib.parse import quote

from trendsqa.durable_files import not_written, writing
from trendsqa.errors import StorageError, UnknownItemError
from trendsqa.feedback.entry import Feedback, FeedbackEntry
from trendsqa.settings import FeedbackSettings

__all__ = ["FeedbackStore"]

_LOG = logging.getLogger(__name__)

_FILE = Path("feedback", "feedback.sqlite3")
_SCHEMA = """
CREATE TABLE IF NOT EXISTS entries (
    number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT UNIQUE NOT NULL, day TEXT NOT NULL,
    question TEXT NOT NULL, useful INTEGER NOT NULL, citation INTEGER, section_id TEXT, words TEXT,
    generation TEXT NOT NULL, outcome TEXT
)"""
_COLUMNS = "id, day, question, useful, citation, section_id, words, generation, outcome"
_INSERT = f"INSERT INTO entries ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"  # noqa: S608 - names of our own
_SELECT = f"SELECT {_COLUMNS} FROM entries"  # noqa: S608 - names of our own
_SURPLUS = "DELETE FROM entries WHERE number <= (SELECT number FROM entries ORDER BY number DESC LIMIT 1 OFFSET ?)"
_ID_BYTES = 16
"""Random bytes of an id: nobody guesses one, and so nobody takes back what another has sent.
In hexadecimal, so that no command line takes one for an option."""
_WAIT_S = 2.0
"""Longest wait for another process that writes."""
_DAMAGED = "If it is damaged, move it away to begin a new one"


def _today() -> date:
    return datetime.now(UTC).date()


class FeedbackStore:
    """Keeps feedback. Safe to share between threads and processes; the file is made by the first entry."""

    def __init__(self, index_folder: Path, settings: FeedbackSettings, *, today: Callable[[], date] = _today) -> None:
        self.path = index_folder / _FILE
        self.settings = settings
        self._today = today

    def add(self, feedback: Feedback) -> str:
        """The id of the new entry. What is too old goes, and the oldest beyond the most that are kept.

        Raises:
            StorageError: The disk is full, the file is damaged or may not be written, or another process keeps it.
        """
        self._make_file()
        entry_id = secrets.token_hex(_ID_BYTES)
        with self._connected() as connection, connection:
            connection.execute(_INSERT, (entry_id, self._today().isoformat(), *_row(feedback)))
            self._expire(connection)
        return entry_id

    def take_back(self, entry_id: str) -> None:
        """Delete an entry; its words are overwritten in the file. Raises UnknownItemError, StorageError."""
        deleted = 0
        if self.path.exists():
            with self._connected() as connection, connection:
                deleted = connection.execute("DELETE FROM entries WHERE id = ?", (entry_id,)).rowcount
        if not deleted:
            raise _unknown(entry_id)

    def entry(self, entry_id: str) -> FeedbackEntry:
        """One entry. Raises UnknownItemError, StorageError."""
        found = self._select("AND id = ?", entry_id)
        if not found:
            raise _unknown(entry_id)
        return found[0]

    def entries(self, *, limit: int | None = None, after: str = "") -> tuple[FeedbackEntry, ...]:
        """Entries, oldest first: up to ``limit`` that came after the entry ``after``, or from the oldest on.

        Raises:
            UnknownItemError: ``after`` is no entry, or none any more.
            StorageError: The file is damaged or may not be read.
        """
        if not after:
            return self._select("ORDER BY number LIMIT ?", _limited(limit))
        self.entry(after)
        later = "AND number > (SELECT number FROM entries WHERE id = ?) ORDER BY number LIMIT ?"
        return self._select(later, after, _limited(limit))

    def newest(self, limit: int) -> tuple[FeedbackEntry, ...]:
        """The ``limit`` newest entries, newest first. Raises StorageError."""
        return self._select("ORDER BY number DESC LIMIT ?", limit)

    def tidy(self) -> None:
        """Delete what is too old or too much, at the start of a server; a file that cannot be written is logged."""
        if not self.path.exists():
            return
        try:
            with self._connected() as connection, connection:
                self._expire(connection)
        except StorageError as error:
            _LOG.error("Old feedback cannot be deleted: %s", error)

    def _expire(self, connection: sqlite3.Connection) -> None:
        connection.execute("DELETE FROM entries WHERE day < ?", (self._first_day(),))
        connection.execute(_SURPLUS, (self.settings.most_entries,))

    def _first_day(self) -> str:
        return (self._today() - timedelta(days=self.settings.retention_days)).isoformat()

    def _select(self, condition: str, *values: object) -> tuple[FeedbackEntry, ...]:
        """Entries that meet ``condition``; those that are too old are none, although no write has deleted them yet."""
        if not self.path.exists():
            return ()
        with self._connected() as connection:
            rows = connection.execute(f"{_SELECT} WHERE day >= ? {condition}", (self._first_day(), *values))
            return tuple(_entry(row) for row in rows)

    def _make_file(self) -> None:
        """Make the file for its owner alone; SQLite gives the files beside it the same rights."""
        with writing(self.path):
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            os.close(os.open(self.path, os.O_CREAT | os.O_RDWR, 0o600))

    @contextmanager
    def _connected(self) -> Iterator[sqlite3.Connection]:
        uri = f"file:{quote(str(self.path.resolve()))}?mode=rw"
        try:
            connecting = sqlite3.connect(uri, uri=True, timeout=_WAIT_S, isolation_level="IMMEDIATE")
            with closing(connecting) as connection:
                with suppress(sqlite3.OperationalError):
                    # Another process that opens a new file sets it at the same moment, and one is enough.
                    connection.execute("PRAGMA journal_mode = WAL")
                connection.execute("PRAGMA secure_delete = ON")
                connection.execute(_SCHEMA)
                yield connection
        except sqlite3.Error as error:
            raise not_written(self.path, error, f"Check its disk for room and its rights. {_DAMAGED}") from error


def _limited(limit: int | None) -> int:
    return -1 if limit is None else limit


def _unknown(entry_id: str) -> UnknownItemError:
    return UnknownItemError(f"There is no feedback {entry_id!r}, or none any more.")


def _row(feedback: Feedback) -> tuple[object, ...]:
    return (
        feedback.question,
        feedback.useful,
        feedback.citation,
        feedback.section_id,
        feedback.words,
        feedback.generation,
        feedback.outcome,
    )


def _entry(row: Sequence[object]) -> FeedbackEntry:
    entry_id, day, question, useful, *rest = row
    return FeedbackEntry(str(entry_id), date.fromisoformat(str(day)), Feedback(str(question), bool(useful), *rest))  # type: ignore[arg-type]
