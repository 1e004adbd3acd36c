"""When a host may be asked again: one request at a time, with a pause after each."""

import time

from trendsqa.corpus.fetching.connecting import Deadline

__all__ = ["Pacer"]


class Pacer:
    """The clock of every host of a run; for one thread."""

    def __init__(self, delay_s: float) -> None:
        self._delay_s = delay_s
        self._host_delays: dict[str, float] = {}
        self._finished: dict[str, float] = {}

    def slow_down(self, host: str, delay_s: float) -> None:
        """Let at least ``delay_s`` pass between two requests to ``host``."""
        self._host_delays[host] = max(delay_s, self._host_delays.get(host, 0.0))

    def wait_for_turn(self, host: str, deadline: Deadline) -> None:
        """Return when ``host`` may be asked; the pause is ours, so it does not count against the page."""
        if host not in self._finished:
            return
        delay = max(self._delay_s, self._host_delays.get(host, 0.0))
        pause = self._finished[host] + delay - time.monotonic()
        if pause > 0:
            deadline.extend(pause)
            time.sleep(pause)

    def note_finished(self, host: str) -> None:
        """A request to ``host`` has ended just now."""
        self._finished[host] = time.monotonic()
