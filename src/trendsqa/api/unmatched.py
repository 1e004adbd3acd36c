"""Addresses that belong to the API but that no route serves.

The chat is mounted on the same application behind the API and may catch everything; without this its own 404
would answer for ``/api/…``.
"""

from fastapi import FastAPI
from starlette.exceptions import HTTPException
from starlette.routing import BaseRoute, Match, Route
from starlette.types import Receive, Scope, Send

__all__ = ["Unmatched", "add_unmatched"]

OWNED_PATHS = (
    "/api",
    "/api/{rest:path}",
    "/healthz",
    "/readyz",
    "/metrics",
    "/openapi.json",
)

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")


class Unmatched:
    """ASGI endpoint: 405 with the methods that the address takes, or 404 where it takes none."""

    def __init__(self, routes: tuple[BaseRoute, ...]) -> None:
        self.routes = routes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse one request.

        Raises:
            HTTPException: Always; the status is 404 or 405.
        """
        del receive, send
        allowed = [method for method in METHODS if self._serves({**scope, "method": method})]
        if allowed:
            raise HTTPException(405, headers={"Allow": ", ".join(allowed)})
        raise HTTPException(404)

    def _serves(self, scope: Scope) -> bool:
        return any(route.matches(scope)[0] is Match.FULL for route in self.routes)


def add_unmatched(app: FastAPI) -> None:
    """Refuse what ``app`` does not serve under the API's addresses; call it after the API's last route."""
    endpoint = Unmatched(tuple(app.router.routes))
    # A plain Route without methods takes them all when its endpoint is an ASGI object.
    app.router.routes.extend(Route(path, endpoint, include_in_schema=False) for path in OWNED_PATHS)
