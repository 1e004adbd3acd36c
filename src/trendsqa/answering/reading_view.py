"""What a reader sees of the collection: documents, outlines and sections."""

from dataclasses import dataclass

from trendsqa.corpus.document import BlockKind

__all__ = [
    "CollectionStatus",
    "DocumentOutline",
    "DocumentSummary",
    "ReadingBlock",
    "ReadingView",
    "SectionEntry",
]


@dataclass(frozen=True, slots=True)
class DocumentSummary:
    """One document of the collection as a list shows it."""

    document_id: str
    title: str
    form: str
    kind: str
    edition: str
    publisher: str
    licence: str
    terms: str
    attribution: str
    url: str
    page_count: int | None
    sections: int
    passages: int
    words: int


@dataclass(frozen=True, slots=True)
class SectionEntry:
    """One line of a document's outline; ``page`` is where its heading stands."""

    section_id: str
    title: str
    heading_path: tuple[str, ...]
    level: int
    trend: str
    facet: str
    page: int | None
    url: str


@dataclass(frozen=True, slots=True)
class DocumentOutline:
    """A document and its sections, in order."""

    summary: DocumentSummary
    sections: tuple[SectionEntry, ...]


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
    """The section around a span: what "open in context" shows. Neighbours are section ids or None."""

    summary: DocumentSummary
    section: SectionEntry
    blocks: tuple[ReadingBlock, ...]
    previous_section: SectionEntry | None
    next_section: SectionEntry | None


@dataclass(frozen=True, slots=True)
class CollectionStatus:
    """Which generation answers, and how much it holds; ``created`` is ISO 8601 in UTC."""

    generation: str
    created: str
    documents: int
    passages: int
    encoder: str
