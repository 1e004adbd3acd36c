"""Life of a process that draws one picture: a description and a PDF come in, a picture goes out, and it ends.

It bounds itself first: a file that makes PDFium run away or write over its memory harms this process alone.
"""

import contextlib
import json
import os
import sys
import threading
import time

from trendsqa.errors import TrendsqaError
from trendsqa.pictures.peak_memory import peak_memory
from trendsqa.pictures.wanted_picture import WantedPicture

__all__ = ["main"]

_MOST_MEMORY = 1 << 30
"""Bytes in use; a page of pictures takes some hundred megabytes."""
_MOST_ADDRESSES = 4 << 30
_LOOK_EVERY_S = 0.05
_SECONDS = 20
_TOO_MUCH_MEMORY = 3
_REFUSED = 4


def main() -> int:
    """Draw the picture that standard input asks for; the exit status, 0 if it was drawn."""
    _bound_this_process()
    given = sys.stdin.buffer
    wanted, data = WantedPicture.from_json(given.readline()), given.read()
    # Imported late, so that the bounds hold for all of it.
    from trendsqa.pictures.drawing import draw_page

    try:
        picture = draw_page(data, wanted)
    except TrendsqaError:
        return _REFUSED
    about = {"width": picture.width, "height": picture.height, "marked": picture.marked, "whole": picture.whole}
    sys.stdout.buffer.write(json.dumps(about).encode() + b"\n" + picture.png)
    sys.stdout.buffer.flush()
    return 0


def _bound_this_process() -> None:
    """Limit its memory, its time and its files, as far as the system can."""
    threading.Thread(target=_watch_memory, daemon=True).start()
    if sys.platform == "win32":
        return
    import resource

    limits = {
        resource.RLIMIT_AS: _MOST_ADDRESSES,
        resource.RLIMIT_CPU: _SECONDS,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_FSIZE: 0,
    }
    for kind, most in limits.items():
        # macOS refuses some of them; the watch on memory and the server's clock remain.
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(kind, (most, most))


def _watch_memory() -> None:
    # PDFium runs without Python's lock, so that this thread goes on beside it.
    while peak_memory() <= _MOST_MEMORY:
        time.sleep(_LOOK_EVERY_S)
    os._exit(_TOO_MUCH_MEMORY)


if __name__ == "__main__":
    sys.exit(main())
