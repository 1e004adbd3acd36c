"""The frame of the pages for maintainers: that of the site, with their own ways, headers and errors."""

import logging
from collections.abc import Mapping
from http import HTTPStatus

from fastapi import Request
from fastapi.responses import Response

from trendsqa.admin.session_cookie import ADMIN_PATH, admin_cookie_header
from trendsqa.admin.sessions import AdminSession
from trendsqa.errors import (
    BuilderBusyError,
    IndexUnavailableError,
    InputError,
    NetworkError,
    OverloadedError,
    StorageError,
    TrendsqaError,
    UnknownItemError,
    UnreadableFileError,
)
from trendsqa.ui.frame.page_frame import SENDS_FORMS, PageFrame, root_of

__all__ = ["AdminFrame", "status_of"]

_LOG = logging.getLogger(__name__)

_HEADERS = {
    **SENDS_FORMS,
    "X-Robots-Tag": "noindex",
}
_STATUSES = (
    (UnknownItemError, HTTPStatus.NOT_FOUND),
    (BuilderBusyError, HTTPStatus.CONFLICT),
    (UnreadableFileError, HTTPStatus.REQUEST_ENTITY_TOO_LARGE),
    (InputError, HTTPStatus.UNPROCESSABLE_ENTITY),
    (StorageError, HTTPStatus.SERVICE_UNAVAILABLE),
    (IndexUnavailableError, HTTPStatus.SERVICE_UNAVAILABLE),
    (OverloadedError, HTTPStatus.SERVICE_UNAVAILABLE),
    (NetworkError, HTTPStatus.BAD_GATEWAY),
)


class AdminFrame:
    """Makes the pages. Safe to share between threads."""

    def __init__(self, frame: PageFrame) -> None:
        self._frame = frame

    def page(
        self,
        request: Request,
        name: str,
        session: AdminSession | None,
        *,
        status: HTTPStatus = HTTPStatus.OK,
        headers: Mapping[str, str] | None = None,
        **context: object,
    ) -> Response:
        """The page of the template ``name``, for ``session``; None for nobody who has signed in."""
        every = _HEADERS | dict(headers or {})
        return self._frame.page(request, name, status=status, policy="", headers=every, session=session, **context)

    def say(self, request: Request, text: str) -> str:
        """``text`` in the language of ``request``."""
        return self._frame.words(request).say(text)

    def of_error(self, request: Request, session: AdminSession | None, error: TrendsqaError) -> Response:
        """The page that tells of ``error``, with all its words: a maintainer may know the server's folders."""
        return self.told(request, session, status_of(error), str(error))

    def of_failure(self, request: Request, session: AdminSession | None) -> Response:
        """The page that tells of an exception nobody foresaw, which goes to the log."""
        _LOG.exception("A page for maintainers failed")
        message = self.say(request, "The page could not be made. The server's log says why.")
        return self.told(request, session, HTTPStatus.INTERNAL_SERVER_ERROR, message)

    def told(self, request: Request, session: AdminSession | None, status: HTTPStatus, message: str) -> Response:
        """A page that says ``message``, and that nothing was changed."""
        return self.page(request, "admin_error.html", session, status=status, code=status.value, message=message)

    @staticmethod
    def lead(request: Request, path: str = "", *, cookie: str | None = None) -> Response:
        """A redirect to get the page at ``path`` below ``/admin``; ``cookie``, if any, is set, or ended if empty."""
        headers = {"Location": f"{root_of(request.scope)}{ADMIN_PATH}{path}", "Cache-Control": "no-store"}
        if cookie is not None:
            headers["Set-Cookie"] = admin_cookie_header(request.scope, cookie)
        return Response(status_code=HTTPStatus.SEE_OTHER, headers=headers)


def status_of(error: TrendsqaError) -> HTTPStatus:
    """The status of a response that tells of ``error``."""
    return next((status for kind, status in _STATUSES if isinstance(error, kind)), HTTPStatus.INTERNAL_SERVER_ERROR)
