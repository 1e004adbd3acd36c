"""Inside of the processes: a template holds what was loaded and forks others from it, a worker does calls.

What a template loads is shared with everything forked from it, copy on write. A process reads one pipe, whose other end
the front holds alone: at its end of file the process ends, so none outlives the front. Only one thread may run in a
template, since a fork copies no others.
"""

import ctypes
import gc
import logging
import os
import pickle
import signal
import sys
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.reduction import recv_handle
from typing import Any, NoReturn

from trendsqa.errors import TrendsqaError, WorkStoppedError

__all__ = ["Call", "Done", "Failed", "Fork", "Grow", "Ready", "run"]

_LOG = logging.getLogger(__name__)

_SET_PARENT_DEATH_SIGNAL = 1
"""PR_SET_PDEATHSIG, prctl(2)."""
_LEAST_POLITE = 1
"""Steps of niceness: when all processors are busy, the front's pages come before its workers' answers."""

Grow = Callable[[Any], Any]
"""Makes what a new process holds from what the one it was forked from holds."""


@dataclass(frozen=True, slots=True)
class Fork:
    """Request to a template: fork a process that holds ``grow(held)`` and works, or is a template itself."""

    grow: Grow
    works: bool


@dataclass(frozen=True, slots=True)
class Ready:
    """First message of a process that has loaded what it holds."""

    pid: int


@dataclass(frozen=True, slots=True)
class Call:
    """Request to a worker: call a method of what it holds."""

    method: str
    arguments: tuple[Any, ...]
    named: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Done:
    """Result of a call."""

    result: Any


@dataclass(frozen=True, slots=True)
class Failed:
    """Error in place of a result or of being ready."""

    error: Exception


def run(descriptor: int) -> None:
    """Be a template: what it loads comes through the socket ``descriptor``, after the folders to import from."""
    _leave_signals_to_the_front()
    channel = Connection(descriptor)
    try:
        sys.path[:] = channel.recv()
        load = channel.recv()
    except EOFError:
        return
    _be_template(channel, load)


def _be_template(channel: Connection, load: Callable[[], Any]) -> None:
    held = _load(channel, load)
    # What never changes is never looked at again, so that its memory stays shared.
    gc.collect()
    gc.freeze()
    # The system forgets processes that end, without being asked for how they ended.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    channel.send(Ready(os.getpid()))
    while True:
        try:
            request: Fork = channel.recv()
            descriptor = recv_handle(channel)
        except (EOFError, OSError):
            return
        parent = os.getpid()
        if os.fork():
            os.close(descriptor)
        else:
            _begin(channel, parent, Connection(descriptor), request, held)


def _begin(of_parent: Connection, parent: int, own: Connection, request: Fork, held: Any) -> NoReturn:
    """Life of a forked process; it never comes back into its parent's code."""
    code = 1
    try:
        of_parent.close()
        _die_with(parent)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        begin = _work if request.works else _be_template
        begin(own, lambda: request.grow(held))
        code = 0
    except (EOFError, OSError):
        code = 0  # The front has gone, or wants nothing more.
    except BaseException:  # noqa: BLE001 - the edge of a process
        traceback.print_exc()
    finally:
        os._exit(code)


def _work(channel: Connection, load: Callable[[], Any]) -> None:
    held = _load(channel, load)
    os.nice(_LEAST_POLITE)
    channel.send(Ready(os.getpid()))
    while True:
        call: Call = channel.recv()
        try:
            result = Done(getattr(held, call.method)(*call.arguments, **call.named))
        except Exception as error:  # noqa: BLE001 - raised again in the front
            channel.send(Failed(_portable(error)))
        else:
            channel.send(result)


def _load(channel: Connection, load: Callable[[], Any]) -> Any:
    try:
        return load()
    except Exception as error:
        channel.send(Failed(_portable(error)))
        raise EOFError from error


def _portable(error: Exception) -> Exception:
    """The error itself, if it survives the way to the front, with its traceback unless it is told to people."""
    if not isinstance(error, TrendsqaError):
        error.add_note("".join(traceback.format_tb(error.__traceback__)))
    try:
        again: Exception = pickle.loads(pickle.dumps(error))  # noqa: S301 - what was just written
    except Exception:  # noqa: BLE001 - a class may fail to come back in any way
        _LOG.error("Work failed", exc_info=error)
        return WorkStoppedError(f"The work failed: {type(error).__name__}. The server's log says why.")
    return again


def _leave_signals_to_the_front() -> None:
    """Ctrl+C and service managers signal all processes at once, and the front still waits for answers."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)


def _die_with(parent: int) -> None:
    ctypes.CDLL(None, use_errno=True).prctl(_SET_PARENT_DEATH_SIGNAL, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(0)
