"""An end to the process that nothing can hold up."""

import atexit
import logging
import multiprocessing
import os
import sys
import threading
from collections.abc import Callable

__all__ = ["end_process_later", "skip_teardown"]

_LOG = logging.getLogger(__name__)


def end_process_later(seconds: float) -> None:
    """End the process after ``seconds`` if it has not ended by itself: threads cannot be cancelled, only left.

    Nothing is lost by it but the work of those who still wait: what is written to disk is written whole or not at all.
    """
    timer = threading.Timer(seconds, _end_unfinished)
    # It does not keep a process that ends in time.
    timer.daemon = True
    timer.start()


def skip_teardown() -> Callable[[], None]:
    """A function to call once all is done: the process then ends with code 0 as soon as its exit handlers have run.

    Python would still take all modules apart, which takes seconds after torch or Gradio were loaded, and has no use.
    Call this before they are imported: handlers of theirs are then run first.
    """
    done = threading.Event()
    atexit.register(lambda: _end_process() if done.is_set() else None)
    return done.set


def _end_unfinished() -> None:
    _LOG.warning("The server was stopped with work unfinished: it did not end in time.")
    _end_process()


def _end_process() -> None:
    for child in multiprocessing.active_children():
        child.kill()
    logging.shutdown()
    sys.stdout.flush()
    os._exit(0)
