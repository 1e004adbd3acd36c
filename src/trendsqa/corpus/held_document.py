"""A document together with its source: what an index build takes in."""

from dataclasses import dataclass

from trendsqa.corpus.document import Document
from trendsqa.corpus.source import Form, Source

__all__ = ["HeldDocument", "hold"]


@dataclass(frozen=True, slots=True)
class HeldDocument:
    """A read document with its rights.

    ``section_urls`` has one entry a section: the publisher's page that carries it, empty where none is known.
    """

    source: Source
    form: Form
    document: Document
    section_urls: tuple[str, ...]


def hold(source: Source, form: Form, document: Document) -> HeldDocument:
    """The document with the address of each of its sections, taken from the pages that carry them."""
    paths = [section.id.partition("#")[2] for section in document.sections]
    urls = [source.url] * len(paths)
    for page in source.pages:
        if page.first_section in paths and page.last_section in paths:
            first, last = paths.index(page.first_section), paths.index(page.last_section)
            urls[first : last + 1] = [page.url] * (last + 1 - first)
    return HeldDocument(source, form, document, tuple(urls))
