"""Reads the collection: documents, outlines, sections, texts and the links between them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from trendsqa.corpus.documents.document import BlockKind, PageTurn
from trendsqa.corpus.rights import Terms
from trendsqa.corpus.source import Form
from trendsqa.errors import RightsError, UnknownItemError
from trendsqa.index.texts.passage_table import PassageTable
from trendsqa.index.texts.records import DocumentRecord, MentionRecord, SectionRecord
from trendsqa.retrieval.hit import Filters

__all__ = [
    "Catalogue",
    "CollectionStatus",
    "DocumentOutline",
    "LinkingSection",
    "SectionBlock",
    "SectionView",
]


_OUTLINES_AT_HAND = 16
"""Documents whose sections are kept: each section that is read needs them for its neighbours."""


@dataclass(frozen=True, slots=True)
class LinkingSection:
    """A section that links to a source, with the words of the link.

    Its document's id stands for a title that is not held, and ``heading_path`` is empty if its outline is not.
    """

    section_id: str
    document_id: str
    document_title: str
    heading_path: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class DocumentOutline:
    """A document, its sections in order, what they link to, and the sections that link to it."""

    document: DocumentRecord
    sections: tuple[SectionRecord, ...]
    links: tuple[MentionRecord, ...]
    linked_from: tuple[LinkingSection, ...]


@dataclass(frozen=True, slots=True)
class SectionBlock:
    """One block of a section as a reader sees it; ``depth`` nests list items, ``header_rows`` begin a table.

    ``turns`` say where later pages begin in it.
    """

    kind: BlockKind
    text: str
    char_start: int
    char_end: int
    page: int | None
    depth: int
    header_rows: int = 0
    turns: tuple[PageTurn, ...] = ()


@dataclass(frozen=True, slots=True)
class SectionView:
    """The section around a span: what "open in context" shows. Neighbours are None at either end."""

    section: SectionRecord
    blocks: tuple[SectionBlock, ...]
    links: tuple[MentionRecord, ...]
    previous_section: SectionRecord | None
    next_section: SectionRecord | None


@dataclass(frozen=True, slots=True)
class CollectionStatus:
    """Generation that answers, and its size; ``created`` is ISO 8601 in UTC.

    ``documents`` are the sources of which some text is held; ``editions`` are those of the report, newest first.
    """

    generation: str
    created: str
    documents: int
    passages: int
    editions: tuple[str, ...]
    encoder: str


class Catalogue:
    """Reads one generation's passage table."""

    def __init__(self, table: PassageTable) -> None:
        self._table = table
        # A generation never changes, and there are far fewer sources than passages.
        self._documents = {document.id: document for document in table.documents()}
        self._sections = lru_cache(_OUTLINES_AT_HAND)(table.sections)

    def documents(self) -> tuple[DocumentRecord, ...]:
        """Every source, in the order of ids."""
        return tuple(self._documents.values())

    def document(self, document_id: str) -> DocumentRecord:
        """One source. Raises UnknownItemError."""
        try:
            return self._documents[document_id]
        except KeyError:
            raise UnknownItemError(f"There is no document {document_id!r}.") from None

    def passing(self, filters: Filters) -> tuple[DocumentRecord, ...]:
        """The sources of which every section passes ``filters``; none if a part of a document is asked for."""
        if filters.trend or filters.facet:
            return ()
        # Some documents hold their own words of some sections, and our summary of the rest.
        return tuple(
            document
            for document in self._of_documents_asked(filters)
            if not filters.form or all(section.form == filters.form for section in self._table.sections(document.id))
        )

    def sections_passing(self, filters: Filters) -> tuple[SectionRecord, ...]:
        """The sections that pass ``filters``, in the order of the documents."""
        return tuple(
            section
            for document in self._of_documents_asked(filters)
            for section in self._sections(document.id)
            if all(getattr(filters, name) in {"", getattr(section, name)} for name in ("trend", "facet", "form"))
        )

    def _of_documents_asked(self, filters: Filters) -> Iterator[DocumentRecord]:
        """The sources that pass what ``filters`` asks of whole documents."""
        for document in self._documents.values():
            if (
                filters.document_id in {"", document.id}
                and document.edition not in filters.without_editions
                and all(
                    getattr(filters, name) in {"", getattr(document, name)} for name in ("edition", "kind", "publisher")
                )
            ):
                yield document

    def outline(self, document_id: str) -> DocumentOutline:
        """A document's sections and links. Raises UnknownItemError."""
        document = self.document(document_id)
        sections = self._sections(document_id)
        return DocumentOutline(
            document=document,
            sections=sections,
            links=self.linked_from_sections(section.id for section in sections),
            linked_from=tuple(self._linking(mention) for mention in self._table.mentions_of(document_id)),
        )

    def text(self, document_id: str) -> str:
        """The text that offsets point into.

        Raises:
            UnknownItemError: There is no such document.
            RightsError: Its terms allow a link only and the text is not our own brief, or no text is held.
        """
        document = self.document(document_id)
        at = f"Read it at its publisher: {document.url}" if document.url else "No public address is known."
        if document.form == Form.NONE:
            raise RightsError(f"No text of {document_id!r} is held, neither its own nor a brief. {at}")
        if document.terms == Terms.LINK and document.form != Form.BRIEF:
            raise RightsError(
                f"The terms of {document_id!r} allow a link only: its text is neither stored nor shown. {at}"
            )
        return self._table.text(document_id) or ""

    def section(self, section_id: str) -> SectionView:
        """A section in full with its neighbours. Raises UnknownItemError."""
        document = self.document(section_id.partition("#")[0])
        sections = self._sections(document.id)
        place = next((place for place, section in enumerate(sections) if section.id == section_id), None)
        if place is None:
            raise UnknownItemError(f"{document.id} has no section {section_id!r}.")
        return SectionView(
            section=sections[place],
            blocks=tuple(self._blocks(sections[place])),
            links=self.linked_from_sections([section_id]),
            previous_section=sections[place - 1] if place else None,
            next_section=sections[place + 1] if place + 1 < len(sections) else None,
        )

    def linked_from_sections(self, section_ids: Iterable[str], *, edition: str = "") -> tuple[MentionRecord, ...]:
        """The sources that the given sections link to, each once, in the order of the sections.

        If an ``edition`` is asked for, another edition is not among them.
        """
        mentions: dict[str, MentionRecord] = {}
        for mention in self._table.mentioned_in([*section_ids]):
            if not edition or mention.document.edition in {"", edition}:
                mentions.setdefault(mention.document.id, mention)
        return tuple(mentions.values())

    def _linking(self, mention: MentionRecord) -> LinkingSection:
        document_id = mention.section_id.partition("#")[0]
        document, section = self._documents.get(document_id), self._table.section(mention.section_id)
        return LinkingSection(
            section_id=mention.section_id,
            document_id=document_id,
            document_title=document.title if document else document_id,
            heading_path=section.heading_path if section else (),
            text=mention.text,
        )

    def _blocks(self, section: SectionRecord) -> Iterator[SectionBlock]:
        for block in self._table.blocks(section.id):
            text = self._table.slice(section.document.id, block.char_start, block.char_end)
            yield SectionBlock(
                kind=block.kind,
                text=text,
                char_start=block.char_start,
                char_end=block.char_end,
                page=block.page,
                depth=block.depth,
                header_rows=block.header_rows,
                turns=block.turns,
            )
