"""A pool of workers that are forked from one template, each doing one call at a time."""

from collections.abc import Callable
from threading import Lock
from typing import Any

from trendsqa.errors import WorkStoppedError
from trendsqa.workers.admission import Admission
from trendsqa.workers.forking import Grow
from trendsqa.workers.held_process import TemplateProcess, WorkerProcess
from trendsqa.workers.work_ledger import WorkLedger

__all__ = ["WorkerPool"]


class WorkerPool:
    """Workers that hold the same. Safe to share between threads."""

    def __init__(
        self,
        template: Callable[[], TemplateProcess],
        grow: Grow,
        *,
        workers: int,
        waiting_s: float,
        work_s: float,
        ledger: WorkLedger,
    ) -> None:
        """Fork ``workers`` from what ``template`` gives, each of which holds what ``grow`` makes of it.

        ``template`` is asked again if its process has ended. A call is refused if it would wait longer than
        ``waiting_s``, and stopped if its work takes longer than ``work_s``.

        Raises:
            WorkStoppedError: A process ended while it loaded; or what loading raised.
        """
        self._make_template = template
        self._grow = grow
        self._work_s = work_s
        self._ledger = ledger
        self._lock = Lock()
        self._template = template()
        try:
            holders = self._first(workers)
        except BaseException:
            self._template.end()
            raise
        self._admission = Admission(holders, waiting_s=waiting_s, ledger=ledger)

    @property
    def pids(self) -> tuple[int, ...]:
        """Numbers of the workers' processes."""
        return tuple(slot.holder.pid for slot in self._admission.slots if slot.holder)

    def call(self, method: str, /, *arguments: Any, may_shed: bool = True, **named: Any) -> Any:
        """Result of a method of what the workers hold; raises what it raises.

        Raises:
            OverloadedError: Too much waits; never for a call that ``may_shed`` excludes unless it waited for long.
            WorkStoppedError: The work took too long, or its process ended.
        """
        with self._admission.slot(may_shed=may_shed) as slot:
            worker = slot.holder
            if worker is None or not worker.is_there():
                slot.holder = None
                slot.holder = worker = self._replace(worker)
            try:
                return worker.call(method, arguments, named, self._work_s)
            except WorkStoppedError:
                slot.holder = None
                worker.end()
                raise

    def close(self) -> None:
        """End the workers and their template. Nothing may be called any more."""
        self._admission.close()
        for slot in self._admission.slots:
            if slot.holder:
                slot.holder.end()
        self._template.end()

    def _first(self, workers: int) -> list[WorkerProcess | None]:
        return [self._forked() for _ in range(workers)]

    def _replace(self, ended: WorkerProcess | None) -> WorkerProcess:
        if ended:
            ended.end()
        self._ledger.restart()
        with self._lock:
            try:
                return self._forked()
            except WorkStoppedError:
                self._template.end()
                self._template = self._make_template()
                return self._forked()

    def _forked(self) -> WorkerProcess:
        worker = self._template.worker(self._grow)
        worker.wait()
        return worker
