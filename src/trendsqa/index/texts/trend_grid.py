"""The grid of a collection: its trends and facets, the words that stand for them, and the sections that are of each.

Outside the grid, a heading that recurs stands for a facet, and the headings above it for trends. All of it is learned
from the headings when an index is built, since a large collection has more of them than can be read at every start.
"""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from trendsqa.corpus.documents.document import Section
from trendsqa.durable_files import writing
from trendsqa.errors import IndexDamagedError
from trendsqa.index.texts.lexical import tokenise

__all__ = ["Places", "RecurringHeading", "TrendGrid"]

Places = NDArray[np.int32]
"""Ordinals of sections, ascending, shape (n,)."""

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_BRACKETS = re.compile(r"\s*\([^)]*\)")
_OWN_SHARE = 0.5
"""A word of a trend's title stands for it where at least this share of the headings with that word are its own."""
_FEWEST_PARENTS = 3
"""Outside the grid, a heading that stands under so many others is a facet of theirs."""


@dataclass(frozen=True, slots=True)
class RecurringHeading:
    """A heading outside the grid with the stems it alone has, and (year, heading above) of those above with a year."""

    name: str
    stems: tuple[str, ...]
    parents: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class TrendGrid:
    """``words`` are stems, each with the trend that it stands for.

    The sections of a facet are those that say so and those that have its name among the headings above them or as their
    own; likewise of a trend. Headings outside the grid are named in lower case.
    """

    trends: tuple[str, ...]
    words: Mapping[str, str]
    recurring: tuple[RecurringHeading, ...]
    of_facet: Mapping[str, Places]
    of_trend: Mapping[str, Places]

    @classmethod
    def of(cls, sections: Sequence[Section]) -> "TrendGrid":
        """The grid of ``sections``, in the order of their ordinals."""
        trends = tuple(dict.fromkeys(section.trend for section in sections if section.trend))
        facets = tuple(dict.fromkeys(section.facet for section in sections if section.facet))
        recurring = tuple(_recurring(sections))
        above = [parent for heading in recurring for _, parent in heading.parents]
        headings = [frozenset(map(_plain_heading, section.heading_path)) for section in sections]
        return cls(
            trends,
            dict(_title_words(sections, trends)),
            recurring,
            _places([*facets, *(h.name for h in recurring)], [section.facet for section in sections], headings),
            _places([*trends, *above], [section.trend for section in sections], headings),
        )

    @classmethod
    def open(cls, path: Path) -> "TrendGrid":
        """The grid written at ``path``. Raises IndexDamagedError."""
        try:
            with path.open("rb") as file, np.load(file, allow_pickle=False) as archive:
                names = json.loads(archive["names"].tobytes())
                places = np.split(archive["places"], np.cumsum(archive["sizes"])[:-1])
        except (OSError, ValueError, KeyError, BadZipFile) as error:
            raise IndexDamagedError(f"{path} cannot be opened. Build again: trendsqa index build") from error
        facets = names["facets"]
        return cls(
            tuple(names["trends"]),
            names["words"],
            tuple(
                RecurringHeading(
                    one["name"], tuple(one["stems"]), tuple((year, parent) for year, parent in one["parents"])
                )
                for one in names["recurring"]
            ),
            dict(zip(facets, places, strict=False)),
            dict(zip(names["above"], places[len(facets) :], strict=False)),
        )

    def write(self, path: Path) -> None:
        """Write the grid at ``path``. Raises StorageError."""
        names: dict[str, Any] = {
            "trends": self.trends,
            "words": self.words,
            "recurring": [asdict(heading) for heading in self.recurring],
            "facets": [*self.of_facet],
            "above": [*self.of_trend],
        }
        places = [*self.of_facet.values(), *self.of_trend.values()]
        with writing(path):
            np.savez(
                path,
                names=np.frombuffer(json.dumps(names, ensure_ascii=False).encode(), dtype=np.uint8),
                places=np.concatenate([*places, np.empty(0, dtype=np.int32)]),
                sizes=np.array([len(some) for some in places], dtype=np.int64),
            )


def _plain_heading(title: str) -> str:
    """The heading in lower case, without brackets and what stands in them, and without punctuation around it."""
    return _BRACKETS.sub("", title).strip(" .:;-–*").casefold()


def _places(names: Iterable[str], own: Sequence[str], headings: Sequence[frozenset[str]]) -> dict[str, Places]:
    """For each of ``names`` the sections that have it as their ``own`` value or among their headings."""
    found: dict[str, list[int]] = {name: [] for name in names}
    for ordinal, (value, titles) in enumerate(zip(own, headings, strict=True)):
        for name in titles | {value}:
            if name in found:
                found[name].append(ordinal)
    return {name: np.array(ordinals, dtype=np.int32) for name, ordinals in found.items()}


def _title_words(sections: Sequence[Section], trends: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Each stem that stands for a trend, with that trend."""
    in_titles: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for section in sections:
        for stem in set(tokenise(section.title)):
            in_titles[stem][section.trend] += 1
    for trend in trends:
        for stem in tokenise(trend):
            counts = in_titles[stem]
            if counts[trend] >= _OWN_SHARE * sum(count for other, count in counts.items() if other):
                yield stem, trend


def _recurring(sections: Iterable[Section]) -> Iterator[RecurringHeading]:
    parents: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for section in sections:
        if not section.trend and len(section.heading_path) > 1:
            above = _plain_heading(section.heading_path[-2])
            parents[_plain_heading(section.title)][above] = "".join(_YEAR.findall(above)[:1])
    recurring = {name: above for name, above in parents.items() if len(above) >= _FEWEST_PARENTS}
    shared = Counter(stem for name in recurring for stem in set(tokenise(name)))
    for name, years in recurring.items():
        stems = tuple(sorted({stem for stem in tokenise(name) if shared[stem] == 1}))
        yield RecurringHeading(name, stems, tuple((year, parent) for parent, year in years.items() if year))
