"""Publishes a generation: one pointer, replaced atomically."""

from trendsqa.durable_files import write_durably
from trendsqa.errors import IndexUnavailableError
from trendsqa.index.layout import IndexLayout

__all__ = ["publish", "published_name"]


def publish(layout: IndexLayout, name: str) -> None:
    """Make ``name`` the generation that answers from now on."""
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
    if not name or "/" in name or "\\" in name or name.startswith(".") or not layout.generation(name).folder.is_dir():
        raise IndexUnavailableError(f"{layout.pointer} names {name[:80]!r}, which is no generation. {mend}")
    return name
