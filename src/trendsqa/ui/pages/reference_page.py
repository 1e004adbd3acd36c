"""The API's description as a page for people, open to everybody and made without an index."""

from collections.abc import Callable, Mapping
from threading import Lock
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, Response

from trendsqa.ui.frame.page_frame import PageFrame, language_of, root_of
from trendsqa.ui.reference.reference_view import view_reference

__all__ = ["ReferencePage"]

_PATH = "/docs"
_MOST_KEPT = 16
"""Pages kept: one for each language and path under which the server is reached."""


class ReferencePage:
    """The page at ``/docs``. Safe to share between threads."""

    def __init__(self, frame: PageFrame, describe: Callable[[], Mapping[str, Any]]) -> None:
        """``describe`` gives the OpenAPI document of the API."""
        self._frame = frame
        self._describe = describe
        self._lock = Lock()
        self._kept: dict[tuple[str, str], HTMLResponse] = {}

    def router(self) -> APIRouter:
        """Its route; unlike other pages it shows nothing that is held here."""
        router = APIRouter()
        router.add_api_route(
            _PATH, self.reference, methods=["GET", "HEAD"], include_in_schema=False, response_model=None
        )
        return router

    def reference(self, request: Request) -> Response:
        """The page; made once for each language and path, unless the address has a query."""
        if request.url.query:
            return self._made(request)
        key = (root_of(request.scope), language_of(request.scope, self._frame.settings.language).value)
        with self._lock:
            if key not in self._kept:
                if len(self._kept) >= _MOST_KEPT:
                    self._kept.clear()
                self._kept[key] = self._made(request)
            made = self._kept[key]
        # A copy of its own: what serves a response adds to its headers.
        return HTMLResponse(made.body, headers=dict(made.headers))

    def _made(self, request: Request) -> HTMLResponse:
        reference = view_reference(self._describe(), root_of(request.scope))
        return self._frame.page(request, "reference.html", reference=reference)
