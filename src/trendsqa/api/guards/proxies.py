"""Guard for what proxies tell of a request: believed from trusted ones, taken away from everybody else.

Behind it ``scheme``, ``Host`` and ``root_path`` of a request are those that the client sees, and ``path`` begins with
``root_path``, so that every link, redirect and address is right without looking at a header. Only ``client`` stays the
peer, which may be a proxy: the client's own address is the caller's.
"""

import logging
from collections.abc import Sequence

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from trendsqa.access.addresses import Network, lies_in
from trendsqa.api.guards.caller import Caller, note_caller
from trendsqa.api.guards.forwarding import Forwarding, address_in, forwarding_of, is_forwarding
from trendsqa.api.guards.refusal import Refusal, refuse
from trendsqa.api.problems import PLAIN
from trendsqa.errors import InputError
from trendsqa.served_path import place_under

__all__ = ["ProxyGuard"]

logger = logging.getLogger(__name__)

_SOCKET_SCHEMES = {"http": "ws", "https": "wss"}


class ProxyGuard:
    """ASGI middleware: scheme, host, path and caller of a request as the client made it.

    ``path`` is the root of all addresses unless a trusted proxy names another. ``identity_header`` is left to what is
    behind only if a trusted proxy has sent it.
    """

    def __init__(
        self, app: ASGIApp, path: str = "", trusted: Sequence[Network] = (), identity_header: str = ""
    ) -> None:
        self.app = app
        self.path = path
        self.trusted = tuple(trusted)
        self.identity_header = identity_header.lower()
        self._has_warned = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve or refuse one connection; what is learned is written into ``scope`` itself."""
        if scope["type"] not in {"http", "websocket"}:
            await self.app(scope, receive, send)
            return
        try:
            self._resolve(scope)
        except InputError as error:
            place_under(scope, self.path)
            await refuse(scope, receive, send, refusal=Refusal(400, PLAIN, str(error)))
            return
        await self.app(scope, receive, send)

    def _resolve(self, scope: Scope) -> None:
        peer, headers = (scope.get("client") or ("", 0))[0], Headers(scope=scope)
        address = address_in(peer)
        is_trusted = lies_in(address, self.trusted)
        if any(map(is_forwarding, headers)):
            self._warn(peer, is_trusted=is_trusted)
        told = forwarding_of(headers, lambda proxy: lies_in(proxy, self.trusted)) if is_trusted else Forwarding()
        self._remove_headers(scope, is_trusted=is_trusted)
        self._apply(scope, told)
        note_caller(scope, Caller(told.address or (peer if address is None else str(address))))

    def _remove_headers(self, scope: Scope, *, is_trusted: bool) -> None:
        def stays(name: str) -> bool:
            if name == self.identity_header:
                return is_trusted
            return not is_forwarding(name)

        scope["headers"] = [item for item in scope["headers"] if stays(item[0].decode("latin-1").lower())]

    def _apply(self, scope: Scope, told: Forwarding) -> None:
        if told.scheme:
            scope["scheme"] = _SOCKET_SCHEMES[told.scheme] if scope["type"] == "websocket" else told.scheme
        if told.host:
            others = [item for item in scope["headers"] if item[0].lower() != b"host"]
            scope["headers"] = [(b"host", told.host.encode("ascii")), *others]
        place_under(scope, self.path if told.prefix is None else told.prefix)

    def _warn(self, peer: str, *, is_trusted: bool) -> None:
        """Say once that somebody sends such headers in vain: mostly a proxy that the settings do not name."""
        if is_trusted or self._has_warned:
            return
        self._has_warned = True
        logger.warning(
            "Headers such as X-Forwarded-For came from %s and are not believed. If a proxy of yours is there, name it: "
            """TRENDSQA_SERVER__TRUSTED_PROXIES='["%s"]'.""",
            peer,
            peer,
        )
