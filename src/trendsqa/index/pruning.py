"""Deletes generations that are not needed, and what killed builds left. The caller holds the builder's lock."""

import shutil

from trendsqa.durable_files import UNFINISHED, sync_folder, writing
from trendsqa.errors import IndexUnavailableError
from trendsqa.index.generations.layout import IndexLayout
from trendsqa.index.generations.manifest import read_generation
from trendsqa.index.generations.open_mark import is_in_use
from trendsqa.index.publishing import kept_names, published_name
from trendsqa.index.vectors.vector_store import FolderVectors, VectorStore

__all__ = ["clear_unfinished", "prune"]


def prune(layout: IndexLayout, keep: int, store: VectorStore | None = None) -> tuple[str, ...]:
    """The names of the generations that were deleted: all but the newest ``keep``, the published and any open one.

    What ``store`` holds of them goes too. Which processes on other machines have a generation open is not known here.
    """
    try:
        published = published_name(layout)
    except IndexUnavailableError:
        # While nobody knows which one should answer, the newest may be it.
        published = ""
    names = kept_names(layout)
    spared = {published, *names[max(0, len(names) - max(1, keep)) :]}
    deleted = tuple(name for name in names if name not in spared and not is_in_use(layout.generation(name)))
    if deleted and published and store:
        # What other readers are told of must not be among what is deleted.
        store.publish(read_generation(layout.generation(published)))
    for name in deleted:
        _delete(layout, name, store or FolderVectors())
    return deleted


def clear_unfinished(layout: IndexLayout, store: VectorStore | None = None) -> None:
    """Delete what killed builds and deletions left; nothing ever opens it."""
    for folder in (layout.folder, layout.generations, layout.readings):
        for path in folder.glob(f".*{UNFINISHED}"):
            if store and folder == layout.generations:
                store.drop(path.name.removeprefix(".").removesuffix(UNFINISHED))
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink(missing_ok=True)


def _delete(layout: IndexLayout, name: str, store: VectorStore) -> None:
    # Renamed first, so that a deletion that is killed half-way leaves no half generation under a name.
    folder = layout.generation(name).folder
    doomed = folder.with_name(f".{name}{UNFINISHED}")
    with writing(folder):
        folder.replace(doomed)
        sync_folder(layout.generations)
    store.drop(name)
    shutil.rmtree(doomed, ignore_errors=True)
