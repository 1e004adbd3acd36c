"""Checks of addresses before fetching: their form, and the IP addresses that their host resolves to.

Nothing here connects to anything. Every IP address of a host is checked, and the caller connects to one of those
checked, so a DNS change in between (DNS rebinding) has no effect. "Number" here means an IP address.
"""

import re
from collections.abc import Callable, Sequence
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

import httpx

from trendsqa.errors import AddressError

__all__ = ["Resolver", "check_numbers", "describe_forbidden", "join_address", "parse_address"]

Resolver = Callable[[str, int], Sequence[str]]
"""The IP addresses of a host and port, in the order to try them; raises OSError if there are none."""

MAX_ADDRESS_LENGTH = 2000
_HTTPS_PORT = 443
_LABEL = re.compile(r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?", re.IGNORECASE)
# Old C libraries parse 127.1, 0x7f.0.0.1, 0177.0.0.1 and 2130706433 as numbers (WHATWG URL, "ends in a number").
_NUMBER = re.compile(r"0x[0-9a-f]*|[0-9]+", re.IGNORECASE)
_UNSEEN = re.compile(r"[\x00-\x20\x7f-\xa0\\]")

_METADATA = "a cloud's metadata service"
# IANA special-purpose registries, RFC 6890 with its updates; the first that matches gives the reason.
_FORBIDDEN = tuple(
    (ip_network(network), what)
    for network, what in (
        ("169.254.169.254/32", _METADATA),
        ("168.63.129.16/32", _METADATA),
        ("100.100.100.200/32", _METADATA),
        ("fd00:ec2::254/128", _METADATA),
        ("0.0.0.0/8", "an unspecified address"),
        ("10.0.0.0/8", "a private address"),
        ("100.64.0.0/10", "an address of a carrier's own network"),
        ("127.0.0.0/8", "a loopback address"),
        ("169.254.0.0/16", "a link-local address"),
        ("172.16.0.0/12", "a private address"),
        ("192.0.0.0/24", "a reserved address"),
        ("192.0.2.0/24", "an address for examples"),
        ("192.88.99.0/24", "a 6to4 relay"),
        ("192.168.0.0/16", "a private address"),
        ("198.18.0.0/15", "an address for measurements"),
        ("198.51.100.0/24", "an address for examples"),
        ("203.0.113.0/24", "an address for examples"),
        ("224.0.0.0/4", "a multicast address"),
        ("240.0.0.0/4", "a reserved address"),
        ("::/128", "an unspecified address"),
        ("::1/128", "a loopback address"),
        ("fc00::/7", "a private address"),
        ("fe80::/10", "a link-local address"),
        ("fec0::/10", "a private address"),
        ("ff00::/8", "a multicast address"),
        ("2001::/32", "a Teredo tunnel"),
        ("2001::/23", "a reserved address"),
        ("2001:db8::/32", "an address for examples"),
        ("2002::/16", "a 6to4 tunnel"),
        ("3fff::/20", "an address for examples"),
    )
)
_GLOBAL_UNICAST = ip_network("2000::/3")
_IPV6 = 6
_NAT64 = ip_network("64:ff9b::/96")


def parse_address(text: str, *, allow_loopback: bool = False) -> httpx.URL:
    """The address without its fragment, its host in ASCII without a final dot.

    With ``allow_loopback``, http and other ports than 443 are allowed; ``check_numbers`` then restricts them to
    loopback.

    Raises:
        AddressError: It is not an https address of a public host in its plain form.
    """
    if len(text) > MAX_ADDRESS_LENGTH or _UNSEEN.search(text):
        raise _refused(text, "it is too long or holds a space, a backslash or a control character")
    try:
        url = httpx.URL(text).copy_with(fragment=None)
    except (httpx.InvalidURL, ValueError) as error:
        raise _refused(text, f"it is malformed ({error})") from error
    if url.scheme != "https" and not (allow_loopback and url.scheme == "http"):
        raise _refused(text, f"it begins with {url.scheme or 'no scheme'}, and only https is fetched")
    if url.userinfo:
        raise _refused(text, "it holds a user name or password")
    if url.port not in {None, _HTTPS_PORT} and not allow_loopback:
        raise _refused(text, f"it names port {url.port}, and only port {_HTTPS_PORT} is fetched from")
    return url.copy_with(host=_plain_host(text, url))


def join_address(base: httpx.URL, location: str, *, allow_loopback: bool = False) -> httpx.URL:
    """The target of a redirect from ``base``.

    Raises:
        AddressError: The target may not be fetched, or leads from https to http.
    """
    # Servers send spaces and letters of all scripts unencoded; browsers encode them, and so does httpx.
    location = location.strip(" \t").replace(" ", "%20")
    if _UNSEEN.search(location):
        raise _refused(location, "it holds a backslash or a control character")
    try:
        target = base.join(location)
    except (httpx.InvalidURL, ValueError) as error:
        raise _refused(location, f"it is malformed ({error})") from error
    if base.scheme == "https" and target.scheme == "http":
        raise _refused(str(target), "it is not encrypted (http), while the page that leads there is")
    return parse_address(str(target), allow_loopback=allow_loopback)


def check_numbers(url_host: str, numbers: Sequence[str], *, allow_loopback: bool, only_loopback: bool) -> None:
    """Check that every IP address may be connected to; ``only_loopback`` allows loopback only.

    Raises:
        AddressError: One of the IP addresses is forbidden, or there is none.
    """
    if not numbers:
        raise AddressError(f"{url_host} resolves to no address. Check the address in a browser.")
    for number in numbers:
        forbidden = describe_forbidden(number)
        is_loopback = _is_loopback(number)
        if (allow_loopback and is_loopback) or not (forbidden or only_loopback):
            continue
        what = forbidden or "an address of another machine, where only https on port 443 is fetched"
        raise AddressError(
            f"{url_host} leads to {number}, {what}, so nothing was fetched from it. "
            f"Check who answers for that name; a page of your own network can be added with: trendsqa corpus add FILE"
        )


def describe_forbidden(number: str) -> str:
    """Description of a forbidden IP address; empty for a public one."""
    try:
        address: IPv4Address | IPv6Address = ip_address(number)
    except ValueError:
        return "no address in its plain form"
    if isinstance(address, IPv6Address):
        if address in _NAT64:
            # A network without IPv4 reaches public IPv4 hosts this way (RFC 6052, section 3.1).
            return describe_forbidden(str(IPv4Address(int(address) & 0xFFFF_FFFF)))
        if address.ipv4_mapped is not None:
            return "an IPv4 address dressed as IPv6"
    for network, what in _FORBIDDEN:
        if address in network:
            return what
    return "a reserved address" if address.version == _IPV6 and address not in _GLOBAL_UNICAST else ""


def _is_loopback(number: str) -> bool:
    try:
        return ip_address(number).is_loopback and "%" not in number
    except ValueError:
        return False


def _plain_host(text: str, url: httpx.URL) -> str:
    host = url.raw_host.decode("ascii").lower()
    if ":" in host:
        _check_literal(text, host)
        return host
    host = host.removesuffix(".")
    labels = host.split(".")
    if _NUMBER.fullmatch(labels[-1]):
        _check_literal(text, host)
    elif not host or not all(_LABEL.fullmatch(label) for label in labels):
        raise _refused(text, "its host is not a name")
    return host


def _check_literal(text: str, host: str) -> None:
    """Check that an IP address is in its canonical form, which all programs parse alike. Raises AddressError."""
    try:
        has_zone = bool(getattr(ip_address(host), "scope_id", None))
    except ValueError as error:
        raise _refused(text, "its host is a number in an unusual spelling") from error
    if has_zone:
        raise _refused(text, "its host is a number of one network interface only")


def _refused(text: str, reason: str) -> AddressError:
    shown = text if len(text) <= MAX_ADDRESS_LENGTH else f"{text[:200]}…"
    return AddressError(f"{shown!r} is not fetched: {reason}. Give the https address that a browser shows.")
