"""The collection: every known or stored source, and the documents made from the stored text."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from trendsqa.corpus.documents.brief import BRIEFS_FOLDER, brief_files, read_brief
from trendsqa.corpus.documents.document import Document
from trendsqa.corpus.documents.held_document import HeldDocument, hold, without_text
from trendsqa.corpus.documents.kept_reading import ReadDocument
from trendsqa.corpus.documents.merging import concatenate, fill_gaps
from trendsqa.corpus.documents.outline import Outline, apply_outline, load_outlines, recognise_outline
from trendsqa.corpus.documents.reading import ReadingLimits, detect_media_type, read_document
from trendsqa.corpus.edition import edition_in, latest_of_title, new_edition, series_of
from trendsqa.corpus.library import Library, LibraryEntry
from trendsqa.corpus.manifest import MANIFEST_FILE, load_manifest
from trendsqa.corpus.question_bank import NEAR_MISSES_FOLDER, QUESTIONS_FOLDER, BankEntry, load_question_bank
from trendsqa.corpus.rights import UNKNOWN_LICENCE, Terms
from trendsqa.corpus.snapshot import Capture, Snapshot
from trendsqa.corpus.source import Form, Source
from trendsqa.errors import StorageError, TrendsqaError, UnknownItemError, UnreadableFileError

__all__ = ["Added", "Collection", "CollectionItem", "Overrides"]

_OUTLINES = "outlines"
_MOST_ID_LENGTH = 60

OnProblem = Callable[[str, TrendsqaError], None]
"""Called with the id of a source that cannot be read, and the reason."""


@dataclass(frozen=True, slots=True)
class Overrides:
    """Metadata of a file that the maintainer sets; an empty field is taken from the file or from the known source."""

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
    """Result of ``add``: the new entry, the one it replaced, if any, and ``recognised``, true for a known source.

    ``edition_of`` is the report that the source is an edition of; empty for a source without an edition.
    """

    entry: LibraryEntry
    recognised: bool
    edition_of: str
    earlier: LibraryEntry | None
    words: int
    sections: int

    @property
    def replaced(self) -> bool:
        """True if the library already had a text of this source, the same or another."""
        return self.earlier is not None


@dataclass(frozen=True, slots=True)
class CollectionItem:
    """One source in a listing: the form of its text, and the snapshots it comes from."""

    source: Source
    form: Form
    snapshots: tuple[Snapshot, ...]


class Collection:
    """One corpus folder, together with the manifest, outlines and questions of known sources that the project ships."""

    def __init__(
        self,
        corpus: Path,
        *,
        listing: Path | None = None,
        shipped: Path,
        limits: ReadingLimits,
        read: ReadDocument = read_document,
    ) -> None:
        """Read manifests, outlines and the names of briefs, from ``listing`` if they are not in ``corpus``.

        ``read`` turns the bytes of ``documents`` into documents.

        Raises:
            SourceError: A manifest, an outline or the folder of briefs is wrong.
        """
        self.library = Library(corpus)
        self._limits = limits
        self._read_document = read
        self._listing = listing = listing or corpus
        self._shipped = shipped
        self._listed = load_manifest(listing / MANIFEST_FILE)
        self._known = {source.id: source for source in (*load_manifest(shipped / MANIFEST_FILE), *self._listed)}
        self._outlines: dict[str, Outline] = {
            **load_outlines(shipped / _OUTLINES),
            **load_outlines(listing / _OUTLINES),
        }
        self._briefs = brief_files(listing / BRIEFS_FOLDER)

    def question_bank(self) -> tuple[BankEntry, ...]:
        """The curated questions of this corpus folder, else those that the project ships. Raises QuestionSetError."""
        return self._questions(QUESTIONS_FOLDER)

    def near_misses(self) -> tuple[BankEntry, ...]:
        """Near misses: questions like the collection's that it does not answer; otherwise as ``question_bank``."""
        return self._questions(NEAR_MISSES_FOLDER)

    def questions_in(self, path: Path) -> tuple[BankEntry, ...]:
        """The questions in one file of that form. Raises QuestionSetError."""
        return load_question_bank([path], self._sections())

    def _questions(self, folder: str) -> tuple[BankEntry, ...]:
        own = self._listing / folder
        files = sorted((own if own.is_dir() else self._shipped / folder).glob("*.jsonl"))
        return load_question_bank(files, self._sections())

    def _sections(self) -> dict[str, frozenset[str]]:
        """The outline's paths of each known document; none for one without an outline."""
        sections: dict[str, frozenset[str]] = dict.fromkeys(self._known, frozenset())
        for source_id, outline in self._outlines.items():
            sections[source_id] = frozenset(entry.id for entry in outline.entries)
        return sections

    def listed(self, ids: Sequence[str] = ()) -> tuple[Source, ...]:
        """The manifest's sources, all or those named. Raises UnknownItemError."""
        listed = {source.id: source for source in self._listed}
        if unknown := sorted(set(ids) - set(listed)):
            raise UnknownItemError(f"The manifest lists no source {', '.join(unknown)}. See: trendsqa corpus list")
        return tuple(listed[source_id] for source_id in ids or listed)

    def items(self) -> tuple[CollectionItem, ...]:
        """Every listed or stored source, in the order of ids."""
        held = {entry.source.id: entry for entry in self.library.entries()}
        sources = {source.id: source for source in self._listed}
        sources.update({source_id: self._current(entry) for source_id, entry in held.items()})
        return tuple(self._item(sources[source_id], held.get(source_id)) for source_id in sorted(sources))

    def add(self, path: Path, overrides: Overrides, *, in_place: bool = False) -> Added:
        """Put a file into the library, after reading it once so that only readable files get in.

        ``in_place``: a file that is not a known source replaces the source that came from a file of the same name, else
        the source with the same title. It keeps the metadata that the maintainer gave: id and rights.

        Raises:
            UnreadableFileError: The file cannot be read; nothing was changed.
            SourceError: An override is not valid, or an entry of the library is damaged; nothing was changed.
        """
        data = self._bytes(path)
        capture = Capture(data, detect_media_type(data, path.name), asked=path.name)
        return self.add_capture(capture, overrides, in_place=in_place)

    def add_capture(self, capture: Capture, overrides: Overrides, *, in_place: bool = False) -> Added:
        """Put captured bytes into the library; works and raises as ``add``."""
        document = read_document(
            capture.data,
            name=capture.asked,
            document_id="draft",
            media_type=capture.media_type,
            limits=self._limits,
        )
        basis = self._basis(document, overrides)
        source = _described(basis or _unknown(capture.asked, document), overrides)
        if in_place and basis is None:
            source = self._in_place(source, capture.asked)
        earlier = self.library.entry(source.id)
        entry = self.library.put(source, [capture])
        return Added(
            entry=entry,
            recognised=source.id in self._known,
            edition_of=series_of(source.id, source.edition) if source.edition else "",
            earlier=earlier,
            words=len(document.text.split()),
            sections=len(document.sections),
        )

    def _basis(self, document: Document, overrides: Overrides) -> Source | None:
        """The known source of the file, or one made from its report's other editions; None if neither is known."""
        if overrides.id:
            return self._known.get(overrides.id)
        outline = recognise_outline(document, self._outlines)
        recognised = self._known.get(outline.source_id) if outline else None
        sources = {entry.source.id: entry.source for entry in self.library.entries()} | self._known
        report = recognised or latest_of_title(document.title, sources.values())
        edition = overrides.edition or edition_in(document.title)
        if report is None or not (report.edition and edition):
            return recognised
        if edition == report.edition:
            return report
        # A new edition may have most of the headings of the previous one, and must not replace it.
        other = new_edition(report, edition, document.title)
        return sources.get(other.id, other)

    def _in_place(self, source: Source, name: str) -> Source:
        """The source that ``source`` replaces, with its new title, else ``source`` itself: see ``add``."""
        held = {entry.source.id: entry for entry in self.library.entries()}
        # A new edition under the name of an old one is another source: only the outline says that it is the same.
        own = (entry for source_id, entry in held.items() if source_id not in self._known)
        of_name = [entry for entry in own if any(one.asked == name and not one.got for one in entry.snapshots)]
        replaced = of_name[0] if len(of_name) == 1 else held.get(source.id)
        return replace(replaced.source, title=source.title) if replaced else source

    def remove(self, source_id: str) -> LibraryEntry:
        """The entry removed from the library. Raises UnknownItemError."""
        return self.library.remove(source_id)

    def documents(self, on_problem: OnProblem) -> Iterator[HeldDocument]:
        """Each source as a document, in the order of ids; text that cannot be read is left out and reported.

        The full text is used if it is stored, and our brief for the sections that it lacks. A source with neither has
        only its title and address.

        Raises:
            StorageError: The parsed documents cannot be stored.
        """
        bank = self.question_bank()
        for item in self.items():
            full, brief = (_guarded(read, item, on_problem) for read in (self._full, self._brief))
            held = self._held(item.source, full, brief)
            yield replace(held, bank=tuple(entry for entry in bank if entry.document_id == item.source.id))

    def _held(self, source: Source, full: Document | None, brief: Document | None) -> HeldDocument:
        if full is None and brief is None:
            return without_text(source)
        if full is None or brief is None:
            document, form = (full, Form.FULL) if full else (brief, Form.BRIEF)
            return hold(source, document, (form,) * len(document.sections))  # type: ignore[arg-type, union-attr]
        outline = self._outlines.get(source.id)
        if outline is None:
            return hold(source, full, (Form.FULL,) * len(full.sections))
        order = [f"{source.id}#{entry.id}" for entry in outline.entries]
        if {section.id for section in full.sections}.issuperset(section.id for section in brief.sections):
            return hold(source, full, (Form.FULL,) * len(full.sections))
        merged = fill_gaps(full, brief, order)
        forms = tuple(Form.BRIEF if ours else Form.FULL for ours in merged.from_second)
        return hold(source, merged.document, forms)

    def _full(self, item: CollectionItem) -> Document | None:
        entry = self.library.entry(item.source.id)
        if entry is None or item.source.terms is Terms.LINK:
            return None
        order = {address: place for place, address in enumerate(item.source.addresses)}
        # A page that was removed from the manifest no longer belongs to the source; files have no address to check.
        snapshots = [snapshot for snapshot in entry.snapshots if not snapshot.got or snapshot.asked in order]
        if not snapshots:
            return None
        snapshots.sort(key=lambda snapshot: order.get(snapshot.asked, len(order)))
        parts = [self._read(entry, snapshot) for snapshot in snapshots]
        document = parts[0] if len(parts) == 1 else concatenate(parts, title=item.source.title)
        outline = self._outlines.get(item.source.id)
        return apply_outline(document, outline) if outline else document

    def _read(self, entry: LibraryEntry, snapshot: Snapshot) -> Document:
        return self._read_document(
            self.library.read(entry, snapshot),
            name=snapshot.got or snapshot.asked,
            document_id=entry.source.id,
            media_type=snapshot.media_type,
            limits=self._limits,
        )

    def _brief(self, item: CollectionItem) -> Document | None:
        paths = self._briefs.get(item.source.id)
        if not paths:
            return None
        outline = self._outlines.get(item.source.id)
        return read_brief(item.source.id, paths, outline, self._limits, self._read_document)

    def _item(self, source: Source, entry: LibraryEntry | None) -> CollectionItem:
        held = entry is not None and source.terms is not Terms.LINK
        form = Form.FULL if held else Form.BRIEF if source.id in self._briefs else Form.NONE
        return CollectionItem(source, form, entry.snapshots if entry else ())

    def _current(self, entry: LibraryEntry) -> Source:
        """The entry's source, completed with the manifest's fields."""
        known = self._known.get(entry.source.id)
        if known is None:
            return entry.source
        return replace(
            known,
            title=entry.source.title,
            kind=entry.source.kind,
            publisher=entry.source.publisher,
            licence=entry.source.licence,
            terms=entry.source.terms,
            edition=entry.source.edition,
            url=entry.source.url or known.url,
        )

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


def _guarded(
    read: Callable[[CollectionItem], Document | None], item: CollectionItem, on_problem: OnProblem
) -> Document | None:
    try:
        return read(item)
    except StorageError:
        # A full disk is not a defect of the source.
        raise
    except TrendsqaError as error:
        on_problem(item.source.id, error)
        return None


def _unknown(name: str, document: Document) -> Source:
    """A new source, described by its file alone."""
    return Source(
        id=_slug(document.title) or _slug(PurePosixPath(name).stem) or "document",
        title=document.title,
        kind="document",
        publisher="",
        licence=UNKNOWN_LICENCE,
        terms=Terms.QUOTE,
    )


def _described(basis: Source, overrides: Overrides) -> Source:
    """``basis`` with the maintainer's overrides."""
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
