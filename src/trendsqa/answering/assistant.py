"""The one object that surfaces hold: it asks, searches and reads, over exactly one generation per call."""

from collections.abc import Iterator, Sequence
from time import perf_counter

from trendsqa.answering.abstaining import (
    EMPTY_COLLECTION,
    NOT_ANSWERED,
    NOTHING_MATCHES,
    Evidence,
    confidence,
)
from trendsqa.answering.answer import Answer, Citation, Nearest, Quote
from trendsqa.answering.citing import cite, link_to, show
from trendsqa.answering.examples import example_questions
from trendsqa.answering.reading_view import (
    CollectionStatus,
    DocumentOutline,
    DocumentSummary,
    ReadingBlock,
    ReadingView,
    SectionEntry,
)
from trendsqa.answering.selection import select
from trendsqa.corpus.rights import Terms
from trendsqa.corpus.source import Form
from trendsqa.errors import RightsError, UnknownItemError
from trendsqa.index.opening import OpenGeneration
from trendsqa.index.passage_table import DocumentRecord, SectionRecord
from trendsqa.retrieval.hit import Filters, Ranking
from trendsqa.retrieval.query import interpret
from trendsqa.retrieval.searcher import Searcher

__all__ = [
    "Assistant",
    "CollectionStatus",
    "DocumentOutline",
    "DocumentSummary",
    "ReadingBlock",
    "ReadingView",
    "SectionEntry",
]

_NEAREST = 3
"""Sections named when the collection does not answer."""
_RANKED_FOR_AN_ANSWER = 5
"""Passages an answer may draw on, whatever number the caller wants to see."""


class Assistant:
    """Asks, searches and reads. Safe to share between threads."""

    def __init__(self, opened: OpenGeneration, searcher: Searcher, *, max_words: int, threshold: float) -> None:
        """Answer from ``opened``: at most about ``max_words`` words, none below the confidence ``threshold``."""
        self._opened = opened
        self._searcher = searcher
        self._max_words = max_words
        self._threshold = threshold

    def ask(
        self, question: str, *, history: Sequence[str] = (), limit: int = 10, filters: Filters | None = None
    ) -> Answer:
        """The answer to ``question``, read in the light of the earlier questions ``history``, oldest first."""
        started = perf_counter()
        interpreted = interpret(question, history)
        ranking = self._searcher.search(
            question,
            interpreted=interpreted,
            limit=max(limit, _RANKED_FOR_AN_ANSWER),
            filters=filters or Filters(),
        )
        certainty = self._confidence(interpreted, ranking)
        answered = bool(ranking.hits) and certainty >= self._threshold
        quotes, citations = self._quote(ranking) if answered else ((), ())
        return Answer(
            question=question,
            interpreted_question=interpreted,
            answered=answered,
            confidence=certainty,
            quotes=quotes,
            citations=citations,
            hits=ranking.hits[:limit],
            reason=None if answered else self._reason(ranking),
            nearest=() if answered else self._nearest(ranking),
            generation=ranking.generation,
            took_ms=(perf_counter() - started) * 1000,
        )

    def search(self, query: str, *, limit: int = 10, offset: int = 0, filters: Filters | None = None) -> Ranking:
        """Ranked passages from ``offset`` on."""
        return self._searcher.search(query, limit=limit, offset=offset, filters=filters or Filters())

    def documents(self) -> tuple[DocumentSummary, ...]:
        """Every document of the collection, in the order of their ids."""
        return tuple(_summary(record) for record in self._opened.table.documents())

    def outline(self, document_id: str) -> DocumentOutline:
        """The document's sections. Raises UnknownItemError."""
        sections = tuple(_entry(record) for record in self._opened.table.sections(document_id))
        return DocumentOutline(self._document(document_id), sections)

    def text(self, document_id: str) -> str:
        """The text that offsets point into. Raises UnknownItemError, and RightsError where the terms forbid it."""
        document = self._document(document_id)
        if document.terms == Terms.LINK and document.form == Form.FULL:
            raise RightsError(
                f"The terms of {document_id} allow a link only: its text is neither stored nor shown. "
                f"Read it at its publisher: {document.url or 'no public address is known'}"
            )
        return self._opened.table.text(document_id) or ""

    def read(self, section_id: str) -> ReadingView:
        """The section in full. Raises UnknownItemError."""
        outline = self.outline(section_id.partition("#")[0])
        ids = [section.section_id for section in outline.sections]
        if section_id not in ids:
            raise UnknownItemError(f"{outline.summary.document_id} has no section {section_id!r}.")
        place = ids.index(section_id)
        return ReadingView(
            summary=outline.summary,
            section=outline.sections[place],
            blocks=tuple(self._reading_blocks(section_id)),
            previous_section=outline.sections[place - 1] if place else None,
            next_section=outline.sections[place + 1] if place + 1 < len(ids) else None,
        )

    def status(self) -> CollectionStatus:
        """Which generation answers now."""
        generation = self._opened.generation
        return CollectionStatus(
            generation=generation.name,
            created=generation.created,
            documents=generation.counts.documents,
            passages=generation.counts.passages,
            encoder=generation.encoder.model,
        )

    def example_questions(self) -> tuple[str, ...]:
        """Up to six questions that this collection answers, for a first visit."""
        sections = [
            record for document in self._opened.table.documents() for record in self._opened.table.sections(document.id)
        ]
        return example_questions(sections)

    def close(self) -> None:
        """Give the generation's files back."""
        self._opened.close()

    def _quote(self, ranking: Ranking) -> tuple[tuple[Quote, ...], tuple[Citation, ...]]:
        table = self._opened.table
        excerpts = select(ranking.hits, blocks_of=table.blocks, max_words=self._max_words)
        citations = tuple(cite(n, excerpt, table) for n, excerpt in enumerate(excerpts, start=1))
        return tuple(show(citation, table.blocks(citation.section_id)) for citation in citations), citations

    def _confidence(self, question: str, ranking: Ranking) -> float:
        return confidence(self._evidence(question, ranking)) if ranking.hits else 0.0

    def _evidence(self, question: str, ranking: Ranking) -> Evidence:
        first = ranking.hits[:_RANKED_FOR_AN_ANSWER]
        best = first[0].passage
        return Evidence(
            sentence=max(sentence.similarity for hit in first for sentence in hit.sentences),
            coverage=self._opened.lexical.coverage(question, " ".join((*best.heading_path, best.text))),
        )

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

    def _document(self, document_id: str) -> DocumentSummary:
        for document in self.documents():
            if document.document_id == document_id:
                return document
        raise UnknownItemError(f"This collection holds no document {document_id!r}.")

    def _reading_blocks(self, section_id: str) -> Iterator[ReadingBlock]:
        document_id = section_id.partition("#")[0]
        for block in self._opened.table.blocks(section_id):
            text = self._opened.table.slice(document_id, block.char_start, block.char_end)
            yield ReadingBlock(block.kind, text, block.char_start, block.char_end, block.page, block.depth)


def _summary(record: DocumentRecord) -> DocumentSummary:
    return DocumentSummary(
        document_id=record.id,
        title=record.title,
        form=record.form,
        kind=record.kind,
        edition=record.edition,
        publisher=record.publisher,
        licence=record.licence,
        terms=record.terms,
        attribution=record.attribution,
        url=record.url,
        page_count=record.page_count,
        sections=record.sections,
        passages=record.passages,
        words=record.words,
    )


def _entry(record: SectionRecord) -> SectionEntry:
    return SectionEntry(
        section_id=record.id,
        title=record.title,
        heading_path=record.heading_path,
        level=record.level,
        trend=record.trend,
        facet=record.facet,
        page=record.page,
        url=record.url,
    )
