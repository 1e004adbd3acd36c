"""Answers to what never becomes a request: written to the socket as they are, the connection ends with them."""

import json
from http import HTTPStatus

__all__ = ["HEAD_TOO_LONG", "INVALID", "NO_PLACE", "STOPPING", "TARGET_TOO_LONG", "TOO_SLOW"]

RETRY_AFTER_S = 2


def _answer(status: HTTPStatus, detail: str, *, retry: bool = False) -> bytes:
    """A whole response with a problem (RFC 9457); it has no ``instance``, as no address was read."""
    problem = {"type": "about:blank", "title": status.phrase, "status": int(status), "detail": detail}
    body = json.dumps(problem).encode()
    lines = [
        f"HTTP/1.1 {int(status)} {status.phrase}",
        "Content-Type: application/problem+json",
        f"Content-Length: {len(body)}",
        "Cache-Control: no-store",
        "X-Content-Type-Options: nosniff",
        *([f"Retry-After: {RETRY_AFTER_S}"] if retry else []),
        "Connection: close",
    ]
    return "\r\n".join([*lines, "", ""]).encode() + body


INVALID = _answer(HTTPStatus.BAD_REQUEST, "This is not an HTTP/1.1 request.")
TOO_SLOW = _answer(HTTPStatus.REQUEST_TIMEOUT, "The request did not come in time. Send it again, in one go.")
TARGET_TOO_LONG = _answer(HTTPStatus.REQUEST_URI_TOO_LONG, "The address is longer than this server reads. Shorten it.")
HEAD_TOO_LONG = _answer(
    HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, "The headers are longer than this server reads. Send fewer or shorter."
)
NO_PLACE = _answer(
    HTTPStatus.SERVICE_UNAVAILABLE, "All connections of this server are in use. Try again soon.", retry=True
)
STOPPING = _answer(HTTPStatus.SERVICE_UNAVAILABLE, "The server is stopping. Try again soon.", retry=True)
