"""Problems shown as pages to people: who a response is for, and who makes the page.

A browser that opens an address says that it wants HTML; a program that asks the API does not. The addresses of programs
always answer with a problem document.
"""

from collections.abc import Callable, Mapping

from fastapi import FastAPI
from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import Scope

from trendsqa.served_path import path_below

__all__ = ["ProblemPage", "page_of_problem", "show_problems_as_pages"]

ProblemPage = Callable[[Scope, int, str, Mapping[str, str]], Response]
"""Page for the problem of a scope, by its status, its detail and the headers that it must carry."""

_PROGRAMS = ("/api", "/mcp", "/metrics", "/healthz", "/readyz", "/openapi.json")
"""Beginnings of the addresses that programs ask for."""


def show_problems_as_pages(app: FastAPI, page: ProblemPage) -> None:
    """Have ``page`` made for every problem that a person meets on ``app``."""
    app.state.problem_page = page


def page_of_problem(scope: Scope, status: int, detail: str, headers: Mapping[str, str]) -> Response | None:
    """The page for a problem; None if a program asks, or if nobody makes pages here."""
    app = scope.get("app")
    page: ProblemPage | None = getattr(app.state, "problem_page", None) if isinstance(app, FastAPI) else None
    if page is None or path_below(scope).startswith(_PROGRAMS):
        return None
    if "text/html" not in Headers(scope=scope).get("accept", ""):
        return None
    return page(scope, status, detail, headers)
