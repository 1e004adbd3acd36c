"""The three ways to let callers in, and which of them the settings amount to."""

from enum import StrEnum

from trendsqa.api.guards.host_names import host_name, is_loopback_name
from trendsqa.settings import Settings

__all__ = ["AccessMode", "access_mode", "is_beyond_loopback"]


class AccessMode(StrEnum):
    """Ways to let callers in."""

    OPEN = "open"
    """On this computer only: everybody who reaches the server may ask, search, read and send feedback."""
    PUBLIC = "public"
    """The same on a network, because the operator says so."""
    CLOSED = "closed"
    """On a network: nobody without a key, or an identity that a trusted proxy vouches for."""


def access_mode(settings: Settings) -> AccessMode:
    """The way that ``settings`` amount to."""
    if settings.access.public:
        return AccessMode.PUBLIC
    return AccessMode.CLOSED if is_beyond_loopback(settings) else AccessMode.OPEN


def is_beyond_loopback(settings: Settings) -> bool:
    """True if others than programs of this computer may reach the server: by its address, or through a proxy."""
    server = settings.server
    bare_ipv6 = server.host.count(":") > 1 and not server.host.startswith("[")
    name = server.host.lower() if bare_ipv6 else host_name(server.host)
    return bool(server.trusted_proxies) or not is_loopback_name(name)
