"""Checks of the headers that say how long a request's body is and how it is packed.

A server and a proxy in front of it that read these headers differently can be played against each other, so what is
not plain is refused (RFC 9112, section 6.3). The server's own parser refuses much of it before.
"""

from http import HTTPStatus

from starlette.datastructures import Headers
from starlette.types import Scope

from trendsqa.api.guards.refusal import Refusal
from trendsqa.api.problems import PLAIN

__all__ = ["declared_length", "framing_refusal"]

MOST_DIGITS = 18
"""More digits than any length has; int() stays cheap whatever a stranger sends."""


def framing_refusal(scope: Scope) -> Refusal | None:
    """The refusal of a body that is not plainly framed; None if all is well."""
    headers = Headers(scope=scope)
    lengths, codings = headers.getlist("content-length"), headers.getlist("transfer-encoding")
    if lengths and not _is_one_length(lengths):
        return _refused(HTTPStatus.BAD_REQUEST, "Content-Length must be one whole number of bytes.")
    if codings and (lengths or [coding.strip().lower() for coding in codings] != ["chunked"]):
        return _refused(
            HTTPStatus.BAD_REQUEST, "Transfer-Encoding must be `chunked` and nothing else, without a Content-Length."
        )
    packed = headers.get("content-encoding", "").strip().lower()
    if packed not in {"", "identity"}:
        return _refused(
            HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
            f"A body must be sent as it is, not compressed; its Content-Encoding is {packed[:40]}.",
        )
    return None


def declared_length(scope: Scope) -> int:
    """The length that a request says its body has, in bytes; 0 if it says none. Ask ``framing_refusal`` before."""
    return int(Headers(scope=scope).get("content-length", "0"))


def _is_one_length(given: list[str]) -> bool:
    return len(given) == 1 and given[0].isascii() and given[0].isdigit() and len(given[0]) <= MOST_DIGITS


def _refused(status: int, detail: str) -> Refusal:
    return Refusal(status, PLAIN, detail)
