"""PDF to blocks. Only this file and those in ``objects`` import pypdf.

The tags of a tagged file mark headings, lists and items; it is read by its tags if they cover the text. Any other file
is read by the size, weight and position of its letters.
"""

import logging
import math
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import chain
from typing import Any

from pypdf import PageObject, PdfReader
from pypdf.generic import ContentStream, DictionaryObject, IndirectObject, NameObject

from trendsqa.corpus.documents.parsed_document import ParsedDocument
from trendsqa.corpus.readers.damage import damage_reported
from trendsqa.corpus.readers.pdf.bookmarks import with_bookmarks
from trendsqa.corpus.readers.pdf.contents_list import ContentsFree, without_contents_list
from trendsqa.corpus.readers.pdf.layout import layout_blocks
from trendsqa.corpus.readers.pdf.line_ends import joined_lines
from trendsqa.corpus.readers.pdf.objects.annotations import page_notes
from trendsqa.corpus.readers.pdf.objects.encryption import opened_pdf
from trendsqa.corpus.readers.pdf.objects.fonts import FontReader
from trendsqa.corpus.readers.pdf.objects.layers import hidden_layers
from trendsqa.corpus.readers.pdf.objects.mending import mended_pdf
from trendsqa.corpus.readers.pdf.objects.origin import attached_files, last_change, stored_title
from trendsqa.corpus.readers.pdf.objects.outline import stored_bookmarks
from trendsqa.corpus.readers.pdf.objects.page_labels import page_labels
from trendsqa.corpus.readers.pdf.objects.pictures import is_picture_of_text
from trendsqa.corpus.readers.pdf.page import PageLink, PdfPage, Run
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
_BOLD_NAMES = ("bold", "black", "heavy", "semibold", "demi")
_SHOWS_TEXT = frozenset({b"Tj", b"TJ", b"'", b'"'})
_BEGINS_MARK = frozenset({b"BDC", b"BMC"})
_MARK_EDGES = _BEGINS_MARK | {b"EMC"}
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
        legible = legible_pages(_pages(reader))
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


def _pages(reader: PdfReader) -> list[PdfPage]:
    """The pages with their runs, and the text of notes and fields in its place among them."""
    layers = hidden_layers(reader)
    fonts = FontReader()
    mended = mended_pdf(reader, layers, fonts)
    pages = []
    for number, page in enumerate(reader.pages, start=1):
        read = _page(page, number, fonts)
        notes = page_notes(page, layers, fonts)
        read = with_placed_texts(read, notes.texts)
        is_picture = is_picture_of_text(page, read.runs)
        pages.append(replace(read, is_picture=is_picture, left_out=(*mended.left_out.get(number, ()), *notes.left_out)))
    return pages


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


def _page(page: PageObject, number: int, fonts: FontReader) -> PdfPage:
    collector = _RunCollector(fonts)
    _split_at_marks(page)
    page.extract_text(
        visitor_operand_before=collector.before,
        visitor_operand_after=collector.after,
        visitor_text=collector.text,
    )
    return PdfPage(number, tuple(collector.runs), tuple(_links(page)), _has_images(page))


def _split_at_marks(page: PageObject) -> None:
    """Make pypdf report the text shown so far wherever a mark begins or ends inside a text object.

    pypdf reports text only at certain operators. Setting the same font again is one of them, and changes nothing in the
    result.
    """
    stored = page.get("/Contents")
    if stored is None:
        return
    # As bytes: the decoding of a string depends on its font, which only the extraction knows.
    content = ContentStream(stored.get_object(), page.pdf, "bytes")
    in_text = False
    font: tuple[Any, bytes] | None = None
    split: list[tuple[Any, bytes]] = []
    for operands, operator in content.operations:
        split.append((operands, operator))
        if operator in {b"BT", b"ET"}:
            in_text = operator == b"BT"
        elif operator == b"Tf":
            font = (operands, operator)
        elif in_text and font is not None and operator in _MARK_EDGES:
            # Before the mark's edge, while the text's own mark is still the collector's current one.
            split.insert(-1, font)
    if len(split) != len(content.operations):
        content.operations = split
        page[NameObject("/Contents")] = content


class _RunCollector:
    """Collects the text of a page from pypdf, with the marked content that it belongs to."""

    def __init__(self, fonts: FontReader) -> None:
        self.runs: list[Run] = []
        self._fonts = fonts
        self._marks: list[tuple[int | None, bool]] = []
        self._forms = 0
        self._pending: tuple[int | None, bool] | None = None

    def before(self, operator: bytes, operands: Any, _cm: Any, _tm: Any) -> None:
        """Follow marked content; called for each operator before it takes effect."""
        if operator == b"Do":
            self._forms += 1
        elif self._forms:
            # A form numbers its marks separately; its words belong to the page's mark around it.
            pass
        elif operator in _BEGINS_MARK:
            self._marks.append(_mark(operator, operands, self._current()))
        elif operator == b"EMC" and self._marks:
            self._marks.pop()
        if operator in _SHOWS_TEXT and self._pending is None:
            self._pending = self._current()

    def after(self, operator: bytes, _operands: Any, _cm: Any, _tm: Any) -> None:
        """Leave a form; called for each operator after it took effect."""
        if operator == b"Do":
            self._forms -= 1

    def text(self, text: str, cm: Any, tm: Any, font: Any, size: float) -> None:
        """Keep a run; called with all text shown since the last call."""
        if not text:
            return
        mark, artifact = self._pending or self._current()
        self._pending = None
        x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
        y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
        height = math.hypot(tm[2] * cm[0] + tm[3] * cm[2], tm[2] * cm[1] + tm[3] * cm[3])
        shown = self._fonts.text(text, font)
        self.runs.append(Run(shown, x, y, abs(size * height), _is_bold(font), mark, artifact))

    def _current(self) -> tuple[int | None, bool]:
        return self._marks[-1] if self._marks else (None, False)


def _mark(operator: bytes, operands: Any, outer: tuple[int | None, bool]) -> tuple[int | None, bool]:
    """The id of a marked content and if it is an artifact; without an id, the id of the outer one."""
    tag = str(operands[0]) if operands else ""
    properties = operands[1] if operator == b"BDC" and len(operands) > 1 else None
    number = properties.get("/MCID") if isinstance(properties, DictionaryObject) else None
    mark = int(number) if isinstance(number, int) else outer[0]
    return mark, outer[1] or tag == "/Artifact"


def _is_bold(font: Any) -> bool:
    name = str(font.get("/BaseFont", "")).lower() if isinstance(font, DictionaryObject) else ""
    return any(bold in name for bold in _BOLD_NAMES)


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
