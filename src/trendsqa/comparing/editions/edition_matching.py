"""Matching of the sections of two editions of a report: by id, by outline, and last by meaning.

A section has at most one counterpart. What is sure comes first, so that meaning only decides what nothing else does.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import product

import numpy as np
from numpy.typing import NDArray

from trendsqa.comparing.editions.edition_text import ALIKE, EditionText, without_year
from trendsqa.comparing.editions.trend_matching import TrendChange
from trendsqa.index.texts.records import SectionRecord

__all__ = ["MatchedBy", "SectionPair", "match_sections"]


class MatchedBy(StrEnum):
    """Evidence that two sections are one."""

    ID = "id"
    """The same path after ``#``."""
    OUTLINE = "outline"
    """The same facet of a trend that carried on, or of what it became; or the same headings but for years, numbers."""
    MEANING = "meaning"
    """Each is the other's closest, and close enough."""


@dataclass(frozen=True, slots=True)
class SectionPair:
    """A section of the older edition and its counterpart in the newer, by their ids."""

    older: str
    newer: str
    matched_by: MatchedBy


_Key = Callable[[SectionRecord], object]
_ITEMISED = frozenset({"impactcases", "guidance"})
"""Facets whose sections are things of their own: two impact cases of one trend are not one case."""


def match_sections(
    older: EditionText, newer: EditionText, changes: Iterable[TrendChange], *, at_least: float = ALIKE
) -> tuple[SectionPair, ...]:
    """The pairs, in the older edition's order.

    ``changes`` says what became of its trends, as ``match_trends`` does; meaning needs a cosine of ``at_least``.
    """
    paired: dict[int, tuple[int, MatchedBy]] = {}
    left, free = dict.fromkeys(range(len(older.sections))), dict.fromkeys(range(len(newer.sections)))
    changes = tuple(changes)
    alike = _alike(older, newer, changes)

    def take(pairs: Iterable[tuple[int, int]], matched_by: MatchedBy) -> None:
        for old, new in pairs:
            paired[old] = (new, matched_by)
            del left[old]
            del free[new]

    take(_same_key(older, newer, [*left], [*free], _path, _path), MatchedBy.ID)
    for old_key, new_key in _outline_keys(changes):
        take(_same_key(older, newer, [*left], [*free], old_key, new_key), MatchedBy.OUTLINE)
    for change in changes:
        old, new = _cells_of(older, left, change.older), _cells_of(newer, free, change.newer)
        # Of the parts of a trend that was merged or split, the closest goes on; how close does not matter.
        take(_closest(alike, old, new, at_least=0), MatchedBy.OUTLINE)
    take(_closest(alike, [*left], [*free], at_least=at_least), MatchedBy.MEANING)
    return tuple(
        SectionPair(older.sections[old].id, newer.sections[new].id, matched_by)
        for old, (new, matched_by) in sorted(paired.items())
    )


def _outline_keys(changes: Iterable[TrendChange]) -> Iterator[tuple[_Key, _Key]]:
    """Keys that two sections may share in their outlines, the strictest first: one of the older, one of the newer."""
    now = {change.older[0]: change.newer[0] for change in changes if len(change.older) == len(change.newer) == 1}
    yield _headings, _headings
    yield (lambda section: _cell(section, now)), (lambda section: _cell(section, {}))
    yield _last_headings, _last_headings


def _path(section: SectionRecord) -> object:
    return section.id.partition("#")[2]


def _cell(section: SectionRecord, now: Mapping[str, str]) -> object:
    """The place in the report's grid, trends by the names that they have ``now``; None outside."""
    if not (section.trend and section.facet) or _facet(section) in _ITEMISED:
        return None
    return without_year(now.get(section.trend, section.trend)), _facet(section)


def _headings(section: SectionRecord) -> object:
    return tuple(without_year(title) for title in section.heading_path)


def _last_headings(section: SectionRecord) -> object:
    """The section's own title and the one above it: what is above these is regrouped most often."""
    return tuple(without_year(title) for title in section.heading_path[-2:]) if len(section.heading_path) > 1 else None


def _facet(section: SectionRecord) -> str:
    return without_year(section.facet)


def _same_key(
    older: EditionText, newer: EditionText, left: Sequence[int], free: Sequence[int], old_key: _Key, new_key: _Key
) -> list[tuple[int, int]]:
    """The sections among ``left`` and ``free`` that have a key in common and are the outermost with it."""
    of_older = _outermost(older.sections, left, old_key)
    of_newer = _outermost(newer.sections, free, new_key)
    return [(old, of_newer[key]) for key, old in of_older.items() if key in of_newer]


def _outermost(sections: Sequence[SectionRecord], among: Sequence[int], key: _Key) -> dict[object, int]:
    """The outermost section with each key; none for a key that several outermost sections have."""
    by_key: defaultdict[object, list[int]] = defaultdict(list)
    for place in among:
        by_key[key(sections[place])].append(place)
    by_key.pop(None, None)
    outermost: dict[object, int] = {}
    for value, places in by_key.items():
        level = min(sections[place].level for place in places)
        outer = [place for place in places if sections[place].level == level]
        if len(outer) == 1:
            outermost[value] = outer[0]
    return outermost


def _alike(older: EditionText, newer: EditionText, changes: Iterable[TrendChange]) -> NDArray[np.float32]:
    """Cosines, shape (older sections, newer sections); cells of the grid that cannot be the same are not alike.

    They are of different facets, or of trends of which neither became the other. An impact case may move to any trend.
    """
    alike: NDArray[np.float32] = older.section_directions @ newer.section_directions.T
    old_facets, new_facets = (np.array([_facet(section) for section in text.sections]) for text in (older, newer))
    differ = old_facets[:, None] != new_facets[None, :]
    alike[differ & (old_facets != "")[:, None] & (new_facets != "")[None, :]] = _UNLIKE
    became = {(old, new) for change in changes for old in change.older for new in change.newer}
    for old_trend, new_trend in product(older.trends, newer.trends):
        if (old_trend, new_trend) not in became:
            rows = _cells_of(older, range(len(older.sections)), (old_trend,))
            columns = _cells_of(newer, range(len(newer.sections)), (new_trend,))
            alike[np.ix_(rows, columns)] = _UNLIKE
    return alike


def _closest(
    alike: NDArray[np.float32], left: Sequence[int], free: Sequence[int], *, at_least: float
) -> list[tuple[int, int]]:
    """The sections that are each other's closest among ``left`` and ``free``, with a cosine of ``at_least``."""
    if not (left and free):
        return []
    among = alike[np.ix_(left, free)]
    of_older, of_newer = among.argmax(axis=1), among.argmax(axis=0)
    return [
        (left[row], free[column])
        for row, column in enumerate(of_older)
        if of_newer[column] == row and among[row, column] >= np.float32(at_least)
    ]


def _cells_of(text: EditionText, among: Iterable[int], trends: Sequence[str]) -> list[int]:
    """The sections of the grid that are of ``trends``."""
    return [
        place for place in among if text.sections[place].trend in trends and _cell(text.sections[place], {}) is not None
    ]


_UNLIKE = -1.0
