"""A real ``trendsqa serve`` on a free port, for the benchmarks that ask one."""

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

SERVE = [sys.executable, "-m", "trendsqa", "serve", "--port", "0", "--offline"]


@contextmanager
def serving(*options: str) -> Iterator[tuple[str, int]]:
    """Its address, and the number of its process; it is ended afterwards."""
    with subprocess.Popen([*SERVE, *options], stderr=subprocess.PIPE, text=True) as process:
        try:
            lines = iter(process.stderr)
            url = next(found.group() for line in lines if (found := re.search(r"http://\S+", line)))
            # The log of a server that goes on must be read, or it stops when the pipe is full.
            Thread(
                target=lambda: [print(f"server: {line}", end="", file=sys.stderr) for line in lines], daemon=True
            ).start()
            yield url, process.pid
        finally:
            process.terminate()
