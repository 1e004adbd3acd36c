"""Publishes a generation by replacing one pointer, and goes back to an earlier one.

Generations are never changed. Whoever calls what changes the index holds the builder's lock.
"""

from trendsqa.durable_files import write_durably
from trendsqa.errors import IndexUnavailableError, UnknownItemError
from trendsqa.index.generations.layout import IndexLayout
from trendsqa.index.generations.manifest import read_generation
from trendsqa.index.generations.verifying import verify_generation
from trendsqa.index.vectors.vector_store import VectorStore

__all__ = [
    "find_name",
    "kept_names",
    "name_before",
    "publish",
    "published_name",
    "refuse_missing_folder",
    "rollback",
]


def publish(layout: IndexLayout, name: str, store: VectorStore | None = None) -> None:
    """Make ``name`` the generation that answers from now on.

    ``store`` is told first, which checks that it holds the vectors. Whoever is killed between the two leaves the
    pointer at the earlier generation, which answers whole; publishing anything makes both agree again.
    """
    if store:
        store.publish(read_generation(layout.generation(name)))
    write_durably(layout.pointer, f"{name}\n".encode())


def published_name(layout: IndexLayout) -> str:
    """The name of the published generation.

    Raises:
        IndexUnavailableError: Nothing was published, or the pointer names no generation.
    """
    mend = "Build one: trendsqa index build"
    try:
        name = layout.pointer.read_text(encoding="utf-8").strip()
    except FileNotFoundError as error:
        raise IndexUnavailableError(f"{layout.folder} holds no index yet. {mend}") from error
    except (OSError, UnicodeDecodeError) as error:
        raise IndexUnavailableError(f"{layout.pointer} cannot be read: {error}. {mend}") from error
    if not _is_name(name) or not layout.generation(name).folder.is_dir():
        raise IndexUnavailableError(
            f"{layout.pointer} names {name[:80]!r}, which is no generation. {mend}, or go back: trendsqa index rollback"
        )
    return name


def kept_names(layout: IndexLayout) -> tuple[str, ...]:
    """The names of all generations, oldest first; names begin with the time of building."""
    if not layout.generations.is_dir():
        return ()
    return tuple(sorted(path.name for path in layout.generations.iterdir() if path.is_dir() and _is_name(path.name)))


def refuse_missing_folder(layout: IndexLayout) -> None:
    """Raises IndexUnavailableError where there is no index folder: taking the lock would make one, named by mistake."""
    if not layout.folder.is_dir():
        raise IndexUnavailableError(f"There is no folder {layout.folder}. Build an index there: trendsqa index build")


def find_name(layout: IndexLayout, start: str) -> str:
    """The name of the one kept generation whose name is ``start``, or begins with it.

    Raises:
        UnknownItemError: There is none, or more than one.
    """
    names = kept_names(layout)
    found = [name for name in names if start and name.startswith(start)]
    if start in names:
        return start
    if len(found) == 1:
        return found[0]
    says = f"{len(found)} generations whose names begin with" if found else "no generation"
    raise UnknownItemError(
        f"{layout.generations} holds {says} {start[:80]!r}. `trendsqa index list` names those that are kept."
    )


def name_before(layout: IndexLayout, name: str) -> str:
    """The name of the kept generation built before ``name``. Raises UnknownItemError where there is none."""
    earlier = [kept for kept in kept_names(layout) if kept < name]
    if not earlier:
        raise UnknownItemError(
            f"There is no generation before {name[:80]!r}. `trendsqa index list` names those that are kept."
        )
    return earlier[-1]


def rollback(layout: IndexLayout, name: str = "", store: VectorStore | None = None) -> str:
    """The name of the generation that was published: ``name``, by default the one built before the published one.

    ``name`` may be shortened. It is checked first; nothing changes where it is damaged.

    Raises:
        UnknownItemError: There is no such generation, or none before the published one.
        IndexUnavailableError: No name was given and nothing is published.
        IndexDamagedError: A file of it is missing or altered.
    """
    chosen = find_name(layout, name or name_before(layout, _pointed_at(layout)))
    verify_generation(layout.generation(chosen))
    publish(layout, chosen, store)
    return chosen


def _pointed_at(layout: IndexLayout) -> str:
    """Name in the pointer, be it a generation or not. Raises IndexUnavailableError if it contains none."""
    try:
        return layout.pointer.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise IndexUnavailableError(
            f"{layout.pointer} cannot be read ({error}), so there is no generation to go back from. "
            "Name the one to go to: trendsqa index rollback GENERATION"
        ) from error


def _is_name(name: str) -> bool:
    return bool(name) and "/" not in name and "\\" not in name and not name.startswith(".")
