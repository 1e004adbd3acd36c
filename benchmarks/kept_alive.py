"""Time of a request over a new connection and over one that is kept alive, against a real ``trendsqa serve``.

    python benchmarks/kept_alive.py [--requests 100]

The server listens on loopback, over the briefs that are shipped, without the chat. Each request is measured from before
it connects, where it does, until its whole response is there. Both ways take turns, so that what else the machine does
falls on both; after one minute a series ends with what it has. A kept connection that is slower than new ones shows
that an answer waits for acknowledgements (TCP_NODELAY is missing).
"""

import argparse
import http.client
import json
import platform
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Thread

import numpy as np

from trendsqa.assembly import Assembly
from trendsqa.settings import Settings
from trendsqa.upkeep.rebuilding import build_index

CORPUS = Path(__file__).resolve().parents[1] / "corpus"
SERVE = [sys.executable, "-m", "trendsqa", "serve", "--port", "0", "--offline", "--no-chat"]
WARM_UP = 5
SERIES_S = 60
TIMEOUT_S = 30


@dataclass(frozen=True, slots=True)
class Asked:
    """A request that is sent again and again."""

    method: str
    address: str
    body: bytes | None = None


ASKED = (
    Asked("GET", "/healthz"),
    Asked("POST", "/api/v1/ask", json.dumps({"question": "Where should we start with harnessing data?"}).encode()),
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--requests", type=int, choices=range(2, 10_001), default=100, metavar="2…10000")
    chosen = parser.parse_args()
    print(f"{platform.machine()}, Python {platform.python_version()}; milliseconds, median / 95th percentile\n")
    with tempfile.TemporaryDirectory() as home, serving(Path(home)) as (host, port):
        for asked in ASKED:
            measured = measure(host, port, asked, chosen.requests)
            print(told(asked, *measured))


@contextmanager
def serving(home: Path) -> Iterator[tuple[str, int]]:
    """Host and port of a server over the shipped collection, whose index is built in ``home`` first."""
    corpus, index = home / "corpus", home / "index"
    shutil.copytree(CORPUS, corpus, ignore=shutil.ignore_patterns("library"))
    assembly = Assembly(Settings(), corpus=corpus, index=index)
    assembly.export_models()
    build_index(assembly)
    command = [*SERVE, "--corpus", str(corpus), "--index", str(index)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        try:
            lines = iter(process.stderr)
            host, port = next(
                found.groups() for line in lines if (found := re.search(r"http://([^:/\s]+):(\d+)", line))
            )
            # The log of a server that goes on must be read, or it stops when the pipe is full.
            Thread(target=lambda: [print(line, end="", file=sys.stderr) for line in lines], daemon=True).start()
            yield host, int(port)
        finally:
            process.terminate()


def measure(host: str, port: int, asked: Asked, requests: int) -> tuple[list[float], list[float]]:
    """Milliseconds of each request over a new connection, and of each over the one that is kept."""
    new, kept = [], []
    with closing(http.client.HTTPConnection(host, port, timeout=TIMEOUT_S)) as connection:
        for _ in range(WARM_UP):
            send(connection, asked)
        until = time.perf_counter() + SERIES_S
        while len(kept) < requests and time.perf_counter() < until:
            with closing(http.client.HTTPConnection(host, port, timeout=TIMEOUT_S)) as fresh:
                new.append(send(fresh, asked))
            kept.append(send(connection, asked))
    return new, kept


def send(connection: http.client.HTTPConnection, asked: Asked) -> float:
    headers = {"Content-Type": "application/json"} if asked.body else {}
    began = time.perf_counter()
    connection.request(asked.method, asked.address, body=asked.body, headers=headers)
    response = connection.getresponse()
    response.read()
    took = (time.perf_counter() - began) * 1000
    if response.status != http.client.OK or response.will_close:
        sys.exit(f"{asked.method} {asked.address} gave {response.status}, closing: {response.will_close}")
    return took


def told(asked: Asked, new: list[float], kept: list[float]) -> str:
    """A line with both series and how much more the kept connection took."""
    (new_median, new_p95), (kept_median, kept_p95) = np.percentile(new, (50, 95)), np.percentile(kept, (50, 95))
    return (
        f"{asked.method} {asked.address}, {len(kept)} requests each: new connections {new_median:.1f} / {new_p95:.1f}, "
        f"kept alive {kept_median:.1f} / {kept_p95:.1f}, difference {kept_median - new_median:+.1f} / "
        f"{kept_p95 - new_p95:+.1f}"
    )


if __name__ == "__main__":
    main()
