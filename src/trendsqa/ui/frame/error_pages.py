"""Errors as pages for people: what is wrong and where to go, never a traceback and never a folder of the server.

Programs get the same as a problem document (RFC 9457), which ``api/problems.py`` makes.
"""

import logging
from collections.abc import Mapping
from http import HTTPStatus

from fastapi import Request
from starlette.responses import Response
from starlette.types import Scope

from trendsqa.errors import (
    IndexUnavailableError,
    InputError,
    OverloadedError,
    RightsError,
    StorageError,
    TrendsqaError,
    UnknownItemError,
    WorkStoppedError,
)
from trendsqa.served_path import path_below
from trendsqa.translatable import translatable
from trendsqa.ui.frame.page_frame import PageFrame

__all__ = ["ErrorPages"]

_LOG = logging.getLogger(__name__)


_FAILED = translatable("Something went wrong")
_TITLES = {
    HTTPStatus.BAD_REQUEST: translatable("This address cannot be used"),
    HTTPStatus.UNAUTHORIZED: translatable("Please sign in"),
    HTTPStatus.FORBIDDEN: translatable("You may not see this page"),
    HTTPStatus.NOT_FOUND: translatable("Page not found"),
    HTTPStatus.METHOD_NOT_ALLOWED: translatable("This page cannot be used like that"),
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: translatable("Too much was sent"),
    HTTPStatus.REQUEST_URI_TOO_LONG: translatable("The address is too long"),
    HTTPStatus.UNPROCESSABLE_ENTITY: translatable("This address cannot be read"),
    HTTPStatus.TOO_MANY_REQUESTS: translatable("Please wait a moment"),
    HTTPStatus.SERVICE_UNAVAILABLE: translatable("The service is not available"),
}
_TITLES_OF_ERRORS = {
    OverloadedError: translatable("Too many questions at once"),
    RightsError: translatable("This text may not be shown"),
    UnknownItemError: translatable("This is not held here"),
    WorkStoppedError: translatable("The answer took too long"),
}
_WORDS = {
    HTTPStatus.UNAUTHORIZED: translatable(
        "The server does not know who you are. Open this service from where it is offered to you, and sign in there."
    ),
    HTTPStatus.FORBIDDEN: translatable("You have signed in, but not as somebody who may use this page."),
    HTTPStatus.NOT_FOUND: translatable(
        "If you typed the address, check it. If you followed a link, the page may have moved or never existed."
    ),
    HTTPStatus.TOO_MANY_REQUESTS: translatable(
        "Too many requests came from your computer or network. Wait a minute, then try again."
    ),
    HTTPStatus.INTERNAL_SERVER_ERROR: translatable("The page could not be made. The server's log says why."),
}
_DOCTOR = translatable("Whoever runs this service finds out why with `trendsqa doctor`.")
_NOT_STORED = translatable("The server cannot write to its disk at present. Try again later.")
_STATUSES = (
    (UnknownItemError, HTTPStatus.NOT_FOUND),
    (RightsError, HTTPStatus.FORBIDDEN),
    (IndexUnavailableError, HTTPStatus.SERVICE_UNAVAILABLE),
    (OverloadedError, HTTPStatus.SERVICE_UNAVAILABLE),
    (StorageError, HTTPStatus.SERVICE_UNAVAILABLE),
    (WorkStoppedError, HTTPStatus.SERVICE_UNAVAILABLE),
    (InputError, HTTPStatus.UNPROCESSABLE_ENTITY),
)
_EMBEDDED = "/embed"


class ErrorPages:
    """Makes the pages of errors."""

    def __init__(self, frame: PageFrame) -> None:
        self._frame = frame

    def of_error(self, request: Request, error: TrendsqaError) -> Response:
        """The page that tells of ``error``."""
        status = next((status for kind, status in _STATUSES if isinstance(error, kind)), None)
        if status is None:
            _LOG.error("A page failed: %s", error)
            status = HTTPStatus.INTERNAL_SERVER_ERROR
        title = _TITLES_OF_ERRORS.get(type(error), _TITLES.get(status, _FAILED))
        retry = {"Retry-After": str(error.retry_after_s)} if isinstance(error, OverloadedError) else {}
        return self._page(request, status, title, _message_of(error), retry)

    def of_failure(self, request: Request) -> Response:
        """The page that tells of an exception nobody foresaw, which is in the log."""
        status = HTTPStatus.INTERNAL_SERVER_ERROR
        return self._page(request, status, _FAILED, _WORDS[status])

    def of_problem(self, scope: Scope, status: int, detail: str, headers: Mapping[str, str]) -> Response:
        """The page for a problem that a guard or the router found: an unknown address, too much sent, and so on."""
        known = HTTPStatus(status)
        return self._page(Request(scope), known, _TITLES.get(known, _FAILED), _WORDS.get(known, detail), headers)

    def _page(
        self,
        request: Request,
        status: HTTPStatus,
        title: str,
        message: str,
        headers: Mapping[str, str] | None = None,
    ) -> Response:
        embedded = path_below(request.scope) == _EMBEDDED
        return self._frame.page(
            request,
            "embed_error.html" if embedded else "error.html",
            status=status,
            policy=self._frame.framed_policy if embedded else "",
            headers=headers,
            title=title,
            message=message,
        )


def _message_of(error: TrendsqaError) -> str:
    """The words of ``error`` for whoever asks; what names folders of the server goes to the log."""
    if isinstance(error, IndexUnavailableError | StorageError):
        _LOG.error("A page could not be made: %s", error)
        return _DOCTOR if isinstance(error, IndexUnavailableError) else _NOT_STORED
    return str(error)
