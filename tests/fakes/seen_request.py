"""An application that tells what it sees of a request, once it is behind the guard for proxies."""

from collections.abc import Sequence
from ipaddress import IPv4Network, IPv6Network

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from trendsqa.api.guards.caller import caller_of
from trendsqa.api.guards.proxies import ProxyGuard

__all__ = ["guarded_mirror"]

COMMON = {"accept", "accept-encoding", "connection", "host", "user-agent"}


def guarded_mirror(
    trusted: Sequence[IPv4Network | IPv6Network], *, path: str = "", identity_header: str = ""
) -> ASGIApp:
    """The mirror behind the guard."""
    return ProxyGuard(_mirror, path, trusted, identity_header)


async def _mirror(scope: Scope, receive: Receive, send: Send) -> None:
    request = Request(scope, receive)
    await request.body()
    body = {
        "url": str(request.url),
        "root": scope["root_path"],
        "path": scope["path"],
        "raw_path": scope["raw_path"].decode(),
        "caller": caller_of(scope).address,
        "headers": {name: value for name, value in request.headers.items() if name not in COMMON},
    }
    await JSONResponse(body)(scope, receive, send)
