"""Texts of documents and people as any file format may hold them: no character that a format or a reader trips over."""

import re
from urllib.parse import quote

__all__ = ["as_address", "as_line", "as_text"]

_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""Characters that XML 1.0 (section 2.2) forbids or discourages; a file of Word with one of them does not open."""
_TURNS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Marks that turn the direction of writing: in a title they would turn the address that follows it."""
_IN_ADDRESSES = "!#$%&'()*+,/:;=?@[]~-._"
_WEB = ("https://", "http://")


def as_text(text: str) -> str:
    """``text`` with a replacement character (U+FFFD) for each character that no format may hold; lines stay."""
    return _NOT_IN_XML.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


def as_line(text: str) -> str:
    """``text`` in one line: white space and control characters are single spaces, nothing turns the direction."""
    return " ".join(_TURNS.sub("", _NOT_IN_XML.sub(" ", text)).split())


def as_address(url: str) -> str:
    """The web address ``url`` in ASCII, without white space, braces and quotation marks; empty if it is none."""
    return quote(url, safe=_IN_ADDRESSES) if url.lower().startswith(_WEB) else ""
