"""Pages of the feedback: the newest, all of it as a file, and deleting one entry."""

from fastapi.responses import Response

from trendsqa.feedback.exporting import feedback_to_csv, feedback_to_jsonl
from trendsqa.ui.admin.admin_frame import AdminFrame
from trendsqa.ui.admin.desk import AdminRoute, Desk, DeskVisit

__all__ = ["FeedbackDesk"]

_MOST_SHOWN = 100


class FeedbackDesk:
    """The pages at ``/admin/feedback`` and below."""

    def __init__(self, desk: Desk, frame: AdminFrame) -> None:
        self._store = desk.feedback
        self._frame = frame

    def routes(self) -> tuple[AdminRoute, ...]:
        """Their addresses."""
        return (
            AdminRoute("/feedback", self.newest),
            AdminRoute("/feedback.csv", self.as_csv),
            AdminRoute("/feedback.jsonl", self.as_jsonl),
            AdminRoute("/feedback/{entry_id}/delete", self.ask_to_delete),
            AdminRoute("/feedback/{entry_id}/delete", self.delete, ("POST",)),
        )

    def newest(self, visit: DeskVisit) -> Response:
        """The newest entries, newest first."""
        entries = self._store.newest(_MOST_SHOWN + 1)
        return self._frame.page(
            visit.request,
            "admin_feedback.html",
            visit.session,
            entries=entries[:_MOST_SHOWN],
            has_more=len(entries) > _MOST_SHOWN,
            is_taken=self._store.settings.enabled,
            deleted="deleted" in visit.request.query_params,
        )

    def as_csv(self, _visit: DeskVisit) -> Response:
        """All entries as a table for a spreadsheet, oldest first."""
        return _file(feedback_to_csv(self._store.entries()), "text/csv; charset=utf-8", "feedback.csv")

    def as_jsonl(self, _visit: DeskVisit) -> Response:
        """All entries as JSON, one a line, oldest first."""
        return _file(feedback_to_jsonl(self._store.entries()), "application/jsonl", "feedback.jsonl")

    def ask_to_delete(self, visit: DeskVisit) -> Response:
        """The question if the entry shall be deleted."""
        entry = self._store.entry(_entry_id(visit))
        return self._frame.page(visit.request, "admin_delete_feedback.html", visit.session, entry=entry)

    def delete(self, visit: DeskVisit) -> Response:
        """The list, without the entry."""
        self._store.take_back(_entry_id(visit))
        return self._frame.lead(visit.request, "/feedback?deleted=1")


def _entry_id(visit: DeskVisit) -> str:
    return str(visit.request.path_params["entry_id"])


def _file(content: bytes, media_type: str, name: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return Response(content, media_type=media_type, headers=headers)
