"""Time that passes only while somebody waits, and what happens to the files meanwhile."""

from collections.abc import Callable, Iterable
from pathlib import Path


class Over(Exception):  # noqa: N818 (it ends a script, nothing is wrong)
    """The script's last moment has come."""


class ScriptedChanges:
    """Wakes at each moment of ``script`` (seconds, what happens then), and ends the watching at ``until``."""

    def __init__(self, until: float, *script: tuple[float, Callable[[], object]]) -> None:
        self._until = until
        self._script = sorted(script, key=lambda step: step[0])
        self._now = 0.0
        self.followed: frozenset[Path] = frozenset()

    def clock(self) -> float:
        return self._now

    def follow(self, folders: Iterable[Path]) -> None:
        self.followed = frozenset(folders)

    def wait(self, seconds: float) -> None:
        self._now += seconds
        if self._script and self._script[0][0] <= self._now:
            moment, happen = self._script.pop(0)
            self._now = max(moment, self._now - seconds)
            happen()
        if self._now >= self._until:
            raise Over
