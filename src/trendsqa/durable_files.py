"""Files that are old or new, never half: write beside, flush to disk, replace, flush the folder.

Knows nothing of what the files mean.
"""

import os
from pathlib import Path

__all__ = ["sync_folder", "sync_tree", "write_durably"]


def write_durably(path: Path, data: bytes) -> None:
    """Put ``data`` at ``path``; a process killed at any moment leaves the old file or the new one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    with beside.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Flush a folder's own entries, so that a rename in it survives a power cut."""
    if os.name == "nt":
        return  # Windows opens no folders; NTFS journals renames itself.
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_tree(folder: Path) -> None:
    """Flush every file and folder under ``folder``."""
    for path in folder.rglob("*"):
        if path.is_dir():
            sync_folder(path)
            continue
        with path.open("rb+") as file:
            os.fsync(file.fileno())
    sync_folder(folder)
