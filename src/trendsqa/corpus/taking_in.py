"""Takes one dropped file into the library, or refuses it with a reason; either way the file is kept beside.

Interrupted at any point, a file is taken in again: the same file gives the same entry.
"""

import logging
from dataclasses import dataclass
from pathlib import Path

from trendsqa.corpus.collection import Added, Collection, Overrides
from trendsqa.corpus.drop_folder import ADDED, REFUSED, DropFolder, DroppedFile
from trendsqa.errors import TrendsqaError, UnreadableFileError

__all__ = ["TakenIn", "take_in"]

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
