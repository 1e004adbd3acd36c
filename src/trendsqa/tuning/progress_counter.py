"""Count of finished steps, reported as they finish."""

from collections.abc import Callable
from dataclasses import dataclass

__all__ = ["ProgressCounter"]


@dataclass(slots=True)
class ProgressCounter:
    """Steps ``done`` of ``total``, handed to ``on_progress`` after each; the total grows if more are done."""

    on_progress: Callable[[int, int], None] | None
    total: int = 0
    done: int = 0

    def advance(self) -> None:
        """Count one more step."""
        self.done += 1
        # A sampler that finds no partner for its last pairs takes other steps than were counted on.
        self.total = max(self.total, self.done)
        if self.on_progress:
            self.on_progress(self.done, self.total)
