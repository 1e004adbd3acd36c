"""An end to the process that nothing can hold up."""

import logging
import multiprocessing
import os
import threading

__all__ = ["end_process_later"]

_LOG = logging.getLogger(__name__)


def end_process_later(seconds: float) -> None:
    """End the process after ``seconds`` if it has not ended by itself: threads cannot be cancelled, only left.

    Nothing is lost by it but the work of those who still wait: what is written to disk is written whole or not at all.
    """
    timer = threading.Timer(seconds, _end_process)
    # It does not keep a process that ends in time.
    timer.daemon = True
    timer.start()


def _end_process() -> None:
    _LOG.warning("The server was stopped with work unfinished: it did not end in time.")
    for child in multiprocessing.active_children():
        child.kill()
    logging.shutdown()
    os._exit(0)
