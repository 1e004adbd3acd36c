"""Threads for requests that take long, so that they never use up the threads of those that do not."""

from collections.abc import Callable
from typing import TypeVar

from anyio import CapacityLimiter, to_thread

from trendsqa.errors import OverloadedError
from trendsqa.workers.work_ledger import WorkLedger

__all__ = ["BoundedThreads"]

T = TypeVar("T")

_MOST = 64
"""Threads; most of them wait for a worker, and do nothing."""


class BoundedThreads:
    """A bounded number of threads for one event loop, without a queue before them."""

    def __init__(self, ledger: WorkLedger, *, most: int = _MOST) -> None:
        """``ledger`` counts what is refused."""
        self._ledger = ledger
        self._most = most
        self._running = 0
        self._limiter = CapacityLimiter(most)

    async def run(self, work: Callable[[], T]) -> T:
        """Result of ``work``, done in a thread.

        Raises:
            OverloadedError: All threads are in use.
        """
        if self._running >= self._most:
            raise OverloadedError(self._ledger.shed())
        self._running += 1
        try:
            return await to_thread.run_sync(work, limiter=self._limiter)
        finally:
            self._running -= 1
