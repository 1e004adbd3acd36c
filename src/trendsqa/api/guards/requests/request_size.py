"""Bounds on the size of a request: its address, and its body by the declared length and again while reading."""

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from trendsqa.api.guards.refusal import Refusal, refuse
from trendsqa.api.guards.requests.request_framing import declared_length, framing_refusal
from trendsqa.api.problems import PLAIN

__all__ = ["RequestSize"]

KIB = 1024

MAX_PATH_BYTES = 4 * KIB
"""No address of ours comes near: a document's id is the longest part of one."""

MAX_QUERY_BYTES = 16 * KIB
"""1000 characters of four bytes each, percent-encoded, are 12 000 bytes; the filters need little more."""


class RequestSize:
    """ASGI middleware: bounds every request, of the API, the pages and whatever is mounted beside them.

    A body is counted as it passes and never held here.
    """

    def __init__(self, app: ASGIApp, body_kib: int) -> None:
        self.app = app
        self.max_body_bytes = body_kib * KIB

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve or refuse one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        if refusal := self._refusal(scope):
            await refuse(scope, receive, send, refusal=refusal)
            return
        passing = _Passing(scope, receive, send, self.max_body_bytes, self._too_large())
        try:
            await self.app(scope, passing.receive, passing.send)
        except Exception:
            # After a refusal the application is told that the client has gone, and most raise then.
            if not passing.refused:
                raise

    def _refusal(self, scope: Scope) -> Refusal | None:
        if len(scope["query_string"]) > MAX_QUERY_BYTES:
            return Refusal(414, PLAIN, f"The query string is longer than {MAX_QUERY_BYTES} bytes.")
        if len(scope.get("raw_path") or scope["path"]) > MAX_PATH_BYTES:
            return Refusal(414, PLAIN, f"The path is longer than {MAX_PATH_BYTES} bytes.")
        if refusal := framing_refusal(scope):
            return refusal
        return self._too_large() if declared_length(scope) > self.max_body_bytes else None

    def _too_large(self) -> Refusal:
        return Refusal(
            413,
            PLAIN,
            f"The body is larger than {self.max_body_bytes} bytes. Ask a shorter question or send less history.",
        )


class _Passing:
    """One request on its way: its body is counted, and once it is too large nothing more of it is handed on."""

    def __init__(self, scope: Scope, receive: Receive, send: Send, most: int, refusal: Refusal) -> None:
        self._scope, self._receive, self._send = scope, receive, send
        self._most, self._refusal = most, refusal
        self._read = 0
        self._begun = False
        self.refused = False

    async def receive(self) -> Message:
        """The next message, or that the client has gone once the body is too large.

        The refusal is sent here, past the application: one that catches every error would answer 500 instead.
        """
        if self.refused:
            return {"type": "http.disconnect"}
        message = await self._receive()
        self._read += len(message.get("body", b""))
        if self._read <= self._most:
            return message
        self.refused = True
        if not self._begun:
            await refuse(self._scope, self._receive, self._send, refusal=self._refusal)
        return {"type": "http.disconnect"}

    async def send(self, message: Message) -> None:
        """Pass on a part of the response, unless the request was refused meanwhile."""
        self._begun = True
        if not self.refused:
            await self._send(message)
