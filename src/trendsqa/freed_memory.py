"""Gives memory that this process has freed back to the operating system. Knows nothing of what it held.

glibc keeps freed memory for itself where something that lives on lies above it in the heap. A server that opens one
generation beside another and then drops the older would so keep much of what the older took; docs/architecture.md has
what was measured.
"""

import ctypes
import sys

__all__ = ["give_back_freed_memory"]


def give_back_freed_memory() -> bool:
    """Whether anything was given back; False too where the C library has no way to be asked (not Linux with glibc).

    Source: malloc_trim(3). It takes some milliseconds and locks one heap after another meanwhile, so call it beside
    answering and seldom.
    """
    if sys.platform != "linux":
        return False
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    return bool(trim and trim(0))
