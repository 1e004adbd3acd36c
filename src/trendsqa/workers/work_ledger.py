"""Counts of work: what is done, what waits, what was refused. No work is kept, only numbers."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, replace
from math import ceil
from threading import Lock
from time import monotonic

__all__ = ["WorkFigures", "WorkLedger"]

_FIRST_GUESS_S = 0.05
_WEIGHT_OF_LAST = 0.1
"""Share of the last piece of work in the mean: the mean follows within a few dozen pieces."""
_LATELY_S = 1.0
"""Time in which refused requests are taken for a crowd that comes again."""
_LONGEST_RETRY_S = 30
_RETRY_SHARE = 0.6
"""Share of the time that those ahead take: those who come too early are refused again, but no worker is ever idle."""


@dataclass(frozen=True, slots=True)
class WorkFigures:
    """Work now and since the process started.

    ``slots`` pieces of work can be done at once, ``busy`` are; ``waiting`` wait to begin. ``begun`` is the number of
    all that began, ``waited_s`` the time they waited altogether, ``mean_s`` the time that one takes. ``shed`` were
    refused since too much waited. ``restarts`` counts workers that were replaced.
    """

    slots: int = 0
    busy: int = 0
    waiting: int = 0
    begun: int = 0
    waited_s: float = 0.0
    mean_s: float = _FIRST_GUESS_S
    shed: int = 0
    restarts: int = 0


class WorkLedger:
    """Keeps the figures of one front process. Safe to share between threads."""

    def __init__(self, *, clock: Callable[[], float] = monotonic) -> None:
        self._lock = Lock()
        self._clock = clock
        self._figures = WorkFigures()
        self._refused_at: deque[float] = deque()

    @property
    def figures(self) -> WorkFigures:
        """Figures now."""
        return self._figures

    def add_slots(self, number: int) -> None:
        """Note that so many pieces of work more, or fewer, can be done at once."""
        self._change(slots=number)

    def expect(self, longest_wait_s: float | None) -> int | None:
        """Note that a piece of work waits: None; or, if it would wait longer, a refusal: seconds to come again in."""
        with self._lock:
            now = self._figures
            expected = now.waiting * now.mean_s / max(now.slots, 1)
            if longest_wait_s is not None and now.busy >= now.slots and expected > longest_wait_s:
                return self._refuse()
            self._figures = replace(now, waiting=now.waiting + 1)
            return None

    def begin(self, waited_s: float) -> None:
        """Note that a piece of work begins."""
        self._change(waiting=-1, busy=1, begun=1, waited_s=waited_s)

    def give_up(self) -> int:
        """Note that a piece of work does not begin, since it has waited for too long: seconds to come again in."""
        with self._lock:
            self._figures = replace(self._figures, waiting=self._figures.waiting - 1)
            return self._refuse()

    def finish(self, took_s: float) -> None:
        """Note that a piece of work is done."""
        with self._lock:
            now = self._figures
            mean = now.mean_s + _WEIGHT_OF_LAST * (took_s - now.mean_s)
            self._figures = replace(now, busy=now.busy - 1, mean_s=mean)

    def shed(self) -> int:
        """Note that a request was refused before it became work: seconds to come again in."""
        with self._lock:
            return self._refuse()

    def restart(self) -> None:
        """Note that a worker was replaced."""
        self._change(restarts=1)

    def _refuse(self) -> int:
        """Seconds after which this one comes again, late enough for those who were refused lately to be served first.

        Told one second each, a crowd would come again at once and cost the refusals what is needed for answers.
        """
        now, figures = self._clock(), self._figures
        self._figures = replace(figures, shed=figures.shed + 1)
        self._refused_at.append(now)
        while self._refused_at[0] < now - _LATELY_S:
            self._refused_at.popleft()
        ahead = figures.waiting + len(self._refused_at)
        return min(max(1, ceil(_RETRY_SHARE * ahead * figures.mean_s / max(figures.slots, 1))), _LONGEST_RETRY_S)

    def _change(self, **by: float) -> None:
        with self._lock:
            changed = {name: getattr(self._figures, name) + value for name, value in by.items()}
            self._figures = replace(self._figures, **changed)
