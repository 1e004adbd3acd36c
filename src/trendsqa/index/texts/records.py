"""The rows of the passage table as values: documents, sections, passages, and what ties them together.

They are what retrieval, answers, pages and the API carry. Each names its parent once, so nothing is said twice.
"""

from dataclasses import dataclass

from trendsqa.corpus.source import Form, Status
from trendsqa.index.texts.deep_link import deep_link, names_pdf
from trendsqa.translatable import translatable

__all__ = ["DocumentRecord", "MentionRecord", "PassageRecord", "QuestionRecord", "SectionRecord"]

_NOTES: dict[str, str] = {
    Form.BRIEF: translatable("Held as our summary, not the publisher's words."),
    Status.MOVED: translatable("Its public page no longer holds what the report saw."),
    Status.UNRESOLVED: translatable("Named in the report; no public page is known."),
}


@dataclass(frozen=True, slots=True)
class DocumentRecord:
    """A document without its text.

    ``form`` is ``full``, ``brief`` or ``none``. ``published`` is a date as precise as it is known (ISO 8601), or empty.
    ``language`` is that of the title (BCP 47). ``same_as`` names another source whose page this one shares, or is
    empty. ``words`` are runs of non-space characters. ``page_labels`` are the printed page numbers, one a page, and
    empty if the file has none. ``losses`` are lines on what was lost when its file was read. ``pdf_sha256`` names the
    bytes of the one PDF that its pages are of, and ``pdf_url`` is the address that they were fetched from; both are
    empty if there is none.
    """

    id: str
    title: str
    form: str
    kind: str
    organisation: str
    country: str
    language: str
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
    page_labels: tuple[str, ...]
    words: int
    sections: int
    passages: int
    losses: tuple[str, ...]
    pdf_sha256: str = ""
    pdf_url: str = ""

    def page_label(self, page: int | None) -> str | None:
        """The printed number of a page, which is its place in the file if it has no other; None for no page."""
        if page is None:
            return None
        return (self.page_labels[page - 1] if page <= len(self.page_labels) else "") or str(page)

    def page_name(self, page: int) -> str:
        """A page as a person finds it: its printed number, with its place in the file if the two differ."""
        label = self.page_label(page)
        return f"{label} ({page} in the file)" if label != str(page) else str(page)

    @property
    def note(self) -> str:
        """A sentence on what a reader must know: that it is our summary, that its page moved; empty if nothing is."""
        of_page = f"The page of {self.same_as} is meant." if self.same_as else _NOTES.get(self.status, "")
        return " ".join(note for note in (_NOTES.get(self.form, ""), of_page) if note)


@dataclass(frozen=True, slots=True)
class SectionRecord:
    """A section of a document.

    ``form`` says whose words it is made of. ``url`` is the publisher's page that carries it, empty if none is known.
    ``page`` is where it begins, 1-based, and None for a format without pages.
    """

    ordinal: int
    document: DocumentRecord
    id: str
    form: str
    title: str
    heading_path: tuple[str, ...]
    level: int
    trend: str
    facet: str
    url: str
    page: int | None

    def link_to(self, words: str, page: int | None) -> str:
        """The publisher's page with a fragment that leads to ``words`` on ``page``; empty if no address is known.

        A brief's words do not stand on the publisher's page, so its address gets no fragment.
        """
        if self.form == Form.BRIEF:
            return self.url
        return deep_link(self.url, words, page, is_pdf=self._is_pdf(self.url))

    def pdf_link(self, page: int) -> str:
        """The publisher's own PDF, open at ``page``; empty if no public address of a PDF is known."""
        own = (url for url in (self.url, self.document.url, self.document.pdf_url) if self._is_pdf(url))
        return "" if self.form == Form.BRIEF else deep_link(next(own, ""), "", page, is_pdf=True)

    def _is_pdf(self, url: str) -> bool:
        """True if a PDF was fetched from ``url``, or its path says that one is there."""
        return bool(url) and (url == self.document.pdf_url or names_pdf(url))


@dataclass(frozen=True, slots=True)
class PassageRecord:
    """A passage with all that a citation needs.

    ``page`` is where it begins, as for a section. Offsets are code points into the document's text. ``table_header``
    are the rows that name the columns of a table that began in an earlier passage; empty without one.
    """

    id: str
    section: SectionRecord
    char_start: int
    char_end: int
    page: int | None
    text: str
    table_header: str = ""

    @property
    def document(self) -> DocumentRecord:
        """The document of its section."""
        return self.section.document

    @property
    def page_label(self) -> str | None:
        """The printed number of the page; None for a format without pages."""
        return self.document.page_label(self.page)

    @property
    def judged_words(self) -> str:
        """The words that are read when its relevance is judged: a row means little without the names of its columns."""
        return f"{self.table_header}\n{self.text}" if self.table_header else self.text

    @property
    def link(self) -> str:
        """The publisher's page with a fragment that leads to the passage; empty if no address is known."""
        return self.section.link_to(self.text, self.page)


@dataclass(frozen=True, slots=True)
class MentionRecord:
    """A link from a section to a source, with the words of the link; that section's document may be unknown."""

    section_id: str
    document: DocumentRecord
    text: str


@dataclass(frozen=True, slots=True)
class QuestionRecord:
    """A curated question and one passage that answers it."""

    text: str
    passage_id: str
    section_id: str
