"""Signing in with a key and signing out: the only pages for maintainers that strangers reach."""

from http import HTTPStatus

from fastapi import Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import Response

from trendsqa.admin.key_checking import KeyRefused
from trendsqa.admin.session_cookie import admin_cookie
from trendsqa.errors import InputError
from trendsqa.translatable import translatable
from trendsqa.ui.admin.admin_frame import AdminFrame
from trendsqa.ui.admin.desk import AdminRoute, Desk, DeskVisit
from trendsqa.ui.admin.posted_form import posted_fields

__all__ = ["SignInPage"]


_ENDED = translatable(
    "You were signed out: after 30 minutes without a request, after 8 hours, or because the key was revoked."
)
_OUT = translatable("You have signed out.")
_NO_KEY = translatable("Type or paste your key.")


class SignInPage:
    """The page at ``/admin/sign-in``."""

    def __init__(self, desk: Desk, frame: AdminFrame) -> None:
        self._desk = desk
        self._frame = frame

    def routes(self) -> tuple[AdminRoute, ...]:
        """The address that ends a session."""
        return (AdminRoute("/sign-out", self.sign_out, ("POST",)),)

    async def show(self, request: Request) -> Response:
        """The form, or the way on for somebody who has signed in."""
        if self._desk.sessions.find(admin_cookie(request.scope)):
            return self._frame.lead(request)
        query = request.query_params
        notice = _ENDED if "ended" in query else _OUT if "out" in query else ""
        return await self._form(request, notice=notice)

    async def sign_in(self, request: Request) -> Response:
        """A session for a key that works; any that the browser had ends, and none that it brings is taken over."""
        try:
            fields = await posted_fields(request)
        except InputError as error:
            return await self._form(request, problem=str(error), status=HTTPStatus.UNPROCESSABLE_ENTITY)
        if not fields.get("key"):
            return await self._form(request, problem=_NO_KEY, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        found = await self._desk.check_key(request.scope, fields["key"])
        if isinstance(found, KeyRefused):
            headers = {"Retry-After": str(found.retry_s)} if found.retry_s else {}
            return await self._form(request, problem=found.message, status=HTTPStatus(found.status), headers=headers)
        self._desk.sessions.end(admin_cookie(request.scope))
        return self._frame.lead(request, cookie=self._desk.sessions.begin(found))

    def sign_out(self, visit: DeskVisit) -> Response:
        """The end of the session."""
        self._desk.sessions.end(admin_cookie(visit.request.scope))
        return self._frame.lead(visit.request, "/sign-in?out=1", cookie="")

    async def _form(
        self,
        request: Request,
        *,
        notice: str = "",
        problem: str = "",
        status: HTTPStatus = HTTPStatus.OK,
        headers: dict[str, str] | None = None,
    ) -> Response:
        return await run_in_threadpool(
            self._frame.page,
            request,
            "admin_sign_in.html",
            None,
            status=status,
            headers=headers,
            notice=self._frame.say(request, notice),
            problem=self._frame.say(request, problem),
        )
