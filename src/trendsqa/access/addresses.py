"""Addresses of peers and clients, and the networks that they lie in."""

from collections.abc import Iterable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

__all__ = ["IpAddress", "Network", "lies_in", "read_address"]

IpAddress = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network


def read_address(text: str) -> IpAddress | None:
    """The address that ``text`` is; None if it is none. IPv4 within IPv6 is given as IPv4 (RFC 4291, 2.5.5.2)."""
    try:
        address = ip_address(text)
    except ValueError:
        return None
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return mapped or address


def lies_in(address: IpAddress | None, networks: Iterable[Network]) -> bool:
    """True if ``address`` belongs to one of ``networks``, as a trusted proxy's does."""
    return address is not None and any(address in network for network in networks)
