"""The library: snapshots of other people's text, kept outside git, each under its own SHA-256.

``snapshots/<sha256>`` contains the bytes, ``entries/<source id>.json`` their source and its terms.
An entry is written after its bytes, by one atomic replace, so a killed ``corpus add`` leaves the library as it was.
"""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from trendsqa.corpus.manifest import SOURCE_ID_PATTERN
from trendsqa.corpus.rights import Terms
from trendsqa.corpus.snapshot import Capture, KeptCoverage, Snapshot
from trendsqa.corpus.source import Source
from trendsqa.durable_files import write_durably
from trendsqa.errors import SourceError, UnknownItemError

__all__ = ["LIBRARY_FOLDER", "Library", "LibraryEntry"]

LIBRARY_FOLDER = "library"
_SHA256 = re.compile(r"[0-9a-f]{64}")
_SOURCE_FIELDS = (
    "id", "title", "kind", "publisher", "licence", "terms", "organisation", "published", "edition", "url",
)  # fmt: skip
"""Fields of a source stored in its entry; pages and mentions come from the manifest."""


@dataclass(frozen=True, slots=True)
class LibraryEntry:
    """A source with its snapshots in the library: one file, or one for each page.

    ``accepted`` are losses that the maintainer accepted: the largest share of each kind, 0-1.
    """

    source: Source
    snapshots: tuple[Snapshot, ...]
    accepted: Mapping[str, float] = field(default_factory=dict)


class Library:
    """The library under one corpus folder. Nothing is created before the first ``add``."""

    def __init__(self, corpus: Path) -> None:
        self._folder = corpus / LIBRARY_FOLDER
        self._parsed: dict[Path, tuple[tuple[int, ...], LibraryEntry]] = {}

    def put(
        self, source: Source, captures: Sequence[Capture], accepted: Mapping[str, float] | None = None
    ) -> LibraryEntry:
        """The new entry, with at least one capture; it replaces an earlier entry of the same source id."""
        if not re.match(SOURCE_ID_PATTERN, source.id):
            raise SourceError(f"{source.id!r} is not a source id: use lower-case letters, digits and single hyphens.")
        now = datetime.now(UTC).isoformat(timespec="seconds")
        entry = LibraryEntry(source, tuple(self._store(capture, now) for capture in captures), accepted or {})
        self._write_entry(entry)
        return entry

    def merge(self, source: Source, captures: Sequence[Capture]) -> LibraryEntry:
        """The entry with ``captures`` added; a snapshot with the same ``asked`` is replaced."""
        kept = self.entry(source.id)
        now = datetime.now(UTC).isoformat(timespec="seconds")
        by_address = {snapshot.asked: snapshot for snapshot in (kept.snapshots if kept else ())}
        by_address.update({capture.asked: self._store(capture, now) for capture in captures})
        entry = LibraryEntry(source, tuple(by_address.values()), kept.accepted if kept else {})
        self._write_entry(entry)
        return entry

    def entry(self, source_id: str) -> LibraryEntry | None:
        """The entry of a source; None if there is none. Raises SourceError."""
        path = self._entry_path(source_id)
        return self._entry_at(path) if path.is_file() else None

    def remove(self, source_id: str) -> LibraryEntry:
        """The removed entry; its bytes are deleted too. Raises UnknownItemError."""
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
        paths = sorted((self._folder / "entries").glob("*.json"), key=lambda path: path.stem)
        return tuple(self._entry_at(path) for path in paths)

    def read(self, entry: LibraryEntry, snapshot: Snapshot) -> bytes:
        """The bytes of one of the entry's snapshots.

        Raises:
            SourceError: The bytes are gone or altered; the message names the command to fix it.
        """
        path = self._snapshot_path(snapshot.sha256)
        mend = f"Add the file again: trendsqa corpus add FILE --id {entry.source.id}"
        if snapshot.got:
            mend = f"Fetch it again: trendsqa corpus fetch {entry.source.id}"
        try:
            data = path.read_bytes()
        except OSError as error:
            raise SourceError(
                f"{path}, the text of {entry.source.id}, cannot be read: {error.strerror}. {mend}"
            ) from error
        if hashlib.sha256(data).hexdigest() != snapshot.sha256:
            raise SourceError(f"{path}, the text of {entry.source.id}, was altered since it was captured. {mend}")
        return data

    def snapshot(self, sha256: str) -> bytes | None:
        """The bytes that have this SHA-256 in lower-case hexadecimal; None if they are not here, or were altered."""
        if not _SHA256.fullmatch(sha256):
            return None
        try:
            data = self._snapshot_path(sha256).read_bytes()
        except OSError:
            return None
        return data if hashlib.sha256(data).hexdigest() == sha256 else None

    def _store(self, capture: Capture, captured: str) -> Snapshot:
        sha256 = hashlib.sha256(capture.data).hexdigest()
        write_durably(self._snapshot_path(sha256), capture.data)
        return Snapshot(
            sha256=sha256,
            size=len(capture.data),
            media_type=capture.media_type,
            asked=capture.asked,
            got=capture.got,
            captured=captured,
            etag=capture.etag,
            last_modified=capture.last_modified,
            coverage=capture.coverage,
        )

    def _write_entry(self, entry: LibraryEntry) -> None:
        # The entry comes after its bytes: a process killed in between leaves the library as it was.
        source = {name: getattr(entry.source, name) for name in _SOURCE_FIELDS}
        raw: dict[str, Any] = {"source": source, "snapshots": [asdict(snapshot) for snapshot in entry.snapshots]}
        if entry.accepted:
            raw["accepted"] = dict(entry.accepted)
        written = json.dumps(raw, ensure_ascii=False, indent=1).encode()
        path = self._entry_path(entry.source.id)
        before = self._named_in(path)
        write_durably(path, written)
        # Nothing else can have lost its name: adding many files does not look at all entries for each.
        if gone := before - {snapshot.sha256 for snapshot in entry.snapshots}:
            self._drop_unnamed_snapshots(gone)

    def _named_in(self, path: Path) -> set[str]:
        """The bytes that an entry file refers to; none if it is not there or is damaged."""
        try:
            return {snapshot.sha256 for snapshot in self._entry_at(path).snapshots}
        except SourceError:
            return set()

    def _entry_at(self, path: Path) -> LibraryEntry:
        """The entry in the file ``path``, parsed again only if the file has changed."""
        try:
            status = path.stat()
        except OSError:
            return _read_entry(path)
        state = (status.st_mtime_ns, status.st_size, status.st_ino)
        known = self._parsed.get(path)
        if known is None or known[0] != state:
            known = self._parsed[path] = (state, _read_entry(path))
        return known[1]

    def _entry_path(self, source_id: str) -> Path:
        return self._folder / "entries" / f"{source_id}.json"

    def _snapshot_path(self, sha256: str) -> Path:
        return self._folder / "snapshots" / sha256

    def _drop_unnamed_snapshots(self, suspected: set[str] | None = None) -> None:
        """Delete bytes, all or those ``suspected``, that no entry refers to.

        Nothing is deleted while an entry cannot be read, since it may refer to them.
        """
        try:
            entries = self.entries()
        except SourceError:
            return
        named = {snapshot.sha256 for entry in entries for snapshot in entry.snapshots}
        held = {path.name for path in (self._folder / "snapshots").glob("*")} if suspected is None else suspected
        for name in held - named:
            self._snapshot_path(name).unlink(missing_ok=True)


def _read_entry(path: Path) -> LibraryEntry:
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
        source = raw["source"]
        source["terms"] = Terms(source["terms"])
        snapshots = tuple(_snapshot(snapshot) for snapshot in raw["snapshots"])
        accepted = {str(kind): float(share) for kind, share in raw.get("accepted", {}).items()}
        return LibraryEntry(Source(**source), snapshots, accepted)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise SourceError(
            f"{path} is damaged ({error}). Delete it and add the file again: trendsqa corpus add FILE --id {path.stem}"
        ) from error


def _snapshot(raw: dict[str, Any]) -> Snapshot:
    coverage = raw.get("coverage")
    if coverage is None:
        return Snapshot(**raw)
    lines = {name: tuple(coverage[name]) for name in ("left_out", "losses")}
    return Snapshot(**raw | {"coverage": KeptCoverage(**coverage | lines)})
