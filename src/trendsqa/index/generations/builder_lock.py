"""One builder at a time: a lock with its owner and age. The only file that imports filelock.

The operating system gives the lock back when its owner ends, however it ends, so a dead owner's lock is free.
"""

import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from filelock import FileLock, Timeout

from trendsqa.durable_files import write_durably
from trendsqa.errors import BuilderBusyError
from trendsqa.index.generations.layout import IndexLayout

__all__ = ["sole_builder"]

_SECONDS_PER_MINUTE = 60


@contextmanager
def sole_builder(layout: IndexLayout, doing: str) -> Iterator[None]:
    """Hold the builder's lock while ``doing`` something that changes which generations there are.

    Raises:
        BuilderBusyError: Another process holds it; the message says which one, since when and at what.
    """
    layout.folder.mkdir(parents=True, exist_ok=True)
    # Not reentrant between objects: a second builder in one process has to wait like any other.
    lock = FileLock(layout.builder_lock, is_singleton=False)
    try:
        lock.acquire(blocking=False)
    except Timeout as error:
        raise BuilderBusyError(
            f"{_owner(layout)} Only one may change {layout.folder} at a time: wait until it is done, or stop it."
        ) from error
    try:
        started = datetime.now(UTC).isoformat(timespec="seconds")
        owner = {"process": os.getpid(), "host": socket.gethostname(), "started": started, "doing": doing}
        write_durably(layout.builder, json.dumps(owner).encode())
        yield
    finally:
        lock.release()


def _owner(layout: IndexLayout) -> str:
    """A sentence on who holds the lock."""
    try:
        owner = json.loads(layout.builder.read_text(encoding="utf-8"))
        age = datetime.now(UTC) - datetime.fromisoformat(owner["started"])
        minutes, seconds = divmod(max(0, int(age.total_seconds())), _SECONDS_PER_MINUTE)
        return (
            f"Process {owner['process']} on {owner['host']} is {owner['doing']}, since {owner['started']} "
            f"({minutes} min {seconds} s)."
        )
    except (OSError, ValueError, KeyError, TypeError):
        # Between taking the lock and writing its name an owner is unknown for a moment.
        return "Another process is at work."
