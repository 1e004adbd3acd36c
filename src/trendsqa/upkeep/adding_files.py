"""Adding of files and pages one after the other: what is wrong with one leaves the others added."""

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from trendsqa.corpus.adding.adding import Added, Overrides
from trendsqa.corpus.adding.folder_files import FoundFile
from trendsqa.corpus.collection import Collection
from trendsqa.errors import AddressError, NetworkError, TrendsqaError, UnreadableFileError

if TYPE_CHECKING:
    from trendsqa.corpus.snapshot import Capture

__all__ = ["AddingOutcome", "add_capture", "add_each", "add_file"]

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class AddingOutcome:
    """Outcome for one file or address, ``name``: ``added``, or None if it was refused for ``reason``."""

    name: str
    added: Added | None
    reason: str = ""


def add_file(collection: Collection, path: Path, overrides: Overrides, *, name: str = "") -> Added:
    """Result of adding a file; a defect in reading it refuses the file. Raises as ``Collection.add``."""
    with _defects_reported(path.name):
        return collection.add(path, overrides, name=name)


def add_capture(collection: Collection, capture: "Capture", overrides: Overrides) -> Added:
    """Result of adding a captured page; a defect in reading it refuses the page. Raises as ``Collection.add``."""
    with _defects_reported(capture.asked):
        return collection.add_capture(capture, overrides)


@contextmanager
def _defects_reported(name: str) -> Iterator[None]:
    try:
        yield
    except (TrendsqaError, OSError):
        raise
    except Exception as error:
        # The edge of a job: a defect of ours must not stop the next files.
        _LOG.exception("%s was refused because reading it failed unexpectedly", name)
        raise UnreadableFileError(
            f"{name} could not be read because of a defect in trendsqa ({type(error).__name__}: {error}). "
            "Save it in another format and add it again, and report the defect."
        ) from error


def add_each(
    collection: Collection,
    wanted: Sequence[FoundFile | str],
    overrides: Overrides,
    *,
    capture: "Callable[[str], Capture]",
) -> Iterator[AddingOutcome]:
    """The outcome for each file or address in turn; ``capture`` gets the page at an address.

    Raises:
        SourceError: The library is damaged: no file can be added.
        StorageError: The library cannot be written to.
    """
    for one in wanted:
        name = one if isinstance(one, str) else one.name
        try:
            if isinstance(one, str):
                added = add_capture(collection, capture(one), overrides)
            else:
                added = add_file(collection, one.path, overrides, name=one.name)
        except (UnreadableFileError, AddressError, NetworkError) as error:
            yield AddingOutcome(name, None, str(error))
        else:
            yield AddingOutcome(name, added)
