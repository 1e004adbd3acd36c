"""A calibration drawn as a reliability diagram: mean confidence against the share that was right, as SVG.

The figure brings its own background, so it reads on a light page and on a dark one, and its title and description say
in words what it shows.
"""

from html import escape

from trendsqa.evaluation.measures.calibration import Bin, Calibration
from trendsqa.evaluation.table import share

__all__ = ["reliability_diagram"]

_SIDE = 300
"""The plot's width and height, in user units."""
_LEFT, _TOP, _RIGHT, _BOTTOM = 56, 16, 16, 48
_TICKS = (0.0, 0.25, 0.5, 0.75, 1.0)
# On this background the ink has a contrast of 16:1, the line of the bins 7:1 and the diagonal 4.5:1 or more.
_PAPER, _INK, _LINE, _DIAGONAL, _GRID = "#ffffff", "#1f1f1f", "#004c8c", "#6b6b6b", "#d9d9d9"
_RADIUS = 4


def reliability_diagram(calibration: Calibration, title: str) -> str:
    """The SVG document, with a dot for each bin and the diagonal on which confidence and share right are equal."""
    width, height = _LEFT + _SIDE + _RIGHT, _TOP + _SIDE + _BOTTOM
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}"',
            f'  role="img" aria-labelledby="title description" font-family="sans-serif" font-size="12" fill="{_INK}">',
            f'<title id="title">{escape(title)}</title>',
            f'<desc id="description">{escape(_described(calibration))}</desc>',
            f'<rect width="{width}" height="{height}" fill="{_PAPER}"/>',
            *(line for tick in _TICKS for line in _tick(tick)),
            f'<path d="M{_x(0)} {_y(0)}L{_x(1)} {_y(1)}" stroke="{_DIAGONAL}" stroke-dasharray="5 4"/>',
            *_curve(calibration.bins),
            f'<text x="{_x(0.5)}" y="{height - 10}" text-anchor="middle">mean confidence</text>',
            f'<text x="{-_y(0.5)}" y="16" transform="rotate(-90)" text-anchor="middle">share right</text>',
            "</svg>",
            "",
        ]
    )


def _tick(at: float) -> list[str]:
    """A grid line each way with its number."""
    return [
        f'<path d="M{_x(at)} {_y(0)}V{_y(1)}M{_x(0)} {_y(at)}H{_x(1)}" stroke="{_GRID}"/>',
        f'<text x="{_x(at)}" y="{_y(0) + 16}" text-anchor="middle">{at:g}</text>',
        f'<text x="{_x(0) - 8}" y="{_y(at) + 4}" text-anchor="end">{at:g}</text>',
    ]


def _curve(bins: tuple[Bin, ...]) -> list[str]:
    """The line through the bins, and a dot for each."""
    if not bins:
        return []
    points = " ".join(f"{_x(one.confidence)},{_y(one.right)}" for one in bins)
    return [
        f'<polyline points="{points}" fill="none" stroke="{_LINE}" stroke-width="2"/>',
        *(f'<circle cx="{_x(one.confidence)}" cy="{_y(one.right)}" r="{_RADIUS}" fill="{_LINE}"/>' for one in bins),
    ]


def _described(calibration: Calibration) -> str:
    """Text alternative of the figure."""
    bins = "; ".join(
        f"mean confidence {share(one.confidence)}, right {share(one.right)} of {one.questions}"
        for one in calibration.bins
    )
    return (
        f"{calibration.note()} A dashed diagonal marks where confidence and share right are equal. "
        f"The dots, from the lowest confidence to the highest: {bins or 'none'}."
    )


def _x(value: float) -> float:
    """User units from the left."""
    return round(_LEFT + value * _SIDE, 1)


def _y(value: float) -> float:
    """User units from the top, where 1 is."""
    return round(_TOP + (1 - value) * _SIDE, 1)
