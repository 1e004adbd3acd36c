"""The published generation in a running server: opened beside the one before, swapped in, closed when unused.

An assistant is used under a lease only, and whoever holds one sees one generation however often the pointer moves. This
file knows no files: it is told how to learn the published name and how to open a generation. Nothing here may make
answering fail because of what was published later.
"""

import ctypes
import logging
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from threading import Event, Lock, Thread
from time import monotonic
from weakref import ref

from trendsqa.answering.answer_counts import AnswerCounter
from trendsqa.answering.answering import Answering
from trendsqa.errors import TrendsqaError
from trendsqa.workers.work_ledger import WorkLedger

__all__ = ["Failure", "IndexState", "LiveIndex", "give_back_freed_memory"]

_LOG = logging.getLogger(__name__)

_LOOK_EVERY_S = 0.25
"""A look reads one line of a file; the rest of the two seconds in which a server follows is for opening."""
_RETRY_AFTER_S = 30.0
"""A generation may be mended in place; trying reads all of its files, so not at every look."""
_UNFORESEEN = "It cannot be opened, for a reason that nobody foresaw: the server's log has it."


@dataclass(frozen=True, slots=True)
class Failure:
    """Why what is published does not answer, and since when that is known (UTC).

    ``generation`` is its name, empty where the pointer names none.
    """

    generation: str
    message: str
    since: datetime


@dataclass(frozen=True, slots=True)
class IndexState:
    """State of a live index: ``generation`` answers; ``failure`` is None while that is the published one.

    ``swaps`` counts the times another generation took over, ``failed_swaps`` those that could not. ``in_memory`` counts
    generations: the one that answers, and earlier ones that are still read or not yet freed.
    """

    generation: str
    swaps: int
    failed_swaps: int
    in_memory: int
    failure: Failure | None


class _Held:
    """An open assistant and how many leases on it there are."""

    __slots__ = ("assistant", "leases", "name", "retired")

    def __init__(self, name: str, assistant: Answering) -> None:
        self.name = name
        self.assistant = assistant
        self.leases = 0
        self.retired = False


class LiveIndex:
    """The published generation, followed while ``follow`` runs. Safe to share between threads."""

    def __init__(
        self,
        published: Callable[[], str],
        opened: Callable[[str], Answering],
        counter: AnswerCounter,
        *,
        ledger: WorkLedger | None = None,
        retry_after_s: float = _RETRY_AFTER_S,
    ) -> None:
        """Open what ``published`` names with ``opened``; both raise what they raise.

        ``counter`` is where the assistants that ``opened`` gives count their answers, and ``ledger`` where they count
        their work, if they do. A generation that could not be
        opened is tried again after ``retry_after_s`` seconds.
        """
        self.counter = counter
        self.ledger = ledger or WorkLedger()
        self._published = published
        self._opened = opened
        self._retry_after_s = retry_after_s
        self._lock = Lock()
        self._looking = Lock()
        self._ended = Event()
        self._retired: list[ref[Answering]] = []
        self._swaps = self._failed_swaps = 0
        self._failure: Failure | None = None
        self._tried = 0.0
        name = published()
        self._held = _Held(name, opened(name))

    @contextmanager
    def lease(self) -> Iterator[Answering]:
        """The assistant that answers now, which stays open until the end of the ``with`` block."""
        with self._lock:
            held = self._held
            held.leases += 1
        try:
            yield held.assistant
        finally:
            with self._lock:
                held.leases -= 1
                unused = held.retired and not held.leases
            if unused:
                held.assistant.close()

    def state(self) -> IndexState:
        """State now."""
        with self._lock:
            waiting = sum(retired() is not None for retired in self._retired)
            return IndexState(self._held.name, self._swaps, self._failed_swaps, 1 + waiting, self._failure)

    def follow(self) -> None:
        """Look again and again, in a thread of its own, until ``close``."""
        Thread(target=self._follow, name="live_index", daemon=True).start()

    def look(self) -> None:
        """Look once: where another generation is published it takes over, and where it cannot the present one stays."""
        with self._looking:
            if self._ended.is_set():
                return
            name = ""
            try:
                name = self._published()
                if name == self._held.name:
                    self._failure = None
                elif self._is_due(name):
                    self._swap_to(_Held(name, self._opened(name)))
            except Exception as error:  # noqa: BLE001 - the edge of a background job: told, logged, and it goes on
                self._note_failure(name, error)
            self._give_memory_back()

    def close(self) -> None:
        """Stop looking, and close the assistant once its last lease ends; no lease may begin after this."""
        self._ended.set()
        with self._looking:
            self._retire(self._held)

    def _follow(self) -> None:
        while not self._ended.wait(_LOOK_EVERY_S):
            self.look()

    def _is_due(self, name: str) -> bool:
        failed = self._failure is not None and self._failure.generation == name
        return not failed or monotonic() - self._tried >= self._retry_after_s

    def _swap_to(self, new: _Held) -> None:
        with self._lock:
            old, self._held = self._held, new
            self._failure = None
            self._swaps += 1
            self._retired.append(ref(old.assistant))
        _LOG.info("Generation %s answers now, in place of %s", new.name, old.name)
        self._retire(old)

    def _retire(self, held: _Held) -> None:
        with self._lock:
            held.retired = True
            unused = not held.leases
        if unused:
            held.assistant.close()

    def _note_failure(self, name: str, error: Exception) -> None:
        if name and self._has_moved_from(name):
            return  # Published over and perhaps deleted while it was being opened: the next look takes the newer one.
        foreseen = isinstance(error, TrendsqaError)
        message, before = str(error) if foreseen else _UNFORESEEN, self._failure
        self._tried = monotonic()
        if before and (before.generation, before.message) == (name, message):
            return
        known = before is not None and before.generation == name
        with self._lock:
            self._failed_swaps += not known
            self._failure = Failure(name, message, before.since if before and known else datetime.now(UTC))
        _LOG.error(
            "What is published cannot answer, so generation %s stays: %s",
            self._held.name,
            message,
            exc_info=None if foreseen else error,
        )

    def _has_moved_from(self, name: str) -> bool:
        try:
            return self._published() != name
        except TrendsqaError:
            return True

    def _give_memory_back(self) -> None:
        with self._lock:
            waiting = [retired for retired in self._retired if retired() is not None]
            freed = len(waiting) < len(self._retired)
            self._retired = waiting
        if freed:
            give_back_freed_memory()


def give_back_freed_memory() -> bool:
    """Give freed memory back to the operating system; True if any was, False too without glibc.

    glibc keeps freed memory if something that lives on lies above it in the heap: a server that opens one generation
    beside another and drops the older would keep much of it (docs/how-it-works.md has what was measured).

    Source: malloc_trim(3). It takes some milliseconds and locks one heap after another meanwhile, so call it beside
    answering and seldom.
    """
    if sys.platform != "linux":
        return False
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    return bool(trim and trim(0))
