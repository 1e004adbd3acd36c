"""Errors as ``application/problem+json`` (RFC 9457): one shape for every error, never a traceback.

A message that an error of ours carries is written for a person and is shown; any other exception is logged
and shown as a plain 500 without its words. Queries and bodies are neither logged nor given back: questions
are private.
"""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import quote

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from trendsqa.access.access_scope import AccessScope
from trendsqa.api.guards.caller import caller_of
from trendsqa.api.guards.requests.request_ids import request_id_of
from trendsqa.api.problem_pages import page_of_problem
from trendsqa.errors import (
    IndexUnavailableError,
    InputError,
    ModelError,
    OverloadedError,
    RightsError,
    StorageError,
    UnknownItemError,
    WorkStoppedError,
)

__all__ = [
    "FEEDBACK_OFF",
    "HOST_REFUSED",
    "INVALID",
    "ORIGIN_REFUSED",
    "OVERLOADED",
    "PLAIN",
    "PROBLEM_TYPE",
    "RIGHTS",
    "STORAGE",
    "UNAVAILABLE",
    "UNKNOWN_ITEM",
    "WORK_STOPPED",
    "ErrorBoundary",
    "FieldError",
    "Problem",
    "ProblemKind",
    "add_problem_handlers",
    "problem_response",
]

logger = logging.getLogger(__name__)

PROBLEM_TYPE = "application/problem+json"

MAX_ERRORS_SHOWN = 20
"""A body of 64 KiB can hold thousands of unknown fields; the first few say what is wrong."""

MAX_FIELD_CHARACTERS = 100
"""Longest field name that is given back; an unknown field's name is the client's own text."""

MAX_PATH_CHARACTERS = 500


class FieldError(BaseModel):
    """What is wrong with one field."""

    field: str = Field(description="The field, by its path in the body or its name in the query, as `filters.kind`.")
    message: str = Field(description="What was expected.")


class Problem(BaseModel):
    """An error, in the form of RFC 9457."""

    type: str = Field(description="What kind of problem this is; `about:blank` where the status says all.")
    title: str = Field(description="The kind of problem in words, the same for every problem of its type.")
    status: int = Field(description="The HTTP status.", ge=400, le=599)
    detail: str = Field(description="What is wrong this time and what to do.")
    instance: str = Field(description="The path that was asked for, without its query.")
    request_id: str = Field(description="Name of the request, as in `X-Request-Id` and in the server's log.")
    errors: list[FieldError] | None = Field(None, description="For a request of the wrong form: the fields at fault.")


@dataclass(frozen=True, slots=True)
class ProblemKind:
    """A sort of problem; an empty ``title`` stands for the status's own phrase."""

    type: str
    title: str


PLAIN = ProblemKind("about:blank", "")
INVALID = ProblemKind("urn:trendsqa:problem:invalid-request", "The request does not have the expected form")
RIGHTS = ProblemKind("urn:trendsqa:problem:rights", "The terms of the source forbid this")
UNKNOWN_ITEM = ProblemKind("urn:trendsqa:problem:unknown-item", "The collection holds no such item")
UNAVAILABLE = ProblemKind("urn:trendsqa:problem:index-unavailable", "The collection cannot be opened")
HOST_REFUSED = ProblemKind("urn:trendsqa:problem:host-refused", "The server does not answer to this host name")
FEEDBACK_OFF = ProblemKind("urn:trendsqa:problem:feedback-off", "The server takes no feedback")
STORAGE = ProblemKind("urn:trendsqa:problem:storage-unavailable", "The server cannot store this")
ORIGIN_REFUSED = ProblemKind("urn:trendsqa:problem:origin-refused", "Pages of this origin may not do this")
OVERLOADED = ProblemKind("urn:trendsqa:problem:overloaded", "Too many questions wait")
WORK_STOPPED = ProblemKind("urn:trendsqa:problem:work-stopped", "The work was stopped before it was done")

_DETAILS = {
    404: "Nothing is served at this address. The API is described at {root}/docs.",
    405: "This address does not take this method; the Allow header names those it takes.",
}


def problem_response(
    scope: Scope,
    status: int,
    detail: str,
    *,
    kind: ProblemKind = PLAIN,
    errors: Sequence[FieldError] | None = None,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """The response that tells of one problem: a document for programs, a page for people."""
    if page := page_of_problem(scope, status, detail, headers or {}):
        return page
    problem = Problem(
        type=kind.type,
        title=kind.title or HTTPStatus(status).phrase,
        status=status,
        detail=detail,
        instance=quote(scope["path"][:MAX_PATH_CHARACTERS], errors="replace"),
        request_id=request_id_of(scope),
        errors=None if errors is None else list(errors),
    )
    content = problem.model_dump_json(exclude_none=True)
    return Response(content, status, headers=headers, media_type=PROBLEM_TYPE)


def add_problem_handlers(app: FastAPI) -> None:
    """Make every error that a route of ``app`` raises a problem response."""
    app.add_exception_handler(HTTPException, _on_http_exception)
    app.add_exception_handler(RequestValidationError, _on_invalid_request)
    app.add_exception_handler(RightsError, _on_rights)
    app.add_exception_handler(UnknownItemError, _on_unknown_item)
    app.add_exception_handler(InputError, _on_input)
    app.add_exception_handler(IndexUnavailableError, _on_unavailable)
    app.add_exception_handler(ModelError, _on_unavailable)
    app.add_exception_handler(StorageError, _on_storage)
    app.add_exception_handler(OverloadedError, _on_overloaded)
    app.add_exception_handler(WorkStoppedError, _on_stopped)


class ErrorBoundary:
    """ASGI middleware, the process edge: an exception that nothing else handled is logged and told as a 500.

    An exception after the response has begun is raised on, so that the server cuts the connection off and no
    client takes half a response for a whole one. Websockets pass untouched.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        begun = False

        async def watched_send(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self.app(scope, receive, watched_send)
        except Exception:
            if begun:
                raise
            path = quote(scope["path"][:MAX_PATH_CHARACTERS])
            logger.exception("%s %s failed, request %s", scope["method"], path, request_id_of(scope))
            detail = "The server failed to answer. Its log says why; trying again may help."
            await problem_response(scope, 500, detail)(scope, receive, send)


async def _on_http_exception(request: Request, error: Exception) -> Response:
    if not isinstance(error, HTTPException):
        raise TypeError(f"expected an HTTPException, not {type(error).__name__}") from error
    if error.status_code == HTTPStatus.NOT_MODIFIED:
        return Response(status_code=error.status_code, headers=error.headers)
    said_nothing = error.detail == HTTPStatus(error.status_code).phrase
    ours = _DETAILS.get(error.status_code, "") if said_nothing else ""
    detail = ours.format(root=request.scope.get("root_path", "")) or error.detail
    return problem_response(request.scope, error.status_code, detail, headers=error.headers)


async def _on_invalid_request(request: Request, error: Exception) -> Response:
    if not isinstance(error, RequestValidationError):
        raise TypeError(f"expected a RequestValidationError, not {type(error).__name__}") from error
    found = error.errors()
    errors = [
        FieldError(field=_field_of(item["loc"]), message=item["msg"].removeprefix("Value error, "))
        for item in found[:MAX_ERRORS_SHOWN]
    ]
    names = ", ".join(dict.fromkeys(item.field for item in errors))
    more = f" and {len(found) - len(errors)} more" if len(found) > len(errors) else ""
    detail = f"{len(found)} {'field is' if len(found) == 1 else 'fields are'} not as expected: {names}{more}."
    return problem_response(request.scope, 422, detail, kind=INVALID, errors=errors)


def _field_of(location: Sequence[str | int]) -> str:
    """``("body", "history", 0, "question")`` as ``history.0.question``; the whole body as ``body``."""
    inner = location[1:] or location
    name = ".".join(str(part) for part in inner)
    return name if len(name) <= MAX_FIELD_CHARACTERS else f"{name[:MAX_FIELD_CHARACTERS]}…"


async def _on_rights(request: Request, error: Exception) -> Response:
    return problem_response(request.scope, 403, str(error), kind=RIGHTS)


async def _on_unknown_item(request: Request, error: Exception) -> Response:
    return problem_response(request.scope, 404, str(error), kind=UNKNOWN_ITEM)


async def _on_input(request: Request, error: Exception) -> Response:
    return problem_response(request.scope, 422, str(error), kind=INVALID)


async def _on_unavailable(request: Request, error: Exception) -> Response:
    """The message names folders of this machine, so only who maintains it is told it."""
    logger.error("No index can be opened: %s", error)
    if AccessScope.ADMIN in caller_of(request.scope).scopes:
        detail = str(error)
    else:
        detail = "No index can be opened at present. Whoever runs the server finds out why with `trendsqa doctor`."
    return problem_response(request.scope, 503, detail, kind=UNAVAILABLE)


async def _on_storage(request: Request, error: Exception) -> Response:
    """The message names folders of this machine, so it goes to the log alone."""
    logger.error("Something cannot be stored: %s", error)
    detail = "The server cannot write to its disk at present. Its log says why; trying again later may help."
    return problem_response(request.scope, 503, detail, kind=STORAGE)


async def _on_overloaded(request: Request, error: Exception) -> Response:
    if not isinstance(error, OverloadedError):
        raise TypeError(f"expected an OverloadedError, not {type(error).__name__}") from error
    headers = {"Retry-After": str(error.retry_after_s)}
    return problem_response(request.scope, 503, str(error), kind=OVERLOADED, headers=headers)


async def _on_stopped(request: Request, error: Exception) -> Response:
    logger.error("Work was stopped: %s", error)
    return problem_response(request.scope, 503, str(error), kind=WORK_STOPPED)
