"""A folder that people put files into: which of them are complete, and where they go once they were looked at.

Only files right inside the folder count. Links are not followed and folders not entered, so nobody can have a file
taken that they could not have put there. A file is first moved into a folder that only this account may enter, so what
is read is what is put aside; one that is found there after a crash is taken again. Nothing is ever deleted.
"""

import errno
import logging
import os
import signal
import stat
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from trendsqa.corpus.collection import Added, Collection, Overrides
from trendsqa.durable_files import write_durably
from trendsqa.errors import TrendsqaError, UnreadableFileError
from trendsqa.upkeep.input_files import FileState

__all__ = ["ADDED", "REFUSED", "DropFolder", "DroppedFile", "Lying", "TakenIn", "take_in"]

if sys.platform == "linux":
    import fcntl


ADDED = "added"
REFUSED = "refused"
_TAKING = ".taking"
_OWN_FOLDERS = frozenset({ADDED, REFUSED, _TAKING})

_UNFINISHED = (".part", ".partial", ".filepart", ".crdownload", ".download", ".tmp", ".temp")
"""Endings that browsers and copying programs give to files they have not finished."""
_NOT_FOR_US = frozenset({"desktop.ini", "thumbs.db"})
"""What Windows leaves in the folders it shows."""
_LOCK_PREFIX = "~$"
"""How office programs name the file that says that another is open."""

_LONG_WRITING_S = 10.0
"""A file that has been seen changing for longer is spoken of, so that nobody wonders where it is."""
_REST_S = 30.0
"""How long a file rests that could not be taken for a reason that lies outside it."""
_MOST_STEM_BYTES = 180
_MOST_ENDING_BYTES = 20
"""Of a name that is put aside: the day, a number and the ending of its reason need the rest of the usual 255."""


@dataclass(frozen=True, slots=True)
class DroppedFile:
    """A complete file, and its state when that was found out."""

    path: Path
    state: FileState


@dataclass(frozen=True, slots=True)
class Lying:
    """What lies in the folder: complete files by name, and the names of the others.

    ``unsettled`` files may still be written to, ``slow`` ones among them for a while already. ``left_alone`` gives name
    and kind of what is no file.
    """

    ready: tuple[DroppedFile, ...]
    unsettled: tuple[str, ...]
    slow: tuple[str, ...]
    left_alone: tuple[tuple[str, str], ...]


@dataclass(slots=True)
class _Sighting:
    """How a file was last seen, since when it has been so, and since when it has been there; ``clock`` seconds."""

    state: FileState
    since: float
    first: float


class DropFolder:
    """Remembers what it saw between two looks; a file that has not changed for ``settle_s`` seconds is complete."""

    def __init__(self, folder: Path, *, settle_s: float, clock: Callable[[], float]) -> None:
        self.folder = folder
        self._settle_s = settle_s
        self._clock = clock
        self._seen: dict[Path, _Sighting] = {}

    def look(self) -> Lying:
        """What lies in the folder now. Raises OSError where it cannot be listed: it is gone, or not ours to read."""
        left_alone: list[tuple[str, str]] = []
        files = dict(self._files(left_alone))
        now = self._clock()
        self._seen = {path: self._sighting(path, state, now) for path, state in files.items()}
        ready, unsettled = [], []
        for path, seen in self._seen.items():
            if seen.since > now:
                continue  # It rests.
            if now - seen.since >= self._settle_s and not _is_being_written(path):
                ready.append(DroppedFile(path, seen.state))
            else:
                unsettled.append(path)
        slow = (path.name for path in unsettled if now - self._seen[path].first >= _LONG_WRITING_S)
        return Lying(tuple(ready), tuple(path.name for path in unsettled), tuple(slow), tuple(left_alone))

    def claim(self, file: DroppedFile) -> Path | None:
        """Where the file is now, out of reach of others; None where it has changed or gone since: look again.

        Raises OSError where it cannot be moved.
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
        """Where the file now lies: in ``into``, named after the day; beside it ``reason``, where there is one.

        Raises OSError where it cannot be moved.
        """
        target = _free_name(self._own_folder(into), claimed.name)
        if reason:
            write_durably(target.with_name(f"{target.name}.reason.txt"), f"{reason}\n".encode())
        claimed.replace(target)
        return target

    def rest(self, name: str) -> None:
        """Leave the files of this name alone for a while."""
        for path, seen in self._seen.items():
            if path.name == name:
                seen.since = self._clock() + _REST_S

    def _files(self, left_alone: list[tuple[str, str]]) -> Iterator[tuple[Path, FileState]]:
        """Files in the order in which they are taken: first those that were claimed before."""
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
        if entry.name in _OWN_FOLDERS or _is_unfinished(entry.name):
            continue
        try:
            status = entry.stat(follow_symlinks=False)
        except FileNotFoundError:
            continue
        if stat.S_ISREG(status.st_mode):
            # On Windows a listing knows no inodes, so the path is looked at, as it will be later.
            yield Path(entry.path), FileState.of(status) if status.st_ino else FileState.of(os.lstat(entry.path))
        else:
            left_alone.append((entry.name, _kind(status.st_mode)))


def _is_unfinished(name: str) -> bool:
    lower = name.lower()
    return lower.startswith((".", _LOCK_PREFIX)) or lower.endswith(_UNFINISHED) or lower in _NOT_FOR_US


def _kind(mode: int) -> str:
    return "a link" if stat.S_ISLNK(mode) else "a folder" if stat.S_ISDIR(mode) else "no ordinary file"


def _is_being_written(path: Path) -> bool:
    """Whether anybody has the file open for writing; False too where the system does not say.

    Linux grants a read lease only on a file that nobody has open for writing, and only on files of our own account (to
    an administrator, on all). Source: fcntl(2), "Leases".
    """
    if sys.platform != "linux":
        return False
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError:
        return False  # Reading it will say what is wrong.
    try:
        # Who opens the file while the lease stands is made to wait and we get a signal: one that is ignored.
        fcntl.fcntl(descriptor, fcntl.F_SETSIG, signal.SIGURG)
        fcntl.fcntl(descriptor, fcntl.F_SETLEASE, fcntl.F_RDLCK)
        fcntl.fcntl(descriptor, fcntl.F_SETLEASE, fcntl.F_UNLCK)
    except OSError as error:
        return error.errno == errno.EAGAIN
    finally:
        os.close(descriptor)
    return False


def _free_name(folder: Path, name: str) -> Path:
    """A path in ``folder`` that nothing had and an empty file has now: the day, the name, and a number if need be."""
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


_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What became of a dropped file: ``added`` says as what it was added, None where it was refused for ``reason``."""

    name: str
    kept_as: Path
    added: Added | None
    reason: str


def take_in(drop: DropFolder, file: DroppedFile, collection: Collection) -> TakenIn | None:
    """What became of the file; None where it is no longer as it was found, so that it has to settle anew.

    Raises:
        SourceError: The library is damaged. The file was not looked at and stays.
        OSError: The disk is full, or a folder is not ours to write to. The file stays.
    """
    claimed = drop.claim(file)
    if claimed is None:
        return None
    try:
        added, reason = _add(claimed, collection), ""
    except UnreadableFileError as error:
        # Where the file is at this moment means nothing to whoever dropped it.
        added, reason = None, str(error).replace(str(claimed), claimed.name)
    kept_as = drop.put_aside(claimed, ADDED if added else REFUSED, reason)
    return TakenIn(claimed.name, kept_as, added, reason)


def _add(path: Path, collection: Collection) -> Added:
    try:
        path.name.encode()
    except UnicodeEncodeError as error:
        raise UnreadableFileError(
            f"{path.name!r} has bytes in its name that are no UTF-8. Rename it and drop it again."
        ) from error
    try:
        return collection.add(path, Overrides(), in_place=True)
    except (TrendsqaError, OSError):
        raise
    except Exception as error:
        # The edge of a job: a defect of ours must not stop the files that come after.
        _LOG.exception("%s was refused because reading it failed unexpectedly", path.name)
        raise UnreadableFileError(
            f"{path.name} could not be read because of a defect in trendsqa ({type(error).__name__}: {error}). "
            "Save it in another format and drop it again, and report the defect."
        ) from error
