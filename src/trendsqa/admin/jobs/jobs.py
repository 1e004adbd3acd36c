"""The jobs of one server: one runs at a time, and the last ones are remembered until the server ends."""

import sys
from collections.abc import Callable, Mapping, Sequence
from threading import Lock

from trendsqa.admin.jobs.job import Job, JobKind, JobReport
from trendsqa.errors import BuilderBusyError, StorageError, UnknownItemError

__all__ = ["COMMAND", "Jobs"]

COMMAND = (sys.executable, "-m", "trendsqa.admin.jobs.child")
"""The command line of trendsqa, in a process that ends when this one does."""
_MOST_REMEMBERED = 20


class Jobs:
    """Starts commands, and knows those that were started. Safe to use from many threads."""

    def __init__(self, command: Sequence[str] = COMMAND) -> None:
        self._command = tuple(command)
        self._lock = Lock()
        self._jobs: list[Job] = []
        self._started = 0
        self._is_closed = False

    def start(
        self,
        kind: JobKind,
        arguments: Sequence[str],
        *,
        subject: str = "",
        hidden: Mapping[str, str] | None = None,
        on_end: Callable[[int], None] = lambda _code: None,
    ) -> JobReport:
        """A new job that runs the command line with ``arguments``; ``on_end`` gets its exit code.

        Raises:
            BuilderBusyError: Another one runs.
            StorageError: The process cannot be started, or the server ends.
        """
        with self._lock:
            if self._is_closed:
                raise StorageError("The server is ending, so nothing is started any more. Try again when it is back.")
            if running := self._running():
                raise BuilderBusyError(
                    "Something runs already, and one thing is done at a time. Wait until it has ended, or cancel it: "
                    f"job {running.number}."
                )
            self._started += 1
            command = (*self._command, *arguments)
            try:
                job = Job(self._started, kind, subject, command, hidden=hidden or {}, on_end=on_end)
            except OSError as error:
                raise StorageError(f"The command cannot be started: {error.strerror}. Try again later.") from error
            self._jobs = [*self._jobs[1 - _MOST_REMEMBERED :], job]
            return job.report()

    def reports(self) -> tuple[JobReport, ...]:
        """Every job that is remembered, the last one first."""
        return tuple(job.report() for job in reversed(self._jobs))

    def report(self, number: int) -> JobReport:
        """One job. Raises UnknownItemError."""
        return self._job(number).report()

    def cancel(self, number: int) -> JobReport:
        """The job, which has ended. Raises UnknownItemError."""
        job = self._job(number)
        job.cancel()
        return job.report()

    def close(self) -> None:
        """End what runs, and start nothing any more."""
        with self._lock:
            self._is_closed = True
            running = self._running()
        if running:
            running.cancel()

    def _running(self) -> Job | None:
        return next((job for job in self._jobs if job.report().is_running), None)

    def _job(self, number: int) -> Job:
        found = next((job for job in self._jobs if job.number == number), None)
        if found is None:
            raise UnknownItemError(
                f"There is no job {number}, or none any more: the last {_MOST_REMEMBERED} are remembered until the "
                "server ends."
            )
        return found
