"""One builder at a time: a lock with its owner and age.

The operating system releases the lock when its owner ends for any reason, so a dead owner's lock is free.
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
    """Hold the builder's lock while ``doing`` something that changes the set of generations.

    Raises:
        BuilderBusyError: Another process holds it; the message names the process, its start and its work.
    """
    layout.folder.mkdir(parents=True, exist_ok=True)
    # Not reentrant between objects: a second builder in the same process has to wait too.
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
    """A sentence about the owner of the lock."""
    try:
        owner = json.loads(layout.builder.read_text(encoding="utf-8"))
        age = datetime.now(UTC) - datetime.fromisoformat(owner["started"])
        minutes, seconds = divmod(max(0, int(age.total_seconds())), _SECONDS_PER_MINUTE)
        return (
            f"Process {owner['process']} on {owner['host']} is {owner['doing']}, since {owner['started']} "
            f"({minutes} min {seconds} s)."
        )
    except (OSError, ValueError, KeyError, TypeError):
        # For a moment between taking the lock and writing its name the owner is unknown.
        return "Another process is at work."
