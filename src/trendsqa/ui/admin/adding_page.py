"""The page that adds a file, which goes to the library's disk as it comes and is read by a command of its own."""

from collections.abc import Mapping
from contextlib import closing
from functools import partial
from http import HTTPStatus
from typing import IO, TYPE_CHECKING

from anyio import to_thread
from fastapi import Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import Response
from starlette.requests import ClientDisconnect

from trendsqa.admin.jobs.job import JobReport
from trendsqa.admin.session_cookie import admin_cookie
from trendsqa.admin.sessions import AdminSession
from trendsqa.admin.uploading.receiving import ReceivedForm
from trendsqa.durable_files import writing
from trendsqa.errors import InputError, TrendsqaError
from trendsqa.ui.admin.admin_frame import AdminFrame, status_of
from trendsqa.ui.admin.desk import AdminRoute, Desk, DeskVisit
from trendsqa.ui.admin.posted_form import FORM_EXPIRED, TOKEN, checked

if TYPE_CHECKING:
    from trendsqa.admin.uploading.upload_folder import Upload

__all__ = ["AddingPage"]

_OPTIONS = {
    "title": "--title",
    "publisher": "--publisher",
    "edition": "--edition",
    "licence": "--licence",
    "terms": "--terms",
    "url": "--url",
    "replaces": "--replace",
}
"""Fields of the form and the options of ``corpus add`` that they become."""
_TERMS = frozenset({"", "full", "quote"})


class _TokenRefusedError(InputError):
    """The form was not made for this session."""


class AddingPage:
    """The page at ``/admin/add``."""

    def __init__(self, desk: Desk, frame: AdminFrame) -> None:
        self._desk = desk
        self._frame = frame

    def routes(self) -> tuple[AdminRoute, ...]:
        """The address of the form."""
        return (AdminRoute("/add", self.show),)

    def show(self, visit: DeskVisit) -> Response:
        """The empty form; ``replaces`` in the address names the source that the file is to replace."""
        return self._form(visit.request, visit.session, {"replaces": visit.request.query_params.get("replaces", "")})

    async def receive(self, request: Request) -> Response:
        """The page of the job that adds the file, or the form again with what is wrong."""
        session = self._desk.sessions.find(admin_cookie(request.scope))
        if session is None:
            return self._frame.lead(request, "/sign-in")
        receiving = _Receiving(self._desk, session)
        try:
            report = await receiving.run(request)
        except _TokenRefusedError as error:
            message = self._frame.say(request, str(error))
            return await run_in_threadpool(self._frame.told, request, session, HTTPStatus.FORBIDDEN, message)
        except TrendsqaError as error:
            return await run_in_threadpool(self._form, request, session, receiving.fields, error)
        except ClientDisconnect:
            return Response(status_code=HTTPStatus.BAD_REQUEST)  # Nobody reads it.
        except Exception:  # noqa: BLE001 - the edge of a request: logged, and shown without its reason
            return await run_in_threadpool(self._frame.of_failure, request, session)
        return self._frame.lead(request, f"/jobs/{report.number}")

    def _form(
        self,
        request: Request,
        session: AdminSession,
        fields: Mapping[str, str],
        error: TrendsqaError | None = None,
    ) -> Response:
        return self._frame.page(
            request,
            "admin_add.html",
            session,
            status=status_of(error) if error else HTTPStatus.OK,
            fields=fields,
            problem=str(error) if error else "",
            most_bytes=self._desk.maintenance.most_file_bytes,
        )


class _Receiving:
    """One form with a file on its way; the file goes again unless the job takes it."""

    def __init__(self, desk: Desk, session: AdminSession) -> None:
        self._maintenance, self._session = desk.maintenance, session
        self._upload: Upload | None = None
        self.fields: dict[str, str] = {}

    async def run(self, request: Request) -> JobReport:
        """The job that adds the file.

        Raises:
            InputError: The form is none of this session, is not whole, or its file is too large.
            BuilderBusyError: Something else runs.
            StorageError: The disk is full.
            ClientDisconnect: The browser has gone.
        """
        try:
            form = ReceivedForm(
                request.headers.get("content-type", ""),
                most_file_bytes=self._maintenance.most_file_bytes,
                open_file=self._open,
            )
            with closing(form):
                async for chunk in request.stream():
                    await to_thread.run_sync(partial(self._feed, form, chunk))
                self._check_token(form.fields)
                self.fields = checked(form.fields)
                form.finish()
            return await run_in_threadpool(self._start)
        except BaseException:
            if self._upload:
                self._upload.drop()
            raise

    def _feed(self, form: ReceivedForm, chunk: bytes) -> None:
        with writing(self._maintenance.uploads.folder):
            form.feed(chunk)

    def _open(self, fields: Mapping[str, str], name: str) -> IO[bytes]:
        # The token stands before the file, so that nothing is written for a form of somebody else.
        self._check_token(fields)
        self._upload = self._maintenance.uploads.new(name)
        return self._upload.path.open("xb")

    def _start(self) -> JobReport:
        fields, upload = self.fields, self._upload
        if upload is None:
            raise InputError("No file was chosen. Choose one, then add it.")
        if fields.get("terms", "") not in _TERMS:
            raise InputError("The terms are none of those that the form offers. Choose one of them.")
        options = [f"{option}={fields[name]}" for name, option in _OPTIONS.items() if fields.get(name)]
        if "allow_loss" in fields:
            options.append("--allow-loss")
        self._upload = None  # The job deletes it from now on.
        return self._maintenance.add(upload, options)

    def _check_token(self, fields: Mapping[str, str]) -> None:
        if not self._session.fits(fields.get(TOKEN, "")):
            raise _TokenRefusedError(FORM_EXPIRED)
