"""Guard against DNS rebinding: only names that the operator knows reach the application."""

from collections.abc import Iterable

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from trendsqa.api.guards.host_names import host_name, is_loopback_name
from trendsqa.api.guards.refusal import Refusal, refuse
from trendsqa.api.problems import HOST_REFUSED

__all__ = ["HostGuard"]

# Listening on every address is not a name to answer to.
WILDCARD_ADDRESSES = frozenset({"0.0.0.0", "::", ""})  # noqa: S104 - compared with, not bound to

HOST_REFUSAL = Refusal(
    400,
    HOST_REFUSED,
    "The Host header does not name this server. Whoever runs it lets a name in with the setting "
    """TRENDSQA_SERVER__ALLOWED_HOSTS='["name"]'.""",
)


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
        await refuse(scope, receive, send, refusal=HOST_REFUSAL)

    def _is_known(self, given: list[str]) -> bool:
        if len(given) != 1:
            return False
        name = host_name(given[0])
        return is_loopback_name(name) or name in self.hosts


def _bare_name(host: str) -> str:
    """A host setting as a name to compare with; an IPv6 address may stand with or without brackets."""
    return host.lower() if host.count(":") > 1 and not host.startswith("[") else host_name(host)
