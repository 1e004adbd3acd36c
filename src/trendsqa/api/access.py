"""Who may ask what: host names, origins, sizes, rights to whole texts, and headers that bind browsers.

Plain ASGI middleware throughout: the chat is mounted in the same application, so streams and websockets pass
as they are, and nothing here buffers a response.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from fastapi import FastAPI
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.middleware.cors import CORSMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from trendsqa.api.client import comes_from_this_machine, host_name, is_loopback_name
from trendsqa.api.problems import (
    HOST_REFUSED,
    ORIGIN_REFUSED,
    ErrorBoundary,
    ProblemKind,
    problem_response,
)
from trendsqa.corpus.rights import Terms
from trendsqa.corpus.source import Form
from trendsqa.errors import RightsError
from trendsqa.index.texts.records import DocumentRecord
from trendsqa.settings import ServerSettings

__all__ = [
    "ApiCors",
    "BodyLimit",
    "HostGuard",
    "OriginGuard",
    "SecurityHeaders",
    "add_guards",
    "check_text_rights",
]

API_PREFIX = "/api/"

MAX_BODY_BYTES = 64 * 1024
"""Far above the longest question with its history, far below what costs memory."""

MAX_QUERY_BYTES = 16 * 1024
"""1000 characters of four bytes each, percent-encoded, are 12 000 bytes; the filters need little more."""

CONTENT_SECURITY_POLICY = (
    "default-src 'self'; base-uri 'self'; form-action 'self'; object-src 'none'; frame-ancestors 'none'"
)

SECURITY_HEADERS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "permissions-policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
}

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})

DEFAULT_PORTS = {"http": 80, "https": 443}

# Listening on every address is not a name to answer to.
WILDCARD_ADDRESSES = frozenset({"0.0.0.0", "::", ""})  # noqa: S104 - compared with, not bound to

UNCACHED_PATHS = ("/healthz", "/readyz", "/metrics")

WEBSOCKET_POLICY_VIOLATION = 1008
"""RFC 6455, section 7.4.1."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Refusal of a request by a guard."""

    status: int
    kind: ProblemKind
    detail: str


HOST_REFUSAL = Refusal(
    400,
    HOST_REFUSED,
    "The Host header does not name this server. Whoever runs it lets a name in with the setting "
    """TRENDSQA_SERVER__ALLOWED_HOSTS='["name"]'.""",
)

ORIGIN_REFUSAL = Refusal(
    403,
    ORIGIN_REFUSED,
    "The request comes from a page of another origin. Whoever runs the server lets an origin call the API "
    """with the setting TRENDSQA_SERVER__CORS_ORIGINS='["https://name"]'; a proxy must pass the Host on.""",
)


def add_guards(app: FastAPI, settings: ServerSettings) -> None:
    """Put the guards around ``app``; the last one added is the outermost, so read from the bottom up."""
    app.add_middleware(BodyLimit)
    app.add_middleware(ErrorBoundary)
    if settings.cors_origins:
        app.add_middleware(ApiCors, origins=settings.cors_origins)
    app.add_middleware(OriginGuard, origins=settings.cors_origins)
    app.add_middleware(HostGuard, hosts=(settings.host, *settings.allowed_hosts))
    app.add_middleware(SecurityHeaders)


def check_text_rights(document: DocumentRecord, scope: Scope) -> None:
    """Refuse the whole text of a document where its terms or the client's place forbid it.

    Raises:
        RightsError: The terms are ``link``, or ``quote`` and the client is not on this machine, or unknown.
    """
    if document.terms == Terms.FULL or document.form == Form.BRIEF:
        return  # A brief is the project's own text, whatever the terms of what it is about.
    if document.terms != Terms.QUOTE:
        raise RightsError(
            f"The text of {document.id!r} is not given out: its terms are {document.terms!r}, not "
            f"'full' or 'quote'. Read it at its publisher: {document.url or 'no public address is known'}"
        )
    if not comes_from_this_machine(scope):
        raise RightsError(
            f"The whole text of {document.id!r} is given out only on the machine that stores it: "
            "its terms are 'quote', which allow passages to be shown and the text to be stored for local "
            "use. Use /api/v1/search for its passages."
        )


class SecurityHeaders:
    """ASGI middleware: headers that every response carries, unless the response has set its own."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        path: str = scope["path"]
        uncached = path.startswith(API_PREFIX) or path in UNCACHED_PATHS

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.setdefault("content-security-policy", CONTENT_SECURITY_POLICY)
                for name, value in SECURITY_HEADERS.items():
                    headers.setdefault(name, value)
                if uncached:
                    headers.setdefault("cache-control", "no-store")
            await send(message)

        await self.app(scope, receive, send_with_headers)


class HostGuard:
    """ASGI middleware against DNS rebinding: only names that the operator knows reach the application.

    A hostile page can point a name of its own at this machine and then read the answers as its own origin;
    the ``Host`` header still carries that name.
    """

    def __init__(self, app: ASGIApp, hosts: Iterable[str]) -> None:
        self.app = app
        self.hosts = frozenset(name for host in hosts if (name := _bare_name(host)) not in WILDCARD_ADDRESSES)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve or refuse one connection."""
        if scope["type"] not in {"http", "websocket"} or self._is_known(Headers(scope=scope).getlist("host")):
            await self.app(scope, receive, send)
            return
        await _refuse(scope, receive, send, refusal=HOST_REFUSAL)

    def _is_known(self, given: list[str]) -> bool:
        if len(given) != 1:
            return False
        name = host_name(given[0])
        return is_loopback_name(name) or name in self.hosts


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
        await _refuse(scope, receive, send, refusal=ORIGIN_REFUSAL)

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
        return scope["path"].startswith(API_PREFIX) and _origin(given) in self.origins


class ApiCors:
    """ASGI middleware: Starlette's CORS, for the API's addresses only."""

    def __init__(self, app: ASGIApp, origins: Iterable[str]) -> None:
        self.app = app
        # Methods and headers are open: only the origin is decided on, and no credential is ever allowed.
        written = tuple(_as_browsers_write(origin) for origin in origins)
        self.cors = CORSMiddleware(app, allow_origins=written, allow_methods=("*",), allow_headers=("*",))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection."""
        is_api = scope["type"] == "http" and scope["path"].startswith(API_PREFIX)
        await (self.cors if is_api else self.app)(scope, receive, send)


class BodyLimit:
    """ASGI middleware: bounds what the API reads, by the declared length and again while reading."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve or refuse one request."""
        if scope["type"] != "http" or not scope["path"].startswith(API_PREFIX):
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


async def _refuse(scope: Scope, receive: Receive, send: Send, *, refusal: Refusal) -> None:
    if scope["type"] == "websocket":
        # Closing before accepting makes the server answer the handshake with 403.
        await send({"type": "websocket.close", "code": WEBSOCKET_POLICY_VIOLATION, "reason": ""})
        return
    response = problem_response(scope, refusal.status, refusal.detail, kind=refusal.kind)
    await response(scope, receive, send)


def _bare_name(host: str) -> str:
    """A host setting as a name to compare with; an IPv6 address may stand with or without brackets."""
    return host.lower() if host.count(":") > 1 and not host.startswith("[") else host_name(host)


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
