"""Pages of the sources: all of them with their state, and each with what is held of it."""

from dataclasses import dataclass

from fastapi.responses import Response

from trendsqa.admin.maintenance import CollectionState
from trendsqa.corpus.adding.coverage_words import kept_words
from trendsqa.corpus.collection import CollectionItem
from trendsqa.ui.admin.admin_frame import AdminFrame
from trendsqa.ui.admin.desk import AdminRoute, Desk, DeskVisit

__all__ = ["SourcePages", "SourceRow"]

_MOST_SHOWN = 100


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A source in the list: the words stored of it, what was lost, and what the next build does with it.

    ``waits`` is ``new``, ``replaced`` or empty. ``indexed`` if the published generation holds it.
    """

    item: CollectionItem
    words: str
    losses: tuple[str, ...]
    captured: str
    size: int
    waits: str
    indexed: bool


class SourcePages:
    """The pages at ``/admin/sources`` and below."""

    def __init__(self, desk: Desk, frame: AdminFrame) -> None:
        self._maintenance = desk.maintenance
        self._frame = frame

    def routes(self) -> tuple[AdminRoute, ...]:
        """Their addresses."""
        return (AdminRoute("/sources", self.sources), AdminRoute("/sources/{source_id}", self.source))

    def sources(self, visit: DeskVisit) -> Response:
        """List of the sources whose id or title has the words that were typed, those that wait first."""
        state = self._maintenance.state()
        wanted = " ".join(visit.request.query_params.get("find", "").split())
        found = [item for item in state.items if _has(item, wanted)]
        found.sort(key=lambda item: (item.source.id not in state.waiting.ids, item.source.id))
        rows = tuple(_row(item, state) for item in found[:_MOST_SHOWN])
        return self._frame.page(
            visit.request,
            "admin_sources.html",
            visit.session,
            rows=rows,
            found=len(found),
            held=len(state.items),
            wanted=wanted,
            removed=state.waiting.removed,
        )

    def source(self, visit: DeskVisit) -> Response:
        """One source with its rights, files and losses."""
        state = self._maintenance.state()
        item = self._maintenance.source(str(visit.request.path_params["source_id"]))
        return self._frame.page(
            visit.request,
            "admin_source.html",
            visit.session,
            row=_row(item, state),
            is_listed=self._maintenance.is_listed(item.source.id),
            offline=self._maintenance.offline,
        )


def _has(item: CollectionItem, wanted: str) -> bool:
    text = f"{item.source.id} {item.source.title}".casefold()
    return all(word in text for word in wanted.casefold().split())


def _row(item: CollectionItem, state: CollectionState) -> SourceRow:
    coverages = [snapshot.coverage for snapshot in item.snapshots if snapshot.coverage]
    waiting, source_id = state.waiting, item.source.id
    return SourceRow(
        item=item,
        words=kept_words(coverages),
        losses=tuple(line for one in coverages for line in one.losses),
        captured=max((snapshot.captured for snapshot in item.snapshots), default=""),
        size=sum(snapshot.size for snapshot in item.snapshots),
        waits="new" if source_id in waiting.new else "replaced" if source_id in waiting.replaced else "",
        indexed=source_id in state.indexed,
    )
