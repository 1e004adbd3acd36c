"""Sources whose text in the library is not what the published index was built from."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from trendsqa.corpus.collection import CollectionItem
from trendsqa.corpus.source import Form
from trendsqa.index.generations.manifest import Generation
from trendsqa.index.texts.records import DocumentRecord

__all__ = ["WaitingSources", "waiting_sources"]


@dataclass(frozen=True, slots=True)
class WaitingSources:
    """Ids of sources that the next build brings in, brings in anew, or leaves out."""

    new: tuple[str, ...]
    replaced: tuple[str, ...]
    removed: tuple[str, ...]

    @property
    def ids(self) -> frozenset[str]:
        """All of them."""
        return frozenset((*self.new, *self.replaced, *self.removed))


def waiting_sources(
    items: Iterable[CollectionItem],
    generation: Generation | None,
    documents: Iterable[DocumentRecord],
    *,
    known_at: str = "",
) -> WaitingSources:
    """Sources of ``items`` that are not in ``generation``, which holds ``documents``; None if nothing is published.

    A build looks at the files themselves; here the time of their capture is compared with that of the build, or with
    ``known_at``, a later time (ISO 8601) at which a build has found nothing changed.
    """
    held = {item.source.id: item for item in items if item.form is Form.FULL}
    published = {document.id for document in documents if document.form == Form.FULL}
    built = max(datetime.fromisoformat(time) for time in (generation.created, known_at) if time) if generation else None
    replaced = (
        source_id
        for source_id, item in held.items()
        if built and source_id in published
        if any(datetime.fromisoformat(one.captured) > built for one in item.snapshots)
    )
    return WaitingSources(
        new=tuple(sorted(held.keys() - published)),
        replaced=tuple(replaced),
        removed=tuple(sorted(published - held.keys())),
    )
