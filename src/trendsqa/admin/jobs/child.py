"""``python -m trendsqa.admin.jobs.child ARGUMENTS``: a command of trendsqa that ends when its parent does.

The parent holds the other end of the standard input. Whatever ends the parent closes it, a kill too, and the command is
ended then: a build that is ended at any moment leaves no generation, and the lock of a process that is gone is free.
"""

import os
import runpy
import signal
from threading import Thread

__all__ = ["main"]

_STDIN = 0
_NICENESS = 10
"""Whoever asks comes first: a build takes what processor time answers leave."""


def main() -> None:
    """Run the command in the arguments."""
    Thread(target=_end_with_parent, daemon=True).start()
    if hasattr(os, "nice"):
        os.nice(_NICENESS)
    runpy.run_module("trendsqa", run_name="__main__", alter_sys=True)


def _end_with_parent() -> None:
    # Not by sys.stdin: its lock, held by this thread, would make the interpreter abort when it ends by itself.
    while os.read(_STDIN, 1):
        pass
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    main()
