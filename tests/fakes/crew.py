"""A pool of real processes for tests, and waiting for what becomes of processes."""

from collections.abc import Callable
from pathlib import Path
from time import monotonic, sleep

from fakes.labourer import grow, hire
from trendsqa.workers.held_process import TemplateProcess
from trendsqa.workers.pool import WorkerPool
from trendsqa.workers.work_ledger import WorkLedger

DEADLINE_S = 30


def wait_until(condition: Callable[[], object]) -> None:
    """Wait until ``condition`` holds; it must within half a minute."""
    deadline = monotonic() + DEADLINE_S
    while not condition():
        assert monotonic() < deadline, "it did not come to pass"
        sleep(0.01)


def lives(pid: int) -> bool:
    """Whether a process runs; one that has ended and that nobody has asked about yet does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


class Crew:
    """A pool over a template, with all that a test asks of both."""

    def __init__(self, *, workers: int = 1, waiting_s: float = 10.0, work_s: float = DEADLINE_S) -> None:
        self.ledger = WorkLedger()
        self.templates: list[TemplateProcess] = []
        self.pool = WorkerPool(
            self._template, grow, workers=workers, waiting_s=waiting_s, work_s=work_s, ledger=self.ledger
        )

    def _template(self) -> TemplateProcess:
        self.templates.append(TemplateProcess.start(hire("bricks")))
        return self.templates[-1]

    @property
    def pids(self) -> tuple[int, ...]:
        """All processes."""
        return (*self.pool.pids, *(template.pid for template in self.templates))
