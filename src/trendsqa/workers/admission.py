"""Admission to work: so much at once, and no more waits than can begin soon."""

from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from threading import Lock
from time import monotonic
from typing import Generic, TypeVar

from trendsqa.errors import OverloadedError
from trendsqa.workers.work_ledger import WorkLedger

__all__ = ["Admission", "Slot"]

T = TypeVar("T")

_LONGEST_WAIT = 10.0
"""Multiple of the longest expected wait after which work is given up: the expectation was wrong by then."""


class Slot(Generic[T]):
    """A place in which one piece of work at a time is done, by its ``holder``."""

    __slots__ = ("holder",)

    def __init__(self, holder: T) -> None:
        self.holder = holder


class Admission(Generic[T]):
    """Slots for work. Safe to share between threads."""

    def __init__(self, holders: Sequence[T], *, waiting_s: float, ledger: WorkLedger) -> None:
        """A slot for each of ``holders``; work that would wait longer than ``waiting_s`` for one is refused."""
        self._waiting_s = waiting_s
        self._ledger = ledger
        self._slots = [Slot(holder) for holder in holders]
        self._lock = Lock()
        self._free = deque(self._slots)
        self._waiting: deque[Future[Slot[T]]] = deque()
        ledger.add_slots(len(self._slots))

    @property
    def slots(self) -> Sequence[Slot[T]]:
        """All slots, whether or not they are free."""
        return self._slots

    @contextmanager
    def slot(self, *, may_shed: bool = True) -> Iterator[Slot[T]]:
        """A slot until the end of the ``with`` block; ``may_shed`` is False for work that continues other work.

        Raises:
            OverloadedError: None is expected to become free soon enough.
        """
        retry_after_s = self._ledger.expect(self._waiting_s if may_shed else None)
        if retry_after_s is not None:
            raise OverloadedError(retry_after_s)
        slot = self._wait()
        began = monotonic()
        try:
            yield slot
        finally:
            self._give_back(slot)
            self._ledger.finish(monotonic() - began)

    def close(self) -> None:
        """Take the slots out of the count."""
        self._ledger.add_slots(-len(self._slots))

    def _wait(self) -> Slot[T]:
        """A slot, in the order of asking: a thread that has just given one back would else take it again at once."""
        since = monotonic()
        coming: Future[Slot[T]] = Future()
        with self._lock:
            if self._free:
                coming.set_result(self._free.popleft())
            else:
                self._waiting.append(coming)
        try:
            slot = coming.result(self._waiting_s * _LONGEST_WAIT)
        except TimeoutError:
            if coming.cancel():
                raise OverloadedError(self._ledger.give_up()) from None
            slot = coming.result()
        self._ledger.begin(monotonic() - since)
        return slot

    def _give_back(self, slot: Slot[T]) -> None:
        with self._lock:
            while self._waiting:
                coming = self._waiting.popleft()
                if coming.set_running_or_notify_cancel():
                    coming.set_result(slot)
                    return
            self._free.append(slot)
