"""Draws a page of a PDF with words marked. PDFium is C code and files are hostile: it runs in its own process only."""

import ctypes
import math
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise, takewhile
from typing import Any

import numpy as np
import pypdfium2
from pypdfium2 import raw

from trendsqa.errors import UnknownItemError, UnreadableFileError
from trendsqa.pictures.boxes import Box, lines_of, own_part
from trendsqa.pictures.page_picture import PagePicture
from trendsqa.pictures.png_writing import Pixels, write_png
from trendsqa.pictures.wanted_picture import WantedPicture
from trendsqa.pictures.word_matching import MatchedWords, match_words

__all__ = ["draw_page"]

_WIDTH = 1200
"""Pixels; a page of A4 is then read well at full size."""
_TALLEST = 3600
_MOST_PIXELS = 3_000_000
_LARGEST_SCALE = 8.0
"""Pixels a point: a page the size of a stamp is not blown up to a poster."""
_MOST_BYTES = 2 << 20
_SMALLER = 0.7
_FEWEST_WORDS = 0.8
"""Share of words that must be found; of fewer it is not clear which place is meant."""
_MOST_LETTERS = 100_000
_UNKNOWN = "\ufffd"
_QUARTER = 90
_NEIGHBOURS = 12
"""Most letters between two of the section's that are its own too, though not stored: bullets, numbers of notes."""
_OPENING = {"Ps", "Pi"}
"""Categories of opening brackets and quotation marks."""
_MARK = np.array([255, 225, 90], dtype=np.uint16)
"""Multiplied with what is there, so that letters stay as they are."""
_UNDERLINE = np.array([176, 76, 0], dtype=np.uint8)
"""Colour is not all that tells marked words: the line has a contrast of more than 3 to 1 with mark and paper."""
_BLANK = np.array([238, 238, 238], dtype=np.uint8)
_MARGIN = 16


def draw_page(data: bytes, wanted: WantedPicture) -> PagePicture:
    """The picture of a page of the PDF ``data``.

    Raises:
        UnreadableFileError: The file cannot be opened or drawn.
        UnknownItemError: It has no such page, or the section's part of it cannot be told from the rest.
    """
    with _opened(data, wanted.page) as page:
        letters = _Letters(page)
        matched = match_words(wanted.text, letters.text)
        share = 1.0
        while True:
            picture = _drawn(_View.of(page, letters.angle, share), letters, matched, wanted)
            if len(picture.png) <= _MOST_BYTES or share < _SMALLER**4:
                return picture
            share *= _SMALLER


@contextmanager
def _opened(data: bytes, number: int) -> Iterator[Any]:
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise UnreadableFileError(f"The file cannot be opened: {error}.") from error
    try:
        if not 1 <= number <= len(document):
            raise UnknownItemError(f"The file has {len(document)} pages and no page {number}.")
        page = raw.FPDF_LoadPage(document.raw, number - 1)
        if not page:
            raise UnreadableFileError(f"Page {number} of the file is damaged.")
        try:
            yield page
        finally:
            raw.FPDF_ClosePage(page)
    finally:
        document.close()


class _Letters:
    """The letters of a page in the file's order, and the direction of most of them."""

    def __init__(self, page: Any) -> None:
        self.text: list[str] = []
        self.tight: list[tuple[float, float, float, float]] = []
        self.loose: list[tuple[float, float, float, float]] = []
        self.angle = 0
        text = raw.FPDFText_LoadPage(page)
        if not text:
            return
        try:
            self._read(text)
        finally:
            raw.FPDFText_ClosePage(text)

    def _read(self, text: Any) -> None:
        edges = [ctypes.c_double() for _ in range(4)]
        box, matrix = raw.FS_RECTF(), raw.FS_MATRIX()
        angles: Counter[int] = Counter()
        high = 0
        for index in range(min(raw.FPDFText_CountChars(text), _MOST_LETTERS)):
            code = raw.FPDFText_GetUnicode(text, index)
            if 0xD800 <= code < 0xDC00:  # noqa: PLR2004 - half of a character; the other half follows
                high = code
                continue
            if high and 0xDC00 <= code < 0xE000:  # noqa: PLR2004
                code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00)
            high = 0
            letter = chr(code) if 0x20 <= code < 0x110000 and not 0xD800 <= code < 0xE000 else _UNKNOWN  # noqa: PLR2004
            if letter.isspace() or not raw.FPDFText_GetTextObject(text, index):
                continue
            raw.FPDFText_GetCharBox(text, index, *(ctypes.byref(edge) for edge in edges))
            raw.FPDFText_GetLooseCharBox(text, index, ctypes.byref(box))
            raw.FPDFText_GetMatrix(text, index, ctypes.byref(matrix))
            left, right, bottom, top = (edge.value for edge in edges)
            self.text.append(letter)
            self.tight.append((left, bottom, right, top))
            self.loose.append((box.left, box.bottom, box.right, box.top))
            angles[round(math.degrees(math.atan2(matrix.b, matrix.a)) / _QUARTER) * _QUARTER % 360] += 1
        self.angle = angles.most_common(1)[0][0] if angles else 0


@dataclass(frozen=True, slots=True)
class _View:
    """A page as it is shown: its size in pixels, and the quarters of a turn to the right beside those of the file."""

    page: Any
    width: int
    height: int
    turns: int

    @classmethod
    def of(cls, page: Any, angle: int, share: float) -> "_View":
        """The view in which letters drawn at ``angle`` are upright; ``share`` makes it smaller, 0-1."""
        turns = (angle // _QUARTER - raw.FPDFPage_GetRotation(page)) % 4
        width, height = raw.FPDF_GetPageWidthF(page), raw.FPDF_GetPageHeightF(page)
        if turns % 2:
            width, height = height, width
        if not (math.isfinite(width) and math.isfinite(height) and width > 0 and height > 0):
            raise UnreadableFileError(f"The page is {width} by {height} points, which is no size.")
        scale = share * min(_WIDTH / width, _TALLEST / height, math.sqrt(_MOST_PIXELS / (width * height)))
        scale = min(scale, _LARGEST_SCALE)
        return cls(page, max(round(width * scale), 1), max(round(height * scale), 1), turns)

    def drawn(self) -> Pixels:
        """The pixels of the page on white paper."""
        bitmap = raw.FPDFBitmap_CreateEx(self.width, self.height, raw.FPDFBitmap_BGRx, None, 0)
        if not bitmap:
            raise UnreadableFileError("There is no memory for the picture.")
        try:
            raw.FPDFBitmap_FillRect(bitmap, 0, 0, self.width, self.height, 0xFFFFFFFF)
            raw.FPDF_RenderPageBitmap(bitmap, self.page, 0, 0, self.width, self.height, self.turns, raw.FPDF_ANNOT)
            stride = raw.FPDFBitmap_GetStride(bitmap)
            buffer = ctypes.string_at(raw.FPDFBitmap_GetBuffer(bitmap), stride * self.height)
        finally:
            raw.FPDFBitmap_Destroy(bitmap)
        rows = np.frombuffer(buffer, np.uint8).reshape(self.height, stride)[:, : self.width * 4]
        return rows.reshape(self.height, self.width, 4)[..., 2::-1].copy()

    def box(self, corners: tuple[float, float, float, float]) -> Box:
        """The box in the picture of an area of the page."""
        left, bottom, right, top = corners
        (x0, y0), (x1, y1) = self._place(left, bottom), self._place(right, top)
        return Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))

    def _place(self, x: float, y: float) -> tuple[int, int]:
        across, down = ctypes.c_int(), ctypes.c_int()
        raw.FPDF_PageToDevice(
            self.page, 0, 0, self.width, self.height, self.turns, x, y, ctypes.byref(across), ctypes.byref(down)
        )
        return across.value, down.value


def _drawn(view: _View, letters: _Letters, matched: MatchedWords, wanted: WantedPicture) -> PagePicture:
    pixels = view.drawn()
    marked = matched.share_found(wanted.marks) >= _FEWEST_WORDS
    if marked:
        for line in lines_of(view.box(letters.loose[number]) for number in matched.within(wanted.marks)):
            _mark(pixels, line)
    if not wanted.whole_page:
        pixels = _section_alone(pixels, view, letters, matched)
    height, width, _ = pixels.shape
    return PagePicture(write_png(pixels), width, height, marked, wanted.whole_page)


def _mark(pixels: Pixels, line: Box) -> None:
    rows, columns = slice(max(line.y0, 0), max(line.y1, 0)), slice(max(line.x0, 0), max(line.x1, 0))
    under = pixels[rows, columns]
    under[:] = (under * _MARK // 255).astype(np.uint8)
    thick = max(line.height // 14, 1)
    pixels[max(line.y1 - thick, 0) : max(line.y1, 0), columns] = _UNDERLINE


def _section_alone(pixels: Pixels, view: _View, letters: _Letters, matched: MatchedWords) -> Pixels:
    """The part of the picture in which the section stands, with everything that is not of it left blank."""
    everything = [(0, len(matched.text))]
    if matched.share_found(everything) < _FEWEST_WORDS:
        raise UnknownItemError("The section's words are not found on the page, so that its part cannot be shown alone.")
    in_order = matched.within(everything)
    own = _with_neighbours(set(in_order), letters.text)
    order = {number: place for place, number in enumerate(in_order)}
    # What stands between is taken where its left neighbour is.
    sequence = sorted(own, key=lambda number: (_place_of(number, order), number))
    foreign = (view.box(letters.tight[number]) for number in range(len(letters.text)) if number not in own)
    shape = pixels.shape[0], pixels.shape[1]
    seen = own_part([view.box(letters.loose[number]) for number in sequence], foreign, shape)
    for number in own:
        view.box(letters.tight[number]).fill(seen, value=True)
    pixels[~seen] = _BLANK
    rows, columns = (np.flatnonzero(seen.any(axis=axis)) for axis in (1, 0))
    if not len(rows):
        raise UnknownItemError("The section's words lie outside the part of the page that is shown.")
    down, across = (slice(max(line[0] - _MARGIN, 0), line[-1] + 1 + _MARGIN) for line in (rows, columns))
    return np.ascontiguousarray(pixels[down, across])


def _with_neighbours(own: set[int], text: Sequence[str]) -> set[int]:
    """The letters that are the section's, with the few between two of them and the punctuation around them."""
    numbers = sorted(own)
    between = (range(first + 1, second) for first, second in pairwise(numbers) if 1 < second - first <= _NEIGHBOURS + 1)
    after = (takewhile(lambda number: not text[number].isalnum(), range(n + 1, min(n + 3, len(text)))) for n in own)
    before = (n - 1 for n in own if n and unicodedata.category(text[n - 1]) in _OPENING)
    return own.union(*between, *after, before)


def _place_of(number: int, order: dict[int, int]) -> int:
    """The place in the order of reading of the next letter before that has one; of the one after, at the beginning."""
    near = range(number, max(number - _NEIGHBOURS - 2, -1), -1)
    return order[next((known for known in near if known in order), number + 1)]
