"""Names by which hosts are called, and those of this machine for itself."""

from ipaddress import IPv6Address, ip_address
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ipaddress import IPv4Address

__all__ = ["host_name", "is_loopback_name"]


def host_name(host: str) -> str:
    """The name in a ``Host`` header: lower case, without port, final dot and an IPv6 address's brackets."""
    if host.startswith("["):
        return host[1:].partition("]")[0].lower()
    return host.partition(":")[0].rstrip(".").lower()


def is_loopback_name(name: str) -> bool:
    """True if ``name`` (as ``host_name`` gives it) is a name of this machine for itself."""
    return name == "localhost" or _is_loopback_address(name)


def _is_loopback_address(text: str) -> bool:
    try:
        address: IPv4Address | IPv6Address = ip_address(text)
    except ValueError:
        return False
    if isinstance(address, IPv6Address) and address.ipv4_mapped is not None:
        return address.ipv4_mapped.is_loopback
    return address.is_loopback
