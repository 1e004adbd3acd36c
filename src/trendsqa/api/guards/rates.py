"""Guard on how often one caller may ask: token buckets for keys, people and addresses."""

from math import ceil
from urllib.parse import parse_qs

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from trendsqa.access.token_buckets import Taken, TokenBuckets, address_block
from trendsqa.api.guards.access.refusals import TOO_MANY_REQUESTS, waiting
from trendsqa.api.guards.caller import Caller, caller_of
from trendsqa.api.guards.refusal import Refusal, refuse
from trendsqa.served_path import path_below
from trendsqa.settings import LimitSettings

__all__ = ["RATE_HEADERS", "RateGuard"]

RATE_HEADERS = ("RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset")
"""The fields of draft-ietf-httpapi-ratelimit-headers up to version 07. Later versions have one field of another form,
which few clients read yet."""

_SECONDS_PER_MINUTE = 60
_BURST_SHARE = 6
_LEAST_BURST = 20

_LIMITED_FOLDERS = ("/api/", "/mcp/", "/feedback/")
_LIMITED = frozenset({"/mcp", "/feedback", "/chat/gradio_api/queue/join"})
_LIMITED_PAGES = {
    "/search": "q",
    "/embed": "q",
    "/compare": "q",
    "/answer": "q",
    "/pack": "q",
    "/read": "section",
    "/page-picture": "section",
}
"""Pages, each with the parameter that makes it work."""

TOO_OFTEN = Refusal(
    429,
    TOO_MANY_REQUESTS,
    "This caller has made more requests than one may make in a minute. Wait as long as Retry-After says.",
)


class RateGuard:
    """ASGI middleware behind the one that notes the caller: bounds the requests that cost work."""

    def __init__(self, app: ASGIApp, *, limits: LimitSettings) -> None:
        self.app = app
        self.of_address = _buckets(limits.per_minute)
        self.of_key = _buckets(limits.per_minute_of_key)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve or refuse one request."""
        caller = caller_of(scope)
        buckets = self.of_key if caller.by_key else self.of_address
        if buckets is None or scope["type"] != "http" or not _is_limited(scope):
            await self.app(scope, receive, send)
            return
        taken = buckets.take(_counted_as(caller))
        told = _told(taken, buckets.capacity)

        async def send_telling(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(told)
            await send(message)

        if taken.granted:
            await self.app(scope, receive, send_telling)
            return
        await refuse(scope, receive, send_telling, refusal=waiting(TOO_OFTEN, ceil(taken.next_s)))


def _buckets(per_minute: int) -> TokenBuckets | None:
    """Buckets for ``per_minute`` requests; None for no limit."""
    if not per_minute:
        return None
    return TokenBuckets(max(_LEAST_BURST, per_minute // _BURST_SHARE), per_minute / _SECONDS_PER_MINUTE)


def _counted_as(caller: Caller) -> tuple[str, str]:
    """Name of the caller's bucket; a person is counted by name, since a proxy may have one address for all."""
    return ("name", caller.name) if caller.name else ("address", address_block(caller.address))


def _is_limited(scope: Scope) -> bool:
    path = path_below(scope)
    if path in _LIMITED or path.startswith(_LIMITED_FOLDERS):
        return True
    parameter = _LIMITED_PAGES.get(path)
    return parameter is not None and parameter in parse_qs(scope["query_string"].decode("latin-1"))


def _told(taken: Taken, capacity: int) -> dict[str, str]:
    return dict(zip(RATE_HEADERS, (str(capacity), str(taken.left), str(ceil(taken.full_s))), strict=True))
