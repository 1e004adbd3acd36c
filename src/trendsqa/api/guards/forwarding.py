"""The headers by which a proxy tells of the request that it passes on; nothing is believed here."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from starlette.datastructures import Headers

from trendsqa.access.addresses import IpAddress, read_address
from trendsqa.errors import InputError
from trendsqa.served_path import MOST_PATH_CHARACTERS, PATH_PATTERN

__all__ = ["Forwarding", "address_in", "forwarding_of", "is_forwarding"]

FORWARDING_HEADERS = frozenset(
    {"forwarded", "via", "x-real-ip", "x-client-ip", "true-client-ip", "cf-connecting-ip", "x-gradio-server"}
)
"""Headers by which proxies say that they pass a request on: RFC 7239, RFC 9110, customary ones, and Gradio's own."""

FORWARDING_PREFIX = "x-forwarded-"

SCHEMES = {"http": "http", "https": "https", "ws": "http", "wss": "https"}
"""Some proxies name the scheme of a websocket."""

_HOST = re.compile(r"(?:[A-Za-z0-9][A-Za-z0-9._-]*|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?")
_MOST_HOST_CHARACTERS = 260
_PATH = re.compile(PATH_PATTERN)


@dataclass(frozen=True, slots=True)
class Forwarding:
    """The request as the client made it, as far as the proxy tells: empty or None if it says nothing.

    ``prefix`` is empty for the top of the host. ``address`` is that of the last client that is no trusted proxy.
    """

    address: str = ""
    scheme: str = ""
    host: str = ""
    prefix: str | None = None


def is_forwarding(name: str) -> bool:
    """True if ``name``, in lower case, is a header that tells of a request that was passed on."""
    return name in FORWARDING_HEADERS or name.startswith(FORWARDING_PREFIX)


def address_in(text: str) -> IpAddress | None:
    """The address in ``text``, which may have a port; None if there is none. IPv4 within IPv6 is given as IPv4."""
    bare = text.strip()
    if bare.startswith("["):
        bare = bare[1:].partition("]")[0]
    elif bare.count(":") == 1:
        bare = bare.partition(":")[0]
    return read_address(bare)


def forwarding_of(headers: Headers, trusts: Callable[[IpAddress], bool]) -> Forwarding:
    """All that ``headers`` of a trusted proxy tell; ``trusts`` says which addresses are proxies that are trusted too.

    Raises:
        InputError: A value is not of its form, or given twice; the message names the header and not the value.
    """
    return Forwarding(
        address=_client_of(",".join(headers.getlist("x-forwarded-for")), trusts),
        scheme=_scheme(_only(headers, "X-Forwarded-Proto")),
        host=_host(_only(headers, "X-Forwarded-Host")),
        prefix=_prefix(_only(headers, "X-Forwarded-Prefix")),
    )


def _client_of(chain: str, trusts: Callable[[IpAddress], bool]) -> str:
    """The rightmost address of ``chain`` that is no trusted proxy: what stands left of it the client has written."""
    nearest = ""
    for entry in reversed(chain.split(",")):
        address = address_in(entry)
        if address is None:
            break
        nearest = str(address)
        if not trusts(address):
            break
    return nearest


def _only(headers: Headers, name: str) -> str:
    given = headers.getlist(name)
    if len(given) > 1:
        raise _refusal(name, f"{len(given)} times", "once")
    return given[0].strip() if given else ""


def _scheme(given: str) -> str:
    if given and given.lower() not in SCHEMES:
        raise _refusal("X-Forwarded-Proto", "with another value", "as http or https")
    return SCHEMES.get(given.lower(), "")


def _host(given: str) -> str:
    if given and not (len(given) <= _MOST_HOST_CHARACTERS and _HOST.fullmatch(given)):
        raise _refusal("X-Forwarded-Host", "with another value", "as one host name, with its port if it has one")
    return given


def _prefix(given: str) -> str | None:
    if not given:
        return None
    bare = given.removesuffix("/")
    if not (len(bare) <= MOST_PATH_CHARACTERS and _PATH.fullmatch(bare)):
        raise _refusal("X-Forwarded-Prefix", "with another value", "as a plain path such as /trends")
    return bare


def _refusal(name: str, found: str, expected: str) -> InputError:
    return InputError(
        f"The proxy in front of this server gives the header {name} {found}; it is expected {expected}. Whoever runs "
        "the proxy lets it set this header itself and drop what its clients send."
    )
