"""Server processes under small limits, and plain sockets to them."""

import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep
from typing import Any
from urllib.parse import urlsplit

import httpx

ROOT = Path(__file__).resolve().parents[2]
SECONDS_TO_START = 90
SECONDS_TO_END = 30


@dataclass
class ServerProcess:
    """A server that runs, with what it says kept in a file."""

    process: subprocess.Popen[bytes]
    log: Path
    url: str

    def said(self) -> str:
        return self.log.read_text("utf-8")

    def connect(self, sent: bytes = b"") -> socket.socket:
        """A connection on which ``sent`` was sent."""
        place = urlsplit(self.url)
        connection = socket.create_connection((place.hostname, place.port), timeout=SECONDS_TO_END)
        connection.sendall(sent)
        return connection

    def counts(self) -> dict[str, Any]:
        told = httpx.get(f"{self.url}/counts", headers={"connection": "close"}, timeout=SECONDS_TO_END)
        return dict(told.json())

    def stop(self, number: int) -> tuple[int, float]:
        """The exit code, and the seconds it took to end after the signal."""
        began = monotonic()
        self.process.send_signal(number)
        return self.process.wait(SECONDS_TO_END), monotonic() - began


def read_until(connection: socket.socket, mark: bytes) -> bytes:
    """What comes until ``mark`` is in it."""
    read = b""
    while mark not in read:
        piece = connection.recv(1 << 16)
        assert piece, read
        read += piece
    return read


def read_all(connection: socket.socket) -> bytes:
    """What comes until the server closes; b"" as well if it resets the connection."""
    read = []
    try:
        while piece := connection.recv(1 << 16):
            read.append(piece)
    except ConnectionResetError:
        pass
    return b"".join(read)


def is_open(connection: socket.socket) -> bool:
    """True if the server has neither closed the connection nor sent anything on it."""
    connection.settimeout(0)
    try:
        connection.recv(1)
    except BlockingIOError:
        return True
    except ConnectionResetError:
        return False
    return False


@contextmanager
def running(
    folder: Path, *arguments: str, open_files: int | None = None, **settings: object
) -> Iterator[ServerProcess]:
    """A server process of ``arguments`` to Python; ``settings`` become variables, as ``limits__receive_s=1``."""
    variables = {f"TRENDSQA_{name.upper()}": str(value) for name, value in settings.items()}
    paths = os.pathsep.join((str(ROOT / "src"), str(ROOT / "tests")))
    command = [sys.executable, *arguments]
    if open_files:
        command = ["sh", "-c", f'ulimit -n {open_files}; exec "$@"', "sh", *command]
    log = folder / "stderr"
    with log.open("wb") as stderr:
        process = subprocess.Popen(
            command, stderr=stderr, env={**os.environ, "PYTHONPATH": paths, **variables}, cwd=folder
        )
    try:
        yield ServerProcess(process, log, address_told(process, log))
    finally:
        process.kill()
        process.wait(SECONDS_TO_END)


def address_told(process: subprocess.Popen[bytes], log: Path) -> str:
    deadline = monotonic() + SECONDS_TO_START
    while not (found := re.search(r"http://[\d.:]+", log.read_text("utf-8"))):
        assert process.poll() is None, log.read_text("utf-8")
        assert monotonic() < deadline, "the server did not start"
        sleep(0.02)
    return found.group()
