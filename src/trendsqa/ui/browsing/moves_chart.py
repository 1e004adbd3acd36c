"""A chart of the places of trends over editions: numbers for the template to draw lines and labels by.

The table beside it says the same to everybody; the chart is left out where there is no room for it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from trendsqa.ui.browsing.trend_edition import TrendEdition
from trendsqa.ui.browsing.trend_moves import Direction, EditionMoves

__all__ = ["ChartLabel", "ChartLine", "ChartPoint", "MovesChart", "draw_moves"]

_ROW, _TOP, _BOTTOM = 38, 58, 14
_NAMES, _BETWEEN, _GAP = 300, 220, 22
_RADIUS = 13
_LONGEST_NAME = 34
"""Characters; a longer name is cut in the chart and stands whole in the table."""


@dataclass(frozen=True, slots=True)
class ChartPoint:
    """A trend's place in one edition: the middle of a circle that holds its number."""

    x: int
    y: int
    number: int
    direction: str


@dataclass(frozen=True, slots=True)
class ChartLine:
    """From a place in one edition to one in the next, between the edges of their circles."""

    x1: int
    y1: int
    x2: int
    y2: int
    direction: str


@dataclass(frozen=True, slots=True)
class ChartLabel:
    """Words at a place; ``anchor`` as SVG has it, ``role`` is ``edition`` or ``trend``."""

    x: int
    y: int
    anchor: str
    role: str
    text: str


@dataclass(frozen=True, slots=True)
class MovesChart:
    """All that is drawn, in a box ``width`` by ``height``; ``radius`` is that of every circle."""

    width: int
    height: int
    radius: int
    lines: tuple[ChartLine, ...]
    points: tuple[ChartPoint, ...]
    labels: tuple[ChartLabel, ...]


def draw_moves(steps: Sequence[EditionMoves]) -> MovesChart:
    """The chart of ``steps``, one after the other; at least one."""
    editions = [steps[0].older, *(step.newer for step in steps)]
    columns = [_NAMES + number * _BETWEEN for number in range(len(editions))]
    most = max(len(edition.trends) for edition in editions)
    return MovesChart(
        width=2 * _NAMES + (len(editions) - 1) * _BETWEEN,
        height=_TOP + (most - 1) * _ROW + _RADIUS + _BOTTOM,
        radius=_RADIUS,
        lines=tuple(line for step, x in zip(steps, columns, strict=False) for line in _lines(step, x)),
        points=tuple(_points(steps, editions, columns)),
        labels=tuple(_labels(editions, columns)),
    )


def _y(place: int) -> int:
    return _TOP + (place - 1) * _ROW


def _lines(step: EditionMoves, x: int) -> Iterator[ChartLine]:
    for move in step.moves:
        for older in move.older:
            for newer in move.newer:
                start, end = x + _RADIUS, x + _BETWEEN - _RADIUS
                yield ChartLine(start, _y(older.place), end, _y(newer.place), move.direction)


def _points(
    steps: Sequence[EditionMoves], editions: Sequence[TrendEdition], columns: Sequence[int]
) -> Iterator[ChartPoint]:
    for column, (edition, x) in enumerate(zip(editions, columns, strict=True)):
        came = _directions(steps[column - 1]) if column else {}
        went = {} if column == len(steps) else _gone(steps[column])
        for trend in edition.trends:
            direction = went.get(trend.name) or came.get(trend.name, "")
            yield ChartPoint(x, _y(trend.place), trend.place, direction)


def _directions(step: EditionMoves) -> dict[str, str]:
    return {trend.name: move.direction.value for move in step.moves for trend in move.newer}


def _gone(step: EditionMoves) -> dict[str, str]:
    return {
        trend.name: move.direction.value
        for move in step.moves
        for trend in move.older
        if move.direction is Direction.GONE
    }


def _labels(editions: Sequence[TrendEdition], columns: Sequence[int]) -> Iterator[ChartLabel]:
    for edition, x in zip(editions, columns, strict=True):
        yield ChartLabel(x, _TOP - 30, "middle", "edition", _cut(edition.label))
    outer = ((editions[0], columns[0] - _GAP, "end"), (editions[-1], columns[-1] + _GAP, "start"))
    for edition, x, anchor in outer:
        for trend in edition.trends:
            yield ChartLabel(x, _y(trend.place) + 5, anchor, "trend", _cut(trend.name))


def _cut(name: str) -> str:
    return name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1].rstrip()}…"
