"""Letters and rules of PDF pages, with their places. The only file that reads texts with pypdfium2.

PDFium is not safe to call from two threads, so one lock covers a page at a time.
"""

import ctypes
import math
import re
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import Any

import pypdfium2
from pypdfium2 import raw

from trendsqa.corpus.readers.pdf.drawn.glyphs import Drawing, Glyph, runs_of
from trendsqa.corpus.readers.pdf.page import PageText, Rule

__all__ = ["PdfNotOpenedError", "pages_of"]

_pdfium = threading.Lock()
# Real files nest a few forms; more is damage.
_DEEPEST = 12
# More letters, objects or rules than this are a drawing, such as a map; the rest of its page is not read.
_MOST_LETTERS = 200_000
_MOST_OBJECTS = 200_000
_MOST_RULES = 4_000
# A filled area thinner than this is a line; points.
_THIN = 2.5
# A rule shorter than this is a letter's part or a dash; points.
_SHORTEST_RULE = 4.0
_BOLD_NAME = re.compile(r"bold|black|heavy|demi|-Medi(?![au])|\b(?:CM|SF|EC|LM)\w*BX|-Bd", re.IGNORECASE)
# The font descriptor's flag for forced bold (ISO 32000-1, table 123).
_FORCE_BOLD = 1 << 18
_BOLD_WEIGHT = 600
_NAME_BYTES = 256
_UNKNOWN_LETTER = "\ufffd"
_SPACES = frozenset({0x09, 0x0A, 0x0C, 0x0D})


class PdfNotOpenedError(Exception):
    """A file that PDFium cannot open, for the reason that it gives."""


def pages_of(data: bytes) -> Iterator[PageText]:
    """The text and rules of each page, in order; a page that cannot be drawn has none.

    Raises:
        PdfNotOpenedError: PDFium cannot open the file.
    """
    with _pdfium:
        try:
            document = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as error:
            raise PdfNotOpenedError(str(error)) from error
        count = len(document)
    try:
        for index in range(count):
            with _pdfium:
                text = _page(document.raw, index)
            yield text
    finally:
        with _pdfium:
            document.close()


def _page(document: Any, index: int) -> PageText:
    page = raw.FPDF_LoadPage(document, index)
    if not page:
        return PageText(())
    text = raw.FPDFText_LoadPage(page)
    try:
        objects = _Objects()
        objects.read(page)
        glyphs = list(_glyphs(text, objects)) if text else []
        return PageText(tuple(runs_of(glyphs)), tuple(objects.rules))
    finally:
        if text:
            raw.FPDFText_ClosePage(text)
        raw.FPDF_ClosePage(page)


def _glyphs(text: Any, objects: "_Objects") -> Iterator[Glyph]:
    """The letters in PDFium's order, without the spaces and line ends that it makes up."""
    box, matrix = raw.FS_RECTF(), raw.FS_MATRIX()
    x, y = ctypes.c_double(), ctypes.c_double()
    drawing: Drawing | None = None
    last_address = 0
    high = 0
    for index in range(min(raw.FPDFText_CountChars(text), _MOST_LETTERS)):
        handle = raw.FPDFText_GetTextObject(text, index)
        if not handle:
            continue
        code = raw.FPDFText_GetUnicode(text, index)
        if 0xD800 <= code < 0xDC00:  # noqa: PLR2004 - half of a character; the other half follows
            high = code
            continue
        address = ctypes.addressof(handle.contents)
        if address != last_address or drawing is None:
            raw.FPDFText_GetMatrix(text, index, ctypes.byref(matrix))
            drawing = objects.drawing(handle, address, text, index, matrix)
            last_address = address
        raw.FPDFText_GetLooseCharBox(text, index, ctypes.byref(box))
        raw.FPDFText_GetCharOrigin(text, index, ctypes.byref(x), ctypes.byref(y))
        letter, high = _letter(code, high, raw.FPDFText_IsHyphen(text, index) == 1), 0
        if raw.FPDFText_HasUnicodeMapError(text, index) == 1 and not letter.isspace():
            letter = _UNKNOWN_LETTER
        yield _placed(letter, x.value, y.value, (box.left, box.bottom, box.right, box.top), drawing)


def _letter(code: int, high: int, hyphen: bool) -> str:
    if high and 0xDC00 <= code < 0xE000:  # noqa: PLR2004
        return chr(0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00))
    if hyphen:
        return "-"
    # Codes of the font that it does not map to characters, which PDFium then gives as they are.
    unknown = code in {0xFFFE, 0xFFFF} or 0xD800 <= code < 0xE000 or code > sys.maxunicode  # noqa: PLR2004
    return _UNKNOWN_LETTER if unknown or (code < 0x20 and code not in _SPACES) else chr(code)  # noqa: PLR2004


def _placed(letter: str, x: float, y: float, box: tuple[float, float, float, float], drawing: Drawing) -> Glyph:
    """The letter in the frame in which its line is horizontal: its baseline and its two ends along it."""
    left, bottom, right, top = box
    if not drawing.angle and not drawing.mirrored:
        return Glyph(letter, x, y, x, y, left, right, drawing)
    turn = math.radians(drawing.angle)
    along, across = _turned(x, y, turn)
    if drawing.angle % 90:
        # The box is upright and says little about a letter at a slant.
        start, end = along, along + drawing.size * 0.5
    else:
        start, end = sorted((_turned(left, bottom, turn)[0], _turned(right, top, turn)[0]))
    if drawing.mirrored:
        # Its lines follow each other upwards; as if it were not mirrored, they do so downwards.
        across = -across
        x, y = _turned(along, across, -turn)
    return Glyph(letter, x, y, along, across, start, end, drawing)


def _turned(x: float, y: float, turn: float) -> tuple[float, float]:
    if not turn:
        return x, y
    return x * math.cos(turn) + y * math.sin(turn), y * math.cos(turn) - x * math.sin(turn)


@dataclass(frozen=True, slots=True)
class _Marks:
    mark: int | None = None
    artifact: bool = False
    layers: tuple[str, ...] = ()


class _Objects:
    """The objects of a page: their marks, the rules among them, and the drawing of each piece of text."""

    def __init__(self) -> None:
        self.rules: list[Rule] = []
        self._outer: dict[int, _Marks] = {}
        self._drawings: dict[int, Drawing] = {}
        self._seen = 0

    def read(self, page: Any) -> None:
        """Find the rules, and what stands in forms."""
        for number in range(min(raw.FPDFPage_CountObjects(page), _MOST_OBJECTS)):
            self._read_object(raw.FPDFPage_GetObject(page, number), _Marks(), _IDENTITY, 0)

    def drawing(self, handle: Any, address: int, text: Any, index: int, matrix: raw.FS_MATRIX) -> Drawing:
        """The size, weight and marks with which a piece of text is drawn."""
        found = self._drawings.get(address)
        if found is None:
            marks = _marks_of(handle, self._outer.get(address, _Marks()), in_form=address in self._outer)
            height = math.hypot(matrix.c, matrix.d)
            size = raw.FPDFText_GetFontSize(text, index) * height or 1.0
            # A negative size turns the letters upside down.
            angle = (round(math.degrees(math.atan2(matrix.b, matrix.a))) + (180 if size < 0 else 0)) % 360
            size = abs(size)
            mirrored = matrix.a * matrix.d - matrix.b * matrix.c < 0
            found = Drawing(
                address, size, _is_bold(text, index), angle, mirrored, marks.mark, marks.artifact, marks.layers
            )
            self._drawings[address] = found
        return found

    def _read_object(self, handle: Any, outer: _Marks, matrix: "_Matrix", depth: int) -> None:
        self._seen += 1
        if not handle or self._seen > _MOST_OBJECTS:
            return
        kind = raw.FPDFPageObj_GetType(handle)
        if kind == raw.FPDF_PAGEOBJ_PATH and len(self.rules) < _MOST_RULES:
            self.rules += _rules(handle, matrix)
        elif kind == raw.FPDF_PAGEOBJ_TEXT and depth:
            self._outer[ctypes.addressof(handle.contents)] = outer
        elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
            marks = _marks_of(handle, outer, in_form=depth > 0)
            inner = _times(_matrix_of(handle), matrix)
            for number in range(raw.FPDFFormObj_CountObjects(handle)):
                self._read_object(raw.FPDFFormObj_GetObject(handle, number), marks, inner, depth + 1)


def _marks_of(handle: Any, outer: _Marks, *, in_form: bool) -> _Marks:
    """The marks of an object; a form numbers its marks separately, and its words belong to the mark around it."""
    number = raw.FPDFPageObj_GetMarkedContentID(handle)
    mark = outer.mark if in_form or number < 0 else number
    artifact, layers = outer.artifact, outer.layers
    for place in range(raw.FPDFPageObj_CountMarks(handle)):
        sign = raw.FPDFPageObj_GetMark(handle, place)
        name = _string(partial(raw.FPDFPageObjMark_GetName, sign))
        if name == "Artifact":
            artifact = True
        elif name == "OC":
            layer = _string(partial(raw.FPDFPageObjMark_GetParamStringValue, sign, b"Name"))
            layers = (*layers, layer)
    return _Marks(mark, artifact, layers)


def _string(read: Callable[[Any, int, Any], object]) -> str:
    buffer = ctypes.create_string_buffer(_NAME_BYTES)
    length = ctypes.c_ulong()
    read(ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), _NAME_BYTES, ctypes.byref(length))
    return buffer.raw[: min(length.value, _NAME_BYTES)].decode("utf-16-le", "replace").rstrip("\0")


def _is_bold(text: Any, index: int) -> bool:
    buffer = ctypes.create_string_buffer(_NAME_BYTES)
    flags = ctypes.c_int()
    raw.FPDFText_GetFontInfo(text, index, buffer, _NAME_BYTES, ctypes.byref(flags))
    name = buffer.value.decode("utf-8", "replace")
    return bool(_BOLD_NAME.search(name) or flags.value & _FORCE_BOLD)


_Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: _Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def _matrix_of(handle: Any) -> _Matrix:
    matrix = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(handle, ctypes.byref(matrix))
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _times(first: _Matrix, second: _Matrix) -> _Matrix:
    """``first`` applied before ``second``."""
    a, b, c, d, e, f = first
    k, l, m, n, o, p = second  # noqa: E741
    return a * k + b * m, a * l + b * n, c * k + d * m, c * l + d * n, e * k + f * m + o, e * l + f * n + p


def _rules(handle: Any, outer: _Matrix) -> Iterator[Rule]:
    """The horizontal and vertical lines of a path, and the edges of its upright rectangles."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    if not raw.FPDFPath_GetDrawMode(handle, ctypes.byref(fill), ctypes.byref(stroke)) or not (
        fill.value or stroke.value
    ):
        return
    count = raw.FPDFPath_CountSegments(handle)
    if not 2 <= count <= 500:  # noqa: PLR2004 - longer paths are drawings
        return
    matrix = _times(_matrix_of(handle), outer)
    for corners in _outlines(handle, count, matrix):
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        box = Rule(min(xs), min(ys), max(xs), max(ys))
        yield from _edges(corners, box, stroked=bool(stroke.value))


def _outlines(handle: Any, count: int, matrix: _Matrix) -> Iterator[list[tuple[float, float]]]:
    """The corners of each part of a path that has no curves."""
    a, b, c, d, e, f = matrix
    x, y = ctypes.c_float(), ctypes.c_float()
    corners: list[tuple[float, float]] = []
    curved = False
    for number in range(count):
        segment = raw.FPDFPath_GetPathSegment(handle, number)
        raw.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            if len(corners) > 1 and not curved:
                yield corners
            corners, curved = [], False
        curved = curved or kind == raw.FPDF_SEGMENT_BEZIERTO
        corners.append((a * x.value + c * y.value + e, b * x.value + d * y.value + f))
        if raw.FPDFPathSegment_GetClose(segment) and corners[0] != corners[-1]:
            corners.append(corners[0])
    if len(corners) > 1 and not curved:
        yield corners


def _edges(corners: list[tuple[float, float]], box: Rule, *, stroked: bool) -> Iterator[Rule]:
    width, height = box.right - box.left, box.top - box.bottom
    if height <= _THIN and width >= _SHORTEST_RULE:
        middle = (box.bottom + box.top) / 2
        yield Rule(box.left, middle, box.right, middle)
    elif width <= _THIN and height >= _SHORTEST_RULE:
        middle = (box.left + box.right) / 2
        yield Rule(middle, box.bottom, middle, box.top)
    elif stroked or len(corners) in {4, 5}:
        for (x0, y0), (x1, y1) in pairwise(corners):
            flat, upright = abs(y0 - y1) <= 1, abs(x0 - x1) <= 1
            if flat != upright and max(abs(x0 - x1), abs(y0 - y1)) >= _SHORTEST_RULE:
                yield Rule(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
