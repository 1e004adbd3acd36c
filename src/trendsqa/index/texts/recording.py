"""Makes the records of a document that is to be written."""

from dataclasses import fields
from typing import Any

from trendsqa.chunking.passage import Passage
from trendsqa.corpus.documents.document import Document
from trendsqa.corpus.documents.held_document import HeldDocument
from trendsqa.index.texts.records import DocumentRecord, PassageRecord, SectionRecord

__all__ = ["record_document", "record_passage", "record_sections"]


def record_document(held: HeldDocument, passages: int) -> DocumentRecord:
    """The record of a document that has ``passages`` passages; what is not counted is as its source says."""
    document = held.document
    counted: dict[str, Any] = {
        "id": document.id,
        "form": held.form.value,
        "page_count": document.page_count,
        "words": len(document.text.split()),
        "sections": len(document.sections),
        "passages": passages,
        "page_labels": document.page_labels,
        "pdf_sha256": held.pdf.sha256 if held.pdf else "",
        "pdf_url": held.pdf.url if held.pdf else "",
        "losses": tuple(map(str, document.coverage.losses)) if document.coverage else (),
    }
    names = [field.name for field in fields(DocumentRecord) if field.name not in counted]
    return DocumentRecord(**counted, **{name: getattr(held.source, name) for name in names})


def record_sections(held: HeldDocument, document: DocumentRecord, first: int) -> list[SectionRecord]:
    """The records of a document's sections, numbered from ``first``."""
    pages = _section_pages(held.document)
    return [
        SectionRecord(
            ordinal=first + number,
            document=document,
            id=section.id,
            form=held.forms[number].value,
            title=section.title,
            heading_path=section.heading_path,
            level=section.level,
            trend=section.trend,
            facet=section.facet,
            url=held.section_urls[number],
            page=pages[number],
        )
        for number, section in enumerate(held.document.sections)
    ]


def record_passage(passage: Passage, section: SectionRecord, text: str) -> PassageRecord:
    """The record of a passage of ``section``; ``text`` is that of the whole document."""
    start, end = passage.char_start, passage.char_end
    header = text[slice(*passage.table_header)] if passage.table_header else ""
    return PassageRecord(passage.id, section, start, end, passage.page, text[start:end], header)


def _section_pages(document: Document) -> list[int | None]:
    pages: list[int | None] = [None] * len(document.sections)
    for block in reversed(document.blocks):
        pages[block.section] = block.page
    return pages
