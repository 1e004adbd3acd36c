"""Brings what is mapped of a file into memory ahead of its use. Knows nothing of what the file holds.

A mapped page costs the first who touches it a page fault, and one that the system has taken away since it was read a
wait for the disk. A search touches hundreds of pages all over files of gigabytes, so each of the first few hundred
searches would wait for some.
"""

import ctypes
import mmap
import sys
from typing import Any

from numpy.typing import NDArray

__all__ = ["bring_into_memory"]

_MADV_POPULATE_READ = 22
"""Of Linux 5.14 and later (madvise(2)); Python's own mmap knows it for mappings that it made itself."""


def bring_into_memory(mapped: NDArray[Any]) -> bool:
    """Whether every page under ``mapped``, which is contiguous, is in memory and in this process's page table now.

    False too where the system has no way to be asked. Pages that are in memory already take some milliseconds for a
    gigabyte, others as long as the disk does; nothing keeps the system from taking pages away later.
    """
    if sys.platform != "linux" or not mapped.nbytes:
        return False
    first = mapped.ctypes.data - mapped.ctypes.data % mmap.PAGESIZE
    length = mapped.ctypes.data + mapped.nbytes - first
    asked = ctypes.CDLL(None).madvise(ctypes.c_void_p(first), ctypes.c_size_t(length), _MADV_POPULATE_READ)
    return bool(asked == 0)
