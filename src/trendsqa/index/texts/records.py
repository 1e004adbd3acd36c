"""The rows of the passage table as values: documents, sections, passages, and what ties them together."""

from dataclasses import dataclass

__all__ = ["DocumentRecord", "MentionRecord", "PassageRecord", "QuestionRecord", "SectionRecord"]


@dataclass(frozen=True, slots=True)
class PassageRecord:
    """A passage with all that a citation needs.

    ``url`` is the publisher's page that carries the section, empty where none is known. ``page`` is 1-based
    and None where the format has no pages. Offsets are code points into the document's text.
    """

    passage_id: str
    document_id: str
    document_title: str
    form: str
    kind: str
    edition: str
    publisher: str
    licence: str
    attribution: str
    terms: str
    url: str
    section_id: str
    heading_path: tuple[str, ...]
    trend: str
    facet: str
    page: int | None
    char_start: int
    char_end: int
    text: str


@dataclass(frozen=True, slots=True)
class DocumentRecord:
    """A document without its text; ``words`` are runs of non-space characters."""

    id: str
    title: str
    form: str
    kind: str
    organisation: str
    country: str
    published: str
    edition: str
    publisher: str
    licence: str
    attribution: str
    terms: str
    status: str
    same_as: str
    url: str
    page_count: int | None
    sections: int
    passages: int
    words: int


@dataclass(frozen=True, slots=True)
class SectionRecord:
    """A section of a document; ``page`` is where it begins."""

    ordinal: int
    id: str
    document_id: str
    form: str
    title: str
    heading_path: tuple[str, ...]
    level: int
    trend: str
    facet: str
    url: str
    page: int | None


@dataclass(frozen=True, slots=True)
class MentionRecord:
    """A link from a section to a source, with the words of the link."""

    section_id: str
    document_id: str
    text: str


@dataclass(frozen=True, slots=True)
class QuestionRecord:
    """A curated question and one passage that answers it."""

    text: str
    passage_id: str
    section_id: str
