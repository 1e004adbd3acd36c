"""Names by which hosts are called, and those of this machine for itself."""

from trendsqa.access.addresses import read_address

__all__ = ["host_name", "is_loopback_name"]


def host_name(host: str) -> str:
    """The name in a ``Host`` header: lower case, without port, final dot and an IPv6 address's brackets."""
    if host.startswith("["):
        return host[1:].partition("]")[0].lower()
    return host.partition(":")[0].rstrip(".").lower()


def is_loopback_name(name: str) -> bool:
    """True if ``name`` (as ``host_name`` gives it) is a name of this machine for itself."""
    address = read_address(name)
    return name == "localhost" or (address is not None and address.is_loopback)
