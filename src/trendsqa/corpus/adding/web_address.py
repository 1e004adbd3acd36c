"""Check of addresses that a maintainer gives for a document: pages show them as links, so nothing else gets in."""

import re
from urllib.parse import urlsplit

from trendsqa.errors import AddressError

__all__ = ["check_web_address", "names_other_scheme"]

MOST_CHARACTERS = 2000
_UNSEEN = re.compile(r"[\x00-\x20\x7f-\xa0\\]")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+)://")


def check_web_address(address: str) -> None:
    """Check that ``address`` is one of the web.

    Raises:
        AddressError: It is not, or holds a user name or what no address holds.
    """
    try:
        parts = urlsplit(address)
        host = parts.hostname
    except ValueError:
        parts, host = urlsplit(""), None
    plain = len(address) <= MOST_CHARACTERS and not _UNSEEN.search(address)
    if parts.scheme not in {"http", "https"} or not host or "@" in parts.netloc or not plain:
        raise AddressError(
            f"{address[:100]!r} is not the address of a web page. Give it as a browser shows it: it begins with "
            "https:// or http://, names a host, and holds no space, user name or password."
        )


def names_other_scheme(text: str) -> str:
    """The scheme with which ``text`` begins if it is an address, but not one of the web; else empty."""
    found = _SCHEME.match(text)
    return found[1] if found and found[1].lower() not in {"http", "https"} else ""
