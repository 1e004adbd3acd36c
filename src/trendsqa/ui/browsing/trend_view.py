"""Trends arranged for their pages: a card for each, and one in full with its guidance and case studies.

Nothing here escapes or makes markup: the templates do. Nothing here changes a quoted word.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from trendsqa.answering.answering import Answering
from trendsqa.answering.examples import questions_about
from trendsqa.corpus.documents.text_cleaning import slug
from trendsqa.index.texts.records import DocumentRecord, SectionRecord
from trendsqa.ui.answers.source_entry import reading_query
from trendsqa.ui.browsing.facets import CASES, GUIDANCE, INTRODUCTION, SUMMARY, facet_words
from trendsqa.ui.browsing.first_words import FirstWords, first_words
from trendsqa.ui.browsing.trend_edition import HeldTrend

__all__ = ["FacetPart", "LinkedEntry", "TrendCard", "TrendInFull", "view_card", "view_trend"]

_LISTED_APART = (CASES, GUIDANCE)


@dataclass(frozen=True, slots=True)
class TrendCard:
    """A trend at a glance.

    ``facets`` are (words for a facet, query that opens it), without guidance and case studies, which are counted.
    """

    trend: HeldTrend
    words: FirstWords | None
    facets: tuple[tuple[str, str], ...]
    guidance: int
    cases: int


@dataclass(frozen=True, slots=True)
class FacetPart:
    """One facet of a trend: its first words, the query that opens it, and (title, query) of the sections within it.

    ``name`` is for addresses, ``title`` for people.
    """

    name: str
    title: str
    words: FirstWords | None
    context: str
    within: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class LinkedEntry:
    """One piece of guidance or one case: its title in the report, the query that opens it, and the sources linked."""

    title: str
    context: str
    words: FirstWords | None
    sources: tuple[DocumentRecord, ...]


@dataclass(frozen=True, slots=True)
class TrendInFull:
    """All that the page of one trend shows; ``others`` are sources that its other sections link to."""

    trend: HeldTrend
    facets: tuple[FacetPart, ...]
    guidance: tuple[LinkedEntry, ...]
    cases: tuple[LinkedEntry, ...]
    others: tuple[DocumentRecord, ...]
    questions: tuple[str, ...]

    @property
    def ours(self) -> bool:
        """True if all its words are of our summary and none are the publisher's."""
        entries = (*self.guidance, *self.cases)
        said = [*(part.words for part in self.facets), *(entry.words for entry in entries)]
        return all(words.ours for words in said if words)


def view_card(assistant: Answering, trend: HeldTrend) -> TrendCard:
    """``trend`` at a glance, its first words those of its introduction, or of whatever comes first."""
    opening = sorted(trend.sections, key=lambda section: section.facet != INTRODUCTION)
    words = next(filter(None, (first_words(assistant.section(section.id)) for section in opening[:3])), None)
    facets = tuple(
        (facet_words(facet), reading_query(trend.of_facet(facet)[0].id))
        for facet in trend.facets
        # Of the summary the report has a heading only, and the introduction is what the card quotes.
        if facet not in {*_LISTED_APART, INTRODUCTION, SUMMARY}
    )
    return TrendCard(trend, words, facets, _count(assistant, trend, GUIDANCE), _count(assistant, trend, CASES))


def view_trend(assistant: Answering, trend: HeldTrend) -> TrendInFull:
    """``trend`` with all its facets, and what it links to."""
    parts = [_part(assistant, trend, facet) for facet in trend.facets if facet not in _LISTED_APART]
    guidance, cases = tuple(_entries(assistant, trend, GUIDANCE)), tuple(_entries(assistant, trend, CASES))
    named = {source.id for entry in (*guidance, *cases) for source in entry.sources}
    rest = [section for section in trend.sections if section.facet not in _LISTED_APART]
    linked = (link.document for section in rest for link in assistant.section(section.id).links)
    return TrendInFull(
        trend=trend,
        facets=tuple(part for part in parts if part.words or part.within),
        guidance=guidance,
        cases=cases,
        others=tuple(dict.fromkeys(document for document in linked if document.id not in named)),
        questions=questions_about(trend.name, trend.facets),
    )


def _part(assistant: Answering, trend: HeldTrend, facet: str) -> FacetPart:
    first, *rest = trend.of_facet(facet)
    within = tuple((section.title, reading_query(section.id)) for section in rest)
    words = first_words(assistant.section(first.id))
    return FacetPart(slug(facet), facet_words(facet), words, reading_query(first.id), within)


def _split(trend: HeldTrend, facet: str) -> tuple[tuple[SectionRecord, ...], tuple[SectionRecord, ...]]:
    """The sections of ``facet`` that stand for all of it, and those of its entries, without what is within an entry."""
    own = trend.of_facet(facet)
    heads = tuple(section for section in own if section.id.endswith(f"/{facet}"))
    entries = [section for section in own if section not in heads]
    level = min((section.level for section in entries), default=0)
    return heads, tuple(section for section in entries if section.level == level)


def _entries(assistant: Answering, trend: HeldTrend, facet: str) -> Iterator[LinkedEntry]:
    """An entry for each section of ``facet``, and for each link of one that stands for all of it."""
    heads, sections = _split(trend, facet)
    for section in sections:
        view = assistant.section(section.id)
        sources = tuple(link.document for link in view.links)
        yield LinkedEntry(section.title, reading_query(section.id), first_words(view), sources)
    for head in heads:
        for link in assistant.section(head.id).links:
            yield LinkedEntry(link.text, reading_query(head.id), None, (link.document,))


def _count(assistant: Answering, trend: HeldTrend, facet: str) -> int:
    heads, sections = _split(trend, facet)
    return len(sections) + sum(len(assistant.section(head.id).links) for head in heads)
