"""The guard that finds out who asks, and lets in who may.

A key that is presented is always checked, also where none is needed: who sends one wants to know that it works. The
cookie of a maintainer's session counts for the maintainer's pages alone.
"""

from functools import partial
from math import ceil

import anyio
import anyio.to_thread
from starlette.datastructures import Headers
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from trendsqa.access.access_key import AccessKey
from trendsqa.access.access_scope import AccessScope
from trendsqa.access.key_ring import KeyRing
from trendsqa.access.key_text import KeyText
from trendsqa.access.token_buckets import TokenBuckets, address_block
from trendsqa.admin.session_cookie import ADMIN_PATH, admin_cookie
from trendsqa.admin.sessions import AdminSession, AdminSessions
from trendsqa.api.guards.access.credentials import IdentityHeader, is_overdone, presented_key, take_keys_away
from trendsqa.api.guards.access.mode import AccessMode
from trendsqa.api.guards.access.needs import needed_scope
from trendsqa.api.guards.access.refusals import (
    KEY_REFUSED,
    MANY_ATTEMPTS,
    SEVERAL_CREDENTIALS,
    lacking,
    waiting,
)
from trendsqa.api.guards.caller import Caller, client_address, note_caller
from trendsqa.api.guards.refusal import Refusal, refuse
from trendsqa.served_path import path_below

__all__ = ["AccessGuard", "KeyCheck"]

_EVERYBODY = frozenset({AccessScope.READ, AccessScope.FEEDBACK})
_FAILURES_AT_ONCE = 10
_FAILURES_PER_MINUTE = 10
_CHECKS_AT_ONCE = 1
"""One at a time, so that strangers with many addresses take one processor at most, and 19 MiB."""


class KeyCheck:
    """Check of presented keys, with bounds on what wrong ones may cost; for one event loop."""

    def __init__(self, ring: KeyRing) -> None:
        self._ring = ring
        self._failures = TokenBuckets(_FAILURES_AT_ONCE, _FAILURES_PER_MINUTE / 60)
        self._checks = anyio.CapacityLimiter(_CHECKS_AT_ONCE)

    async def check(self, text: str, address: str) -> AccessKey | Refusal:
        """The key that ``text`` is, or why the request is refused."""
        key = KeyText.read(text)
        if key and (found := self._ring.remembered(key)):
            return found
        place = address_block(address)
        # Taken before the work and given back after it, so that many at once count as well.
        taken = self._failures.take(place)
        if not taken.granted:
            return waiting(MANY_ATTEMPTS, ceil(taken.next_s))
        if key is None:
            return KEY_REFUSED
        verified = await anyio.to_thread.run_sync(partial(self._ring.verified, key), limiter=self._checks)
        if verified is None:
            return KEY_REFUSED
        self._failures.give_back(place)
        return verified


class AccessGuard:
    """ASGI middleware: notes the caller of each request, and refuses one who may not make it."""

    def __init__(
        self,
        app: ASGIApp,
        *,
        mode: AccessMode,
        keys: KeyCheck,
        identities: IdentityHeader,
        sessions: AdminSessions | None = None,
    ) -> None:
        """``sessions`` are those of maintainers; None where there is no page for them."""
        self.app = app
        self.mode = mode
        self.keys = keys
        self.identities = identities
        self.sessions = sessions

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve or refuse one connection."""
        if scope["type"] not in {"http", "websocket"}:
            await self.app(scope, receive, send)
            return
        found = await self._admitted(scope)
        if isinstance(found, Refusal):
            if self._leads_to_sign_in(scope):
                where = f"{scope.get('root_path', '')}{ADMIN_PATH}/sign-in{'?ended=1' if admin_cookie(scope) else ''}"
                await RedirectResponse(where, 303)(scope, receive, send)
                return
            await refuse(scope, receive, send, refusal=found)
            return
        note_caller(scope, found)
        await self.app(scope, receive, send)

    async def _admitted(self, scope: Scope) -> Caller | Refusal:
        """The caller, if it may make the request, else why not; what it must not pass on is taken away."""
        self.identities.clean(scope)
        caller = await self._caller(scope)
        if isinstance(caller, Refusal):
            return caller
        take_keys_away(scope)
        return self._refusal(scope, caller) or caller

    async def _caller(self, scope: Scope) -> Caller | Refusal:
        """The caller, or why nobody can be made out."""
        headers = Headers(scope=scope)
        name = self.identities.identity(scope)
        if name is None or is_overdone(headers):
            return SEVERAL_CREDENTIALS
        address = client_address(scope)
        everybody = _EVERYBODY if name or self.mode is not AccessMode.CLOSED else frozenset()
        text = presented_key(headers)
        if text is None and (session := self._session(scope)):
            return Caller(address, session.key.name, by_key=True, scopes=session.key.scopes | everybody)
        if text is None:
            return Caller(address, name, scopes=everybody)
        key = await self.keys.check(text, address)
        if isinstance(key, Refusal):
            return key
        return Caller(address, key.name, by_key=True, scopes=key.scopes | everybody)

    def _session(self, scope: Scope) -> AdminSession | None:
        """The maintainer's session that a request for one of the maintainer's pages belongs to."""
        if self.sessions is None or not _is_of_admin(scope):
            return None
        return self.sessions.find(admin_cookie(scope))

    def _leads_to_sign_in(self, scope: Scope) -> bool:
        """True if a browser asked for a page of maintainers, without a key, and who sits there may yet sign in."""
        headers = Headers(scope=scope)
        is_page = self.sessions is not None and scope["type"] == "http" and _is_of_admin(scope)
        return is_page and presented_key(headers) is None and "text/html" in headers.get("accept", "")

    def _refusal(self, scope: Scope, caller: Caller) -> Refusal | None:
        """Why ``caller`` may not make this request; None if it may."""
        method = str(scope.get("method", "GET"))
        if method == "OPTIONS" and "access-control-request-method" in Headers(scope=scope):
            return None  # A browser asks before it sends the key, and never with it.
        needed = needed_scope(path_below(scope), method, self.mode, has_sign_in=self.sessions is not None)
        if needed is None or needed in caller.scopes:
            return None
        return lacking(needed, known=bool(caller.name))


def _is_of_admin(scope: Scope) -> bool:
    path = path_below(scope)
    return path == ADMIN_PATH or path.startswith(f"{ADMIN_PATH}/")
