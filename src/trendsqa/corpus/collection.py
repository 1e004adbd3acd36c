"""The collection: every source that is known or held, and the documents read from what is held."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from trendsqa.corpus.document import Document
from trendsqa.corpus.held_document import HeldDocument, hold
from trendsqa.corpus.library import Library, LibraryEntry
from trendsqa.corpus.manifest import MANIFEST_FILE, load_manifest
from trendsqa.corpus.outline import Outline, apply_outline, load_outlines, recognise_outline
from trendsqa.corpus.reading import ReadingLimits, detect_media_type, read_document
from trendsqa.corpus.rights import UNKNOWN_LICENCE, Terms
from trendsqa.corpus.snapshot import Snapshot
from trendsqa.corpus.source import Form, Source
from trendsqa.errors import TrendsqaError, UnreadableFileError

__all__ = ["Added", "Collection", "CollectionItem", "Overrides"]

_OUTLINES = "outlines"
_MOST_ID_LENGTH = 60


@dataclass(frozen=True, slots=True)
class Overrides:
    """What the maintainer says of a file; an empty field is taken from the file or from what is known."""

    id: str = ""
    title: str = ""
    kind: str = ""
    edition: str = ""
    publisher: str = ""
    licence: str = ""
    terms: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Added:
    """What ``add`` did: the entry, whether the file was recognised as a known source, and what it replaced."""

    entry: LibraryEntry
    recognised: bool
    replaced: bool
    words: int
    sections: int


@dataclass(frozen=True, slots=True)
class CollectionItem:
    """One source as a list shows it; ``snapshot`` and ``form`` are None where no text is held."""

    source: Source
    form: Form | None
    snapshot: Snapshot | None


class Collection:
    """One corpus folder, together with what the project ships about known sources."""

    def __init__(self, corpus: Path, *, shipped: Path, limits: ReadingLimits) -> None:
        """Read manifests and outlines. Raises SourceError."""
        self._library = Library(corpus)
        self._limits = limits
        self._listed = load_manifest(corpus / MANIFEST_FILE)
        self._known = {source.id: source for source in (*load_manifest(shipped / MANIFEST_FILE), *self._listed)}
        self._outlines: dict[str, Outline] = {
            **load_outlines(shipped / _OUTLINES),
            **load_outlines(corpus / _OUTLINES),
        }

    def items(self) -> tuple[CollectionItem, ...]:
        """Every source listed or held, in the order of ids."""
        held = {entry.source.id: entry for entry in self._library.entries()}
        items = [CollectionItem(self._current(entry), Form.FULL, entry.snapshot) for entry in held.values()]
        items += [CollectionItem(source, None, None) for source in self._listed if source.id not in held]
        return tuple(sorted(items, key=lambda item: item.source.id))

    def add(self, path: Path, overrides: Overrides) -> Added:
        """Put a file into the library, after reading it once so that only readable files get in.

        Raises:
            UnreadableFileError: The file cannot be read; nothing was changed.
            SourceError: An override is not valid; nothing was changed.
        """
        data = self._bytes(path)
        media_type = detect_media_type(data, path.name)
        document = read_document(data, name=path.name, document_id="draft", media_type=media_type, limits=self._limits)
        outline = recognise_outline(document, self._outlines)
        known = self._known.get(overrides.id or (outline.source_id if outline else ""))
        source = _described(path, document, known, overrides)
        replaced = any(entry.source.id == source.id for entry in self._library.entries())
        entry = self._library.add(source, data, media_type=media_type, origin=path.name)
        words = len(document.text.split())
        return Added(entry, known is not None, replaced, words, len(document.sections))

    def remove(self, source_id: str) -> LibraryEntry:
        """The entry whose text was taken out of the library. Raises UnknownItemError."""
        return self._library.remove(source_id)

    def documents(self, on_problem: Callable[[str, TrendsqaError], None]) -> Iterator[HeldDocument]:
        """Each held document, in the order of ids; one that cannot be read is told to ``on_problem`` and left out."""
        for entry in self._library.entries():
            source = self._current(entry)
            if source.terms is Terms.LINK:
                continue
            try:
                document = self._read(entry, source)
            except TrendsqaError as error:
                on_problem(source.id, error)
                continue
            yield hold(source, Form.FULL, document)

    def _read(self, entry: LibraryEntry, source: Source) -> Document:
        document = read_document(
            self._library.read(entry),
            name=entry.snapshot.origin,
            document_id=source.id,
            media_type=entry.snapshot.media_type,
            limits=self._limits,
        )
        outline = self._outlines.get(source.id)
        return apply_outline(document, outline) if outline else document

    def _current(self, entry: LibraryEntry) -> Source:
        """The entry's source; addresses that the manifest has learned since it was added are used."""
        known = self._known.get(entry.source.id)
        if known is None:
            return entry.source
        return replace(entry.source, url=entry.source.url or known.url, pages=known.pages)

    def _bytes(self, path: Path) -> bytes:
        try:
            size = path.stat().st_size
            if path.is_dir():
                raise UnreadableFileError(f"{path} is a folder. Add its files one by one.")
            if size > self._limits.max_bytes:
                limit = self._limits.max_bytes >> 20
                raise UnreadableFileError(
                    f"{path} has {size / (1 << 20):.1f} MiB, more than the limit of {limit} MiB. Raise "
                    "reading.max_file_mib in the settings, or add a smaller file."
                )
            return path.read_bytes()
        except OSError as error:
            raise UnreadableFileError(
                f"{path} cannot be read: {error.strerror}. Check the path and its rights."
            ) from error


def _described(path: Path, document: Document, known: Source | None, overrides: Overrides) -> Source:
    basis = known or Source(
        id=_slug(document.title) or _slug(path.stem) or "document",
        title=document.title,
        kind="document",
        edition="",
        publisher="",
        licence=UNKNOWN_LICENCE,
        terms=Terms.QUOTE,
        url="",
    )
    terms = Terms(overrides.terms) if overrides.terms else None
    return basis.with_changes(
        id=overrides.id,
        title=overrides.title,
        kind=overrides.kind,
        edition=overrides.edition,
        publisher=overrides.publisher,
        licence=overrides.licence,
        terms=terms,
        url=overrides.url,
    )


def _slug(text: str) -> str:
    words = "".join(char if char.isascii() and char.isalnum() else " " for char in text.lower()).split()
    return "-".join(words)[:_MOST_ID_LENGTH].rstrip("-")
