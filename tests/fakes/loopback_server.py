"""A real server in this process, for clients that only speak over a socket."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread
from time import monotonic, sleep

import uvicorn
from starlette.types import ASGIApp

_DEADLINE_S = 20


@contextmanager
def serving_in_thread(app: ASGIApp) -> Iterator[str]:
    """The address at which ``app`` is served on a loopback port, until the end of the block."""
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error", ws="none", timeout_graceful_shutdown=5))
    thread = Thread(target=server.run)
    thread.start()
    try:
        deadline = monotonic() + _DEADLINE_S
        while not server.started:
            assert monotonic() < deadline, "the server did not start"
            sleep(0.01)
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(_DEADLINE_S)
