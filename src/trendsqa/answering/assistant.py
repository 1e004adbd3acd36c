"""The one object that surfaces hold: it asks, searches and reads, over exactly one generation per call."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from time import perf_counter

from trendsqa.answering.answer import Answer, Citation, Nearest, Quote
from trendsqa.answering.answerable_kind import KindModel
from trendsqa.answering.catalogue import Catalogue, CollectionStatus, DocumentOutline, DocumentSummary, SectionView
from trendsqa.answering.citing import cite, link_to, show
from trendsqa.answering.confidence import (
    EMPTY_COLLECTION,
    NOT_ANSWERED,
    NOTHING_MATCHES,
    UNTUNED,
    ConfidenceModel,
)
from trendsqa.answering.evidence import LOOKED_AT, Evidence, gather
from trendsqa.answering.examples import example_questions
from trendsqa.answering.excerpt import Excerpt
from trendsqa.answering.selection import select
from trendsqa.answering.span_reader import SpanReading
from trendsqa.index.opening import OpenGeneration
from trendsqa.questions.follow_up.completing import in_context, interpret
from trendsqa.retrieval.hit import Filters, Ranking
from trendsqa.retrieval.searcher import Searcher

__all__ = ["Assistant", "Considered"]

_NEAREST = 3
"""Sections named when the collection does not answer."""
_SHARE_OF_COUNTERPART = 2
"""What is quoted because another edition quotes the like gets half of the words of an answer."""

Holds = Callable[[str], bool]
"""Whether a word stands in the passages that may be shown."""


def _as_typed(question: str, holds: Holds | None) -> str:  # noqa: ARG001 - the signature of what corrects
    return question


@dataclass(frozen=True, slots=True)
class Considered:
    """What would be shown for a question, and what speaks for and against it; None where nothing was found."""

    ranking: Ranking
    excerpts: tuple[Excerpt, ...]
    evidence: Evidence | None


@dataclass(frozen=True, slots=True)
class _Read:
    """A question, how it was read, and for one that leans on the question before it both in their own words."""

    question: str
    interpreted: str
    beside: str


class Assistant:
    """Asks, searches and reads. Safe to share between threads."""

    def __init__(  # noqa: PLR0913 - its parts, most of which an installation may do without
        self,
        opened: OpenGeneration,
        searcher: Searcher,
        *,
        max_words: int,
        threshold: float,
        model: ConfidenceModel = UNTUNED,
        kinds: KindModel | None = None,
        correct: Callable[[str, Holds | None], str] = _as_typed,
        span_reading: SpanReading | None = None,
        on_answer: Callable[[Answer], None] | None = None,
    ) -> None:
        """Answer from ``opened``: at most about ``max_words`` words, none below ``threshold`` by ``model``.

        ``kinds`` tells kinds of questions that are answered from those that stay open.
        ``correct`` mends the spelling of a question, where filters are set by words that the passages hold which pass;
        the question as it was read shows what it changed.
        ``span_reading`` lets a reader point at what answers in the best passages.
        ``on_answer`` is told every answer that is given.
        """
        self._on_answer = on_answer
        self._span_reading = span_reading
        self._correct = correct
        self._opened = opened
        self._searcher = searcher
        self._max_words = max_words
        self._threshold = threshold
        self._model = model
        self._kinds = kinds
        self._reader = Catalogue(opened.table)
        editions = {document.edition for document in self._reader.documents() if document.edition}
        self._editions = tuple(sorted(editions, reverse=True))

    @property
    def opened(self) -> OpenGeneration:
        """The open generation that answers, for those who compare its documents."""
        return self._opened

    def ask(
        self,
        question: str,
        *,
        history: Sequence[str] = (),
        as_written: bool = False,
        limit: int = 10,
        filters: Filters | None = None,
    ) -> Answer:
        """The answer to ``question``, read in the light of the earlier questions ``history``, oldest first.

        ``as_written`` takes its words as they are: no history, no spelling mended. Where several editions are held and
        no filter names one, the newest that answers is quoted alone.
        """
        started = perf_counter()
        wanted = filters or Filters()
        read = self._read(question, () if as_written else history, wanted, correct=not as_written)
        answers = (self._answer(read, limit, among) for among in self._one_edition_each(wanted))
        first = next(answers)
        answer = first if first.answered else next((later for later in answers if later.answered), first)
        answer = replace(answer, took_ms=(perf_counter() - started) * 1000)
        if self._on_answer:
            self._on_answer(answer)
        return answer

    def answers_within(self, question: str, among: Sequence[Filters]) -> tuple[Answer, ...]:
        """One answer from the passages that pass each of ``among``, in their order; ``question`` is read once for all.

        Its spelling is corrected by words of passages that pass any of ``among``. ``on_answer`` is not told of these.
        """
        read = self._read(question, (), *among)
        return tuple(self._answer(read, LOOKED_AT, filters) for filters in among)

    def quoting_also(self, answer: Answer, section_ids: Sequence[str]) -> Answer:
        """``answer`` with a quote more from each of ``section_ids`` that its ranking holds; other sections give none.

        What is closest in the section is quoted, after the quotes that the answer has, in half the words of an answer.
        """
        excerpts: list[Excerpt] = []
        for section_id in section_ids:
            hits = [hit for hit in answer.hits if hit.passage.section_id == section_id]
            excerpts += select(
                answer.interpreted_question,
                hits[:1],
                blocks_of=self._opened.table.blocks,
                max_words=self._max_words // _SHARE_OF_COUNTERPART,
            )
        quotes, citations = self._quote(excerpts, first=len(answer.citations) + 1)
        return replace(answer, quotes=(*answer.quotes, *quotes), citations=(*answer.citations, *citations))

    def _one_edition_each(self, filters: Filters) -> tuple[Filters, ...]:
        if filters.edition or len(self._editions) <= 1:
            return (filters,)
        return tuple(
            replace(filters, without_editions=tuple(other for other in self._editions if other != edition))
            for edition in self._editions
        )

    def _read(self, question: str, history: Sequence[str], *among: Filters, correct: bool = True) -> "_Read":
        """The question as it is read for passages that pass any of ``among``."""
        alone = interpret(question, history)
        interpreted = self._correct(alone, self._searcher.holding(*among)) if correct else alone
        return _Read(question, interpreted, in_context(question, alone, history))

    def _answer(self, read: "_Read", limit: int, filters: Filters) -> Answer:
        considered = self._consider(read, limit, filters)
        ranking, excerpts = considered.ranking, considered.excerpts
        certainty = self._model.confidence(considered.evidence) if considered.evidence else 0.0
        answered = bool(ranking.hits) and certainty >= self._threshold
        quotes, citations = self._quote(excerpts) if answered else ((), ())
        return Answer(
            question=read.question,
            interpreted_question=read.interpreted,
            answered=answered,
            confidence=certainty,
            quotes=quotes,
            citations=citations,
            linked=self._reader.linked_from_sections(
                (citation.section_id for citation in citations), edition=filters.edition
            ),
            hits=ranking.hits[:limit],
            reason=None if answered else self._reason(ranking),
            nearest=() if answered else self._nearest(ranking),
            generation=ranking.generation,
            took_ms=0.0,
        )

    def consider(self, question: str) -> Considered:
        """What would be shown for ``question`` however little speaks for it."""
        return self._consider(self._read(question, (), Filters()), LOOKED_AT, Filters())

    def _consider(self, read: "_Read", limit: int, filters: Filters) -> Considered:
        interpreted, reading = read.interpreted, self._span_reading
        ranking = self._searcher.search(
            read.question,
            interpreted=interpreted,
            beside=read.beside,
            # What is read must not hang on how many hits somebody wants to see.
            limit=max(limit, LOOKED_AT, reading.passages if reading else 0),
            filters=filters,
        )
        if not ranking.hits:
            return Considered(ranking, (), None)
        excerpts = select(
            interpreted,
            ranking.hits,
            blocks_of=self._opened.table.blocks,
            max_words=self._max_words,
            spans=reading.spans(interpreted, ranking.hits) if reading else None,
        )
        return Considered(ranking, excerpts, gather(interpreted, ranking, excerpts, self._opened.lexical, self._kinds))

    def search(self, query: str, *, limit: int = 10, offset: int = 0, filters: Filters | None = None) -> Ranking:
        """Ranked passages from ``offset`` on."""
        return self._searcher.search(query, limit=limit, offset=offset, filters=filters or Filters())

    def documents(self) -> tuple[DocumentSummary, ...]:
        """Every source of the collection, in the order of ids."""
        return self._reader.documents()

    def outline(self, document_id: str) -> DocumentOutline:
        """A document's sections and links. Raises UnknownItemError."""
        return self._reader.outline(document_id)

    def text(self, document_id: str) -> str:
        """The text that offsets point into. Raises UnknownItemError, and RightsError where the terms forbid it."""
        return self._reader.text(document_id)

    def read(self, section_id: str) -> SectionView:
        """A section in full with its neighbours. Raises UnknownItemError."""
        return self._reader.read(section_id)

    def status(self) -> CollectionStatus:
        """Which generation answers now."""
        generation = self._opened.generation
        return CollectionStatus(
            generation=generation.name,
            created=generation.created,
            documents=generation.counts.documents,
            passages=generation.counts.passages,
            editions=self._editions,
            encoder=generation.encoder.model,
        )

    def example_questions(self, *, edition: str = "") -> tuple[str, ...]:
        """Up to six questions that this collection, or one ``edition`` of it, answers, for a first visit."""
        sections = [
            record
            for document in self._reader.documents()
            if edition in {"", document.edition}
            for record in self._opened.table.sections(document.document_id)
        ]
        return example_questions(sections)

    def close(self) -> None:
        """Give the generation's files back."""
        self._opened.close()

    def _quote(self, excerpts: Sequence[Excerpt], *, first: int = 1) -> tuple[tuple[Quote, ...], tuple[Citation, ...]]:
        table = self._opened.table
        citations = tuple(cite(n, excerpt, table) for n, excerpt in enumerate(excerpts, start=first))
        return tuple(show(citation, table.blocks(citation.section_id)) for citation in citations), citations

    def _reason(self, ranking: Ranking) -> str:
        if not self._opened.generation.counts.passages:
            return EMPTY_COLLECTION
        return NOT_ANSWERED if ranking.hits else NOTHING_MATCHES

    def _nearest(self, ranking: Ranking) -> tuple[Nearest, ...]:
        nearest: dict[str, Nearest] = {}
        for hit in ranking.hits:
            passage = hit.passage
            if passage.section_id not in nearest and len(nearest) < _NEAREST:
                nearest[passage.section_id] = Nearest(
                    section_id=passage.section_id,
                    document_id=passage.document_id,
                    document_title=passage.document_title,
                    heading_path=passage.heading_path,
                    url=passage.url,
                    link=link_to(passage, passage.text, passage.page),
                    page=passage.page,
                    passage_id=passage.passage_id,
                )
        return tuple(nearest.values())
