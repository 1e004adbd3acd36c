"""Guards for pages of other origins: who may make a browser post here, and whose scripts may read the API."""

from collections.abc import Iterable
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.middleware.cors import CORSMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send

from trendsqa.api.guards.rates import RATE_HEADERS
from trendsqa.api.guards.refusal import Refusal, refuse
from trendsqa.api.problems import ORIGIN_REFUSED
from trendsqa.served_path import path_below

__all__ = ["ApiCors", "OriginGuard"]

API_PREFIX = "/api/"

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})

DEFAULT_PORTS = {"http": 80, "https": 443}

ORIGIN_REFUSAL = Refusal(
    403,
    ORIGIN_REFUSED,
    "The request comes from a page of another origin. Whoever runs the server lets an origin call the API "
    """with the setting TRENDSQA_SERVER__CORS_ORIGINS='["https://name"]'; a proxy must pass the Host on.""",
)


class OriginGuard:
    """ASGI middleware: a page of another site may not make a browser post here.

    A browser sends such a request even where it may not read the response. Reading is kept to the same origin
    by the browser itself, so GET and HEAD pass. A CORS preflight of an origin that is not let in is refused
    here, too.
    """

    def __init__(self, app: ASGIApp, origins: Iterable[str]) -> None:
        self.app = app
        self.origins = frozenset(_origin(origin) for origin in origins)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve or refuse one connection."""
        if scope["type"] not in {"http", "websocket"} or self._may_pass(scope, Headers(scope=scope)):
            await self.app(scope, receive, send)
            return
        await refuse(scope, receive, send, refusal=ORIGIN_REFUSAL)

    def _may_pass(self, scope: Scope, headers: Headers) -> bool:
        given = headers.get("origin")
        if given is None:
            return True
        method: str = scope.get("method", "GET")
        preflight = method == "OPTIONS" and "access-control-request-method" in headers
        # A websocket handshake is a GET that no browser keeps to the same origin.
        if scope["type"] == "http" and method in SAFE_METHODS and not preflight:
            return True
        if _is_same_host(given, headers.get("host", "")):
            return True
        return path_below(scope).startswith(API_PREFIX) and _origin(given) in self.origins


class ApiCors:
    """ASGI middleware: Starlette's CORS, for the API's addresses only."""

    def __init__(self, app: ASGIApp, origins: Iterable[str]) -> None:
        self.app = app
        # Methods and headers are open: only the origin is decided on. Browsers may send a key that a page gives them,
        # and never cookies of their own.
        written = tuple(_as_browsers_write(origin) for origin in origins)
        self.cors = CORSMiddleware(
            app,
            allow_origins=written,
            allow_methods=("*",),
            allow_headers=("*",),
            expose_headers=("Retry-After", *RATE_HEADERS),
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection."""
        is_api = scope["type"] == "http" and path_below(scope).startswith(API_PREFIX)
        await (self.cors if is_api else self.app)(scope, receive, send)


def _origin(text: str) -> tuple[str, str, int | None]:
    """Scheme, host and port of an origin, with the scheme's own port where none is written."""
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        return ("", text, None)
    return (parts.scheme, parts.hostname or "", DEFAULT_PORTS.get(parts.scheme) if port is None else port)


def _as_browsers_write(origin: str) -> str:
    """An origin from the settings, in lower case and without its scheme's own port."""
    scheme, _, place = origin.lower().partition("://")
    return f"{scheme}://{place.removesuffix(f':{DEFAULT_PORTS[scheme]}')}"


def _is_same_host(origin: str, host: str) -> bool:
    """True if ``origin`` is this server under the name it was called by; TLS may end at a proxy in front."""
    scheme, _, _ = given = _origin(origin)
    return scheme in DEFAULT_PORTS and given == _origin(f"{scheme}://{host}")
