"""The trends of the editions that are held, in their order, each with its sections."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from trendsqa.answering.answering import Answering
from trendsqa.corpus.documents.text_cleaning import slug
from trendsqa.corpus.edition import series_of
from trendsqa.errors import UnknownItemError
from trendsqa.index.texts.records import DocumentRecord, SectionRecord

__all__ = ["HeldTrend", "TrendEdition", "choose_edition", "find_trend", "trend_editions"]

_REPORT = "report"
_MOST_READ = 40
"""Outlines that are read to find the grids: a collection may hold thousands of reports without one."""


@dataclass(frozen=True, slots=True)
class HeldTrend:
    """One trend of an edition; ``place`` counts from 1 in the order in which the edition sets out its trends.

    ``slug`` names it in addresses. ``part`` is the heading that it stands under with others, or empty.
    """

    name: str
    slug: str
    place: int
    part: str
    sections: tuple[SectionRecord, ...]

    @property
    def facets(self) -> tuple[str, ...]:
        """Its facets in the order of the outline."""
        return tuple(dict.fromkeys(section.facet for section in self.sections if section.facet))

    def of_facet(self, facet: str) -> tuple[SectionRecord, ...]:
        """Its sections of one facet, in the order of the outline."""
        return tuple(section for section in self.sections if section.facet == facet)


@dataclass(frozen=True, slots=True)
class TrendEdition:
    """A document with a grid of trends.

    ``key`` names it in addresses: its edition, or its id where two documents have the same edition.
    """

    document: DocumentRecord
    key: str
    trends: tuple[HeldTrend, ...]

    @property
    def series(self) -> str:
        """The part of its id that is the same as in the other editions of the same report."""
        return series_of(self.document.id, self.document.edition)

    @property
    def label(self) -> str:
        """Its edition, or its title if it has none."""
        return self.document.edition or self.document.title

    def neighbours(self, trend: HeldTrend) -> tuple[HeldTrend | None, HeldTrend | None]:
        """The trends before and after ``trend``."""
        before = self.trends[trend.place - 2] if trend.place > 1 else None
        return before, self.trends[trend.place] if trend.place < len(self.trends) else None


def trend_editions(assistant: Answering) -> tuple[TrendEdition, ...]:
    """Every edition with trends, newest first; empty if no document has a grid of trends."""
    candidates = [document for document in assistant.documents() if document.passages and _may_have_trends(document)]
    candidates.sort(key=lambda document: (document.edition, document.id), reverse=True)
    read = [(document, _trends(assistant.outline(document.id).sections)) for document in candidates[:_MOST_READ]]
    found = [(document, trends) for document, trends in read if trends]
    labels = [document.edition for document, _ in found]
    return tuple(
        TrendEdition(document, document.edition if labels.count(document.edition) == 1 else document.id, trends)
        for document, trends in found
    )


def choose_edition(held: Sequence[TrendEdition], key: str) -> TrendEdition:
    """The edition that ``key`` names among ``held``, which is not empty; the newest for an empty key.

    Raises:
        UnknownItemError: None is so named.
    """
    for edition in held:
        if key in {"", edition.key, edition.document.id}:
            return edition
    names = ", ".join(edition.key for edition in held)
    raise UnknownItemError(f"No edition {key[:40]!r} with trends is held here. Held: {names}.")


def find_trend(held: Sequence[TrendEdition], slug_wanted: str, key: str) -> tuple[TrendEdition, HeldTrend]:
    """The trend that an address names, in the edition ``key``; for an empty key in the newest that has it.

    Raises:
        UnknownItemError: No such edition or no such trend is held.
    """
    among = [choose_edition(held, key)] if key and held else held
    for edition in among:
        for trend in edition.trends:
            if trend.slug == slug_wanted:
                return edition, trend
    where = f"Edition {among[0].label} has" if key and among else "The documents held here have"
    raise UnknownItemError(f"{where} no trend {slug_wanted[:60]!r}. The page of trends lists those that there are.")


def _may_have_trends(document: DocumentRecord) -> bool:
    return bool(document.edition) or document.kind == _REPORT


def _trends(sections: Sequence[SectionRecord]) -> tuple[HeldTrend, ...]:
    names = dict.fromkeys(section.trend for section in sections if section.trend)
    own = {name: tuple(section for section in sections if section.trend == name) for name in names}
    slugs = _different(names)
    parts = [_part(of_trend[0]) for of_trend in own.values()]
    return tuple(
        HeldTrend(name, next(slugs), place, part if len(set(parts)) > 1 else "", of_trend)
        for place, ((name, of_trend), part) in enumerate(zip(own.items(), parts, strict=True), start=1)
    )


def _part(first: SectionRecord) -> str:
    return first.heading_path[0] if len(first.heading_path) > 1 else ""


def _different(names: Iterable[str]) -> Iterator[str]:
    """A name for addresses for each of ``names``; no two are the same."""
    taken: set[str] = set()
    for number, name in enumerate(names, start=1):
        plain = slug(name)
        plain = f"{plain}-{number}" if plain in taken else plain
        taken.add(plain)
        yield plain
