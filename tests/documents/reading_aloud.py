"""How tests read a document: limits that never bind, and blocks as short lines."""

from trendsqa.corpus.documents.document import Document
from trendsqa.corpus.documents.reading import ReadingLimits, read_document

GENEROUS = ReadingLimits(max_bytes=50 * 2**20, max_pages=2000, max_characters=20_000_000)


def read(data: bytes | str, name: str, **changes) -> Document:
    """The document in ``data``, as a file called ``name``."""
    given = data.encode() if isinstance(data, str) else data
    return read_document(given, name=name, document_id="sample", limits=changes.pop("limits", GENEROUS), **changes)


def lines(document: Document) -> list[str]:
    """One line for each block: kind, level or depth where it has one, and words."""
    shown = []
    for block in document.blocks:
        kind = block.kind.value
        if kind == "heading":
            kind += f" {document.sections[block.section].level}"
        elif kind == "list_item":
            kind += f" {block.depth}"
        shown.append(f"{kind}: {document.quote(block)}".replace("\n", " / "))
    return shown


def links(document: Document) -> list[str]:
    """One line for each link: its words and its address."""
    return [f"{document.text[link.char_start : link.char_end]} -> {link.address}" for link in document.links]
