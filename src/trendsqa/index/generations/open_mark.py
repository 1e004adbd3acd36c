"""Marks generations that a process has open, so that pruning leaves them alone.

The mark is a shared advisory lock on the manifest: no file changes, and the operating system takes it back when the
process ends. Windows has no such locks, and deletes no file that is open.
"""

import os
import sys
from weakref import finalize

from trendsqa.index.generations.layout import GenerationLayout

if sys.platform != "win32":
    import fcntl

__all__ = ["OpenMark", "is_in_use"]


class OpenMark:
    """A generation marked as open by this process, until it is closed or nobody holds it any more."""

    def __init__(self, layout: GenerationLayout) -> None:
        """Mark the generation at ``layout``. Raises OSError where its manifest is gone."""
        descriptor = os.open(layout.manifest, os.O_RDONLY)
        self._close = finalize(self, os.close, descriptor)
        if sys.platform != "win32":
            fcntl.flock(descriptor, fcntl.LOCK_SH)

    def close(self) -> None:
        """Take the mark back."""
        self._close()


def is_in_use(layout: GenerationLayout) -> bool:
    """Whether any process has the generation open; a manifest that is gone is open nowhere."""
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
