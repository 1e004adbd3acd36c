"""A document together with its source and the form of each of its sections: what an index build takes in."""

from dataclasses import dataclass

from trendsqa.corpus.documents.document import Document
from trendsqa.corpus.question_bank import BankEntry
from trendsqa.corpus.source import Form, Source

__all__ = ["HeldDocument", "hold", "without_text"]


@dataclass(frozen=True, slots=True)
class HeldDocument:
    """A document with its rights.

    ``forms`` and ``section_urls`` have one entry a section: whose words it is made of, and the publisher's page that
    carries it (empty where none is known). ``bank`` holds the curated questions that the document answers. A source
    without any text has a document without sections.
    """

    source: Source
    document: Document
    forms: tuple[Form, ...]
    section_urls: tuple[str, ...]
    bank: tuple[BankEntry, ...] = ()

    @property
    def form(self) -> Form:
        """Full where any section is, brief where all are, none without text."""
        if not self.forms:
            return Form.NONE
        return Form.FULL if Form.FULL in self.forms else Form.BRIEF


def hold(source: Source, document: Document, forms: tuple[Form, ...]) -> HeldDocument:
    """The document with the address of each of its sections, taken from the pages that carry them."""
    paths = [section.id.partition("#")[2] for section in document.sections]
    urls = [source.url] * len(paths)
    for page in source.pages:
        if page.first_section in paths and page.last_section in paths:
            first, last = paths.index(page.first_section), paths.index(page.last_section)
            urls[first : last + 1] = [page.url] * (last + 1 - first)
    return HeldDocument(source, document, forms, tuple(urls))


def without_text(source: Source) -> HeldDocument:
    """A source of which nothing but its title, rights and address is held."""
    return HeldDocument(source, Document(source.id, source.title, "", (), ()), (), ())
