"""Kept generations and the state of each. Damage is reported, not raised: a list names what is wrong."""

from dataclasses import dataclass

from trendsqa.errors import IndexDamagedError, IndexUnavailableError
from trendsqa.index.generations.layout import GenerationLayout, IndexLayout
from trendsqa.index.generations.manifest import Generation, read_generation
from trendsqa.index.generations.open_mark import is_in_use
from trendsqa.index.publishing import kept_names, published_name

__all__ = ["KeptGeneration", "list_generations"]


@dataclass(frozen=True, slots=True)
class KeptGeneration:
    """One generation on disk.

    ``manifest`` is None where it cannot be read; ``problem`` then says why. ``size`` is what its files take, in bytes.
    """

    name: str
    manifest: Generation | None
    problem: str
    size: int
    is_published: bool
    is_in_use: bool


def list_generations(layout: IndexLayout) -> tuple[KeptGeneration, ...]:
    """Every generation that is kept, newest first."""
    try:
        published = published_name(layout)
    except IndexUnavailableError:
        published = ""
    return tuple(_kept(layout.generation(name), published) for name in reversed(kept_names(layout)))


def _kept(layout: GenerationLayout, published: str) -> KeptGeneration:
    name = layout.folder.name
    manifest, problem = None, ""
    try:
        manifest = read_generation(layout)
    except IndexDamagedError as error:
        problem = str(error)
    size = sum(path.stat().st_size for path in (layout.manifest, *layout.artefacts()) if path.is_file())
    return KeptGeneration(name, manifest, problem, size, name == published, is_in_use(layout))
