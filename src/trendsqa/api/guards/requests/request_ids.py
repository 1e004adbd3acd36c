"""Request ids: one name for a request in its response, in its problem and in the log."""

import re
from collections.abc import Sequence
from uuid import uuid4

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from trendsqa.access.addresses import Network, lies_in, read_address

__all__ = ["REQUEST_ID_HEADER", "RequestIds", "request_id_of"]

REQUEST_ID_HEADER = "X-Request-Id"

_KEY = "trendsqa.request_id"

_ACCEPTED = re.compile(r"[A-Za-z0-9._-]{1,64}")
"""Ids that may be taken from a proxy: nothing in them breaks a line of a log or a header."""


class RequestIds:
    """ASGI middleware: each request has an id, which its response carries.

    A proxy that is trusted may bring the id under which it logs the request itself.
    """

    def __init__(self, app: ASGIApp, proxies: Sequence[Network]) -> None:
        self.app = app
        self.proxies = tuple(proxies)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection."""
        if scope["type"] not in {"http", "websocket"}:
            await self.app(scope, receive, send)
            return
        request_id = scope[_KEY] = self._brought(scope) or uuid4().hex

        async def send_with_id(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message)[REQUEST_ID_HEADER] = request_id
            await send(message)

        await self.app(scope, receive, send_with_id)

    def _brought(self, scope: Scope) -> str:
        """The id that a trusted proxy brings; empty if none does."""
        given = Headers(scope=scope).getlist(REQUEST_ID_HEADER)
        if len(given) != 1 or not _ACCEPTED.fullmatch(given[0]) or not self._is_trusted(scope.get("client")):
            return ""
        return given[0]

    def _is_trusted(self, peer: tuple[str, int] | None) -> bool:
        return lies_in(read_address(peer[0] if peer else ""), self.proxies)


def request_id_of(scope: Scope) -> str:
    """The id of a request; empty if it did not pass the guards."""
    request_id: str = scope.get(_KEY, "")
    return request_id
