"""Pages that show a picture or a drawing in place of text, such as scans."""

from collections.abc import Sequence

from pypdf import PageObject

from trendsqa.corpus.readers.pdf.objects.operations import DrawnOperation, Matrix, drawn_operations
from trendsqa.corpus.readers.pdf.objects.resolving import corners
from trendsqa.corpus.readers.pdf.page import Run

__all__ = ["is_picture_of_text"]

# A scan has at most a page number, a stamp or the scanning program's name as text, in small letters.
_MOST_WORDS = 5
_LARGEST_LETTERS = 16.0
# Share of the page that a scan covers; photographs beside text cover less.
_LEAST_COVERED = 0.6
# Lines and curves of a page of outlined letters: some twenty a letter. Logos and rules have a few hundred.
_LEAST_STROKES = 1500
_A4 = (0.0, 0.0, 595.0, 842.0)
_STROKES = frozenset({b"l", b"c", b"v", b"y"})
# A picture is drawn into a square of this size, which the transformation moves to its place.
_UNIT = ((0, 0), (1, 0), (0, 1), (1, 1))


def is_picture_of_text(page: PageObject, runs: Sequence[Run]) -> bool:
    """True if ``page`` has next to no words, and a picture over most of it or a drawing of very many lines."""
    shown = [run for run in runs if run.text.strip()]
    if sum(len(run.text.split()) for run in shown) > _MOST_WORDS or any(run.size > _LARGEST_LETTERS for run in shown):
        return False
    left, bottom, right, top = corners(page.get("/CropBox")) or corners(page.get("/MediaBox")) or _A4
    whole = max((right - left) * (top - bottom), 1.0)
    covered = 0.0
    strokes = 0
    for operation in drawn_operations(page):
        strokes += operation.operator in _STROKES
        if _draws_picture(operation):
            covered += _area(operation.matrix, (left, bottom, right, top))
        if covered >= _LEAST_COVERED * whole or strokes >= _LEAST_STROKES:
            return True
    return False


def _draws_picture(operation: DrawnOperation) -> bool:
    if operation.operator == b"INLINE IMAGE":
        return True
    if operation.drawn.get("/Subtype") != "/Image":
        return False
    # A picture of one colour is a background.
    return operation.drawn.get("/Width") != 1 or operation.drawn.get("/Height") != 1


def _area(matrix: Matrix, box: tuple[float, float, float, float]) -> float:
    """The area of a picture that is inside ``box``, by its outermost corners."""
    xs = [matrix[0] * x + matrix[2] * y + matrix[4] for x, y in _UNIT]
    ys = [matrix[1] * x + matrix[3] * y + matrix[5] for x, y in _UNIT]
    width = min(max(xs), box[2]) - max(min(xs), box[0])
    height = min(max(ys), box[3]) - max(min(ys), box[1])
    return max(width, 0.0) * max(height, 0.0)
