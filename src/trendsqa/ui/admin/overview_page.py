"""The first page for maintainers: what answers, what waits to be built, and what runs."""

from fastapi.responses import Response

from trendsqa.ui.admin.admin_frame import AdminFrame
from trendsqa.ui.admin.desk import AdminRoute, Desk, DeskVisit
from trendsqa.ui.admin.job_view import view_job

__all__ = ["OverviewPage"]


class OverviewPage:
    """The page at ``/admin``."""

    def __init__(self, desk: Desk, frame: AdminFrame) -> None:
        self._maintenance = desk.maintenance
        self._frame = frame

    def routes(self) -> tuple[AdminRoute, ...]:
        """Their addresses."""
        return (
            AdminRoute("", self.overview),
            AdminRoute("/build", self.build, ("POST",)),
            AdminRoute("/fetch", self.fetch, ("POST",)),
            AdminRoute("/check", self.check, ("POST",)),
        )

    def overview(self, visit: DeskVisit) -> Response:
        """The state at a glance, with the forms for all sources together."""
        jobs = [view_job(report) for report in self._maintenance.jobs.reports()]
        return self._frame.page(
            visit.request,
            "admin_overview.html",
            visit.session,
            state=self._maintenance.state(),
            has_earlier=len(self._maintenance.generations()) > 1,
            running=next((job for job in jobs if job.report.is_running), None),
            jobs=jobs,
            offline=self._maintenance.offline,
        )

    def build(self, visit: DeskVisit) -> Response:
        """The page of the build that has been started."""
        fields = visit.fields
        report = self._maintenance.build(full="full" in fields, allow_loss="allow_loss" in fields)
        return self._frame.lead(visit.request, f"/jobs/{report.number}")

    def fetch(self, visit: DeskVisit) -> Response:
        """The page of the visits to publishers that have begun, of one source or of all."""
        report = self._maintenance.fetch(_ids(visit))
        return self._frame.lead(visit.request, f"/jobs/{report.number}")

    def check(self, visit: DeskVisit) -> Response:
        """The same for visits that only look."""
        report = self._maintenance.check(_ids(visit))
        return self._frame.lead(visit.request, f"/jobs/{report.number}")


def _ids(visit: DeskVisit) -> tuple[str, ...]:
    source_id = visit.fields.get("id", "")
    return (source_id,) if source_id else ()
