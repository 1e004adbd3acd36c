"""Origin of a request, as far as it can be known; nothing is decided here.

The server may stand behind a proxy on the same computer, so a loopback peer alone does not mean that the
person sits at this machine: the traces that a proxy leaves are looked at too.
"""

from ipaddress import IPv6Address, ip_address
from typing import TYPE_CHECKING

from starlette.datastructures import Headers
from starlette.types import Scope

from trendsqa.api.guards.forwarding import is_forwarding

if TYPE_CHECKING:
    from ipaddress import IPv4Address

__all__ = ["comes_from_this_machine", "host_name", "is_loopback_name", "note_forwarded"]

_FORWARDED = "trendsqa.forwarded"


def host_name(host: str) -> str:
    """The name in a ``Host`` header: lower case, without port, final dot and an IPv6 address's brackets."""
    if host.startswith("["):
        return host[1:].partition("]")[0].lower()
    return host.partition(":")[0].rstrip(".").lower()


def is_loopback_name(name: str) -> bool:
    """True if ``name`` (as ``host_name`` gives it) is a name of this machine for itself."""
    return name == "localhost" or _is_loopback_address(name)


def note_forwarded(scope: Scope) -> None:
    """Keep with the request that a proxy passed it on, for those who no longer see the proxy's headers."""
    scope[_FORWARDED] = True


def comes_from_this_machine(scope: Scope) -> bool:
    """True if the request was made on this machine, without a proxy that shows itself in between."""
    client = scope.get("client")
    headers = Headers(scope=scope)
    forwarded = _FORWARDED in scope or any(map(is_forwarding, headers))
    return (
        client is not None
        and not forwarded
        and _is_loopback_address(client[0])
        # A proxy that adds no header of its own mostly passes on the public name it was called by.
        and is_loopback_name(host_name(headers.get("host", "")))
    )


def _is_loopback_address(text: str) -> bool:
    try:
        address: IPv4Address | IPv6Address = ip_address(text)
    except ValueError:
        return False
    if isinstance(address, IPv6Address) and address.ipv4_mapped is not None:
        return address.ipv4_mapped.is_loopback
    return address.is_loopback
