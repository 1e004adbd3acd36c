"""The collection: every known or stored source, and the documents made from the stored text."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import TypeVar

from trendsqa.corpus.adding.adding import Added, Adding, Overrides, as_listed
from trendsqa.corpus.documents.brief import BRIEFS_FOLDER, brief_files, read_brief
from trendsqa.corpus.documents.document import Document
from trendsqa.corpus.documents.held_document import HeldDocument, HeldPdf, hold, without_text
from trendsqa.corpus.documents.kept_reading import ReadDocument
from trendsqa.corpus.documents.merging import concatenate, fill_gaps
from trendsqa.corpus.documents.outline import Outline, apply_outline, load_outlines
from trendsqa.corpus.documents.reading import ReadingLimits, detect_media_type, read_document
from trendsqa.corpus.library import Library, LibraryEntry
from trendsqa.corpus.manifest import MANIFEST_FILE, load_manifest
from trendsqa.corpus.question_bank import (
    NEAR_MISSES_FOLDER,
    PROMOTED_FILE,
    QUESTIONS_FOLDER,
    BankEntry,
    add_promoted,
    load_promoted,
    load_question_bank,
    reads_the_same,
)
from trendsqa.corpus.readers.recognising.formats import PDF
from trendsqa.corpus.rights import Terms
from trendsqa.corpus.snapshot import Capture, Snapshot
from trendsqa.corpus.source import Form, Source
from trendsqa.errors import InputError, StorageError, TrendsqaError, UnknownItemError, UnreadableFileError

__all__ = ["Added", "Collection", "CollectionItem", "Overrides"]

_OUTLINES = "outlines"

T = TypeVar("T")

OnProblem = Callable[[str, TrendsqaError], None]
"""Called with the id of a source that cannot be read, and the reason."""


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
        most_loss: float = 1.0,
    ) -> None:
        """Read manifests, outlines and the names of briefs, from ``listing`` if they are not in ``corpus``.

        ``read`` turns bytes into documents. ``most_loss`` is the largest share of a file, 0-1,
        that may be lost without a word from the maintainer.

        Raises:
            SourceError: A manifest, an outline or the folder of briefs is wrong.
        """
        self.library = Library(corpus)
        self._limits = limits
        self._read_document = read
        self._listing = listing = listing or corpus
        self._shipped = shipped
        self._promoted = corpus / QUESTIONS_FOLDER / PROMOTED_FILE
        self._listed = load_manifest(listing / MANIFEST_FILE)
        self._known = {source.id: source for source in (*load_manifest(shipped / MANIFEST_FILE), *self._listed)}
        self._outlines: dict[str, Outline] = {
            **load_outlines(shipped / _OUTLINES),
            **load_outlines(listing / _OUTLINES),
        }
        self._briefs = brief_files(listing / BRIEFS_FOLDER)
        self._adding = Adding(self.library, self._known, self._outlines, limits=limits, most_loss=most_loss, read=read)

    def question_bank(self) -> tuple[BankEntry, ...]:
        """The curated questions of this corpus folder, else those that the project ships, and the promoted ones.

        Raises:
            QuestionSetError: A line is malformed or names what is not there.
        """
        curated = self._questions(QUESTIONS_FOLDER)
        known = {*self._known, *(entry.source.id for entry in self.library.entries())}
        return (*curated, *load_promoted(self._promoted, known, curated))

    def promote(self, question: str, section_id: str) -> Path:
        """The file to which ``question`` is added, as one that the section, or document, ``section_id`` answers.

        Raises:
            UnknownItemError: There is no such section.
            InputError: The bank has the question already, or it is too short to be one; nothing was changed.
            StorageError: The file cannot be written; nothing was changed.
        """
        document_id, _, path = section_id.partition("#")
        sections = self.document(document_id).document.sections
        if path and section_id not in {section.id for section in sections}:
            raise UnknownItemError(f"There is no section {section_id!r}. See: trendsqa corpus show {document_id}")
        if same := reads_the_same(question, self.question_bank()):
            raise InputError(f"{same.file} has this question, tied to {same.section_id!r}. Nothing was changed.")
        add_promoted(self._promoted, section_id, question)
        return self._promoted

    def near_misses(self) -> tuple[BankEntry, ...]:
        """Near misses: questions like the collection's that it does not answer; otherwise as ``question_bank``."""
        return self._questions(NEAR_MISSES_FOLDER)

    def _questions(self, folder: str) -> tuple[BankEntry, ...]:
        own = self._listing / folder
        files = _bank_files(own)
        # A folder that was made for promoted questions alone takes no shipped ones away.
        if not files and (not own.is_dir() or (self._promoted.parent == own and self._promoted.is_file())):
            files = _bank_files(self._shipped / folder)
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
        sources.update(
            {source_id: as_listed(entry.source, self._known.get(source_id)) for source_id, entry in held.items()}
        )
        return tuple(self._item(sources[source_id], held.get(source_id)) for source_id in sorted(sources))

    def add(self, path: Path, overrides: Overrides, *, name: str = "") -> Added:
        """Put a file into the library, after reading it once so that only readable files get in.

        ``name`` is its name in the library, with the folders that tell it from others; by default the file's own.

        Raises:
            UnreadableFileError: The file cannot be read, or loses too much; nothing was changed.
            SourceError: An override is not valid, or an entry of the library is damaged; nothing was changed.
            UnknownItemError: No source is held that has the id to replace; nothing was changed.
        """
        name = name or path.name
        _check_name(name)
        data = self._bytes(path)
        capture = Capture(data, detect_media_type(data, name), asked=name)
        return self._adding.add(capture, overrides, also_named=_longer_names(path, name))

    def add_capture(self, capture: Capture, overrides: Overrides) -> Added:
        """Put captured bytes into the library; raises as ``add``."""
        return self._adding.add(capture, overrides)

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
            full = _guarded(self._full, item, on_problem)
            brief = _guarded(self._brief, item, on_problem)
            held = self._held(item.source, full, brief)
            yield replace(held, bank=tuple(entry for entry in bank if entry.document_id == item.source.id))

    def document(self, source_id: str) -> HeldDocument:
        """One source as a document, without its curated questions.

        Raises:
            UnknownItemError: The collection has no such source.
            UnreadableFileError: Its text can no longer be read.
            SourceError: Its text is gone or was altered, or its brief is wrong.
        """
        item = next((item for item in self.items() if item.source.id == source_id), None)
        if item is None:
            raise UnknownItemError(f"The collection has no source {source_id!r}. See: trendsqa corpus list")
        return self._held(item.source, self._full(item), self._brief(item))

    def _held(self, source: Source, own: "_OwnText | None", brief: Document | None) -> HeldDocument:
        held = self._with_text(source, own.document if own else None, brief)
        return replace(held, pdf=own.pdf if own else None)

    def _with_text(self, source: Source, full: Document | None, brief: Document | None) -> HeldDocument:
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

    def _full(self, item: CollectionItem) -> "_OwnText | None":
        entry = self.library.entry(item.source.id)
        if entry is None or item.source.terms is Terms.LINK:
            return None
        order = {address: place for place, address in enumerate(item.source.addresses)}
        # A page that was removed from the manifest no longer belongs to the source; files have no address to check.
        listed = item.source.id in self._known
        snapshots = [one for one in entry.snapshots if not (listed and one.got) or one.asked in order]
        if not snapshots:
            return None
        snapshots.sort(key=lambda snapshot: order.get(snapshot.asked, len(order)))
        parts = [self._read(entry, snapshot) for snapshot in snapshots]
        alone = len(parts) == 1
        document = parts[0].document if alone else concatenate([p.document for p in parts], title=item.source.title)
        outline = self._outlines.get(item.source.id)
        return _OwnText(apply_outline(document, outline) if outline else document, parts[0].pdf if alone else None)

    def _read(self, entry: LibraryEntry, snapshot: Snapshot) -> "_OwnText":
        data = self.library.read(entry, snapshot)
        document = self._read_document(
            data,
            name=snapshot.got or snapshot.asked,
            document_id=entry.source.id,
            media_type=snapshot.media_type,
            limits=self._limits,
        )
        is_pdf = document.page_count is not None and detect_media_type(data, "") == PDF
        return _OwnText(document, HeldPdf(snapshot.sha256, snapshot.asked if snapshot.got else "") if is_pdf else None)

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

    def _bytes(self, path: Path) -> bytes:
        try:
            size = path.stat().st_size
            if path.is_dir():
                raise UnreadableFileError(f"{path} is a folder. Add it: trendsqa corpus add {path}")
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


def _bank_files(folder: Path) -> list[Path]:
    """Files of a question bank in ``folder``; promoted questions belong to one collection and are read apart."""
    return sorted(path for path in folder.glob("*.jsonl") if path.name != PROMOTED_FILE)


@dataclass(frozen=True, slots=True)
class _OwnText:
    """A source's own text, and the one PDF that it comes from; None if it comes from anything else."""

    document: Document
    pdf: HeldPdf | None


def _guarded(read: Callable[[CollectionItem], T | None], item: CollectionItem, on_problem: OnProblem) -> T | None:
    try:
        return read(item)
    except StorageError:
        # A full disk is not a defect of the source.
        raise
    except TrendsqaError as error:
        on_problem(item.source.id, error)
        return None


def _check_name(name: str) -> None:
    try:
        name.encode()
    except UnicodeEncodeError as error:
        raise UnreadableFileError(
            f"{name!r} has bytes in its name that are no UTF-8. Rename it and add it again."
        ) from error


def _longer_names(path: Path, name: str) -> tuple[str, ...]:
    """Names of the file with more of its folders than ``name`` has, the longest first."""
    parts = path.absolute().parts[1:]
    fewest = len(PurePosixPath(name).parts)
    return tuple("/".join(parts[start:]) for start in range(len(parts) - fewest))
