"""Reads the collection: documents, outlines, sections, texts and the links between them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from trendsqa.corpus.documents.document import BlockKind
from trendsqa.corpus.rights import Terms
from trendsqa.corpus.source import Form, Status
from trendsqa.errors import RightsError, UnknownItemError
from trendsqa.index.texts.passage_table import PassageTable
from trendsqa.index.texts.records import DocumentRecord, MentionRecord, SectionRecord

__all__ = [
    "Catalogue",
    "CollectionStatus",
    "DocumentOutline",
    "DocumentSummary",
    "LinkedItem",
    "LinkingSection",
    "SectionBlock",
    "SectionEntry",
    "SectionView",
]


@dataclass(frozen=True, slots=True)
class DocumentSummary:
    """One source of the collection as a list shows it.

    ``form`` is ``full``, ``brief`` or ``none``. ``note`` says in a sentence what a reader must know of it: that it is
    our summary, that its page moved, that no page is known; empty where there is nothing to say.
    """

    document_id: str
    title: str
    form: str
    kind: str
    organisation: str
    country: str
    published: str
    edition: str
    publisher: str
    licence: str
    terms: str
    status: str
    attribution: str
    url: str
    note: str
    page_count: int | None
    sections: int
    passages: int
    words: int


@dataclass(frozen=True, slots=True)
class SectionEntry:
    """One line of a document's outline; ``page`` is where its heading stands, ``form`` whose words it is made of."""

    section_id: str
    title: str
    heading_path: tuple[str, ...]
    level: int
    trend: str
    facet: str
    form: str
    page: int | None
    url: str


@dataclass(frozen=True, slots=True)
class LinkedItem:
    """A source that a section links to, with the words of the link."""

    document_id: str
    title: str
    kind: str
    organisation: str
    form: str
    url: str
    note: str
    section_id: str
    text: str


@dataclass(frozen=True, slots=True)
class LinkingSection:
    """A section that links to a source, with the words of the link."""

    section_id: str
    document_id: str
    document_title: str
    heading_path: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class DocumentOutline:
    """A document, its sections in order, what they link to, and the sections that link to it."""

    summary: DocumentSummary
    sections: tuple[SectionEntry, ...]
    links: tuple[LinkedItem, ...]
    linked_from: tuple[LinkingSection, ...]


@dataclass(frozen=True, slots=True)
class SectionBlock:
    """One block of a section as a reader sees it; ``depth`` nests list items."""

    kind: BlockKind
    text: str
    char_start: int
    char_end: int
    page: int | None
    depth: int


@dataclass(frozen=True, slots=True)
class SectionView:
    """The section around a span: what "open in context" shows. Neighbours are None at either end."""

    summary: DocumentSummary
    section: SectionEntry
    blocks: tuple[SectionBlock, ...]
    links: tuple[LinkedItem, ...]
    previous_section: SectionEntry | None
    next_section: SectionEntry | None


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


_NOTES = {
    Form.BRIEF: "Held as our summary, not the publisher's words.",
    Status.MOVED: "Its public page no longer holds what the report saw.",
    Status.UNRESOLVED: "Named in the report; no public page is known.",
}


class Catalogue:
    """Reads one generation's passage table."""

    def __init__(self, table: PassageTable) -> None:
        self._table = table
        # A generation never changes, and there are far fewer sources than passages.
        self._summaries = {record.id: self._summary(record) for record in table.documents()}

    def documents(self) -> tuple[DocumentSummary, ...]:
        """Every source, in the order of ids."""
        return tuple(self._summaries.values())

    def document(self, document_id: str) -> DocumentSummary:
        """One source. Raises UnknownItemError."""
        try:
            return self._summaries[document_id]
        except KeyError:
            raise UnknownItemError(f"This collection holds no document {document_id!r}.") from None

    def outline(self, document_id: str) -> DocumentOutline:
        """A document's sections and links. Raises UnknownItemError."""
        summary = self.document(document_id)
        sections = tuple(_entry(record) for record in self._table.sections(document_id))
        return DocumentOutline(
            summary=summary,
            sections=sections,
            links=self.linked_from_sections(section.section_id for section in sections),
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

    def read(self, section_id: str) -> SectionView:
        """A section in full with its neighbours. Raises UnknownItemError."""
        document_id = section_id.partition("#")[0]
        sections = [_entry(record) for record in self._table.sections(document_id)]
        ids = [section.section_id for section in sections]
        summary = self.document(document_id)
        if section_id not in ids:
            raise UnknownItemError(f"{document_id} has no section {section_id!r}.")
        place = ids.index(section_id)
        return SectionView(
            summary=summary,
            section=sections[place],
            blocks=tuple(self._blocks(section_id)),
            links=self.linked_from_sections([section_id]),
            previous_section=sections[place - 1] if place else None,
            next_section=sections[place + 1] if place + 1 < len(ids) else None,
        )

    def linked_from_sections(self, section_ids: Iterable[str], *, edition: str = "") -> tuple[LinkedItem, ...]:
        """The sources that the given sections link to, each once, in the order of the sections.

        Where an ``edition`` is asked for, another edition is not among them.
        """
        items: dict[str, LinkedItem] = {}
        for mention in self._table.mentioned_in([*section_ids]):
            source = self._summaries[mention.document_id]
            if edition and source.edition not in {"", edition}:
                continue
            item = LinkedItem(
                document_id=source.document_id,
                title=source.title,
                kind=source.kind,
                organisation=source.organisation,
                form=source.form,
                url=source.url,
                note=source.note,
                section_id=mention.section_id,
                text=mention.text,
            )
            items.setdefault(mention.document_id, item)
        return tuple(items.values())

    def _linking(self, mention: MentionRecord) -> LinkingSection:
        document_id = mention.section_id.partition("#")[0]
        section = self._table.section(mention.section_id)
        title = self._summaries[document_id].title if document_id in self._summaries else document_id
        path = section.heading_path if section else ()
        return LinkingSection(mention.section_id, document_id, title, path, mention.text)

    def _blocks(self, section_id: str) -> Iterator[SectionBlock]:
        document_id = section_id.partition("#")[0]
        for block in self._table.blocks(section_id):
            text = self._table.slice(document_id, block.char_start, block.char_end)
            yield SectionBlock(block.kind, text, block.char_start, block.char_end, block.page, block.depth)

    def _summary(self, record: DocumentRecord) -> DocumentSummary:
        same_as = f"The page of {record.same_as} is meant." if record.same_as else ""
        notes = [_NOTES.get(Form(record.form), ""), "" if same_as else _NOTES.get(Status(record.status), ""), same_as]
        return DocumentSummary(
            document_id=record.id,
            title=record.title,
            form=record.form,
            kind=record.kind,
            organisation=record.organisation,
            country=record.country,
            published=record.published,
            edition=record.edition,
            publisher=record.publisher,
            licence=record.licence,
            terms=record.terms,
            status=record.status,
            attribution=record.attribution,
            url=record.url,
            note=" ".join(note for note in notes if note),
            page_count=record.page_count,
            sections=record.sections,
            passages=record.passages,
            words=record.words,
        )


def _entry(record: SectionRecord) -> SectionEntry:
    return SectionEntry(
        section_id=record.id,
        title=record.title,
        heading_path=record.heading_path,
        level=record.level,
        trend=record.trend,
        facet=record.facet,
        form=record.form,
        page=record.page,
        url=record.url,
    )
