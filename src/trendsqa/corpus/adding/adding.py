"""Adding of files to the library, by one rule for every way in: nothing replaces another document unless told.

A file is a document of its own, unless it is told by its headings or its edition as a known source, or is a held file
again: one of the same name, or with the same bytes. A title is no identity: many files are called "Minutes".
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from trendsqa.corpus.adding.accepting import accepted_losses
from trendsqa.corpus.adding.coverage_words import left_out_lines, words_stored, words_to_store
from trendsqa.corpus.adding.source_id import free_id, id_of
from trendsqa.corpus.adding.web_address import check_web_address
from trendsqa.corpus.documents.coverage import Coverage
from trendsqa.corpus.documents.document import Document
from trendsqa.corpus.documents.kept_reading import ReadDocument
from trendsqa.corpus.documents.outline import Outline, recognise_outline
from trendsqa.corpus.documents.reading import ReadingLimits
from trendsqa.corpus.documents.text_cleaning import letters_only
from trendsqa.corpus.edition import edition_in, latest_of_title, new_edition, series_of
from trendsqa.corpus.library import Library, LibraryEntry
from trendsqa.corpus.rights import UNKNOWN_LICENCE, Terms
from trendsqa.corpus.snapshot import Capture, KeptCoverage
from trendsqa.corpus.source import Source
from trendsqa.errors import UnknownItemError

__all__ = ["Added", "Adding", "Overrides", "as_listed"]

_DATE = re.compile(r"(?:19|20)\d\d(?:-\d\d(?:-\d\d)?)?(?=T|\s|$)")
_title_key = lru_cache(maxsize=1 << 16)(letters_only)
"""``letters_only`` of titles: each file that is added is compared with the titles of all."""


@dataclass(frozen=True, slots=True)
class Overrides:
    """Metadata of a file that the maintainer sets; an empty field is taken from the file or from the known source.

    ``id`` names the source that the file becomes, and replaces its text if there is one. ``replaces`` is the id of a
    held source that the file replaces; it has to exist. ``allow_loss``: a file that loses much is taken as it is.
    """

    id: str = ""
    title: str = ""
    kind: str = ""
    edition: str = ""
    publisher: str = ""
    licence: str = ""
    terms: str = ""
    url: str = ""
    replaces: str = ""
    allow_loss: bool = False


@dataclass(frozen=True, slots=True)
class Added:
    """Result of ``add``: the new entry, the one it replaced, if any, and ``recognised``, true for a known source.

    ``edition_of`` is the report that the source is an edition of; empty for a source without an edition. ``namesakes``
    are the ids of other sources with its title, if it is new.
    """

    entry: LibraryEntry
    recognised: bool
    edition_of: str
    earlier: LibraryEntry | None
    words: int
    sections: int
    coverage: Coverage | None
    namesakes: tuple[str, ...]

    @property
    def replaced(self) -> bool:
        """True if the library already had a text of this source, the same or another."""
        return self.earlier is not None

    @property
    def unchanged(self) -> bool:
        """True if the library had the same bytes for this source."""
        before = self.earlier.snapshots if self.earlier else ()
        return [one.sha256 for one in before] == [one.sha256 for one in self.entry.snapshots]


class Adding:
    """Adds captured files to one library, beside the sources of the manifests."""

    def __init__(
        self,
        library: Library,
        known: Mapping[str, Source],
        outlines: Mapping[str, Outline],
        *,
        limits: ReadingLimits,
        most_loss: float,
        read: ReadDocument,
    ) -> None:
        """``most_loss`` is the largest share of a file, 0-1, that may be lost without a word from the maintainer.

        ``read`` turns bytes into documents.
        """
        self._library = library
        self._known = known
        self._outlines = outlines
        self._limits = limits
        self._most_loss = most_loss
        self._read = read

    def add(self, capture: Capture, overrides: Overrides, *, also_named: tuple[str, ...] = ()) -> Added:
        """Put captured bytes into the library, after reading them once so that only readable files get in.

        ``also_named`` are longer names of the file, with its folders, under which it may be held.

        Raises:
            UnreadableFileError: The file cannot be read, or loses too much; nothing was changed.
            SourceError: An override is not valid, or an entry of the library is damaged; nothing was changed.
            AddressError: The address to be shown is not one of the web; nothing was changed.
            UnknownItemError: No source is held that has the id to replace; nothing was changed.
        """
        if overrides.url:
            check_web_address(overrides.url)
        document = self._read(
            capture.data,
            name=capture.asked,
            document_id="draft",
            media_type=capture.media_type,
            limits=self._limits,
        )
        held = {entry.source.id: entry for entry in self._library.entries()}
        chosen, earlier = self._place(capture, document, overrides, also_named, held)
        accepted = accepted_losses(
            capture.asked,
            document.coverage,
            earlier.accepted if earlier else {},
            most_loss=self._most_loss,
            allow_loss=overrides.allow_loss,
        )
        source = _described(chosen, overrides, document, _address(capture, chosen, earlier))
        capture = replace(capture, asked=_name(capture, also_named, earlier), coverage=_kept(document))
        return Added(
            entry=self._library.put(source, [capture], accepted),
            recognised=source.id in self._known,
            edition_of=series_of(source.id, source.edition) if source.edition else "",
            earlier=earlier,
            words=words_stored(document.coverage) if document.coverage else len(document.text.split()),
            sections=len(document.sections),
            coverage=document.coverage,
            namesakes=() if earlier else self._namesakes(source, held),
        )

    def _place(
        self,
        capture: Capture,
        document: Document,
        overrides: Overrides,
        also_named: tuple[str, ...],
        held: Mapping[str, LibraryEntry],
    ) -> tuple[Source, LibraryEntry | None]:
        """The source that the file becomes, before overrides, and the entry that it replaces; None for a new one."""
        if overrides.replaces and overrides.replaces not in held:
            raise UnknownItemError(
                f"The library holds no text of {overrides.replaces!r} to replace. `trendsqa corpus list` shows what it "
                "holds; a new document gets its id by --id."
            )
        if told := overrides.replaces or overrides.id:
            if told in held:
                return self._updated(held[told], document), held[told]
            return self._known.get(told) or replace(_unknown(told, document), id=told), None
        same = _same_file(capture, also_named, held, self._outlines)
        basis = self._basis(document, overrides, held, same)
        if basis is None and same:
            return self._updated(same, document), same
        if basis is None:
            wanted = id_of(overrides.title or document.title, capture.asked)
            return _unknown(free_id(wanted, held.keys() | self._known.keys()), document), None
        entry = held.get(basis.id)
        return (self._updated(entry, document), entry) if entry else (basis, None)

    def _basis(
        self,
        document: Document,
        overrides: Overrides,
        held: Mapping[str, LibraryEntry],
        same: LibraryEntry | None,
    ) -> Source | None:
        """The known source of the file, or one made from its report's other editions; None if neither is known.

        A held text is only given for a file that has its headings, or that is the ``same`` again.
        """
        if same and not overrides.edition and _title_key(same.source.title) == _title_key(document.title):
            return None
        outline = recognise_outline(document, self._outlines)
        recognised = self._known.get(outline.source_id) if outline else None
        sources = {source_id: entry.source for source_id, entry in held.items()} | dict(self._known)
        report = recognised or latest_of_title(document.title, sources.values())
        edition = overrides.edition or edition_in(document.title)
        if report is None or not (report.edition and edition):
            return recognised
        if edition != report.edition:
            # A new edition may have most of the headings of the previous one, and must not replace it.
            other = new_edition(report, edition, document.title)
            report = sources.get(other.id, other)
        is_it = recognised is not None or report.id not in held or (same is not None and same.source.id == report.id)
        return report if is_it else None

    def _updated(self, entry: LibraryEntry, document: Document) -> Source:
        """The entry's source as it is, with the title of its new text unless the maintainer or a manifest gave one."""
        known = self._known.get(entry.source.id)
        source = as_listed(entry.source, known)
        if known:
            return source
        coverage = entry.snapshots[0].coverage if entry.snapshots else None
        given = coverage is not None and coverage.title != source.title
        return replace(source, title=source.title if given else document.title, published="")

    def _namesakes(self, source: Source, held: Mapping[str, LibraryEntry]) -> tuple[str, ...]:
        titles = {known.id: known.title for known in self._known.values()}
        titles.update({source_id: entry.source.title for source_id, entry in held.items()})
        own = _title_key(source.title)
        return tuple(one for one, title in sorted(titles.items()) if one != source.id and _title_key(title) == own)


def as_listed(source: Source, known: Source | None) -> Source:
    """An entry's ``source`` completed with the fields of the manifest's, ``known``, if there is one."""
    if known is None:
        return source
    return replace(
        known,
        title=source.title,
        kind=source.kind,
        publisher=source.publisher,
        licence=source.licence,
        terms=source.terms,
        edition=source.edition,
        published=known.published or source.published,
        url=source.url or known.url,
    )


def _same_file(
    capture: Capture, also_named: tuple[str, ...], held: Mapping[str, LibraryEntry], outlines: Mapping[str, Outline]
) -> LibraryEntry | None:
    """The entry of this file, by its longest name that one has, else by its bytes; None if several have the name.

    A text with an outline is told by its headings alone: another edition of a report often has the same name.
    """
    single = [entry for entry in held.values() if len(entry.snapshots) == 1]
    files = [entry for entry in single if bool(entry.snapshots[0].got) == bool(capture.got)]
    sha256 = hashlib.sha256(capture.data).hexdigest()
    same_bytes = [entry for entry in files if entry.snapshots[0].sha256 == sha256]
    for name in (*also_named, capture.asked):
        named = [entry for entry in files if entry.snapshots[0].asked == name and entry.source.id not in outlines]
        if named:
            return named[0] if len(named) == 1 else next((entry for entry in named if entry in same_bytes), None)
    return same_bytes[0] if same_bytes else None


def _name(capture: Capture, also_named: tuple[str, ...], earlier: LibraryEntry | None) -> str:
    """The name to store: the one that the entry has, if it is one of the file's."""
    before = earlier.snapshots[0].asked if earlier and earlier.snapshots else ""
    return before if before in also_named else capture.asked


def _unknown(source_id: str, document: Document) -> Source:
    """A new source, described by its file alone."""
    return Source(
        id=source_id, title=document.title, kind="document", publisher="", licence=UNKNOWN_LICENCE, terms=Terms.QUOTE
    )


def _address(capture: Capture, chosen: Source, earlier: LibraryEntry | None) -> str:
    """The address of a captured page, unless the source has one and the page was captured from there before."""
    asked_before = earlier is not None and any(one.asked == capture.asked for one in earlier.snapshots)
    return capture.asked if capture.got and not (chosen.url and asked_before) else ""


def _described(chosen: Source, overrides: Overrides, document: Document, address: str) -> Source:
    """``chosen`` with the maintainer's overrides, and with the date of the file's last change if no other is known."""
    changed = _DATE.match(document.changed)
    return chosen.with_changes(
        title=overrides.title,
        kind=overrides.kind,
        edition=overrides.edition,
        publisher=overrides.publisher,
        licence=overrides.licence,
        terms=Terms(overrides.terms) if overrides.terms else None,
        url=overrides.url or address,
        published=chosen.published or (changed.group() if changed else ""),
    )


def _kept(document: Document) -> KeptCoverage | None:
    coverage = document.coverage
    if coverage is None:
        return None
    return KeptCoverage(
        title=document.title,
        words=words_stored(coverage),
        shown=words_to_store(coverage),
        left_out=left_out_lines(coverage),
        losses=tuple(map(str, coverage.losses)),
    )
