"""Pages for tests of pictures: their letters stand where the test says, and the picture says where that is."""

from io import BytesIO

import numpy as np
from PIL import Image

from documents.pdf_drawing import build_drawn, lines_of

WIDE, HIGH = 595, 842
LEFT = ["The ferry leaves the har-", "bour at six. Its crew", "counts the passengers.", "Nobody waits in vain."]
RIGHT = ["Lamps are dimmed after", "midnight, and the parish", "pays for the column.", "The tender comes last."]
TWO_COLUMNS = "\n".join([lines_of(LEFT, 60, 700), lines_of(RIGHT, 330, 700)])
HARBOUR = "The ferry leaves the harbour at six. Its crew counts the passengers. Nobody waits in vain."
LAMPS = "Lamps are dimmed after midnight, and the parish pays for the column. The tender comes last."


def two_columns(*, entries: str = "") -> bytes:
    """A page of two columns, of which the left has a word with a hyphen at its line's end."""
    return build_drawn([TWO_COLUMNS], entries=entries)


def pixels_of(png: bytes) -> np.ndarray:
    """Shape (height, width, 3)."""
    return np.asarray(Image.open(BytesIO(png)).convert("RGB")).astype(int)


def marked_area(png: bytes) -> tuple[int, int, int, int]:
    """Left, top, right and bottom of everything yellow or orange, in points of a page of A4 from its upper left."""
    pixels = pixels_of(png)
    coloured = (pixels[..., 0] - pixels[..., 2]) > 60
    rows, columns = np.flatnonzero(coloured.any(axis=1)), np.flatnonzero(coloured.any(axis=0))
    if not len(rows):
        return 0, 0, 0, 0
    scale = pixels.shape[1] / WIDE
    return tuple(round(edge / scale) for edge in (columns[0], rows[0], columns[-1], rows[-1]))


def is_drawn(png: bytes, left: float, top: float, right: float, bottom: float) -> bool:
    """True if something dark stands in the area, in points of the page from the upper left corner of the picture."""
    pixels = pixels_of(png)
    scale = pixels.shape[1] / WIDE
    part = pixels[round(top * scale) : round(bottom * scale), round(left * scale) : round(right * scale)]
    return bool(part.size and part.min() < 120)
