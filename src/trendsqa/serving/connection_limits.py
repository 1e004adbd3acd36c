"""Limits on connections, as the settings ask for and the system allows."""

from dataclasses import dataclass

from trendsqa.access.addresses import Network, lies_in, read_address
from trendsqa.settings import Settings

__all__ = ["ConnectionLimits"]

FILES_KEPT_BACK = 128
"""File descriptors for everything but clients: the index, its successor while both are open, and worker processes."""

FEWEST_CONNECTIONS = 8


@dataclass(frozen=True, slots=True)
class ConnectionLimits:
    """Limits on the connections of a server: how many, how large a head, how long each step may take.

    ``proxies`` may have more connections than ``most_of_address``: all clients come through them.
    """

    most: int
    most_of_address: int
    proxies: tuple[Network, ...]
    head_bytes: int
    receive_s: float
    send_s: float
    idle_s: float

    @classmethod
    def of(cls, settings: Settings) -> "ConnectionLimits":
        """The limits in ``settings``, lowered to what the system lets this process open."""
        limits = settings.limits
        return cls(
            most=min(limits.connections, _most_connections(limits.connections)),
            most_of_address=limits.connections_per_address,
            proxies=settings.server.trusted_proxies,
            head_bytes=limits.header_kib << 10,
            receive_s=limits.receive_s,
            send_s=limits.send_s,
            idle_s=limits.idle_s,
        )

    def is_proxy(self, address: str) -> bool:
        """True if ``address`` is one of the trusted proxies."""
        return lies_in(read_address(address), self.proxies)


def _most_connections(wanted: int) -> int:
    """Connections that this process may open; its own limit on files is raised to what they need, if it may be."""
    try:
        import resource
    except ImportError:  # Windows counts no files
        return wanted
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    needed = wanted + FILES_KEPT_BACK
    if soft != resource.RLIM_INFINITY and soft < needed:
        soft = needed if hard == resource.RLIM_INFINITY else min(needed, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    return wanted if soft == resource.RLIM_INFINITY else max(FEWEST_CONNECTIONS, soft - FILES_KEPT_BACK)
