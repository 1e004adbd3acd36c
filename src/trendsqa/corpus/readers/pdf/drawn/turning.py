"""Pages turned so that most of their letters are upright."""

import math
from collections import Counter
from dataclasses import replace

from trendsqa.corpus.readers.pdf.page import PageLink, PdfPage, Rule, Run

__all__ = ["turned", "upright"]


def upright(page: PdfPage) -> PdfPage:
    """The page with its runs, links and rules turned by the direction of most of its letters."""
    letters: Counter[int] = Counter()
    for run in page.runs:
        letters[run.angle] += len(run.text)
    angle = letters.most_common(1)[0][0] if letters else 0
    if not angle:
        return page
    return replace(
        page,
        runs=tuple(turned(run, angle) for run in page.runs),
        links=tuple(PageLink(*_corners(link, angle), link.address) for link in page.links),
        rules=tuple(Rule(*_corners(rule, angle)) for rule in page.rules),
    )


def turned(run: Run, angle: int) -> Run:
    """The run turned clockwise by ``angle`` degrees about the page's lower left corner."""
    x, y = _point(run.x, run.y, angle)
    return replace(run, x=x, y=y, angle=(run.angle - angle) % 360)


def _point(x: float, y: float, angle: int) -> tuple[float, float]:
    turn = math.radians(angle)
    return x * math.cos(turn) + y * math.sin(turn), y * math.cos(turn) - x * math.sin(turn)


def _corners(area: PageLink | Rule, angle: int) -> tuple[float, float, float, float]:
    x0, y0 = _point(area.left, area.bottom, angle)
    x1, y1 = _point(area.right, area.top, angle)
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)
