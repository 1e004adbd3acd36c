"""Pages of the generations: those that are kept, what changed between two, and going back to one."""

from dataclasses import dataclass

from fastapi.responses import Response

from trendsqa.index.kept_generations import KeptGeneration
from trendsqa.ui.admin.admin_frame import AdminFrame
from trendsqa.ui.admin.desk import AdminRoute, Desk, DeskVisit
from trendsqa.ui.changes_view import megabytes, view_changes

__all__ = ["GenerationPages", "GenerationRow"]

_ROWS_SHOWN = 200
"""Rows of each table of changes; ``trendsqa index changes --all`` has the others."""


@dataclass(frozen=True, slots=True)
class GenerationRow:
    """A kept generation, its size in words, and the name of the one before it, empty for the oldest."""

    kept: KeptGeneration
    size: str
    before: str


class GenerationPages:
    """The pages at ``/admin/generations`` and ``/admin/changes``."""

    def __init__(self, desk: Desk, frame: AdminFrame) -> None:
        self._maintenance = desk.maintenance
        self._frame = frame

    def routes(self) -> tuple[AdminRoute, ...]:
        """Their addresses."""
        return (
            AdminRoute("/generations", self.generations),
            AdminRoute("/generations/{name}/publish", self.ask_to_publish),
            AdminRoute("/generations/{name}/publish", self.publish, ("POST",)),
            AdminRoute("/changes", self.changes),
        )

    def generations(self, visit: DeskVisit) -> Response:
        """List of the generations, newest first; after going back it says so."""
        kept = self._maintenance.generations()
        earlier = (*(one.name for one in kept[1:]), "")
        rows = tuple(GenerationRow(one, megabytes(one.size), name) for one, name in zip(kept, earlier, strict=True))
        query, names = visit.request.query_params, {one.name for one in kept}
        now, before = query.get("now", ""), query.get("before", "")
        return self._frame.page(
            visit.request,
            "admin_generations.html",
            visit.session,
            rows=rows,
            # An address that somebody has made up names no other generation.
            now=now if now in names else "",
            before=before if before in names and before != now else "",
        )

    def ask_to_publish(self, visit: DeskVisit) -> Response:
        """The question if the generation shall answer from now on."""
        kept = self._maintenance.generation(_name(visit))
        published = self._maintenance.published()
        return self._frame.page(visit.request, "admin_publish.html", visit.session, kept=kept, published=published)

    def publish(self, visit: DeskVisit) -> Response:
        """The list of generations, after the one that was asked for has been published."""
        rolled = self._maintenance.roll_back(_name(visit))
        return self._frame.lead(visit.request, f"/generations?now={rolled.now}&before={rolled.before}")

    def changes(self, visit: DeskVisit) -> Response:
        """The report of what changed between two generations, by default by the last build."""
        query = visit.request.query_params
        found = self._maintenance.changes(query.get("before", ""), query.get("after", ""))
        view = view_changes(found, None, most=_ROWS_SHOWN)
        return self._frame.page(visit.request, "admin_changes.html", visit.session, view=view)


def _name(visit: DeskVisit) -> str:
    return str(visit.request.path_params["name"])
