"""PDF to blocks. Only this file and those in ``objects`` import pypdf.

The tags of a tagged file mark headings, lists and items; it is read by its tags if they cover the text. Any other file
is read by the size, weight and position of its letters.
"""

import logging
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import chain, islice

from pypdf import PageObject, PdfReader
from pypdf.generic import DictionaryObject, IndirectObject

from trendsqa.corpus.documents.parsed_document import ParsedDocument
from trendsqa.corpus.readers.damage import damage_reported
from trendsqa.corpus.readers.pdf.bookmarks import with_bookmarks
from trendsqa.corpus.readers.pdf.contents_list import ContentsFree, without_contents_list
from trendsqa.corpus.readers.pdf.drawn.extraction import PdfNotOpenedError, pages_of
from trendsqa.corpus.readers.pdf.drawn.turning import upright
from trendsqa.corpus.readers.pdf.layout import layout_blocks
from trendsqa.corpus.readers.pdf.line_ends import joined_lines
from trendsqa.corpus.readers.pdf.objects.annotations import page_notes
from trendsqa.corpus.readers.pdf.objects.encryption import opened_pdf
from trendsqa.corpus.readers.pdf.objects.fonts import FontReader
from trendsqa.corpus.readers.pdf.objects.layers import hidden_layers
from trendsqa.corpus.readers.pdf.objects.mending import mended_bytes, mended_pdf
from trendsqa.corpus.readers.pdf.objects.origin import attached_files, last_change, stored_title
from trendsqa.corpus.readers.pdf.objects.outline import stored_bookmarks
from trendsqa.corpus.readers.pdf.objects.page_labels import page_labels
from trendsqa.corpus.readers.pdf.objects.pictures import is_picture_of_text
from trendsqa.corpus.readers.pdf.page import PageLink, PageText, PdfPage
from trendsqa.corpus.readers.pdf.pages.amounts import lines_left_out, seen_amounts, summed
from trendsqa.corpus.readers.pdf.pages.legibility import legible_pages, refuse_illegible
from trendsqa.corpus.readers.pdf.pages.placing import marks_of_labels, with_notes_after_pages, with_placed_texts
from trendsqa.corpus.readers.pdf.pages.unread_pages import refuse_without_text, unread_pages
from trendsqa.corpus.readers.pdf.structure import structure_tree
from trendsqa.corpus.readers.pdf.surroundings import without_surroundings
from trendsqa.corpus.readers.pdf.tagged import tagged_blocks, tagged_contents, tagged_marks, tagged_share
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
        reader = opened_pdf(data, name)
        count = len(reader.pages)
        if count > max_pages:
            raise UnreadableFileError(
                f"{name} has {count} pages, more than the limit of {max_pages}. "
                f"Split it, or raise `reading.max_pages` in trendsqa.toml."
            )
        legible = legible_pages(_pages(reader, data))
        refuse_illegible(legible, name)
        refuse_without_text(legible.pages, name)
        kept = without_surroundings(legible.pages)
        contents_free = _blocks(reader, kept)
        blocks = joined_lines(contents_free.blocks)
        never_drawn = [*chain.from_iterable(page.left_out for page in legible.pages), *legible.left_out]
        left_out = [*lines_left_out(legible.pages, kept), *contents_free.left_out, *never_drawn]
        return ParsedDocument(
            title=stored_title(reader),
            blocks=blocks,
            page_count=count,
            page_labels=page_labels(reader),
            changed=last_change(reader),
            seen=seen_amounts(legible.pages, blocks, never_drawn),
            left_out=(*summed(left_out), *attached_files(reader)),
            losses=(*legible.losses, *unread_pages(legible.pages)),
        )


def _pages(reader: PdfReader, data: bytes) -> list[PdfPage]:
    """The pages with their runs, and the text of notes and fields in its place among them."""
    layers = hidden_layers(reader)
    fonts = FontReader()
    mended = mended_pdf(reader, layers, fonts)
    count = len(reader.pages)
    texts = list(islice(_texts(reader, fonts, data, changed=mended.changed), count))
    texts += [PageText(())] * (count - len(texts))
    pages = []
    for number, (page, text) in enumerate(zip(reader.pages, texts, strict=True), start=1):
        read = PdfPage(number, text.runs, tuple(_links(page)), _has_images(page), text.rules)
        notes = page_notes(page, layers, fonts)
        read = with_placed_texts(read, notes.texts)
        is_picture = is_picture_of_text(page, read.runs)
        read = upright(read)
        pages.append(replace(read, is_picture=is_picture, left_out=(*mended.left_out.get(number, ()), *notes.left_out)))
    return pages


def _texts(reader: PdfReader, fonts: FontReader, data: bytes, *, changed: bool) -> Iterator[PageText]:
    """The text of each page; a file that was changed, or that only pypdf can open, is written anew by it first."""
    if not (changed or reader.is_encrypted):
        try:
            yield from pages_of(data)
        except PdfNotOpenedError:
            pass
        else:
            return
    yield from pages_of(mended_bytes(reader, fonts))


def _blocks(reader: PdfReader, pages: Sequence[PdfPage]) -> ContentsFree:
    root = structure_tree(reader)
    if root is not None:
        tagged = tagged_marks(root)
        marked = marks_of_labels(pages, tagged)
        if tagged_share(root, marked) >= _TAGGED_SHARE:
            blocks = with_notes_after_pages(tagged_blocks(root, marked), marked, tagged)
            return ContentsFree(with_bookmarks(blocks, stored_bookmarks(reader)), tagged_contents(root, marked))
    return without_contents_list(with_bookmarks(layout_blocks(pages), stored_bookmarks(reader)))


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
