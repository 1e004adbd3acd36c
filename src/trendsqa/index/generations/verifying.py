"""Verification of a generation's files by the checksums in its manifest."""

from trendsqa.errors import IndexDamagedError
from trendsqa.index.generations.checksums import hash_artefacts
from trendsqa.index.generations.layout import GenerationLayout
from trendsqa.index.generations.manifest import Generation, read_generation

__all__ = ["MEND", "verify_generation"]

MEND = "Build again: trendsqa index build"
"""Advice on a damaged generation, for messages."""


def verify_generation(layout: GenerationLayout) -> Generation:
    """The manifest, after a comparison of every file with it.

    Raises:
        IndexDamagedError: A file is missing, altered or unexpected; the message names it.
    """
    generation = read_generation(layout)
    expected = {record.path: record for record in generation.files}
    for path in layout.artefacts():
        if path.relative_to(layout.folder).as_posix() not in expected:
            raise IndexDamagedError(f"{path} is not part of generation {generation.name}. Delete it, or build again.")
    for record in generation.files:
        path = layout.folder / record.path
        if not path.is_file():
            raise IndexDamagedError(f"{path} is missing. {MEND}")
        size = path.stat().st_size
        if size != record.size:
            raise IndexDamagedError(f"{path} has {size} bytes, the manifest says {record.size}. {MEND}")
    found = hash_artefacts(layout.folder / path for path in expected)
    for record in generation.files:
        path = layout.folder / record.path
        if found[path] != record.xxh3:
            raise IndexDamagedError(f"{path} does not match its checksum in the manifest. {MEND}")
    return generation
