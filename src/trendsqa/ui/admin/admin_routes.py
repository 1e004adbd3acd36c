"""The pages for maintainers on a router: each for somebody who has signed in, and each form only with its token."""

from collections.abc import Awaitable, Callable
from http import HTTPStatus

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import Response

from trendsqa.admin.session_cookie import ADMIN_PATH, UPLOAD_PATH, admin_cookie
from trendsqa.errors import TrendsqaError
from trendsqa.ui.admin.adding_page import AddingPage
from trendsqa.ui.admin.admin_frame import AdminFrame
from trendsqa.ui.admin.desk import AdminPage, AdminRoute, Desk, DeskVisit
from trendsqa.ui.admin.feedback_pages import FeedbackDesk
from trendsqa.ui.admin.generation_pages import GenerationPages
from trendsqa.ui.admin.job_pages import JobPages
from trendsqa.ui.admin.overview_page import OverviewPage
from trendsqa.ui.admin.posted_form import FORM_EXPIRED, TOKEN, posted_fields
from trendsqa.ui.admin.sign_in_page import SignInPage
from trendsqa.ui.admin.source_pages import SourcePages
from trendsqa.ui.frame.page_frame import PageFrame

__all__ = ["build_admin"]


def build_admin(desk: Desk, frame: PageFrame) -> APIRouter:
    """Routes of the pages for maintainers, in ``frame``."""
    admin_frame = AdminFrame(frame)
    router, runner = APIRouter(), _Runner(desk, admin_frame)
    sign_in, adding = SignInPage(desk, admin_frame), AddingPage(desk, admin_frame)
    _add(router, f"{ADMIN_PATH}/sign-in", sign_in.show, "GET", "HEAD")
    _add(router, f"{ADMIN_PATH}/sign-in", sign_in.sign_in, "POST")
    _add(router, UPLOAD_PATH, adding.receive, "POST")
    pages = (
        OverviewPage(desk, admin_frame),
        SourcePages(desk, admin_frame),
        JobPages(desk, admin_frame),
        GenerationPages(desk, admin_frame),
        FeedbackDesk(desk, admin_frame),
    )
    routes = (*(route for one in pages for route in one.routes()), *adding.routes(), *sign_in.routes())
    for route in routes:
        _add(router, f"{ADMIN_PATH}{route.path}", runner.endpoint(route), *route.methods)
    return router


def _add(router: APIRouter, path: str, endpoint: Callable[[Request], Awaitable[Response]], *methods: str) -> None:
    router.add_api_route(path, endpoint, methods=list(methods), include_in_schema=False, response_model=None)


class _Runner:
    """Runs pages in threads, with their errors shown as pages."""

    def __init__(self, desk: Desk, frame: AdminFrame) -> None:
        self._desk = desk
        self._frame = frame

    def endpoint(self, route: AdminRoute) -> Callable[[Request], Awaitable[Response]]:
        """The page of ``route`` for those who have signed in; the others are led to where they do."""

        async def endpoint(request: Request) -> Response:
            session = self._desk.sessions.find(admin_cookie(request.scope))
            if session is None:
                return self._frame.lead(request, "/sign-in")
            fields: dict[str, str] = {}
            if request.method == "POST":
                try:
                    fields = await posted_fields(request)
                except TrendsqaError as error:
                    return self._frame.of_error(request, session, error)
                if not session.fits(fields.get(TOKEN, "")):
                    message = self._frame.say(request, FORM_EXPIRED)
                    return self._frame.told(request, session, HTTPStatus.FORBIDDEN, message)
            return await run_in_threadpool(self._made, route.page, DeskVisit(request, session, fields))

        return endpoint

    def _made(self, page: AdminPage, visit: DeskVisit) -> Response:
        try:
            return page(visit)
        except TrendsqaError as error:
            return self._frame.of_error(visit.request, visit.session, error)
        except Exception:  # noqa: BLE001 - the edge of a request: logged, and shown without its reason
            return self._frame.of_failure(visit.request, visit.session)
