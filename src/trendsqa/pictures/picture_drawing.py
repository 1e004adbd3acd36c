"""Has pictures drawn by processes of their own, each of which draws one and ends."""

import json
import os
import subprocess
import sys
from contextlib import suppress
from threading import Thread, Timer
from typing import Protocol

from trendsqa.errors import WorkStoppedError
from trendsqa.pictures.page_picture import PagePicture
from trendsqa.pictures.wanted_picture import WantedPicture

__all__ = ["PictureDrawing", "ProcessDrawing"]

_DRAWING_PROCESS = "trendsqa.pictures.drawing_process"
_MOST_BYTES = 16 << 20
"""More than any picture has; whoever took the process over cannot fill the server's memory."""
_PASSED_ON = ("SYSTEMROOT", "TEMP", "TMP")
"""Variables without which no process runs on Windows; the server's own, and its secrets, stay here."""


class PictureDrawing(Protocol):
    """Draws pages."""

    def draw(self, data: bytes, wanted: WantedPicture) -> PagePicture:
        """The picture of a page of the PDF ``data``. Raises WorkStoppedError."""


class ProcessDrawing:
    """Draws each picture in a process of its own, which is ended after ``most_s`` seconds."""

    def __init__(self, *, most_s: float = 10.0, module: str = _DRAWING_PROCESS) -> None:
        """``module`` is what the process runs."""
        self._most_s = most_s
        self._module = module

    def draw(self, data: bytes, wanted: WantedPicture) -> PagePicture:
        """The picture of a page of the PDF ``data``.

        Raises:
            WorkStoppedError: It took too long, too much memory, or cannot be drawn.
        """
        with self._started() as process:
            ending = Timer(self._most_s, process.kill)
            ending.start()
            feeding = Thread(target=_feed, args=(process, wanted.to_json() + b"\n", data))
            feeding.start()
            try:
                drawn = process.stdout.read(_MOST_BYTES + 1) if process.stdout else b""
            finally:
                ending.cancel()
                status = process.poll()
                process.kill()
                feeding.join()
        return _read(drawn, wanted.whole_page, status)

    def _started(self) -> "subprocess.Popen[bytes]":
        paths = os.pathsep.join(filter(None, sys.path))
        kept = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
        try:
            return subprocess.Popen(  # noqa: S603 - our own module in our own interpreter
                [sys.executable, "-P", "-m", self._module],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                # PDFium's words about a file may hold words of the file, which no log may have.
                stderr=subprocess.DEVNULL,
                env={**kept, "PYTHONPATH": paths, "OPENBLAS_NUM_THREADS": "1"},
            )
        except OSError as error:
            raise WorkStoppedError(f"No process can be started that draws pictures: {error.strerror}.") from error


def _feed(process: "subprocess.Popen[bytes]", *parts: bytes) -> None:
    # A process that ended says so by what it gives, not here.
    with suppress(OSError, ValueError):
        if process.stdin:
            with process.stdin as given:
                for part in parts:
                    given.write(part)


def _read(drawn: bytes, whole: bool, status: int | None) -> PagePicture:
    """The picture in what a process gave. Raises WorkStoppedError."""
    line, _, png = drawn.partition(b"\n")
    try:
        about = json.loads(line)
        width, height, marked = int(about["width"]), int(about["height"]), bool(about["marked"])
    except (ValueError, KeyError, TypeError) as error:
        raise WorkStoppedError(f"The process that draws pictures gave none (status {status}).") from error
    if len(drawn) > _MOST_BYTES or not png.startswith(b"\x89PNG"):
        raise WorkStoppedError(f"The process that draws pictures gave {len(drawn)} bytes that are no picture.")
    return PagePicture(png, width, height, marked, whole)
