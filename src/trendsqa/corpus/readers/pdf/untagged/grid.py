"""Grids that the rules of a page draw: rules that meet, and the cells between them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from trendsqa.corpus.readers.pdf.page import Rule

__all__ = ["RuleSide", "RuledGrid", "cells_of", "grids_of"]

# Rules closer than this are one; ends of rules this close to another rule meet it. Points.
_TOGETHER = 3.0
# Two rules that reach so far past the outermost rule across enclose a row or column that is open at its side; points.
_OPEN_SIDE = 8.0
# More rules than this are a drawing.
_MOST_RULES = 1_500
# A grid of more slots than this is a drawing too.
_MOST_SLOTS = 30_000
# A rule reaches along a cell's side if it covers this share of it.
_ALONG = 0.6


@dataclass(frozen=True, slots=True)
class RuleSide:
    """A rule as a place across and a stretch along: y and an interval of x, or x and an interval of y."""

    place: float
    start: float
    end: float


@dataclass(slots=True)
class RuledGrid:
    """Rules that meet: where they lie across and down."""

    flat: list[RuleSide] = field(default_factory=list)
    upright: list[RuleSide] = field(default_factory=list)

    def places(self) -> tuple[list[float], list[float]]:
        """The places of its columns' edges from the left, and of its rows' from the top."""
        across = _with_open_sides(_places(self.upright), self.flat)
        return across, _with_open_sides(_places(self.flat), self.upright)[::-1]


def grids_of(rules: Sequence[Rule]) -> Iterator[RuledGrid]:
    """The groups of rules that meet each other, largest first."""
    flat = _joined([RuleSide(rule.bottom, rule.left, rule.right) for rule in rules if _is_flat(rule)])
    upright = _joined([RuleSide(rule.left, rule.bottom, rule.top) for rule in rules if not _is_flat(rule)])
    if not flat or not upright or len(flat) + len(upright) > _MOST_RULES:
        return
    groups = _Groups(len(flat) + len(upright))
    for a, across in enumerate(flat):
        for b, down in enumerate(upright):
            meets = (
                across.start - _TOGETHER <= down.place <= across.end + _TOGETHER
                and down.start - _TOGETHER <= across.place <= down.end + _TOGETHER
            )
            if meets:
                groups.join(a, len(flat) + b)
    grids: dict[int, RuledGrid] = {}
    for a, across in enumerate(flat):
        grids.setdefault(groups.root(a), RuledGrid()).flat.append(across)
    for b, down in enumerate(upright):
        grids.setdefault(groups.root(len(flat) + b), RuledGrid()).upright.append(down)
    found = [grid for grid in grids.values() if len(grid.flat) * len(grid.upright) <= _MOST_SLOTS]
    yield from sorted(found, key=lambda grid: -len(grid.flat) * len(grid.upright))


def _is_flat(rule: Rule) -> bool:
    return rule.right - rule.left >= rule.top - rule.bottom


def _joined(sides: Sequence[RuleSide]) -> list[RuleSide]:
    """The rules at one place joined where they touch."""
    found: list[RuleSide] = []
    for side in sorted(sides, key=lambda side: (side.place, side.start)):
        near = next(
            (
                number
                for number in range(len(found) - 1, max(len(found) - 60, -1), -1)
                if side.place - found[number].place <= _TOGETHER
                and side.start <= found[number].end + _TOGETHER
                and found[number].start <= side.end + _TOGETHER
            ),
            None,
        )
        if near is None:
            found.append(side)
        else:
            last = found[near]
            found[near] = RuleSide(last.place, min(last.start, side.start), max(last.end, side.end))
    return found


def _places(sides: Sequence[RuleSide]) -> list[float]:
    places: list[float] = []
    for side in sorted(sides, key=lambda side: side.place):
        if not places or side.place - places[-1] > _TOGETHER:
            places.append(side.place)
    return places


def _with_open_sides(places: list[float], across: Sequence[RuleSide]) -> list[float]:
    """The places of rules, with the ends of those across where a table has no rule at its side."""
    if not places:
        return places
    before = [side.start for side in across if side.start < places[0] - _OPEN_SIDE]
    after = [side.end for side in across if side.end > places[-1] + _OPEN_SIDE]
    left = [min(before)] if len(before) > 1 else []
    return [*left, *places, *([max(after)] if len(after) > 1 else [])]


def cells_of(grid: RuledGrid, xs: Sequence[float], ys: Sequence[float]) -> list[list[int]]:
    """The number of the cell of each slot of the grid; slots with no rule between them are one cell."""
    columns, rows = len(xs) - 1, len(ys) - 1
    groups = _Groups(rows * columns)
    upright = [_at(grid.upright, x) for x in xs]
    flat = [_at(grid.flat, y) for y in ys]
    for row in range(rows):
        for column in range(columns):
            slot = row * columns + column
            if column + 1 < columns and not _is_ruled(upright[column + 1], ys[row + 1], ys[row]):
                groups.join(slot, slot + 1)
            if row + 1 < rows and not _is_ruled(flat[row + 1], xs[column], xs[column + 1]):
                groups.join(slot, slot + columns)
    return [[groups.root(row * columns + column) for column in range(columns)] for row in range(rows)]


class _Groups:
    """Numbers in groups that grow together."""

    def __init__(self, count: int) -> None:
        self._above = list(range(count))

    def root(self, number: int) -> int:
        """The least number of a group, or one that stands for it."""
        while self._above[number] != number:
            self._above[number] = self._above[self._above[number]]
            number = self._above[number]
        return number

    def join(self, one: int, other: int) -> None:
        """Make the groups of two numbers one."""
        first, second = sorted((self.root(one), self.root(other)))
        self._above[second] = first


def _at(sides: Sequence[RuleSide], place: float) -> list[RuleSide]:
    return [side for side in sides if abs(side.place - place) <= _TOGETHER]


def _is_ruled(sides: Sequence[RuleSide], start: float, end: float) -> bool:
    covered = sum(max(min(side.end, end) - max(side.start, start), 0.0) for side in sides)
    return covered >= _ALONG * (end - start)
