"""Waiting for changes in a set of folders. The only file that imports watchfiles.

An event is only a hint: events get lost (a full queue, a network drive), so callers compare the files themselves.
"""

import time
from collections.abc import Generator, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from watchfiles import Change, watch

from trendsqa.errors import InputError

if TYPE_CHECKING:
    from watchfiles.main import FileChange

__all__ = ["FolderChanges", "FolderWatch"]

_TICK_MS = 100
"""Time that the library waits at once; the remaining time is checked between two ticks."""
_GROUPING_MS = 100
"""Changes this close together wake once."""
_POLLING_MS = 1000
"""Time between two looks if the folders have to be polled; each costs a listing of every folder."""

_Identity = tuple[Path, int, int]
"""A folder's path, device and inode: a folder deleted and made again under the same path is another."""


class FolderWatch(Protocol):
    """Interface for waiting for changes in folders."""

    def follow(self, folders: Iterable[Path]) -> None:
        """Watch ``folders`` for changes directly inside them from now on; missing folders are ignored."""

    def wait(self, seconds: float) -> None:
        """Return after a change, or after ``seconds``; changes since the last ``follow`` or ``wait`` count."""


class FolderChanges:
    """FolderWatch by events of the operating system, or by ``polling`` if it sends none (network drives).

    Polling also wakes for a file added or removed one folder deeper, since that changes the time of the folder.
    """

    def __init__(self, *, polling: bool) -> None:
        self._polling = polling
        self._followed: frozenset[_Identity] = frozenset()
        self._changes: Generator[set[FileChange], None, None] | None = None

    def follow(self, folders: Iterable[Path]) -> None:
        """As ``FolderWatch``. Raises InputError if the system refuses to watch any more folders."""
        wanted = frozenset(_identities(folders))
        if wanted == self._followed:
            return
        self.close()
        if not wanted:
            return
        self._changes = watch(
            *(path for path, _, _ in sorted(wanted)),
            watch_filter=None,
            debounce=_GROUPING_MS,
            step=_GROUPING_MS // 2,
            rust_timeout=_TICK_MS,
            yield_on_timeout=True,
            # None leaves the choice to the library, which polls under WSL.
            force_polling=True if self._polling else None,
            poll_delay_ms=_POLLING_MS,
            recursive=False,
        )
        self._followed = wanted
        self._tick()  # The library begins to listen on its first step.

    def wait(self, seconds: float) -> None:
        """As ``FolderWatch``."""
        deadline = time.monotonic() + seconds
        while (left := deadline - time.monotonic()) > 0:
            if self._changes is None:
                time.sleep(left)
            elif self._tick():
                return

    def close(self) -> None:
        """Stop watching."""
        self._followed = frozenset()
        if self._changes is not None:
            self._changes.close()
            self._changes = None

    def _tick(self) -> bool:
        """True if something changed. Raises InputError."""
        if self._changes is None:
            return False
        try:
            changes = next(self._changes)
        except FileNotFoundError:
            self.close()  # A folder disappeared between being listed and being watched.
            return True
        except (OSError, RuntimeError) as error:
            self.close()
            raise InputError(
                f"The folders cannot be watched: {error}. Raise the system's limit (fs.inotify.max_user_watches), or "
                "look for changes at intervals: trendsqa index watch --poll"
            ) from error
        gone = {path for change, path in changes if change is Change.deleted}
        if any(str(path) in gone for path, _, _ in self._followed):
            # A new folder may exist under the path by now, even with the old one's inode.
            self.close()
        return bool(changes)


def _identities(folders: Iterable[Path]) -> Iterable[_Identity]:
    for folder in folders:
        try:
            status = folder.stat()
        except OSError:
            continue
        yield folder, status.st_dev, status.st_ino
