"""State of the input files of a build.

File contents are not read: two equal states mean that a build would find the same input.
"""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from trendsqa.corpus.documents.brief import BRIEFS_FOLDER
from trendsqa.corpus.glossary import GLOSSARY_FILE
from trendsqa.corpus.library import LIBRARY_FOLDER
from trendsqa.corpus.manifest import MANIFEST_FILE
from trendsqa.corpus.question_bank import NEAR_MISSES_FOLDER, QUESTIONS_FOLDER

__all__ = ["FileState", "file_state", "input_folders", "input_state"]

_INPUTS = (
    MANIFEST_FILE,
    GLOSSARY_FILE,
    f"{LIBRARY_FOLDER}/entries/*.json",
    "outlines/*.toml",
    f"{BRIEFS_FOLDER}/*.md",
    f"{BRIEFS_FOLDER}/*/*.md",
    f"{QUESTIONS_FOLDER}/*.jsonl",
    f"{NEAR_MISSES_FOLDER}/*.jsonl",
    "tuned/*.json",
    "tuned/*.safetensors",
)
"""Patterns under a corpus folder. Library entries name snapshots by SHA-256, so snapshots need no pattern."""

_FOLDERS = (
    LIBRARY_FOLDER,
    f"{LIBRARY_FOLDER}/entries",
    "outlines",
    BRIEFS_FOLDER,
    f"{BRIEFS_FOLDER}/*",
    QUESTIONS_FOLDER,
    NEAR_MISSES_FOLDER,
    "tuned",
)
"""Folders of these files; the library's own folder is included since its first entry creates the subfolder."""


@dataclass(frozen=True, slots=True)
class FileState:
    """File state that changes on each write or replacement. ``size`` in bytes, ``modified_ns`` since the epoch."""

    size: int
    modified_ns: int
    inode: int

    @classmethod
    def of(cls, status: os.stat_result) -> "FileState":
        """The state in a stat result."""
        return cls(status.st_size, status.st_mtime_ns, status.st_ino)


def file_state(path: Path) -> FileState | None:
    """The state of a file; None if it is gone or stat fails."""
    try:
        return FileState.of(path.stat())
    except OSError:
        return None


def input_state(corpus_folders: Iterable[Path]) -> dict[Path, FileState]:
    """The state of every file under ``corpus_folders`` that a build depends on."""
    found = {path for corpus in corpus_folders for pattern in _INPUTS for path in corpus.glob(pattern)}
    return {path: state for path in found if (state := file_state(path))}


def input_folders(corpus_folders: Iterable[Path]) -> tuple[Path, ...]:
    """The existing folders that have or may get input files, each once."""
    corpora = set(corpus_folders)
    found = corpora.union(path for corpus in corpora for pattern in _FOLDERS for path in corpus.glob(pattern))
    return tuple(sorted(path for path in found if path.is_dir()))
