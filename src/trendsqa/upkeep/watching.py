"""Rebuilds when a collection or a drop folder changes, for `trendsqa index watch`.

Composed like ``rebuilding``, from one assembly. A build is due if the state of the files differs from that of the last
build; change events only say when to look. So a lost event cannot leave an index old, and an event caused by a build
cannot make it build for ever.
"""

import logging
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from trendsqa.assembly import Assembly
from trendsqa.corpus.library import LIBRARY_FOLDER
from trendsqa.errors import BuilderBusyError, InputError, TrendsqaError
from trendsqa.upkeep.input_files import FileState, input_folders, input_state
from trendsqa.upkeep.rebuilding import Built, build_index

if TYPE_CHECKING:
    from trendsqa.upkeep.drop_folder import DropFolder, DroppedFile, Lying, TakenIn
    from trendsqa.upkeep.folder_changes import FolderWatch

__all__ = ["EventKind", "WatchEvent", "Watcher", "check_drop_folder"]

_LOG = logging.getLogger(__name__)

_PATIENCE_S = 60.0
"""A change is built after this long even if others keep coming: `corpus fetch` may add pages for an hour."""
_LOOK_S = 0.5
"""Time between two looks while files settle; shorter for a shorter settle time."""
_BUSY_S = 5.0
"""Time between two tries while another process builds."""
_GONE_S = 2.0
"""Time between two looks for a missing folder."""
_HEARTBEAT_S = 30.0
"""Time between two looks without change events, since events get lost."""

OnProgress = Callable[[int, int], None]


class EventKind(StrEnum):
    """Kind of an event, as named in logs."""

    WATCHING = "watching"
    ADDED = "added"
    REPLACED = "replaced"
    REFUSED = "refused"
    LEFT_ALONE = "left-alone"
    WAITING = "waiting"
    MISSING = "missing"
    BUILDING = "building"
    PUBLISHED = "published"
    UNCHANGED = "unchanged"
    LEFT_OUT = "left-out"
    FAILED = "failed"
    STOPPED = "stopped"


_NEEDS_A_PERSON = frozenset({EventKind.REFUSED, EventKind.LEFT_OUT, EventKind.FAILED})


@dataclass(frozen=True, slots=True)
class WatchEvent:
    """An event about ``subject``: a file, a source, a generation or a folder, or empty."""

    kind: EventKind
    subject: str
    message: str


class Watcher:
    """Adds dropped files and rebuilds, one turn at a time; clock and change events are passed in."""

    def __init__(
        self,
        assembly: Assembly,
        changes: "FolderWatch",
        tell: Callable[[WatchEvent], None],
        *,
        settle_s: float,
        drop: "DropFolder | None" = None,
        progress: Callable[[], AbstractContextManager[OnProgress]],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """``progress`` displays the progress of a build."""
        self._assembly = assembly
        self._corpora = (assembly.locations.corpus, assembly.locations.listing)
        self._changes = changes
        self._telling = _Telling(tell)
        self._settle_s = settle_s
        self._drop = drop
        self._progress = progress
        self._clock = clock
        self._state: dict[Path, FileState] | None = None
        self._since = clock()
        self._built: dict[Path, FileState] | None = None
        self._pending_since: float | None = None
        self._retry_at = 0.0
        self._unsettled = False

    def run(self, is_stopped: Callable[[], bool]) -> None:
        """Watch until interrupted, or stopped between two turns."""
        self._say_what_is_watched()
        while not is_stopped():
            self._changes.wait(self.turn())

    def run_once(self) -> bool:
        """Add dropped files, build, and return True if nothing was refused, left out or failed."""
        deadline = self._clock() + _PATIENCE_S
        wait = self.turn()
        while self._state != self._built or self._unsettled:
            if self._clock() >= deadline:
                self._tell(EventKind.FAILED, "", "Not everything could be done in time; run it again.")
                return False
            self._changes.wait(wait)
            wait = self.turn()
        return not self._telling.needed_a_person

    def turn(self) -> float:
        """Do the work that is due; returns the seconds to the next turn if no change event comes earlier."""
        self._changes.follow(self._folders())
        self._observe()
        if self._drop:
            self._take_in(self._drop)
        if self._is_due():
            self._build()
        if self._state != self._built or self._unsettled:
            return max(0.05, min(_LOOK_S, self._settle_s / 4))
        return _HEARTBEAT_S if all(folder.is_dir() for folder in self._expected()) else _GONE_S

    def _say_what_is_watched(self) -> None:
        corpus = self._assembly.locations.corpus
        drop = f" and takes in what is dropped into {self._drop.folder}" if self._drop else ""
        self._tell(EventKind.WATCHING, str(corpus), f"Watching {corpus}{drop}. Press Ctrl+C to stop.")

    def _expected(self) -> tuple[Path, ...]:
        return (*self._corpora, *((self._drop.folder,) if self._drop else ()))

    def _folders(self) -> tuple[Path, ...]:
        return (*input_folders(self._corpora), *((self._drop.folder,) if self._drop else ()))

    def _observe(self) -> None:
        state = input_state(self._corpora)
        if state != self._state:
            self._state, self._since = state, self._clock()

    def _is_due(self) -> bool:
        now = self._clock()
        if self._state == self._built:
            self._pending_since = None
            return False
        if self._pending_since is None:
            self._pending_since = now
        quiet = now - self._since >= self._settle_s and not self._unsettled
        return now >= self._retry_at and (quiet or now - self._pending_since >= _PATIENCE_S)

    def _take_in(self, drop: "DropFolder") -> None:
        lying = self._look(drop)
        self._unsettled = bool(lying and lying.unsettled)
        if not lying or not lying.ready:
            return
        try:
            self._add_all(drop, lying.ready)
            self._telling.end(EventKind.FAILED, str(drop.folder))
        except TrendsqaError as error:
            for file in lying.ready:
                drop.rest(file.path.name)
            self._tell_beginning(EventKind.FAILED, str(drop.folder), f"Dropped files have to wait: {error}")
        # Files that were just added are complete: they need not settle again.
        self._state = input_state(self._corpora)

    def _look(self, drop: "DropFolder") -> "Lying | None":
        try:
            lying = drop.look()
        except OSError as error:
            message = f"{drop.folder} cannot be listed: {error.strerror}. Waiting until it can be."
            self._tell_beginning(EventKind.MISSING, str(drop.folder), message)
            return None
        if self._telling.end(EventKind.MISSING, str(drop.folder)):
            self._tell(EventKind.WATCHING, str(drop.folder), f"{drop.folder} is back.")
        for name, kind in lying.left_alone:
            message = f"{name} is {kind}, which is left where it is: only files right inside the folder are taken."
            self._tell_beginning(EventKind.LEFT_ALONE, name, message)
        for name in lying.slow:
            message = f"{name} is still being written; it is taken {self._settle_s:g} s after the last change."
            self._tell_beginning(EventKind.WAITING, name, message)
        return lying

    def _add_all(self, drop: "DropFolder", files: "tuple[DroppedFile, ...]") -> None:
        from trendsqa.upkeep.drop_folder import take_in

        collection = self._assembly.collection()
        for file in files:
            name = file.path.name
            try:
                taken = take_in(drop, file, collection)
            except OSError as error:
                drop.rest(name)
                where = error.filename or drop.folder
                message = f"{name} has to wait: {where}: {error.strerror}. It is tried again."
                self._tell_beginning(EventKind.FAILED, name, message)
                continue
            if taken:
                self._say_what_became_of(taken)
            else:
                self._unsettled = True

    def _say_what_became_of(self, taken: "TakenIn") -> None:
        self._telling.end(EventKind.WAITING, taken.name)
        self._telling.end(EventKind.FAILED, taken.name)
        kept = f"The file is kept as {taken.kept_as}."
        if taken.added is None:
            self._tell(EventKind.REFUSED, taken.name, f"Refused: {taken.reason} {kept}")
            return
        from trendsqa.upkeep.added_words import amount_line, loss_lines, namesakes_line, replaced_names

        added, source = taken.added, taken.added.entry.source
        known = ", recognised" if added.recognised else ""
        what = f"{source.id}{known}: {source.title}, {amount_line(added)}, terms {source.terms.value}."
        what += namesakes_line(added) + "".join(f" Lost: {line}" for line in loss_lines(added))
        if added.earlier is None:
            self._tell(EventKind.ADDED, taken.name, f"Added {taken.name} as {what} {kept}")
            return
        before = replaced_names(added)
        other = f" It was {before} before." if before else ""
        self._tell(EventKind.REPLACED, taken.name, f"{taken.name} replaces {what}{other} {kept}")

    def _build(self) -> None:
        state = self._state
        try:
            built = self._rebuild()
        except BuilderBusyError as error:
            self._retry_at = self._clock() + _BUSY_S
            self._tell_beginning(EventKind.WAITING, "index", f"Building has to wait: {error}")
            return
        except (TrendsqaError, OSError) as error:
            self._say_failed(f"{error}")
        except Exception as error:  # noqa: BLE001 (the edge of a job: the next change may mend it)
            _LOG.exception("A build failed unexpectedly")
            self._say_failed(f"a defect in trendsqa ({type(error).__name__}: {error}). Report it.")
        else:
            self._say_what_was_built(built)
        self._telling.end(EventKind.WAITING, "index")
        # A change during the build differs from this state and is built next.
        self._built, self._pending_since = state, None

    def _rebuild(self) -> Built:
        if self._built is not None:
            self._tell(EventKind.BUILDING, "", "Something has changed: building.")
        elif not self._assembly.exported_model().exists():
            self._tell(EventKind.BUILDING, "", "Preparing the encoder for this machine (once, about 15 seconds).")
        self._assembly.export_models()
        with self._progress() as on_progress:
            return build_index(self._assembly, on_progress=on_progress)

    def _say_failed(self, reason: str) -> None:
        message = f"The build failed, and what was published stays: {reason} The next change is tried again."
        self._tell(EventKind.FAILED, "", message)

    def _say_what_was_built(self, built: Built) -> None:
        for source, error in built.problems:
            self._tell(EventKind.LEFT_OUT, source, f"Left out {source}: {error}")
        generation, counts = built.generation, built.generation.counts
        holds = f"{counts.documents} documents, {counts.passages} passages"
        if built.unchanged:
            self._tell(EventKind.UNCHANGED, generation.name, f"{generation.name} is up to date: {holds}.")
            return
        effort = f"{generation.encoded} of {counts.texts} texts encoded in {generation.seconds:.1f} s"
        self._tell(EventKind.PUBLISHED, generation.name, f"Published {generation.name}: {holds}, {effort}.")

    def _tell(self, kind: EventKind, subject: str, message: str) -> None:
        self._telling.tell(WatchEvent(kind, subject, message))

    def _tell_beginning(self, kind: EventKind, subject: str, message: str) -> None:
        self._telling.tell_beginning(WatchEvent(kind, subject, message))


class _Telling:
    """Reports events; a lasting one is reported only when it begins."""

    def __init__(self, tell: Callable[[WatchEvent], None]) -> None:
        self.needed_a_person = False
        self._tell = tell
        self._lasting: set[tuple[EventKind, str]] = set()

    def tell(self, event: WatchEvent) -> None:
        """Report an event."""
        self.needed_a_person |= event.kind in _NEEDS_A_PERSON
        self._tell(event)

    def tell_beginning(self, event: WatchEvent) -> None:
        """Report an event unless one of the same kind and subject already lasts."""
        if (event.kind, event.subject) not in self._lasting:
            self._lasting.add((event.kind, event.subject))
            self.tell(event)

    def end(self, kind: EventKind, subject: str) -> bool:
        """End a lasting event; True if there was one."""
        lasted = (kind, subject) in self._lasting
        self._lasting.discard((kind, subject))
        return lasted


def check_drop_folder(assembly: Assembly, folder: Path) -> None:
    """Raise InputError if ``folder`` cannot be a drop folder: it is missing, or belongs to the collection or index."""
    if not folder.is_dir():
        raise InputError(f"{folder} is not a folder. Make it first, or name another: mkdir {folder}")
    places, resolved = assembly.locations, folder.resolve()
    corpora = {places.corpus.resolve(), places.listing.resolve()}
    index = assembly.layout
    own = (index.folder, index.generations, index.models, index.readings, *input_folders(corpora))
    inside = (index.generations, index.models, places.corpus / LIBRARY_FOLDER)
    if resolved in {folder.resolve() for folder in own} or any(resolved.is_relative_to(it.resolve()) for it in inside):
        raise InputError(
            f"{folder} holds the collection or the index itself, whose files would be moved away. Name a folder of "
            "its own for files to be dropped into."
        )
