"""PDF to blocks. The only file that imports pypdf.

The tags of a tagged file mark headings, lists and items; it is read by its tags if they cover the text. Any other file
is read by the size, weight and position of its letters.
"""

import logging
import math
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from typing import Any

from pypdf import PageObject, PdfReader
from pypdf.errors import DependencyError
from pypdf.generic import ContentStream, DictionaryObject, IndirectObject, NameObject

from trendsqa.corpus.documents.parsed_block import ParsedBlock
from trendsqa.corpus.documents.parsed_document import ParsedDocument
from trendsqa.corpus.readers.damage import damage_reported
from trendsqa.corpus.readers.pdf.layout import layout_blocks
from trendsqa.corpus.readers.pdf.line_ends import joined_lines
from trendsqa.corpus.readers.pdf.page import PageLink, PdfPage, Run
from trendsqa.corpus.readers.pdf.structure import structure_tree
from trendsqa.corpus.readers.pdf.surroundings import without_surroundings
from trendsqa.corpus.readers.pdf.tagged import tagged_blocks, tagged_share
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
        reader = PdfReader(BytesIO(data), strict=False)
        _refuse_encrypted(reader, name)
        count = len(reader.pages)
        if count > max_pages:
            raise UnreadableFileError(
                f"{name} has {count} pages, more than the limit of {max_pages}. "
                f"Split it, or raise `reading.max_pages` in trendsqa.toml."
            )
        pages = [_page(page, number) for number, page in enumerate(reader.pages, start=1)]
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
    if any(run.text.strip() for page in pages for run in page.runs):
        return
    if any(page.has_images for page in pages):
        raise UnreadableFileError(
            f"{name} is scanned: its {len(pages)} pages are pictures without text. "
            f"Run it through text recognition (OCR) and add the new file."
        )
    raise UnreadableFileError(f"{name} holds no text. Check that it is the file you meant and add it again.")


def _page(page: PageObject, number: int) -> PdfPage:
    collector = _RunCollector()
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

    def __init__(self) -> None:
        self.runs: list[Run] = []
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
        self.runs.append(Run(text, x, y, abs(size * height), _is_bold(font), mark, artifact))

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
