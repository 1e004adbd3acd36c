"""The library: snapshots of other people's text, kept outside git, each under its own SHA-256.

``snapshots/<sha256>`` holds bytes and ``entries/<source id>.json`` says which source they are, on which terms.
An entry is written after its bytes, by one atomic replace, so a killed ``corpus add`` leaves the library as it was.
"""

import hashlib
import json
import re
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from trendsqa.corpus.manifest import SOURCE_ID_PATTERN
from trendsqa.corpus.rights import Terms
from trendsqa.corpus.snapshot import Snapshot
from trendsqa.corpus.source import Source, SourcePage
from trendsqa.durable_files import write_durably
from trendsqa.errors import SourceError, UnknownItemError

__all__ = ["LIBRARY_FOLDER", "Library", "LibraryEntry"]

LIBRARY_FOLDER = "library"


@dataclass(frozen=True, slots=True)
class LibraryEntry:
    """A source together with the snapshot that the library holds of it."""

    source: Source
    snapshot: Snapshot


class Library:
    """The library under one corpus folder. Nothing is created before the first ``add``."""

    def __init__(self, corpus: Path) -> None:
        self._folder = corpus / LIBRARY_FOLDER

    def add(self, source: Source, data: bytes, *, media_type: str, origin: str) -> LibraryEntry:
        """The new entry; an earlier one of the same source id is replaced."""
        if not re.match(SOURCE_ID_PATTERN, source.id):
            raise SourceError(f"{source.id!r} is not a source id: use lower-case letters, digits and single hyphens.")
        sha256 = hashlib.sha256(data).hexdigest()
        captured = datetime.now(UTC).isoformat(timespec="seconds")
        entry = LibraryEntry(source, Snapshot(sha256, len(data), media_type, origin, captured))
        write_durably(self._snapshot_path(sha256), data)
        write_durably(self._entry_path(source.id), json.dumps(asdict(entry), ensure_ascii=False, indent=1).encode())
        self._drop_unnamed_snapshots()
        return entry

    def remove(self, source_id: str) -> LibraryEntry:
        """The entry that was taken out, its bytes with it. Raises UnknownItemError."""
        for entry in self.entries():
            if entry.source.id == source_id:
                self._entry_path(source_id).unlink()
                self._drop_unnamed_snapshots()
                return entry
        raise UnknownItemError(
            f"The library holds no text of {source_id!r}. `trendsqa corpus list` shows what it holds."
        )

    def entries(self) -> tuple[LibraryEntry, ...]:
        """Every entry, in the order of source ids.

        Raises:
            SourceError: An entry file is damaged; the message names it.
        """
        return tuple(_read_entry(path) for path in sorted((self._folder / "entries").glob("*.json")))

    def read(self, entry: LibraryEntry) -> bytes:
        """The snapshot's bytes.

        Raises:
            SourceError: The bytes are gone or altered; the message names the command that mends it.
        """
        path = self._snapshot_path(entry.snapshot.sha256)
        mend = f"Add the file again: trendsqa corpus add FILE --id {entry.source.id}"
        try:
            data = path.read_bytes()
        except OSError as error:
            raise SourceError(
                f"{path}, the text of {entry.source.id}, cannot be read: {error.strerror}. {mend}"
            ) from error
        if hashlib.sha256(data).hexdigest() != entry.snapshot.sha256:
            raise SourceError(f"{path}, the text of {entry.source.id}, was altered since it was added. {mend}")
        return data

    def _entry_path(self, source_id: str) -> Path:
        return self._folder / "entries" / f"{source_id}.json"

    def _snapshot_path(self, sha256: str) -> Path:
        return self._folder / "snapshots" / sha256

    def _drop_unnamed_snapshots(self) -> None:
        named = {entry.snapshot.sha256 for entry in self.entries()}
        for path in (self._folder / "snapshots").glob("*"):
            if path.name not in named:
                path.unlink()


def _read_entry(path: Path) -> LibraryEntry:
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
        source = raw["source"]
        source["terms"] = Terms(source["terms"])
        source["pages"] = tuple(SourcePage(**page) for page in source["pages"])
        return LibraryEntry(Source(**source), Snapshot(**raw["snapshot"]))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise SourceError(
            f"{path} is damaged ({error}). Delete it and add the file again: trendsqa corpus add FILE --id {path.stem}"
        ) from error
