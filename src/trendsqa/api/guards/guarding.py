"""The order of the guards around the application."""

from fastapi import FastAPI

from trendsqa.api.guards.hosts import HostGuard
from trendsqa.api.guards.origins import ApiCors, OriginGuard
from trendsqa.api.guards.request_size import RequestSize
from trendsqa.api.guards.security_headers import SecurityHeaders
from trendsqa.api.problems import ErrorBoundary
from trendsqa.settings import Settings

__all__ = ["add_guards"]


def add_guards(app: FastAPI, settings: Settings) -> None:
    """Put the guards around ``app``; the last one added is the outermost, so read from the bottom up."""
    server = settings.server
    app.add_middleware(RequestSize, body_kib=settings.limits.body_kib)
    app.add_middleware(ErrorBoundary)
    if server.cors_origins:
        app.add_middleware(ApiCors, origins=server.cors_origins)
    app.add_middleware(OriginGuard, origins=server.cors_origins)
    app.add_middleware(HostGuard, hosts=(server.host, *server.allowed_hosts))
    app.add_middleware(SecurityHeaders)
