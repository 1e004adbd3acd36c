"""The order of the guards around the application."""

from fastapi import FastAPI

from trendsqa.api.caching.cache_defaults import CacheDefaults
from trendsqa.api.guards.compressing import Compression
from trendsqa.api.guards.hosts import HostGuard
from trendsqa.api.guards.origins import ApiCors, OriginGuard
from trendsqa.api.guards.request_ids import RequestIds
from trendsqa.api.guards.request_size import BodyLimit
from trendsqa.api.guards.security_headers import SecurityHeaders
from trendsqa.api.problems import ErrorBoundary
from trendsqa.settings import Settings

__all__ = ["add_guards"]


def add_guards(app: FastAPI, settings: Settings) -> None:
    """Put the guards around ``app``; the last one added is the outermost, so read from the bottom up."""
    server = settings.server
    app.add_middleware(Compression)
    app.add_middleware(BodyLimit)
    app.add_middleware(ErrorBoundary)
    if server.cors_origins:
        app.add_middleware(ApiCors, origins=server.cors_origins)
    app.add_middleware(OriginGuard, origins=server.cors_origins)
    app.add_middleware(HostGuard, hosts=(server.host, *server.allowed_hosts))
    app.add_middleware(SecurityHeaders)
    app.add_middleware(CacheDefaults)
    app.add_middleware(RequestIds, proxies=server.trusted_proxies)
