"""PDF to blocks. The only file that imports pypdf.

The tags of a tagged file mark headings, lists and items; it is read by its tags if they cover the text. Any other file
is read by the size, weight and position of its letters.
"""

import logging
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from itertools import islice

from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.errors import DependencyError
from pypdf.generic import DictionaryObject, IndirectObject

from trendsqa.corpus.documents.parsed_block import ParsedBlock
from trendsqa.corpus.documents.parsed_document import ParsedDocument
from trendsqa.corpus.readers.damage import damage_reported
from trendsqa.corpus.readers.pdf.drawn.extraction import PdfNotOpenedError, pages_of
from trendsqa.corpus.readers.pdf.drawn.turning import upright
from trendsqa.corpus.readers.pdf.layout import layout_blocks
from trendsqa.corpus.readers.pdf.line_ends import joined_lines
from trendsqa.corpus.readers.pdf.page import PageLink, PageText, PdfPage
from trendsqa.corpus.readers.pdf.structure import structure_tree
from trendsqa.corpus.readers.pdf.surroundings import without_surroundings
from trendsqa.corpus.readers.pdf.tagged import tagged_blocks, tagged_share
from trendsqa.errors import UnreadableFileError

__all__ = ["read_pdf"]

# Tags that cover less of the text than this were made for only a part of the file.
_TAGGED_SHARE = 0.98
_pypdf_level = threading.Lock()


def read_pdf(data: bytes, name: str, max_pages: int) -> ParsedDocument:
    """The blocks of a PDF with the page each begins on; ``name`` is for messages.

    Raises:
        UnreadableFileError: The file is encrypted, damaged, scanned, or has more than ``max_pages`` pages.
    """
    with _quiet_pypdf(), damage_reported(name, "PDF"):
        reader = PdfReader(BytesIO(data), strict=False)
        _refuse_encrypted(reader, name)
        count = len(reader.pages)
        if count > max_pages:
            raise UnreadableFileError(
                f"{name} has {count} pages, more than the limit of {max_pages}. "
                f"Split it, or raise `reading.max_pages` in trendsqa.toml."
            )
        pages = [upright(page) for page in _pages(reader, data, count)]
        _refuse_without_text(pages, name)
        title = "" if reader.metadata is None else str(reader.metadata.title or "")
        return ParsedDocument(title, _blocks(reader, without_surroundings(pages)), count)


def _blocks(reader: PdfReader, pages: Sequence[PdfPage]) -> tuple[ParsedBlock, ...]:
    root = structure_tree(reader)
    if root is not None and tagged_share(root, pages) >= _TAGGED_SHARE:
        return joined_lines(tagged_blocks(root, pages))
    return joined_lines(layout_blocks(pages))


@contextmanager
def _quiet_pypdf() -> Iterator[None]:
    """Silence pypdf's log messages about damaged objects while a file is read."""
    logger = logging.getLogger("pypdf")
    with _pypdf_level:
        level = logger.level
        logger.setLevel(logging.CRITICAL)
        try:
            yield
        finally:
            logger.setLevel(level)


def _refuse_encrypted(reader: PdfReader, name: str) -> None:
    if not reader.is_encrypted:
        return
    try:
        # A file that opens without a password may still need a cipher that is not installed.
        opened = bool(reader.decrypt("")) and len(reader.pages) >= 0
    except DependencyError:
        opened = False
    if not opened:
        raise UnreadableFileError(
            f"{name} is encrypted. Open it with its password, print it to PDF or save it without protection, "
            f"and add the new file."
        )


def _refuse_without_text(pages: Sequence[PdfPage], name: str) -> None:
    # U+FFFD stands for letters that the file does not map to characters.
    if any(run.text.strip(" \ufffd") for page in pages for run in page.runs):
        return
    if any(page.has_images for page in pages):
        raise UnreadableFileError(
            f"{name} is scanned: its {len(pages)} pages are pictures without text. "
            f"Run it through text recognition (OCR) and add the new file."
        )
    raise UnreadableFileError(f"{name} holds no text. Check that it is the file you meant and add it again.")


def _pages(reader: PdfReader, data: bytes, count: int) -> list[PdfPage]:
    """The pages; those that PDFium cannot draw have no text."""
    texts = list(islice(_texts(reader, data), count))
    texts += [PageText(())] * (count - len(texts))
    return [
        PdfPage(number, text.runs, tuple(_links(page)), _has_images(page), text.rules)
        for number, (page, text) in enumerate(zip(reader.pages, texts, strict=True), start=1)
    ]


def _texts(reader: PdfReader, data: bytes) -> Iterator[PageText]:
    """The text of each page; a file that only pypdf can open is written anew by it first."""
    try:
        yield from pages_of(data)
    except PdfNotOpenedError:
        anew = BytesIO()
        PdfWriter(clone_from=reader).write(anew)
        yield from pages_of(anew.getvalue())


def _links(page: PageObject) -> Iterator[PageLink]:
    annotations = page.get("/Annots")
    for reference in (annotations.get_object() if annotations is not None else None) or ():
        annotation = reference.get_object()
        if not isinstance(annotation, DictionaryObject) or annotation.get("/Subtype") != "/Link":
            continue
        action = annotation.get("/A")
        action = action.get_object() if isinstance(action, IndirectObject) else action
        address = action.get("/URI") if isinstance(action, DictionaryObject) else None
        corners = annotation.get("/Rect")
        if address and corners is not None and len(corners) == 4:  # noqa: PLR2004
            x0, y0, x1, y1 = (float(corner) for corner in corners)
            yield PageLink(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1), str(address))


def _has_images(page: PageObject) -> bool:
    resources = page.get("/Resources")
    resources = resources.get_object() if resources is not None else None
    objects = resources.get("/XObject") if isinstance(resources, DictionaryObject) else None
    objects = objects.get_object() if objects is not None else None
    if not isinstance(objects, DictionaryObject):
        return False
    return any(
        isinstance(thing := objects[key].get_object(), DictionaryObject)
        and thing.get("/Subtype") in {"/Image", "/Form"}
        for key in objects
    )
