"""The order of the guards around the application."""

from fastapi import FastAPI

from trendsqa.admin.session_cookie import UPLOAD_PATH
from trendsqa.admin.sessions import AdminSessions
from trendsqa.api.caching.cache_defaults import CacheDefaults
from trendsqa.api.guards.access.addressed_keys import AddressedKeyGuard
from trendsqa.api.guards.access.credentials import IdentityHeader
from trendsqa.api.guards.access.guard import AccessGuard, KeyCheck
from trendsqa.api.guards.access.mode import AccessMode, access_mode
from trendsqa.api.guards.compressing import Compression
from trendsqa.api.guards.hosts import HostGuard
from trendsqa.api.guards.origins import ApiCors, OriginGuard
from trendsqa.api.guards.proxies import ProxyGuard
from trendsqa.api.guards.rates import RateGuard
from trendsqa.api.guards.requests.request_ids import RequestIds
from trendsqa.api.guards.requests.request_size import RequestSize
from trendsqa.api.guards.security_headers import SecurityHeaders
from trendsqa.api.problems import ErrorBoundary
from trendsqa.settings import Settings

__all__ = ["add_guards"]


def add_guards(app: FastAPI, settings: Settings, keys: KeyCheck, sessions: AdminSessions | None = None) -> None:
    """Put the guards around ``app``; the last one added is the outermost, so read from the bottom up.

    ``sessions`` are those of maintainers; None where there is no page for them.
    """
    server, mode = settings.server, access_mode(settings)
    app.add_middleware(Compression)
    uploads = {UPLOAD_PATH: settings.reading.max_file_mib << 20} if sessions else {}
    app.add_middleware(RequestSize, body_kib=settings.limits.body_kib, uploads=uploads)
    app.add_middleware(ErrorBoundary)
    if mode is not AccessMode.OPEN:
        app.add_middleware(RateGuard, limits=settings.limits)
    identities = IdentityHeader(settings.access.identity_header, server.trusted_proxies)
    app.add_middleware(AccessGuard, mode=mode, keys=keys, identities=identities, sessions=sessions)
    # Around the refusals above, so that a page of an origin that is let in can read them.
    if server.cors_origins:
        app.add_middleware(ApiCors, origins=server.cors_origins)
    app.add_middleware(OriginGuard, origins=server.cors_origins)
    app.add_middleware(HostGuard, hosts=(server.host, *server.allowed_hosts))
    app.add_middleware(
        ProxyGuard,
        path=server.path,
        trusted=server.trusted_proxies,
        identity_header=settings.access.identity_header,
    )
    # Before every guard that names the path in its refusal.
    app.add_middleware(AddressedKeyGuard)
    app.add_middleware(SecurityHeaders)
    app.add_middleware(CacheDefaults)
    app.add_middleware(RequestIds, proxies=server.trusted_proxies)
