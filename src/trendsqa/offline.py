"""Refuses outgoing connections of a process, for ``--offline``: connections may go to this machine only."""

import sys
from ipaddress import ip_address
from typing import Any

from trendsqa.errors import TrendsqaError

__all__ = ["is_loopback", "refuse_connections"]


def refuse_connections() -> None:
    """Refuse every connection to another machine from now on, by an audit hook (PEP 578) that cannot be taken off."""
    sys.addaudithook(_refuse)


def _refuse(event: str, arguments: tuple[Any, ...]) -> None:
    if event != "socket.connect":
        return
    address = arguments[1]
    if isinstance(address, tuple) and not is_loopback(str(address[0])):
        raise TrendsqaError(f"--offline: a connection to {address[0]} was refused.")


def is_loopback(host: str) -> bool:
    """True if ``host`` is this machine: a loopback address, or its name."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
