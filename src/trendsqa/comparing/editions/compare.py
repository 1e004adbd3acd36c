"""Sets the answers of several editions side by side: quotes whose sections match, and what became of the trends.

What is quoted was chosen and checked for each edition alone, as for any question; nothing here changes a quote.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from trendsqa.answering.answer import Answer
from trendsqa.comparing.editions.comparison import (
    ComparedEdition,
    ComparedTrend,
    Comparison,
    EditionStep,
    Pair,
    PairCell,
)
from trendsqa.comparing.editions.edition_matching import MatchedBy, match_sections
from trendsqa.comparing.editions.edition_text import EditionText, read_edition
from trendsqa.comparing.editions.held_report import HeldReport
from trendsqa.comparing.editions.trend_matching import TrendChange, match_trends
from trendsqa.index.opening import OpenGeneration
from trendsqa.index.texts.records import SectionRecord

__all__ = ["Comparer", "QuoteFrom"]

QuoteFrom = Callable[[Answer, Sequence[str]], Answer]
"""An answer with a quote more from each of the given sections that its ranking holds; other sections give none."""


@dataclass(frozen=True, slots=True)
class _Matching:
    """Two documents matched: the counterpart of each section with what says so, both ways, and the trends."""

    counterparts: Mapping[str, tuple[str, MatchedBy]]
    changes: tuple[TrendChange, ...]


class Comparer:
    """Compares editions of one generation. Safe to share between threads."""

    def __init__(self, opened: OpenGeneration) -> None:
        self._opened = opened
        # A generation never changes: what two threads work out at once is the same.
        self._texts: dict[str, EditionText] = {}
        self._matchings: dict[tuple[str, str], _Matching] = {}

    def compare(self, topic: str, report: HeldReport, answers: Sequence[Answer], quote_from: QuoteFrom) -> Comparison:
        """The editions of ``report`` compared; ``answers[i]`` is what its edition i alone answers.

        ``quote_from`` quotes the counterparts of what is quoted in another edition, so that quotes come in pairs.
        """
        documents = [held.document_id for held in report.editions]
        paired = [
            quote_from(answer, self._counterparts(documents, place, answers)) if answer.answered else answer
            for place, answer in enumerate(answers)
        ]
        editions = tuple(
            ComparedEdition(held.edition, held.document_id, held.title, answer)
            for held, answer in zip(report.editions, _numbered_through(paired), strict=True)
        )
        return Comparison(
            topic=topic,
            interpreted_topic=answers[0].interpreted_question,
            report=report.id,
            editions=editions,
            pairs=tuple(self._pairs(editions)),
            steps=tuple(self._step(older, newer) for older, newer in pairwise(editions)),
            generation=answers[0].generation,
            took_ms=0.0,
        )

    def _counterparts(self, documents: Sequence[str], place: int, answers: Sequence[Answer]) -> list[str]:
        """The sections of document ``place`` that match one quoted in another and are not quoted themselves."""
        found: dict[str, None] = {}
        for other, answer in enumerate(answers):
            if other != place:
                older, newer = sorted((place, other))
                matching = self._matching(documents[older], documents[newer]).counterparts
                found |= {matching[c.section_id][0]: None for c in answer.citations if c.section_id in matching}
        own = {citation.section_id for citation in answers[place].citations}
        return [section_id for section_id in found if section_id not in own]

    def _pairs(self, editions: Sequence[ComparedEdition]) -> Iterator[Pair]:
        """A pair for each quoted section, those that are quoted in several editions first."""
        quoted = [_citations_by_section(edition.answer) for edition in editions]
        pairs: list[Pair] = []
        placed: set[str] = set()
        for own, edition in enumerate(editions):
            for section_id in quoted[own]:
                if section_id not in placed:
                    cells = [
                        self._cell(edition, section_id, other, quoted[place]) for place, other in enumerate(editions)
                    ]
                    # A section quoted beside an earlier one is not quoted a second time.
                    cells = [_without_quotes(cell) if cell.section_id in placed else cell for cell in cells]
                    placed |= {cell.section_id for cell in cells if cell.citations}
                    pairs.append(Pair(tuple(cells)))
        yield from sorted(pairs, key=lambda pair: -sum(bool(cell.citations) for cell in pair.cells))

    def _cell(
        self, first: ComparedEdition, section_id: str, edition: ComparedEdition, quoted: Mapping[str, tuple[int, ...]]
    ) -> PairCell:
        """The side of ``edition`` in the pair of a section of the edition ``first``."""
        matched_by: MatchedBy | None = None
        if edition is not first:
            older, newer = sorted((first, edition), key=lambda one: one.edition)
            found = self._matching(older.document_id, newer.document_id).counterparts.get(section_id)
            section_id, matched_by = found or ("", None)
        section = self._section(edition.document_id, section_id)
        return PairCell(
            edition=edition.edition,
            section_id=section_id,
            heading_path=section.heading_path if section else (),
            citations=quoted.get(section_id, ()),
            matched_by=matched_by,
        )

    def _step(self, older: ComparedEdition, newer: ComparedEdition) -> EditionStep:
        without = [edition.edition for edition in (older, newer) if not self._text(edition.document_id).trends]
        if without:
            note = (
                f"What became of the trends cannot be told: of edition {' and '.join(without)} no outline with trends "
                "is held."
            )
            return EditionStep(older.edition, newer.edition, (), note)
        quoted = self._quoted_trends(older), self._quoted_trends(newer)
        trends = tuple(
            ComparedTrend(
                change.outcome,
                change.older,
                change.newer,
                quoted=not (quoted[0].isdisjoint(change.older) and quoted[1].isdisjoint(change.newer)),
            )
            for change in self._matching(older.document_id, newer.document_id).changes
        )
        return EditionStep(older.edition, newer.edition, trends, "")

    def _quoted_trends(self, edition: ComparedEdition) -> set[str]:
        sections = (self._section(edition.document_id, cited.section_id) for cited in edition.answer.citations)
        return {section.trend for section in sections if section and section.trend}

    def _matching(self, older: str, newer: str) -> _Matching:
        if (older, newer) not in self._matchings:
            changes = match_trends(self._text(older), self._text(newer))
            pairs = match_sections(self._text(older), self._text(newer), changes)
            both_ways = [(pair.older, pair.newer, pair.matched_by) for pair in pairs]
            both_ways += [(pair.newer, pair.older, pair.matched_by) for pair in pairs]
            counterparts = {own: (other, matched_by) for own, other, matched_by in both_ways}
            self._matchings[older, newer] = _Matching(counterparts, changes)
        return self._matchings[older, newer]

    def _text(self, document_id: str) -> EditionText:
        if document_id not in self._texts:
            self._texts[document_id] = read_edition(self._opened, document_id)
        return self._texts[document_id]

    def _section(self, document_id: str, section_id: str) -> SectionRecord | None:
        return next((found for found in self._text(document_id).sections if found.id == section_id), None)


def _numbered_through(answers: Sequence[Answer]) -> Iterator[Answer]:
    """The answers with their citations numbered from 1 over all of them, so that a number means one source."""
    before = 0
    for answer in answers:
        yield replace(
            answer,
            citations=tuple(replace(cited, n=cited.n + before) for cited in answer.citations),
            quotes=tuple(replace(quote, citation=quote.citation + before) for quote in answer.quotes),
        )
        before += len(answer.citations)


def _citations_by_section(answer: Answer) -> dict[str, tuple[int, ...]]:
    numbers: dict[str, tuple[int, ...]] = {}
    for cited in answer.citations:
        numbers[cited.section_id] = (*numbers.get(cited.section_id, ()), cited.n)
    return numbers


def _without_quotes(cell: PairCell) -> PairCell:
    return replace(cell, citations=())
