"""Compression of responses: Starlette's gzip around the API, the pages and the chat."""

from starlette.datastructures import MutableHeaders
from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["Compression"]

LEAST_BYTES = 1024
"""A smaller body fits into one packet, compressed or not."""

LEVEL = 5
"""Of 9: beyond it a page takes twice the time for one or two per cent less."""


class Compression:
    """ASGI middleware: compresses what is large enough, for a client that takes it.

    Event streams and what is compressed already pass untouched (Starlette leaves both alone). An ETag belongs to the
    bytes of one form; compressed, it is weak, as RFC 9110, section 8.8.1, has it.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.gzip = GZipMiddleware(app, minimum_size=LEAST_BYTES, compresslevel=LEVEL)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection."""

        async def send_weakened(message: Message) -> None:
            if message["type"] == "http.response.start":
                _weaken(MutableHeaders(scope=message))
            await send(message)

        await self.gzip(scope, receive, send_weakened if scope["type"] == "http" else send)


def _weaken(headers: MutableHeaders) -> None:
    tag = headers.get("etag", "")
    if tag.startswith('"') and "content-encoding" in headers:
        headers["etag"] = f"W/{tag}"
    # What a client asks about again comes in both forms, whichever it holds: a 304 says so too.
    if tag and "accept-encoding" not in headers.get("vary", "").lower():
        headers.add_vary_header("Accept-Encoding")
