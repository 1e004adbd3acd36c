"""Listening on an address, before anything that takes time."""

import socket

from trendsqa.errors import InputError

__all__ = ["listen"]


def listen(host: str, port: int) -> socket.socket:
    """A bound socket, opened first so that a port in use is reported before minutes of building.

    Raises:
        InputError: The address cannot be listened on.
    """
    try:
        return _bound(host, port)
    except OSError as error:
        raise InputError(
            f"Cannot listen on {host} port {port}: {error.strerror or error}. Choose another: trendsqa serve --port 0"
        ) from error


def _bound(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # asyncio turns Nagle's algorithm off only if a socket names its protocol; accepted sockets inherit it from this
    # one. If it is on, each response but the first of a connection waits 40 ms for the client's delayed
    # acknowledgement.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
    except OSError:
        listener.close()
        raise
    return listener
