"""Files of a folder that are documents to be added, and the names under which the library holds them."""

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from trendsqa.corpus.readers.media_type import has_readable_ending

__all__ = ["FoundFile", "FoundFiles", "find_files", "is_no_document"]

_UNFINISHED = (".part", ".partial", ".filepart", ".crdownload", ".download", ".tmp", ".temp")
"""Endings that browsers and copying programs give to unfinished files."""
_NOT_FOR_US = frozenset({"desktop.ini", "thumbs.db"})
"""Files that Windows leaves in the folders it shows."""
_LOCK_PREFIX = "~$"
"""Prefix of the lock files of office programs."""


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file to add, and its name in the library: two files of one folder never have the same."""

    path: Path
    name: str


@dataclass(frozen=True, slots=True)
class FoundFiles:
    """Files to add, the names of those whose format cannot be read, and why folders could not be listed."""

    files: tuple[FoundFile, ...]
    unsupported: tuple[str, ...]
    unlisted: tuple[OSError, ...]


def is_no_document(name: str) -> bool:
    """True for a hidden, unfinished or lock file, or one that a system leaves behind, by its name."""
    lower = name.lower()
    return lower.startswith((".", _LOCK_PREFIX)) or lower.endswith(_UNFINISHED) or lower in _NOT_FOR_US


def find_files(paths: Sequence[Path]) -> FoundFiles:
    """The files at ``paths``, and those in the folders among them and in all folders inside.

    A file is named by its name alone, and one from a folder by its way from there on, the folder's own name included:
    files of the same name from different folders are different documents. Links to folders are not followed.
    """
    found: dict[Path, str] = {}
    unsupported: list[str] = []
    unlisted: list[OSError] = []
    for path in paths:
        whole = Path(os.path.abspath(path))  # noqa: PTH100 (a link stays: its name is the one that was given)
        if not path.is_dir():
            found.setdefault(whole, whole.name)
            continue
        for inner in _inside(whole, unlisted):
            name = inner.relative_to(whole.parent).as_posix()
            if has_readable_ending(name):
                found.setdefault(inner, name)
            else:
                unsupported.append(name)
    files = tuple(FoundFile(path, name) for path, name in _told_apart(found).items())
    return FoundFiles(files, tuple(unsupported), tuple(unlisted))


def _inside(folder: Path, unlisted: list[OSError]) -> Iterator[Path]:
    for where, folders, names in os.walk(folder, onerror=unlisted.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(where, name)
            if not is_no_document(name) and path.is_file():
                yield path


def _told_apart(names: dict[Path, str]) -> dict[Path, str]:
    """The names, with as many more of the folders above in front as make each one's own."""
    told = dict(names)
    while True:
        shared = {name for name, count in Counter(told.values()).items() if count > 1}
        if not shared:
            return told
        for path, name in told.items():
            if name in shared:
                told[path] = "/".join(path.parts[-len(PurePosixPath(name).parts) - 1 :])
