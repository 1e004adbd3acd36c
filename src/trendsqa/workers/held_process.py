"""Handles of the front on its processes: a template that forks, and a worker that is called.

A handle is made at once; what a process loads it loads meanwhile, and the first use waits for it.
"""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from multiprocessing.reduction import send_handle
from threading import Lock
from typing import Any
from weakref import finalize

from trendsqa.errors import WorkStoppedError
from trendsqa.workers.forking import Call, Failed, Fork, Grow, Ready

__all__ = ["TemplateProcess", "WorkerProcess"]

_TO_LOAD_S = 600.0
"""Longest that a process may take to load what it holds: files of a million passages are read to be checked."""
_TO_END_S = 5.0
_ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1") | {
    "TOKENIZERS_PARALLELISM": "false"
}
"""Libraries start threads when they are imported, unless these variables forbid it; a fork copies none of them."""


class _Handle:
    """One end of a pipe to a process, and a descriptor that means this process and no later one of its number."""

    def __init__(self, channel: Connection) -> None:
        self._channel = channel
        self._lock = Lock()
        self._descriptor: int | None = None
        self.pid = 0

    def wait(self) -> None:
        """Wait until the process has loaded what it holds. Raises what loading raised, or WorkStoppedError."""
        with self._lock:
            if not self.pid:
                self._become_ready(self.receive(_TO_LOAD_S))

    def receive(self, timeout_s: float) -> Any:
        """The next message. Raises WorkStoppedError if the process ended or says nothing for so long."""
        try:
            if not self._channel.poll(timeout_s):
                raise WorkStoppedError(f"The work took longer than {timeout_s:g} seconds and was stopped.")
            return self._channel.recv()
        except (EOFError, OSError) as error:
            raise WorkStoppedError("The process that did the work ended before it was done. Try again.") from error

    def send(self, message: Any) -> None:
        """Send one message. Raises WorkStoppedError if the process has ended."""
        try:
            self._channel.send(message)
        except OSError as error:
            raise WorkStoppedError("The process that should do the work has ended. Try again.") from error

    def end(self) -> None:
        """End the process, whatever it does."""
        self._channel.close()
        if self._descriptor is not None:
            with suppress(ProcessLookupError):
                signal.pidfd_send_signal(self._descriptor, signal.SIGKILL)
            os.close(self._descriptor)
            self._descriptor = None

    def _become_ready(self, message: Ready | Failed) -> None:
        if isinstance(message, Failed):
            raise message.error
        try:
            self._descriptor = os.pidfd_open(message.pid)
        except ProcessLookupError as error:
            raise WorkStoppedError("A process ended as soon as it was ready.") from error
        self.pid = message.pid


class WorkerProcess(_Handle):
    """A process that does one call at a time."""

    def is_there(self) -> bool:
        """True if the process lives and says nothing, as it must between calls."""
        try:
            return not self._channel.poll(0)
        except OSError:
            return False

    def call(self, method: str, arguments: tuple[Any, ...], named: Mapping[str, Any], timeout_s: float) -> Any:
        """Result of a call.

        Raises:
            WorkStoppedError: The process ended, or took longer; it is of no more use then.
        """
        self.wait()
        self.send(Call(method, arguments, named))
        message = self.receive(timeout_s)
        if isinstance(message, Failed):
            raise message.error
        return message.result


class TemplateProcess(_Handle):
    """A process that holds what was loaded, for others to be forked from. Safe to share between threads."""

    def __init__(
        self,
        channel: Connection,
        *,
        started: "subprocess.Popen[bytes] | None" = None,
        parent: "TemplateProcess | None" = None,
    ) -> None:
        super().__init__(channel)
        self._forking = Lock()
        self._started = started
        # A process that nothing refers to any more ends, and it must not while others depend on it.
        self._parent = parent
        self._end = finalize(self, _end_template, channel, started)

    @classmethod
    def start(cls, load: Callable[[], Any]) -> "TemplateProcess":
        """A new process that holds what ``load`` gives. It is no copy of this one, which may have threads."""
        ours, theirs = Pipe()
        number = theirs.fileno()
        started = subprocess.Popen(  # noqa: S603 - our own module in our own interpreter
            [sys.executable, "-c", f"from trendsqa.workers.forking import run; run({number})"],
            pass_fds=[number],
            stdin=subprocess.DEVNULL,
            env={**os.environ, **_ONE_THREAD, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        )
        theirs.close()
        template = cls(ours, started=started)
        template.send(sys.path)
        template.send(load)
        return template

    def branch(self, grow: Grow) -> "TemplateProcess":
        """A template forked from this one, which holds what ``grow`` makes of what this one holds."""
        return TemplateProcess(self._fork(grow, works=False), parent=self)

    def worker(self, grow: Grow) -> WorkerProcess:
        """A worker forked from this template, which works on what ``grow`` makes of what the template holds."""
        return WorkerProcess(self._fork(grow, works=True))

    def lives(self) -> bool:
        """True unless the process is known to have ended."""
        if self._started:
            return self._started.poll() is None
        return not self.pid or not self._channel.poll(0)

    def end(self) -> None:
        """End the process and, with it, all that was forked from it."""
        super().end()
        self._end()

    def _fork(self, grow: Grow, *, works: bool) -> Connection:
        self.wait()
        ours, theirs = Pipe()
        try:
            with self._forking:
                self.send(Fork(grow, works))
                send_handle(self._channel, theirs.fileno(), None)
        except (WorkStoppedError, OSError) as error:
            ours.close()
            raise WorkStoppedError("The process that others are forked from has ended.") from error
        finally:
            theirs.close()
        return ours


def _end_template(channel: Connection, started: "subprocess.Popen[bytes] | None") -> None:
    channel.close()
    if started:
        try:
            started.wait(_TO_END_S)
        except subprocess.TimeoutExpired:
            started.kill()
            started.wait()
