"""The most memory that a process has used, which bounds the one that draws."""

import subprocess
import sys

from trendsqa.pictures.peak_memory import peak_memory

MIB = 1 << 20
STARTED_BY_A_LARGE_ONE = """
import subprocess, sys
held = bytearray(b"x") * (300 << 20)
del held
print(subprocess.check_output([sys.executable, "-c", sys.argv[1]], text=True))
"""
OWN_PEAK = "from trendsqa.pictures.peak_memory import peak_memory; print(peak_memory())"


def test_a_process_counts_what_it_uses():
    before = peak_memory()
    held = bytearray(b"x") * (before + 50 * MIB)
    assert peak_memory() >= len(held)


def test_a_process_that_a_large_one_started_counts_its_own_memory_only():
    """On Linux it took over the peak of its server: one beyond the bound never got a picture."""
    told = subprocess.check_output([sys.executable, "-c", STARTED_BY_A_LARGE_ONE, OWN_PEAK], text=True)
    assert 5 * MIB < int(told) < 200 * MIB
