"""Documents built from (kind, text) pairs, with offsets worked out by joining."""

from collections.abc import Sequence

from trendsqa.corpus.documents.document import Block, BlockKind, Document, Section
from trendsqa.corpus.documents.held_document import HeldDocument, hold
from trendsqa.corpus.rights import Terms
from trendsqa.corpus.source import Form, Source

type_of = {
    "h": BlockKind.HEADING,
    "p": BlockKind.PARAGRAPH,
    "q": BlockKind.QUOTATION,
    "li": BlockKind.LIST_ITEM,
    "t": BlockKind.TABLE,
}


def document(*blocks: tuple[str, str], document_id: str = "doc") -> Document:
    """A document whose every heading opens a new top-level section; the first row of a table names its columns."""
    text = ""
    made: list[Block] = []
    sections: list[Section] = []
    for kind, words in blocks:
        if kind == "h":
            path = words.lower().replace(" ", "-")
            sections.append(Section(f"{document_id}#{path}", words, (words,), 1))
        previous = made[-1].kind if made else None
        list_number = 1 if kind == "li" else None
        text += "\n" if kind == "li" and previous is BlockKind.LIST_ITEM else "\n\n" if text else ""
        start = len(text)
        text += words
        made.append(
            Block(type_of[kind], start, len(text), len(sections) - 1, None, list_number, header_rows=int(kind == "t"))
        )
    return Document(document_id, sections[0].title, text, tuple(sections), tuple(made))


def source(source_id: str = "doc", **changes: object) -> Source:
    """A source whose terms allow everything."""
    return Source(
        id=source_id,
        title=source_id.title(),
        kind="handbook",
        publisher="Harbour district",
        licence="unknown",
        terms=Terms.FULL,
        url="",
    ).with_changes(**changes)


def held(*blocks: tuple[str, str], document_id: str = "doc", **changes: object) -> HeldDocument:
    """A document under a source whose terms allow everything."""
    doc = document(*blocks, document_id=document_id)
    return hold(source(document_id, **changes), doc, (Form.FULL,) * len(doc.sections))


def passages_text(doc: Document, spans: Sequence[tuple[int, int]]) -> list[str]:
    """The words of the spans."""
    return [doc.text[start:end] for start, end in spans]
