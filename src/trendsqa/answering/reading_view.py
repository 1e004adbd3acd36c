"""What a reader sees of the collection: documents, outlines, sections and the links between them."""

from dataclasses import dataclass

from trendsqa.corpus.document import BlockKind

__all__ = [
    "CollectionStatus",
    "DocumentOutline",
    "DocumentSummary",
    "LinkedItem",
    "LinkingSection",
    "ReadingBlock",
    "ReadingView",
    "SectionEntry",
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
class ReadingBlock:
    """One block of a section as a reader sees it; ``depth`` nests list items."""

    kind: BlockKind
    text: str
    char_start: int
    char_end: int
    page: int | None
    depth: int


@dataclass(frozen=True, slots=True)
class ReadingView:
    """The section around a span: what "open in context" shows. Neighbours are None at either end."""

    summary: DocumentSummary
    section: SectionEntry
    blocks: tuple[ReadingBlock, ...]
    links: tuple[LinkedItem, ...]
    previous_section: SectionEntry | None
    next_section: SectionEntry | None


@dataclass(frozen=True, slots=True)
class CollectionStatus:
    """Which generation answers, and how much it holds; ``created`` is ISO 8601 in UTC.

    ``documents`` are the sources of which some text is held; ``editions`` are those of the report, newest first.
    """

    generation: str
    created: str
    documents: int
    passages: int
    editions: tuple[str, ...]
    encoder: str
