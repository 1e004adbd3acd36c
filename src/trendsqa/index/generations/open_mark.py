"""Marks of generations that a process has open, so that pruning leaves them alone.

The mark is a shared advisory lock on the manifest: no file changes, and the operating system releases it when the
process ends. Windows has no such locks, but does not delete open files.
"""

import os
import sys
from weakref import finalize

from trendsqa.index.generations.layout import GenerationLayout

if sys.platform != "win32":
    import fcntl

__all__ = ["OpenMark", "is_in_use"]


class OpenMark:
    """A generation marked as open by this process, until the mark is closed or garbage-collected."""

    def __init__(self, layout: GenerationLayout) -> None:
        """Mark the generation at ``layout``. Raises OSError if its manifest is gone."""
        descriptor = os.open(layout.manifest, os.O_RDONLY)
        self._close = finalize(self, os.close, descriptor)
        if sys.platform != "win32":
            fcntl.flock(descriptor, fcntl.LOCK_SH)

    def close(self) -> None:
        """Release the mark."""
        self._close()


def is_in_use(layout: GenerationLayout) -> bool:
    """True if any process has the generation open; False if its manifest is gone."""
    if sys.platform == "win32":
        return False
    try:
        with layout.manifest.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False
    return False
