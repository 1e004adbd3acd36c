"""Guard against keys in addresses, which proxies, browsers and logs keep."""

from urllib.parse import parse_qsl, unquote_plus

from starlette.types import ASGIApp, Receive, Scope, Send

from trendsqa.access.key_text import holds_key
from trendsqa.api.guards.access.refusals import ADDRESSED_KEY
from trendsqa.api.guards.refusal import refuse
from trendsqa.served_path import path_below

__all__ = ["AddressedKeyGuard"]

_PARAMETERS = frozenset({"key", "api_key", "apikey", "x_api_key", "access_token", "token", "authorization"})


class AddressedKeyGuard:
    """ASGI middleware before all that may tell or log an address: refuses one that holds a key, without its words."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve or refuse one connection."""
        if scope["type"] not in {"http", "websocket"} or not _is_addressed(scope):
            await self.app(scope, receive, send)
            return
        # A problem names the path that was asked for.
        shown = "/api/" if path_below(scope).startswith("/api/") else "/"
        bare = {**scope, "path": shown, "raw_path": shown.encode(), "query_string": b"", "root_path": ""}
        await refuse(bare, receive, send, refusal=ADDRESSED_KEY)


def _is_addressed(scope: Scope) -> bool:
    query = scope["query_string"].decode("latin-1")
    # Decoded once more than the server does: a proxy may have encoded what was encoded already.
    if holds_key(unquote_plus(str(scope["path"]))) or holds_key(unquote_plus(unquote_plus(query))):
        return True
    names = (name.lower().replace("-", "_") for name, _ in parse_qsl(query, keep_blank_values=True))
    return not _PARAMETERS.isdisjoint(names)
