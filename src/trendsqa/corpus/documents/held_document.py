"""A document with its source and the form of each section: the input of an index build."""

from dataclasses import dataclass

from trendsqa.corpus.documents.document import Document
from trendsqa.corpus.question_bank import BankEntry
from trendsqa.corpus.source import Form, Source

__all__ = ["HeldDocument", "HeldPdf", "hold", "without_text"]


@dataclass(frozen=True, slots=True)
class HeldPdf:
    """The PDF whose pages are those of a document: the SHA-256 of its bytes, and the address that it was fetched from.

    ``url`` is empty for a file that somebody added.
    """

    sha256: str
    url: str


@dataclass(frozen=True, slots=True)
class HeldDocument:
    """A document with its source, which has its rights.

    ``forms`` and ``section_urls`` have one entry a section: whose words it contains, and the address of the publisher's
    page with it (empty if unknown). ``bank`` holds the curated questions that the document answers. ``pdf`` is None if
    its text comes from no PDF, or from more than one file. A source without any text has a document without sections.
    """

    source: Source
    document: Document
    forms: tuple[Form, ...]
    section_urls: tuple[str, ...]
    bank: tuple[BankEntry, ...] = ()
    pdf: HeldPdf | None = None

    @property
    def form(self) -> Form:
        """Full if any section is full, brief if all are brief, none without text."""
        if not self.forms:
            return Form.NONE
        return Form.FULL if Form.FULL in self.forms else Form.BRIEF


def hold(source: Source, document: Document, forms: tuple[Form, ...]) -> HeldDocument:
    """The document with the address of each section, taken from the source's pages."""
    paths = [section.id.partition("#")[2] for section in document.sections]
    urls = [source.url] * len(paths)
    for page in source.pages:
        if page.first_section in paths and page.last_section in paths:
            first, last = paths.index(page.first_section), paths.index(page.last_section)
            urls[first : last + 1] = [page.url] * (last + 1 - first)
    return HeldDocument(source, document, forms, tuple(urls))


def without_text(source: Source) -> HeldDocument:
    """A source without text: only its title, rights and address."""
    return HeldDocument(source, Document(source.id, source.title, "", (), ()), (), ())
