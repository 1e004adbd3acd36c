"""Pages of what runs beside the server: how far it is, what came of it, and a button that cancels it."""

from fastapi.responses import Response

from trendsqa.errors import UnknownItemError
from trendsqa.ui.admin.admin_frame import AdminFrame
from trendsqa.ui.admin.desk import AdminRoute, Desk, DeskVisit
from trendsqa.ui.admin.job_view import view_job

__all__ = ["JobPages"]

_MOST_DIGITS = 9


class JobPages:
    """The pages at ``/admin/jobs/NUMBER``."""

    def __init__(self, desk: Desk, frame: AdminFrame) -> None:
        self._maintenance = desk.maintenance
        self._frame = frame

    def routes(self) -> tuple[AdminRoute, ...]:
        """Their addresses."""
        return (AdminRoute("/jobs/{number}", self.job), AdminRoute("/jobs/{number}/cancel", self.cancel, ("POST",)))

    def job(self, visit: DeskVisit) -> Response:
        """One job as it stands; once it has ended, with what waits to be built."""
        view = view_job(self._maintenance.jobs.report(_number(visit)))
        waiting = self._maintenance.state().waiting.ids if view.leads_to_build else frozenset[str]()
        return self._frame.page(visit.request, "admin_job.html", visit.session, job=view, waiting=waiting)

    def cancel(self, visit: DeskVisit) -> Response:
        """The page of the job, which has ended."""
        number = self._maintenance.jobs.cancel(_number(visit)).number
        return self._frame.lead(visit.request, f"/jobs/{number}")


def _number(visit: DeskVisit) -> int:
    text = str(visit.request.path_params["number"])
    if not (text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS):
        raise UnknownItemError(f"There is no job {text[:20]!r}.")
    return int(text)
