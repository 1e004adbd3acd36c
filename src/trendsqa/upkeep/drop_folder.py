"""A drop folder: detection of complete files, and their move to "added" or "refused" after processing.

Only files directly inside the folder count. Links are not followed and folders not entered, so nobody can add a file
that they could not have put there. A file is first moved into a folder that only this account may enter, so it cannot
change between reading and moving; a file found there after a crash is processed again. Nothing is ever deleted.
"""

import errno
import os
import signal
import stat
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from trendsqa.corpus.adding.adding import Added, Overrides
from trendsqa.corpus.adding.folder_files import is_no_document
from trendsqa.corpus.collection import Collection
from trendsqa.durable_files import write_durably
from trendsqa.errors import UnreadableFileError
from trendsqa.upkeep.adding_files import add_file
from trendsqa.upkeep.input_files import FileState

__all__ = ["ADDED", "REFUSED", "DropFolder", "DroppedFile", "Lying", "TakenIn", "take_in"]

if sys.platform == "linux":
    import fcntl


ADDED = "added"
REFUSED = "refused"
_TAKING = ".taking"
_OWN_FOLDERS = frozenset({ADDED, REFUSED, _TAKING})

_LONG_WRITING_S = 10.0
"""A file that has been changing for longer is reported, so that nobody wonders where it is."""
_REST_S = 30.0
"""Pause before the next try with a file that could not be processed for a reason outside it."""
_MOST_STEM_BYTES = 180
_MOST_ENDING_BYTES = 20
"""Limits on a stored name: the day, a number and the reason file's ending need the rest of the usual 255."""


@dataclass(frozen=True, slots=True)
class DroppedFile:
    """A complete file, and its state when it was found complete."""

    path: Path
    state: FileState


@dataclass(frozen=True, slots=True)
class Lying:
    """Contents of the folder: complete files by name, and the names of the others.

    ``unsettled`` files may still be written to; ``slow`` are those of them that have been changing for a while.
    ``left_alone`` has name and kind of entries that are not files.
    """

    ready: tuple[DroppedFile, ...]
    unsettled: tuple[str, ...]
    slow: tuple[str, ...]
    left_alone: tuple[tuple[str, str], ...]


@dataclass(slots=True)
class _Sighting:
    """Last state of a file, the time since which it has had it, and the time it was first seen; ``clock`` seconds."""

    state: FileState
    since: float
    first: float


class DropFolder:
    """Compares the folder with the last look; a file that has not changed for ``settle_s`` seconds is complete."""

    def __init__(self, folder: Path, *, settle_s: float, clock: Callable[[], float]) -> None:
        self.folder = folder
        self._settle_s = settle_s
        self._clock = clock
        self._seen: dict[Path, _Sighting] = {}

    def look(self) -> Lying:
        """The folder's contents now. Raises OSError if it cannot be listed: it is gone, or we may not read it."""
        left_alone: list[tuple[str, str]] = []
        files = dict(self._files(left_alone))
        now = self._clock()
        self._seen = {path: self._sighting(path, state, now) for path, state in files.items()}
        ready, unsettled = [], []
        for path, seen in self._seen.items():
            if seen.since > now:
                continue  # Paused by ``rest``.
            if now - seen.since >= self._settle_s and not _is_being_written(path):
                ready.append(DroppedFile(path, seen.state))
            else:
                unsettled.append(path)
        slow = (path.name for path in unsettled if now - self._seen[path].first >= _LONG_WRITING_S)
        return Lying(tuple(ready), tuple(path.name for path in unsettled), tuple(slow), tuple(left_alone))

    def claim(self, file: DroppedFile) -> Path | None:
        """The file's new path, out of reach of others; None if it has changed or gone since: look again.

        Raises OSError if it cannot be moved.
        """
        claimed = self._own_folder(_TAKING) / file.path.name
        try:
            if file.path != claimed:
                if claimed.exists():
                    return None  # An earlier file of this name comes first.
                file.path.rename(claimed)
            return claimed if FileState.of(claimed.lstat()) == file.state else None
        except FileNotFoundError:
            return None

    def put_aside(self, claimed: Path, into: str, reason: str = "") -> Path:
        """The file's new path, in ``into``, named after the day; ``reason``, if any, is written beside it.

        Raises OSError if it cannot be moved.
        """
        target = _free_name(self._own_folder(into), claimed.name)
        if reason:
            write_durably(target.with_name(f"{target.name}.reason.txt"), f"{reason}\n".encode())
        claimed.replace(target)
        return target

    def rest(self, name: str) -> None:
        """Ignore files of this name for ``_REST_S`` seconds."""
        for path, seen in self._seen.items():
            if path.name == name:
                seen.since = self._clock() + _REST_S

    def _files(self, left_alone: list[tuple[str, str]]) -> Iterator[tuple[Path, FileState]]:
        """Files in the order of processing: those claimed before come first."""
        taking = self.folder / _TAKING
        if taking.is_dir() and not taking.is_symlink():
            yield from _ordinary_files(taking, left_alone)
        yield from _ordinary_files(self.folder, left_alone)

    def _sighting(self, path: Path, state: FileState, now: float) -> _Sighting:
        seen = self._seen.get(path)
        if seen is None:
            return _Sighting(state, now, now)
        return seen if seen.state == state else _Sighting(state, now, seen.first)

    def _own_folder(self, name: str) -> Path:
        folder = self.folder / name
        if folder.is_symlink():
            raise OSError(errno.ENOTDIR, "a link stands in the place of a folder", str(folder))
        folder.mkdir(mode=0o700 if name == _TAKING else 0o777, exist_ok=True)
        if name == _TAKING and os.name != "nt" and folder.stat().st_uid != os.geteuid():
            raise PermissionError(errno.EACCES, "it belongs to another account", str(folder))
        return folder


def _ordinary_files(folder: Path, left_alone: list[tuple[str, str]]) -> Iterator[tuple[Path, FileState]]:
    with os.scandir(folder) as entries:
        found = sorted(entries, key=lambda entry: entry.name)
    for entry in found:
        if entry.name in _OWN_FOLDERS or is_no_document(entry.name):
            continue
        try:
            status = entry.stat(follow_symlinks=False)
        except FileNotFoundError:
            continue
        if stat.S_ISREG(status.st_mode):
            # A listing on Windows has no inodes, so lstat is called on the path, as it will be later.
            yield Path(entry.path), FileState.of(status) if status.st_ino else FileState.of(os.lstat(entry.path))
        else:
            left_alone.append((entry.name, _kind(status.st_mode)))


def _kind(mode: int) -> str:
    return "a link" if stat.S_ISLNK(mode) else "a folder" if stat.S_ISDIR(mode) else "no ordinary file"


def _is_being_written(path: Path) -> bool:
    """True if any process has the file open for writing; False too if the system does not say.

    Linux grants a read lease only on a file that no process has open for writing, and only on files of our own account
    (to an administrator, on all). Source: fcntl(2), "Leases".
    """
    if sys.platform != "linux":
        return False
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError:
        return False  # Reading it will report the error.
    try:
        # A process that opens the file during the lease has to wait, and we get a signal; this one is ignored.
        fcntl.fcntl(descriptor, fcntl.F_SETSIG, signal.SIGURG)
        fcntl.fcntl(descriptor, fcntl.F_SETLEASE, fcntl.F_RDLCK)
        fcntl.fcntl(descriptor, fcntl.F_SETLEASE, fcntl.F_UNLCK)
    except OSError as error:
        return error.errno == errno.EAGAIN
    finally:
        os.close(descriptor)
    return False


def _free_name(folder: Path, name: str) -> Path:
    """A free path in ``folder``, reserved by an empty file: the day, the name, and a number if needed."""
    stem, ending = Path(name).stem, Path(name).suffix
    if len(os.fsencode(ending)) > _MOST_ENDING_BYTES:
        stem, ending = name, ""
    short = os.fsencode(stem)[:_MOST_STEM_BYTES].decode(errors="ignore")
    day = f"{datetime.now(UTC).astimezone():%Y-%m-%d}"
    number = 1
    while True:
        path = folder / f"{day}-{short}{f'-{number}' if number > 1 else ''}{ending}"
        try:
            path.touch(exist_ok=False)
        except FileExistsError:
            number += 1
        else:
            return path


@dataclass(frozen=True, slots=True)
class TakenIn:
    """Outcome for a dropped file: ``added`` is the library's result, None if the file was refused for ``reason``."""

    name: str
    kept_as: Path
    added: Added | None
    reason: str


def take_in(drop: DropFolder, file: DroppedFile, collection: Collection) -> TakenIn | None:
    """Outcome for the file; None if it has changed since it was found, so that it has to settle again.

    Raises:
        SourceError: The library is damaged. The file was not read and stays.
        OSError: The disk is full, or we may not write to a folder. The file stays.
    """
    claimed = drop.claim(file)
    if claimed is None:
        return None
    try:
        added, reason = add_file(collection, claimed, Overrides()), ""
    except UnreadableFileError as error:
        # The file's temporary path means nothing to the person who dropped it.
        added, reason = None, str(error).replace(str(claimed), claimed.name)
    kept_as = drop.put_aside(claimed, ADDED if added else REFUSED, reason)
    return TakenIn(claimed.name, kept_as, added, reason)
