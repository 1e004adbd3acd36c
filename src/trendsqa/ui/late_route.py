"""A route to an application that takes seconds to make: it is made while the server already answers elsewhere.

Importing Gradio takes longer than everything else together; search and API need not wait for it. A request for the
application waits until it is made. If that fails, those that wait are told, and the next request tries again.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

from fastapi import FastAPI
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import BaseRoute, Match
from starlette.types import Receive, Scope, Send

from trendsqa.served_path import path_below

__all__ = ["LateRoute", "add_late_route"]

_LOG = logging.getLogger(__name__)

_FAILED = (
    "This part of the service could not be started; the server's log says why. Load this address again to try once "
    "more. The search page works: {root}/search"
)


class LateRoute(BaseRoute):
    """Hands every request at ``path`` or below it to the application that ``make`` gives, path unchanged."""

    def __init__(self, path: str, make: Callable[[], Starlette], *, when_asked: bool = False) -> None:
        """``when_asked`` leaves the making to the first request; else it begins with ``run``."""
        self._path = path
        self._make = make
        self._made: asyncio.Future[Starlette | None] | None = None
        self._wanted = asyncio.Event()
        self._ended = asyncio.Event()
        if not when_asked:
            self._wanted.set()

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Match of the route with this request."""
        if scope["type"] not in {"http", "websocket"}:
            return (Match.NONE, {})
        path = path_below(scope)
        mine = path == self._path or path.startswith(f"{self._path}/")
        return (Match.FULL, {"route": self}) if mine else (Match.NONE, {})

    @property
    def path(self) -> str:
        """The address that the route and everything below it answer at."""
        return self._path

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request, answered once the application is made."""
        if self._made is None:
            raise RuntimeError("a late route was asked before its server started")
        self._wanted.set()
        made = await asyncio.shield(self._made)
        app = made if made is not None else PlainTextResponse(_FAILED.format(root=scope.get("root_path", "")), 503)
        # A copy: what the application notes there is about its own routes, not about this one.
        await app({**scope}, receive, send)

    def url_path_for(self, name: str, /, **path_params: Any) -> Any:
        """No page is named here."""
        from starlette.routing import NoMatchFound

        raise NoMatchFound(name, path_params)

    async def run(self) -> None:
        """Make the application, keep its lifespan open until ``end``, then close it."""
        self._made = asyncio.get_running_loop().create_future()
        app = None
        while app is None:
            await self._wanted.wait()
            if self._ended.is_set():
                return
            app = await self._attempt()
        async with app.router.lifespan_context(app):
            self._made.set_result(app)
            await self._ended.wait()

    async def _attempt(self) -> Starlette | None:
        """The application; None if it cannot be made, which everybody who waits is told."""
        try:
            return await asyncio.to_thread(self._make)
        except Exception:  # noqa: BLE001 (the edge of a background task: the reason goes to the log)
            _LOG.exception("The application at %s could not be made", self._path)
        failed, self._made = self._made, asyncio.get_running_loop().create_future()
        if failed:
            failed.set_result(None)
        if not self._ended.is_set():
            self._wanted.clear()
        return None

    def end(self) -> None:
        """Let ``run`` come to its end."""
        self._ended.set()
        self._wanted.set()


def add_late_route(app: FastAPI, path: str, make: Callable[[], Starlette], *, when_asked: bool = False) -> None:
    """Have ``make``'s application answer at ``path`` of ``app``.

    It is made when ``app`` starts, or ``when_asked`` for the first time.
    """
    before = app.router.lifespan_context

    @asynccontextmanager
    async def lifespan(started: FastAPI) -> AsyncIterator[Any]:
        route = LateRoute(path, make, when_asked=when_asked)
        started.router.routes.append(route)
        async with before(started) as state:
            running = asyncio.create_task(route.run())
            yield state
            route.end()
            await running

    app.router.lifespan_context = lifespan
