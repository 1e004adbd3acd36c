"""Counts of work: what is done, what waits, what was refused. No work is kept, only numbers."""

from dataclasses import dataclass, replace
from threading import Lock

__all__ = ["WorkFigures", "WorkLedger"]

_FIRST_GUESS_S = 0.05
_WEIGHT_OF_LAST = 0.1
"""Share of the last piece of work in the mean: the mean follows within a few dozen pieces."""


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

    def __init__(self) -> None:
        self._lock = Lock()
        self._figures = WorkFigures()

    @property
    def figures(self) -> WorkFigures:
        """Figures now."""
        return self._figures

    def add_slots(self, number: int) -> None:
        """Note that so many pieces of work more, or fewer, can be done at once."""
        self._change(slots=number)

    def expect(self, longest_wait_s: float | None) -> float | None:
        """Note that a piece of work waits: None. If it would wait longer, note its refusal: the expected wait."""
        with self._lock:
            now = self._figures
            expected = now.waiting * now.mean_s / max(now.slots, 1)
            if longest_wait_s is not None and now.busy >= now.slots and expected > longest_wait_s:
                self._figures = replace(now, shed=now.shed + 1)
                return expected
            self._figures = replace(now, waiting=now.waiting + 1)
            return None

    def begin(self, waited_s: float) -> None:
        """Note that a piece of work begins."""
        self._change(waiting=-1, busy=1, begun=1, waited_s=waited_s)

    def give_up(self) -> None:
        """Note that a piece of work does not begin, since it has waited for too long."""
        self._change(waiting=-1, shed=1)

    def finish(self, took_s: float) -> None:
        """Note that a piece of work is done."""
        with self._lock:
            now = self._figures
            mean = now.mean_s + _WEIGHT_OF_LAST * (took_s - now.mean_s)
            self._figures = replace(now, busy=now.busy - 1, mean_s=mean)

    def shed(self) -> None:
        """Note that a request was refused before it became work."""
        self._change(shed=1)

    def restart(self) -> None:
        """Note that a worker was replaced."""
        self._change(restarts=1)

    def _change(self, **by: float) -> None:
        with self._lock:
            changed = {name: getattr(self._figures, name) + value for name, value in by.items()}
            self._figures = replace(self._figures, **changed)
