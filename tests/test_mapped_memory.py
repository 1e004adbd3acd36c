import platform
import re
import sys
from pathlib import Path

import numpy as np
import pytest

from trendsqa.mapped_memory import bring_into_memory

PAGE = 4096
KERNEL = tuple(map(int, re.findall(r"\d+", platform.release())[:2])) if sys.platform == "linux" else (0, 0)
can_be_asked = pytest.mark.skipif(KERNEL < (5, 14), reason="needs Linux 5.14 or later")


def resident_kib(path):
    """How much of the mapping of ``path`` this process has in its page table."""
    maps = Path("/proc/self/smaps").read_text(encoding="utf-8")
    return int(re.search(re.escape(f"{path}\n") + r"(?:.*\n)*?Rss:\s+(\d+) kB", maps)[1])


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "rows.bin"
    np.arange(1024 * PAGE, dtype=np.uint8).tofile(path)
    return path


@can_be_asked
def test_every_page_is_in_the_page_table_afterwards(path):
    mapped = np.memmap(path, dtype=np.uint8, mode="r")
    before = resident_kib(path)
    assert bring_into_memory(mapped)
    assert before < resident_kib(path) == 1024 * PAGE / 1024


@can_be_asked
def test_what_does_not_begin_at_a_page_is_brought_with_the_page_that_it_begins_in(path):
    mapped = np.memmap(path, dtype=np.uint8, mode="r")[3 * PAGE + 17 : 900 * PAGE + 5]
    assert bring_into_memory(mapped)
    assert resident_kib(path) >= (901 - 3) * PAGE / 1024


@can_be_asked
def test_a_page_that_cannot_be_read_is_told_and_does_no_harm(path):
    mapped = np.memmap(path, dtype=np.uint8, mode="r")
    with path.open("r+b") as file:
        file.truncate(PAGE)
    assert not bring_into_memory(mapped)
    assert mapped[17] == 17


def test_nothing_is_brought_for_no_rows():
    assert not bring_into_memory(np.empty((0, 384), dtype=np.float32))
