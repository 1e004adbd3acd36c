"""Typical sizes of a document's letters, lines and gaps, which tell headings and paragraphs."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from trendsqa.corpus.readers.pdf.untagged.line import Line

__all__ = ["LARGER", "PageStyle", "style_of"]

# Letters larger than the body's by this factor are a heading's.
LARGER = 1.12


@dataclass(frozen=True, slots=True)
class PageStyle:
    """Typical sizes in a document: size of letters, gap between lines as a multiple of it, letters of a line."""

    size: float
    gap: float
    width: int
    headings: tuple[tuple[float, bool], ...]


def style_of(lines: Sequence[Line]) -> PageStyle:
    """The style of a document's lines."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size, 1)] += len(line.text)
    size = sizes.most_common(1)[0][0]
    body = [line for line in lines if abs(line.size - size) < size * (LARGER - 1)]
    gaps = [
        (above.y - below.y) / size
        for above, below in pairwise(body)
        if above.region == below.region and 0 < above.y - below.y < 3 * size
    ]
    widths = sorted(len(line.text.strip()) for line in body)
    larger = {(round(line.size, 1), line.bold) for line in lines if line.size > size * LARGER}
    # The 90th percentile is a full line, unaffected by a few very long ones.
    width = widths[int(len(widths) * 0.9)] if widths else 1
    return PageStyle(size, _usual_gap(gaps), width, tuple(sorted(larger, reverse=True)))


def _usual_gap(gaps: Sequence[float]) -> float:
    """The gap between lines of one paragraph: the most frequent one."""
    if not gaps:
        return 1.2
    rounded = Counter(round(gap, 1) for gap in gaps)
    return rounded.most_common(1)[0][0] or median(gaps)
