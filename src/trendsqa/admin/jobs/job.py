"""One command that runs beside the server: its process, and what it has said so far."""

import os
import re
import subprocess
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from threading import Lock, Thread
from time import monotonic
from typing import IO

__all__ = ["Job", "JobKind", "JobReport", "JobState"]

_MOST_CHARACTERS_OF_LINE = 4000
_MOST_CHARACTERS = 2_000_000
"""More than any command says, and no file can fill the memory by what is said of it: the first lines go."""
_TO_END_S = 5.0
_PROGRESS = re.compile(r"[^:]{1,80}: (\d{1,12}) of (\d{1,12})")
"""A line of ``--progress-lines``."""
_PREFIX = "trendsqa: "
"""How the command line begins the message of an error."""
_PLAIN = {"NO_COLOR": "1", "TERM": "dumb", "PYTHONIOENCODING": "utf-8", "PYTHONUNBUFFERED": "1"}


class JobKind(StrEnum):
    """Kinds of commands that run beside the server."""

    ADD = "add"
    FETCH = "fetch"
    CHECK = "check"
    BUILD = "build"


class JobState(StrEnum):
    """States of a job."""

    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    """It ended with an error, or with some of its work refused."""
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class JobReport:
    """A job as it stands.

    ``subject`` names what is worked on, empty for all. ``result`` are the lines that the command gave as its result,
    and ``notes`` what else it told a person: warnings, and errors with what to do. ``done`` of ``total`` pieces are
    done; 0 while that is not known. ``seconds`` is the time since the start, until the end.
    """

    number: int
    kind: JobKind
    subject: str
    state: JobState
    done: int
    total: int
    result: tuple[str, ...]
    notes: tuple[str, ...]
    seconds: float

    @property
    def is_running(self) -> bool:
        """True until the command has ended."""
        return self.state is JobState.RUNNING


class Job:
    """A command that has been started; it is followed by threads of its own."""

    def __init__(
        self,
        number: int,
        kind: JobKind,
        subject: str,
        command: Sequence[str],
        *,
        hidden: Mapping[str, str],
        on_end: Callable[[int], None],
    ) -> None:
        """Start ``command``. ``hidden`` replaces texts in what it says, such as the folder where a file waits.

        ``on_end`` is given the exit code, before the job's state says that it has ended.

        Raises:
            OSError: The process cannot be started.
        """
        self.number = number
        self._kind, self._subject = kind, subject
        self._hidden = dict(hidden)
        self._on_end = on_end
        self._lock = Lock()
        self._state = JobState.RUNNING
        self._is_cancelled = False
        self._done = self._total = 0
        self._result, self._notes = _Lines(), _Lines()
        self._started, self._seconds = monotonic(), 0.0
        self._process = subprocess.Popen(  # noqa: S603 - no shell; the arguments are one by one
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            errors="replace",
            env=os.environ | _PLAIN,
        )
        self._follower = Thread(target=self._follow, name=f"job-{number}", daemon=True)
        self._follower.start()

    def report(self) -> JobReport:
        """The job as it stands now."""
        with self._lock:
            running = self._state is JobState.RUNNING
            return JobReport(
                number=self.number,
                kind=self._kind,
                subject=self._subject,
                state=self._state,
                done=self._done,
                total=self._total,
                result=self._result.kept(),
                notes=self._notes.kept(),
                seconds=monotonic() - self._started if running else self._seconds,
            )

    def cancel(self) -> None:
        """End the command, politely at first, and return when it has ended."""
        with self._lock:
            if self._state is not JobState.RUNNING:
                return
            self._is_cancelled = True
        self._process.terminate()
        self._follower.join(_TO_END_S)
        if self._follower.is_alive():
            self._process.kill()
            self._follower.join(_TO_END_S)

    def wait(self, seconds: float) -> None:
        """Return when the command has ended, or after ``seconds``."""
        self._follower.join(seconds)

    def _follow(self) -> None:
        notes = Thread(target=self._read, args=(self._process.stderr, self._note), daemon=True)
        notes.start()
        self._read(self._process.stdout, self._result.add)
        notes.join()
        code = self._process.wait()
        if self._process.stdin:
            self._process.stdin.close()
        try:
            self._on_end(code)
        finally:
            with self._lock:
                self._seconds = monotonic() - self._started
                if self._is_cancelled and code:
                    self._state = JobState.CANCELLED
                else:
                    self._state = JobState.FAILED if code else JobState.DONE

    def _read(self, stream: IO[str] | None, keep: Callable[[str], None]) -> None:
        """Give each line of ``stream`` to ``keep``, in pieces if it is very long, until it ends."""
        while stream and (piece := stream.readline(_MOST_CHARACTERS_OF_LINE)):
            line = piece.rstrip()
            for text, shown in self._hidden.items():
                line = line.replace(text, shown)
            if line:
                with self._lock:
                    keep(line)
        if stream:
            stream.close()

    def _note(self, line: str) -> None:
        if progress := _PROGRESS.fullmatch(line):
            self._done, self._total = int(progress[1]), int(progress[2])
        else:
            self._notes.add(line.removeprefix(_PREFIX))


class _Lines:
    """The last lines that were added, up to so many characters in all."""

    def __init__(self) -> None:
        self._lines: deque[str] = deque()
        self._characters = 0

    def add(self, line: str) -> None:
        """Keep ``line``."""
        self._lines.append(line)
        self._characters += len(line)
        while self._characters > _MOST_CHARACTERS:
            self._characters -= len(self._lines.popleft())

    def kept(self) -> tuple[str, ...]:
        """The lines, oldest first."""
        return tuple(self._lines)
