"""Boxes of letters in a picture: gathered into lines, and the part of a page that belongs to some of them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["Box", "lines_of", "own_part"]

Mask = NDArray[np.bool_]
"""Shape (height, width): true where something may be seen."""

_SAME_LINE = 0.5
"""Share of the lower of two letters by which they stand beside each other."""
_WIDEST_GAP = 2.0
"""Widest gap between words of one line, and between lines of one paragraph, in heights of a line."""
_BESIDE, _ABOVE = 1.6, 0.4
"""Margins of a column in heights of a line."""


@dataclass(frozen=True, slots=True)
class Box:
    """An upright rectangle in pixels from the upper left corner; the edges x1 and y1 are exclusive."""

    x0: int
    y0: int
    x1: int
    y1: int

    @property
    def height(self) -> int:
        """Height in pixels."""
        return self.y1 - self.y0

    @property
    def is_empty(self) -> bool:
        """True if it holds no pixel."""
        return self.x1 <= self.x0 or self.y1 <= self.y0

    def joined(self, other: "Box") -> "Box":
        """The smallest box around both."""
        return Box(
            min(self.x0, other.x0),
            min(self.y0, other.y0),
            max(self.x1, other.x1),
            max(self.y1, other.y1),
        )

    def grown(self, across: int, along: int) -> "Box":
        """The box with ``across`` pixels more at the left and the right, and ``along`` above and below."""
        return Box(self.x0 - across, self.y0 - along, self.x1 + across, self.y1 + along)

    def fill(self, mask: Mask, *, value: bool) -> None:
        """Set the mask within the box, as far as that lies in the picture."""
        mask[max(self.y0, 0) : max(self.y1, 0), max(self.x0, 0) : max(self.x1, 0)] = value


def lines_of(boxes: Iterable[Box]) -> list[Box]:
    """A box for each stretch of a line, of letters in reading order."""
    lines: list[Box] = []
    for box in boxes:
        if box.is_empty:
            continue
        if lines and _goes_on(lines[-1], box):
            lines[-1] = lines[-1].joined(box)
        else:
            lines.append(box)
    return lines


def own_part(own: Sequence[Box], foreign: Iterable[Box], shape: tuple[int, int]) -> Mask:
    """The part of a picture of ``shape`` that shows ``own`` letters with what stands between them, and no ``foreign``.

    ``own`` are in reading order.
    """
    mask = np.zeros(shape, dtype=bool)
    for part in _columns(lines_of(own)):
        part.fill(mask, value=True)
    for box in foreign:
        box.grown(1, 1).fill(mask, value=False)
    return mask


def _goes_on(line: Box, box: Box) -> bool:
    lower = min(line.height, box.height)
    beside = min(line.y1, box.y1) - max(line.y0, box.y0)
    return beside >= _SAME_LINE * lower and -lower <= box.x0 - line.x1 <= _WIDEST_GAP * line.height


def _columns(lines: Sequence[Box]) -> Iterator[Box]:
    """A box around each run of lines that stand below each other, with a margin in which a bullet may be drawn."""
    run: Box | None = None
    height = 0
    for line in lines:
        if run and _goes_below(run, line, max(height, line.height)):
            run = run.joined(line)
        else:
            if run:
                yield run.grown(round(_BESIDE * height), round(_ABOVE * height))
            run = line
        height = line.height
    if run:
        yield run.grown(round(_BESIDE * height), round(_ABOVE * height))


def _goes_below(run: Box, line: Box, height: int) -> bool:
    beside = min(run.x1, line.x1) > max(run.x0, line.x0)
    return beside and -height <= line.y0 - run.y1 <= _WIDEST_GAP * height
