"""Log of requests: one event for each, without what was asked."""

import logging

from starlette.types import Scope

__all__ = ["log_request"]

_LOG = logging.getLogger(__name__)

METHODS = frozenset({"DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"})


def log_request(scope: Scope, route: str, status: int, seconds: float) -> None:
    """Log a response at the level info: method, route template, status, time until it began, and the request's id."""
    if not _LOG.isEnabledFor(logging.INFO):
        return
    # A method is the client's own word, of any length.
    method = scope["method"] if scope["method"] in METHODS else "other"
    facts = {
        "method": method,
        "route": route,
        "status": status,
        "ms": round(seconds * 1000, 1),
        "request_id": scope.get("trendsqa.request_id"),
    }
    _LOG.info("%s %s %d in %.1f ms", method, route, status, seconds * 1000, extra=facts)
