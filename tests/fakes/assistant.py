"""An assistant that ranks by shared words, so that every outcome is worked out on paper."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict

from trendsqa.answering.answer import Answer, Citation, Quote
from trendsqa.answering.assistant import Assistant
from trendsqa.answering.catalogue import CollectionStatus, DocumentSummary
from trendsqa.errors import RightsError, UnknownItemError
from trendsqa.index.texts.records import PassageRecord
from trendsqa.retrieval.hit import Filters, Hit, Ranking, ScorePart

_FUNCTION_WORDS = frozenset(
    {"a", "an", "and", "are", "do", "does", "for", "how", "in", "is", "it", "of", "on", "or", "the", "to"}
    | {"what", "when", "where", "which", "who"}
)


def content_words(text: str) -> frozenset[str]:
    """The words of a text that say what it is about, in lower case."""
    return frozenset(re.findall(r"[a-z0-9]+", text.lower())) - _FUNCTION_WORDS


def passage_record(document_id: str, number: int, text: str, char_start: int) -> PassageRecord:
    """A passage of a document that anybody may read."""
    return PassageRecord(
        passage_id=f"{document_id}/{number}",
        document_id=document_id,
        document_title=document_id.title(),
        form="full",
        kind="report",
        edition="2024",
        publisher="The project",
        licence="MIT",
        attribution="",
        terms="full",
        url="",
        section_id=f"{document_id}#text",
        heading_path=("Text",),
        trend="",
        facet="",
        page=None,
        char_start=char_start,
        char_end=char_start + len(text),
        text=text,
    )


def _passes(filters: Filters | None, passage: PassageRecord) -> bool:
    wanted = asdict(filters or Filters())
    return all(getattr(passage, name) == value for name, value in wanted.items() if value)


class OverlapAssistant(Assistant):
    """Ranks passages by the share of the question's content words they hold; ties keep the documents' order.

    It answers with the whole best passage if that share, its confidence, is at least ``threshold``. Earlier
    questions are read as part of the question. Documents named in ``withheld`` refuse to give their text.
    """

    def __init__(
        self,
        passages: Mapping[str, Sequence[str]],
        *,
        threshold: float = 0.5,
        withheld: Sequence[str] = (),
        quote_shift: int = 0,
    ) -> None:
        """``quote_shift`` moves every citation by so many characters: a defect for a test to find."""
        self._texts = {document_id: "\n\n".join(parts) for document_id, parts in passages.items()}
        self._passages = [
            passage_record(document_id, number, text, self._texts[document_id].index(text))
            for document_id, parts in passages.items()
            for number, text in enumerate(parts)
        ]
        self._threshold = threshold
        self._withheld = withheld
        self._quote_shift = quote_shift
        self.asked: list[tuple[str, tuple[str, ...]]] = []
        self.closed = False

    def close(self) -> None:
        self.closed = True

    def ask(
        self,
        question: str,
        *,
        history: Sequence[str] = (),
        as_written: bool = False,
        limit: int = 10,
        filters: Filters | None = None,
    ) -> Answer:
        self.asked.append((question, tuple(history)))
        interpreted = question if as_written else " ".join((*history, question))
        ranking = self.search(interpreted, limit=limit, filters=filters)
        best = ranking.hits[0] if ranking.hits else None
        answered = best is not None and best.score >= self._threshold
        citations = (self._cite(best),) if best and answered else ()
        return Answer(
            question=question,
            interpreted_question=interpreted,
            answered=answered,
            confidence=best.score if best else 0.0,
            quotes=tuple(Quote(citation.quote, citation.n, "paragraph") for citation in citations),
            citations=citations,
            linked=(),
            hits=ranking.hits,
            reason=None if answered else "The collection does not answer this.",
            nearest=(),
            generation="paper",
            took_ms=0.0,
        )

    def search(self, query: str, *, limit: int = 10, offset: int = 0, filters: Filters | None = None) -> Ranking:
        words = content_words(query)
        scored = [(self._overlap(words, passage), passage) for passage in self._passages if _passes(filters, passage)]
        ranked = sorted((pair for pair in scored if pair[0]), key=lambda pair: -pair[0])
        hits = tuple(
            Hit(rank, passage, score, (ScorePart("overlap", score, score, score),), ())
            for rank, (score, passage) in enumerate(ranked, start=1)
        )
        return Ranking(query, query, hits[offset : offset + limit], len(hits), "paper")

    def documents(self) -> tuple[DocumentSummary, ...]:
        return tuple(self._summary(document_id) for document_id in sorted(self._texts))

    def text(self, document_id: str) -> str:
        if document_id in self._withheld:
            raise RightsError(f"The terms of {document_id} allow a link only.")
        if document_id not in self._texts:
            raise UnknownItemError(f"No document {document_id!r}.")
        return self._texts[document_id]

    def status(self) -> CollectionStatus:
        return CollectionStatus(
            generation="paper",
            created="2024-01-01T00:00:00Z",
            documents=len(self._texts),
            passages=len(self._passages),
            editions=(),
            encoder="shared words",
        )

    @staticmethod
    def _overlap(words: frozenset[str], passage: PassageRecord) -> float:
        return len(words & content_words(passage.text)) / len(words) if words else 0.0

    def _cite(self, hit: Hit) -> Citation:
        passage = hit.passage
        return Citation(
            n=1,
            quote=passage.text,
            document_id=passage.document_id,
            document_title=passage.document_title,
            form=passage.form,
            kind=passage.kind,
            edition=passage.edition,
            publisher=passage.publisher,
            licence=passage.licence,
            attribution=passage.attribution,
            url=passage.url,
            link="",
            section_id=passage.section_id,
            heading_path=passage.heading_path,
            page=passage.page,
            char_start=passage.char_start + self._quote_shift,
            char_end=passage.char_end + self._quote_shift,
            passage_id=passage.passage_id,
        )

    def _summary(self, document_id: str) -> DocumentSummary:
        passages = sum(passage.document_id == document_id for passage in self._passages)
        return DocumentSummary(
            document_id=document_id,
            title=document_id.title(),
            form="full",
            kind="report",
            organisation="Example district",
            country="",
            published="",
            edition="2024",
            publisher="The project",
            licence="MIT",
            terms="link" if document_id in self._withheld else "full",
            attribution="",
            url="",
            status="resolved",
            note="",
            page_count=None,
            sections=1,
            passages=passages,
            words=len(self._texts[document_id].split()),
        )
