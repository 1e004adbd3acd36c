import subprocess
import sys

import pytest

from trendsqa.freed_memory import give_back_freed_memory

LEFT_BEHIND = """
import re, sys
from pathlib import Path
from trendsqa.freed_memory import give_back_freed_memory

def resident_mib():
    return int(re.search(r"VmRSS:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) / 1024

# Small pieces come from the heap; the last one stays, above all the others.
pieces = [b"%d" % n * 400 for n in range(100_000)]
stays = pieces.pop()
del pieces
before = resident_mib()
give_back_freed_memory()
print(before - resident_mib())
"""


def test_asking_does_no_harm_wherever_it_runs():
    assert give_back_freed_memory() in {True, False}


@pytest.mark.skipif(sys.platform != "linux", reason="only glibc can be asked")
def test_memory_under_something_that_lives_on_goes_back_to_the_operating_system():
    done = subprocess.run([sys.executable, "-c", LEFT_BEHIND], capture_output=True, text=True, check=True, timeout=60)
    assert float(done.stdout) > 50
