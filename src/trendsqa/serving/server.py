"""The server process: uvicorn with bounded connections, an orderly end, and no flood of log lines.

uvicorn is imported by this file and ``protocol.py`` alone.
"""

import asyncio
import errno
import logging
import signal
import socket
from collections.abc import Callable
from functools import partial
from time import monotonic
from types import FrameType
from typing import Any

import uvicorn

from trendsqa.exchanges.connection_counts import ConnectionCounts
from trendsqa.serving.connection_limits import ConnectionLimits
from trendsqa.serving.open_connections import OpenConnections
from trendsqa.serving.protocol import BoundedProtocol
from trendsqa.serving.stopping import end_process_later

__all__ = ["run_server"]

_LOG = logging.getLogger(__name__)

STOP_S = 2.5
"""Time from the signal to the end of the process, at the latest."""

WORK_S = 2
"""Part of it for requests that are being answered."""

ACCEPTED_TOGETHER = 16
"""Connections that are accepted before they are counted; asyncio takes as many as its backlog in one go."""

BACKLOG = 2048
"""Connections that the system keeps until they are accepted."""

OUT_OF_FILES = frozenset({errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM})

WARNING_PAUSE_S = 60.0


def run_server(
    app: Any,
    listener: socket.socket,
    limits: ConnectionLimits,
    counts: ConnectionCounts,
    on_start: Callable[[int], None],
) -> None:
    """Serve ``app`` on ``listener`` until SIGTERM or SIGINT; ``on_start`` is called with the port once it answers."""
    connections = OpenConnections(limits, counts)
    config = uvicorn.Config(
        app,
        http=partial(BoundedProtocol, connections=connections),  # type: ignore[arg-type] # called, never subclassed
        # A websocket would leave the limits behind, and nothing here speaks it.
        ws="none",
        # What a proxy says of a client is for the guards to believe or not.
        proxy_headers=False,
        log_config=None,
        access_log=False,
        server_header=False,
        backlog=ACCEPTED_TOGETHER,
        timeout_graceful_shutdown=WORK_S,
    )
    _Server(config, connections, on_start).run(sockets=[listener])


class _Server(uvicorn.Server):
    """uvicorn's server: it tells when it answers, and ends in time with exit code 0."""

    def __init__(self, config: uvicorn.Config, connections: OpenConnections, on_start: Callable[[int], None]) -> None:
        super().__init__(config)
        self._connections = connections
        self._on_start = on_start
        self._warned_at = -WARNING_PAUSE_S

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start to answer."""
        asyncio.get_running_loop().set_exception_handler(self._on_error)
        await super().startup(sockets=sockets)
        for listener in sockets or ():
            listener.listen(BACKLOG)
            self._on_start(listener.getsockname()[1])

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Stop, at a signal; at a second Ctrl+C without waiting for anything."""
        # uvicorn's own keeps the signal and raises it again in the end, which makes the process end by it: with no
        # exit code of its own, as if it had failed.
        del frame
        if self.should_exit:
            self.force_exit = self.force_exit or sig == signal.SIGINT
            return
        self.should_exit = True
        end_process_later(STOP_S)

    def _on_error(self, loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        """Note an error that no request is to blame for; its context may hold what was asked, so it is left out."""
        del loop
        error = context.get("exception")
        if not isinstance(error, OSError) or error.errno not in OUT_OF_FILES:
            _LOG.error("An error outside any request", exc_info=error)
            return
        self._connections.free_files(ACCEPTED_TOGETHER)
        if monotonic() - self._warned_at >= WARNING_PAUSE_S:
            self._warned_at = monotonic()
            _LOG.warning("A connection had to wait: %s. Let the process open more files (ulimit -n).", error.strerror)
