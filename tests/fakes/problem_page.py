"""The simplest page that tells a person of a problem, in place of the site's."""

from collections.abc import Mapping
from html import escape

from starlette.responses import HTMLResponse
from starlette.types import Scope

PEOPLE = {"Accept": "text/html,application/xhtml+xml;q=0.9"}
"""Headers of a browser that opens an address."""


def plain_page(scope: Scope, status: int, detail: str, headers: Mapping[str, str]) -> HTMLResponse:
    """The page of one problem."""
    return HTMLResponse(f"<h1>{status}</h1><p>{escape(detail)}</p>", status, {**headers, "Cache-Control": "no-store"})
