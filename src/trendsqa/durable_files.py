"""Atomic, durable writes: write a temporary file, flush it to disk, replace, flush the folder.

Independent of the files' content.
"""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from trendsqa.errors import StorageError

__all__ = ["UNFINISHED", "not_written", "sync_folder", "sync_tree", "write_durably", "writing"]

UNFINISHED = ".part"
"""Ending of the name of an unfinished file or folder; the name begins with a dot."""
_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


def write_durably(path: Path, data: bytes, *, private: bool = False) -> None:
    """Write ``data`` to ``path`` atomically; a process killed at any moment leaves the old file or the new one.

    A ``private`` file is its owner's alone from its first byte on (mode 0600).

    Raises:
        StorageError: The file cannot be written; the old one is unchanged.
    """
    with writing(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_name(f".{path.name}.{os.getpid()}{UNFINISHED}")
        try:
            if private:
                # A left one may have other rights.
                beside.unlink(missing_ok=True)
            # Path.open takes no opener.
            with open(beside, "wb", opener=_open_private if private else None) as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            beside.replace(path)
        except BaseException:
            beside.unlink(missing_ok=True)
            raise
        sync_folder(path.parent)


def _open_private(name: str, flags: int) -> int:
    return os.open(name, flags | os.O_EXCL, 0o600)


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Translate an OSError on writing ``path``, or a file under it, to a message for a person. Raises StorageError."""
    try:
        yield
    except OSError as error:
        mend = "Free some space" if error.errno in _NO_ROOM else "Check that its folder is there and may be written"
        raise not_written(error.filename or path, error.strerror or str(error), mend) from error


def not_written(path: Path | str, reason: object, mend: str = "Check its folder for room and rights") -> StorageError:
    """The error for a ``path`` that could not be written, with the reason and the next step."""
    return StorageError(f"{path} cannot be written ({reason}). {mend}, then try again.")


def sync_folder(folder: Path) -> None:
    """Flush a folder's entries to disk, so that a rename in it survives a power cut."""
    if os.name == "nt":
        return  # Windows cannot open folders; NTFS journals renames itself.
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_tree(folder: Path) -> None:
    """Flush every file and folder under ``folder`` to disk."""
    for path in folder.rglob("*"):
        if path.is_dir():
            sync_folder(path)
            continue
        with path.open("rb+") as file:
            os.fsync(file.fileno())
    sync_folder(folder)
