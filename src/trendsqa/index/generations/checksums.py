"""Checksums of the files of a generation (xxhash), fast enough to check gigabytes on each opening.

They detect changes by a disk, a copy or by hand. Nothing in the same folder protects against somebody who also forges
the manifest, so they need not be cryptographic.
"""

import os
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import xxhash

__all__ = ["hash_artefact", "hash_artefacts"]

_TOGETHER = 1 << 22
"""Bytes read at once."""


def hash_artefact(path: Path) -> str:
    """The file's 128-bit XXH3 in lower-case hexadecimal (Collet, xxHash)."""
    digest = xxhash.xxh3_128()
    content = bytearray(_TOGETHER)
    view = memoryview(content)
    with path.open("rb", buffering=0) as file:
        while size := file.readinto(content):
            digest.update(view[:size])
    return digest.hexdigest()


def hash_artefacts(paths: Iterable[Path]) -> dict[Path, str]:
    """Checksums of many files, on all processors: reading and hashing release Python's global lock."""
    largest_first = sorted(paths, key=lambda path: path.stat().st_size, reverse=True)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return dict(zip(largest_first, pool.map(hash_artefact, largest_first), strict=True))
