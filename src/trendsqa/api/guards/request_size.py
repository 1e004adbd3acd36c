"""Bounds on the size of a request: its query string and its body."""

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from trendsqa.api.problems import problem_response
from trendsqa.served_path import path_below

__all__ = ["BodyLimit"]

API_PREFIX = "/api/"

MAX_BODY_BYTES = 64 * 1024
"""Far above the longest question with its history, far below what costs memory."""

MAX_QUERY_BYTES = 16 * 1024
"""1000 characters of four bytes each, percent-encoded, are 12 000 bytes; the filters need little more."""


class BodyLimit:
    """ASGI middleware: bounds what the API reads, by the declared length and again while reading."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve or refuse one request."""
        if scope["type"] != "http" or not path_below(scope).startswith(API_PREFIX):
            await self.app(scope, receive, send)
            return
        if len(scope["query_string"]) > MAX_QUERY_BYTES:
            detail = f"The query string is longer than {MAX_QUERY_BYTES} bytes."
            await problem_response(scope, 414, detail)(scope, receive, send)
            return
        declared = Headers(scope=scope).get("content-length", "")
        if declared.isdecimal() and (len(declared) > len(str(MAX_BODY_BYTES)) or int(declared) > MAX_BODY_BYTES):
            await problem_response(scope, 413, _too_large())(scope, receive, send)
            return
        await self.app(scope, _bounded(receive), send)


def _bounded(receive: Receive) -> Receive:
    read = 0

    async def receive_bounded() -> Message:
        nonlocal read
        message = await receive()
        read += len(message.get("body", b""))
        if read > MAX_BODY_BYTES:
            raise HTTPException(413, _too_large())
        return message

    return receive_bounded


def _too_large() -> str:
    return f"The body is larger than {MAX_BODY_BYTES} bytes. Ask a shorter question or send less history."
