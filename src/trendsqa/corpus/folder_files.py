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
    """Files to add, in the order of their names, and the names of those whose format cannot be read."""

    files: tuple[FoundFile, ...]
    unsupported: tuple[str, ...]


def is_no_document(name: str) -> bool:
    """True for a hidden, unfinished or lock file, or one that a system leaves behind, by its name."""
    lower = name.lower()
    return lower.startswith((".", _LOCK_PREFIX)) or lower.endswith(_UNFINISHED) or lower in _NOT_FOR_US


def find_files(paths: Sequence[Path]) -> FoundFiles:
    """The files at ``paths``, and those in the folders among them and in all folders inside.

    A file is named by its name alone, and one from a folder by its way from there on, the folder's own name included:
    files of the same name from different folders are different documents. Links to folders are not followed.
    """
    files: list[FoundFile] = []
    unsupported: list[str] = []
    single = [path for path in paths if not path.is_dir()]
    shared = Counter(path.name for path in single)
    for path in paths:
        if not path.is_dir():
            name = path.name if shared[path.name] == 1 else f"{path.absolute().parent.name}/{path.name}"
            files.append(FoundFile(path, name))
            continue
        root = Path(os.path.abspath(path))  # noqa: PTH100 (a link in the way stays: its name is the folder's)
        for inner in _inside(path):
            name = (PurePosixPath(root.name) / inner.relative_to(path).as_posix()).as_posix()
            if has_readable_ending(name):
                files.append(FoundFile(inner, name))
            else:
                unsupported.append(name)
    return FoundFiles(tuple(dict.fromkeys(files)), tuple(unsupported))


def _inside(folder: Path) -> Iterator[Path]:
    for where, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(where, name)
            if not is_no_document(name) and path.is_file():
                yield path
