"""Bounds on the size of a request: its address, and its body by the declared length and again while reading."""

from collections.abc import Mapping

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from trendsqa.access.access_scope import AccessScope
from trendsqa.api.guards.caller import caller_of
from trendsqa.api.guards.refusal import Refusal, refuse
from trendsqa.api.guards.requests.request_framing import declared_length, framing_refusal
from trendsqa.api.problems import PLAIN
from trendsqa.exchanges.receive_time import allow_receive_time
from trendsqa.served_path import path_below

__all__ = ["RequestSize"]

KIB = 1024

MAX_PATH_BYTES = 4 * KIB
"""No address of ours comes near: a document's id is the longest part of one."""

MAX_QUERY_BYTES = 16 * KIB
"""1000 characters of four bytes each, percent-encoded, are 12 000 bytes; the filters need little more."""

UPLOAD_SHARE = 2
"""Times the largest file that an upload is let through: the page itself says that a file is too large, which it can
only do once the browser has sent all of it."""

UPLOAD_S = 900.0
"""Time that an upload may take: 50 MiB at half a megabit a second."""


class RequestSize:
    """ASGI middleware: bounds every request, of the API, the pages and whatever is mounted beside them.

    A body is counted as it passes and never held here.
    """

    def __init__(self, app: ASGIApp, body_kib: int, uploads: Mapping[str, int] | None = None) -> None:
        """``uploads`` are paths to which callers with the scope ``admin`` post files, with their most bytes."""
        self.app = app
        self.max_body_bytes = body_kib * KIB
        self.uploads = dict(uploads or {})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve or refuse one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        most_bytes = self._most_bytes(scope)
        if refusal := _refusal(scope, most_bytes):
            await refuse(scope, receive, send, refusal=refusal)
            return
        passing = _Passing(scope, receive, send, most_bytes, _too_large(most_bytes))
        try:
            await self.app(scope, passing.receive, passing.send)
        except Exception:
            # After a refusal the application is told that the client has gone, and most raise then.
            if not passing.refused:
                raise

    def _most_bytes(self, scope: Scope) -> int:
        """The bytes that the body may have; where a maintainer sends a file, it may also take longer to arrive."""
        most_of_file = self.uploads.get(path_below(scope), 0) if scope["method"] == "POST" else 0
        if not most_of_file or AccessScope.ADMIN not in caller_of(scope).scopes:
            return self.max_body_bytes
        allow_receive_time(scope, UPLOAD_S)
        return self.max_body_bytes + UPLOAD_SHARE * most_of_file


def _refusal(scope: Scope, most_bytes: int) -> Refusal | None:
    if len(scope["query_string"]) > MAX_QUERY_BYTES:
        return Refusal(414, PLAIN, f"The query string is longer than {MAX_QUERY_BYTES} bytes.")
    if len(scope.get("raw_path") or scope["path"]) > MAX_PATH_BYTES:
        return Refusal(414, PLAIN, f"The path is longer than {MAX_PATH_BYTES} bytes.")
    if refusal := framing_refusal(scope):
        return refusal
    return _too_large(most_bytes) if declared_length(scope) > most_bytes else None


def _too_large(most_bytes: int) -> Refusal:
    mend = "Ask a shorter question, send less history or a smaller file."
    return Refusal(413, PLAIN, f"The body is larger than {most_bytes} bytes. {mend}")


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
