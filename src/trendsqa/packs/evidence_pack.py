"""An evidence pack: one answer with its quotes, their context and their references, complete and safe to write.

Every text in it has passed ``plain_text``, so that writers of formats need to escape only what their own format asks.
Nothing in it depends on the time: the same answer of the same generation on the same date is the same pack.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from trendsqa.answering.answer import Answer, Citation, Outcome, Quote
from trendsqa.answering.catalogue import SectionView
from trendsqa.corpus.rights import Terms
from trendsqa.corpus.source import Form
from trendsqa.index.texts.records import PassageRecord
from trendsqa.packs.pack_block import PackBlock, blocks_of_quote
from trendsqa.packs.plain_text import as_address, as_line
from trendsqa.packs.reference import CitedPlace, Reference, headings_of, place_of, references_of
from trendsqa.packs.surrounding import surroundings_of
from trendsqa.packs.wording import confidence_in_words, headline_of

__all__ = ["EvidencePack", "PackContext", "PackNearest", "PackQuote", "make_pack"]


@dataclass(frozen=True, slots=True)
class PackQuote:
    """Words of the answer and where they stand; if ``summary`` they are our own and no quotation.

    ``link`` leads to the words at the publisher's, or is empty. ``blocks`` are empty if the terms of the source forbid
    to show its words.
    """

    number: int
    document_title: str
    place: CitedPlace
    link: str
    summary: bool
    blocks: tuple[PackBlock, ...]


@dataclass(frozen=True, slots=True)
class PackContext:
    """The quoted passages of one section with what stands beside them; ``numbers`` are those of the quotes."""

    numbers: tuple[int, ...]
    document_title: str
    heading: str
    summary: bool
    blocks: tuple[PackBlock, ...]


@dataclass(frozen=True, slots=True)
class PackNearest:
    """A section that comes near a question that is not answered; ``url`` is its public page, or empty."""

    document_title: str
    place: CitedPlace
    url: str


@dataclass(frozen=True, slots=True)
class EvidencePack:
    """An answer as evidence.

    ``read_as`` is the question as it was read, empty where that is how it was asked. ``confidence`` is in words, empty
    if nothing is quoted. ``quotes`` answer the question only if the outcome is ``answered``; else they are what comes
    closest. ``open`` are parts of the question that are not answered, ``missing`` its names and terms that nothing held
    mentions. ``among`` are the filters that it was asked with, or empty. ``headline``, ``reason`` and ``confidence``
    are in English: writers say them in the language of the pack.
    """

    question: str
    read_as: str
    outcome: Outcome
    headline: str
    reason: str
    confidence: str
    quotes: tuple[PackQuote, ...]
    open: tuple[str, ...]
    missing: tuple[str, ...]
    contexts: tuple[PackContext, ...]
    references: tuple[Reference, ...]
    nearest: tuple[PackNearest, ...]
    suggestions: tuple[str, ...]
    generation: str
    among: str
    made: date

    @property
    def answered(self) -> bool:
        """True if the quotes answer the question."""
        return self.outcome is Outcome.ANSWERED


def make_pack(answer: Answer, section: Callable[[str], SectionView], *, made: date, among: str = "") -> EvidencePack:
    """The pack of ``answer``, made on the day ``made``; ``section`` reads a section of the generation that answered.

    ``among`` are the filters that the question was asked with, in words.

    Raises:
        UnknownItemError: ``section`` reads another generation, which has no such section.
    """
    quoted = _quoted(answer)
    citations = [citation for _, citation in quoted]
    asked = as_line(answer.question)
    read = "" if answer.outcome is Outcome.REPLY else as_line(answer.interpreted_question)
    return EvidencePack(
        question=asked,
        read_as="" if read.casefold() == asked.casefold() else read,
        outcome=answer.outcome,
        headline=headline_of(answer.outcome),
        reason=as_line(answer.reason or ""),
        confidence=confidence_in_words(answer.confidence) if answer.answered else "",
        quotes=tuple(_quote(quote, citation) for quote, citation in quoted),
        open=tuple(map(as_line, answer.open)),
        missing=tuple(map(as_line, answer.missing)),
        contexts=_contexts(citations, section),
        references=references_of(citations),
        nearest=tuple(map(_near, answer.nearest)),
        suggestions=tuple(map(as_line, answer.suggestions)),
        generation=as_line(answer.generation),
        among=as_line(among),
        made=made,
    )


def _quoted(answer: Answer) -> tuple[tuple[Quote, Citation], ...]:
    """The quotes with their citations: those of the answer, or the closest if the outcome is close."""
    if answer.answered:
        citations = {citation.n: citation for citation in answer.citations}
        return tuple((quote, citations[quote.citation]) for quote in answer.quotes)
    if answer.outcome is Outcome.CLOSE and answer.closest and answer.closest_quote:
        return ((answer.closest_quote, answer.closest),)
    return ()


def _quote(quote: Quote, citation: Citation) -> PackQuote:
    section = citation.passage.section
    return PackQuote(
        number=citation.n,
        document_title=as_line(section.document.title),
        place=place_of(citation),
        link=as_address(citation.link),
        summary=section.form == Form.BRIEF,
        blocks=blocks_of_quote(quote) if _may_show(citation) else (),
    )


def _contexts(citations: Sequence[Citation], section: Callable[[str], SectionView]) -> tuple[PackContext, ...]:
    by_section: dict[str, list[Citation]] = {}
    for citation in filter(_may_show, citations):
        by_section.setdefault(citation.passage.section.id, []).append(citation)
    return tuple(_context(section(section_id), group) for section_id, group in by_section.items())


def _context(view: SectionView, citations: Sequence[Citation]) -> PackContext:
    return PackContext(
        numbers=tuple(citation.n for citation in citations),
        document_title=as_line(view.section.document.title),
        heading=" › ".join(headings_of(view.section)),
        summary=view.section.form == Form.BRIEF,
        blocks=surroundings_of(view, citations),
    )


def _may_show(citation: Citation) -> bool:
    section = citation.passage.section
    return section.document.terms != Terms.LINK or section.form == Form.BRIEF


def _near(passage: PassageRecord) -> PackNearest:
    return PackNearest(
        document_title=as_line(passage.document.title),
        place=CitedPlace(headings_of(passage.section), as_line(passage.page_label or "")),
        url=as_address(passage.section.url),
    )
