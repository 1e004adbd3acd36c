"""What the API gives back, as JSON, made field by field from the domain's own values.

Other programs are written against them: a change of a domain class does not change them.
"""

from typing import Self

from pydantic import BaseModel, ConfigDict, Field

from trendsqa.answering.answer import Answer, Citation, Nearest
from trendsqa.answering.citing import link_to
from trendsqa.api.response_examples import ANSWER_EXAMPLE, SEARCH_EXAMPLE
from trendsqa.retrieval.hit import Hit, Ranking

__all__ = [
    "AnswerPart",
    "AskResponse",
    "CitationBody",
    "NearestBody",
    "PassageBody",
    "ScorePartBody",
    "SearchResponse",
]

MAX_NEAREST = 3


class _Place(BaseModel):
    """Where words stand: the document, its section, its page."""

    document_id: str = Field(description="The document that holds the words.")
    document_title: str = Field(description="Its title.")
    heading_path: list[str] = Field(
        description="Titles from the outermost section down to the one that holds the words."
    )
    section_id: str = Field(description="The section, by an id that survives rebuilds.")
    page: int | None = Field(description="1-based page on which the words begin; null where the format has no pages.")
    passage_id: str = Field(description="The passage that holds the words.")
    url: str = Field(description="The publisher's own page; empty where none is known.")
    link: str = Field(description="The same with a fragment that leads to the words; empty where no page is known.")


class _Origin(_Place):
    """A place with what is known of the document it lies in."""

    form: str = Field(description="`full`, the source's own text, or `brief`, an account of it in our own words.")
    kind: str = Field(description="Kind of source.")
    edition: str = Field(description="Edition of the source; empty where it has none.")
    publisher: str = Field(description="Who published it.")
    licence: str = Field(description="Its licence.")
    attribution: str = Field(
        description="Line that the licence asks to be shown with its words; empty where it asks none."
    )
    char_start: int = Field(ge=0, description="First character of the words, in code points into the document's text.")
    char_end: int = Field(ge=0, description="One past the last character.")


class CitationBody(_Origin):
    """Where one quote stands: the document's text holds it word for word from `char_start` to `char_end`."""

    n: int = Field(ge=1, description="The citation's number in this answer.")
    quote: str = Field(description="The words, as they stand in the document.")

    @classmethod
    def of(cls, citation: Citation) -> Self:
        """The JSON form of one citation."""
        return cls(
            n=citation.n,
            quote=citation.quote,
            document_id=citation.document_id,
            document_title=citation.document_title,
            form=citation.form,
            kind=citation.kind,
            edition=citation.edition,
            publisher=citation.publisher,
            licence=citation.licence,
            attribution=citation.attribution,
            url=citation.url,
            link=citation.link,
            section_id=citation.section_id,
            heading_path=list(citation.heading_path),
            page=citation.page,
            char_start=citation.char_start,
            char_end=citation.char_end,
            passage_id=citation.passage_id,
        )


class AnswerPart(BaseModel):
    """Words of the answer, quoted."""

    text: str = Field(description="The quote.")
    citation: int = Field(ge=1, description="The number of the citation that says where the words stand.")


class ScorePartBody(BaseModel):
    """One signal's share of a score: the contributions of a passage sum to its score."""

    signal: str = Field(description="What was measured.")
    raw: float = Field(description="In the signal's own unit, as cosine or BM25.")
    scaled: float = Field(description="Between 0 and 1 among the candidates of this query.")
    contribution: float = Field(description="The signal's weight times `scaled`.")


class PassageBody(_Origin):
    """One passage of a ranking."""

    rank: int = Field(ge=1, description="Place in the ranking; 1 is best.")
    score: float = Field(description="Sum of the contributions of its parts.")
    text: str = Field(description="The passage's words.")
    score_parts: list[ScorePartBody] = Field(description="What the score is made of.")

    @classmethod
    def of(cls, hit: Hit) -> Self:
        """The JSON form of one hit."""
        passage = hit.passage
        return cls(
            rank=hit.rank,
            passage_id=passage.passage_id,
            score=float(hit.score),
            text=passage.text,
            document_id=passage.document_id,
            document_title=passage.document_title,
            form=passage.form,
            kind=passage.kind,
            edition=passage.edition,
            publisher=passage.publisher,
            licence=passage.licence,
            attribution=passage.attribution,
            url=passage.url,
            link=link_to(passage, passage.text, passage.page),
            section_id=passage.section_id,
            heading_path=list(passage.heading_path),
            page=passage.page,
            char_start=passage.char_start,
            char_end=passage.char_end,
            score_parts=[
                ScorePartBody(
                    signal=part.signal,
                    raw=float(part.raw),
                    scaled=float(part.scaled),
                    contribution=float(part.contribution),
                )
                for part in hit.parts
            ],
        )


class NearestBody(_Place):
    """A section that comes close to a question the collection does not answer."""

    @classmethod
    def of(cls, nearest: Nearest) -> Self:
        """The JSON form of one near section."""
        return cls(
            section_id=nearest.section_id,
            document_id=nearest.document_id,
            document_title=nearest.document_title,
            heading_path=list(nearest.heading_path),
            url=nearest.url,
            link=nearest.link,
            page=nearest.page,
            passage_id=nearest.passage_id,
        )


class AskResponse(BaseModel):
    """An answer made of quotes, or a plain word that the collection does not answer."""

    model_config = ConfigDict(json_schema_extra={"examples": [ANSWER_EXAMPLE]})

    question: str = Field(description="The question, trimmed.")
    interpreted_question: str = Field(description="The question as it was read in the light of its history.")
    answered: bool = Field(description="Whether the collection answers the question.")
    confidence: float = Field(ge=0, le=1, description="How sure that is.")
    answer: list[AnswerPart] = Field(description="The quotes; empty where the question is not answered.")
    citations: list[CitationBody] = Field(description="Where the quotes stand.")
    passages: list[PassageBody] = Field(description="The ranking, best first, whether or not the question is answered.")
    reason: str | None = Field(description="Why there is no answer; null where there is one.")
    nearest: list[NearestBody] = Field(description="Where there is no answer: up to three sections that come close.")
    generation: str = Field(description="The build of the index that answered.")
    took_ms: float = Field(ge=0, description="Milliseconds of work.")

    @classmethod
    def of(cls, answer: Answer) -> Self:
        """The JSON form of an answer or abstention."""
        return cls(
            question=answer.question,
            interpreted_question=answer.interpreted_question,
            answered=answer.answered,
            confidence=float(answer.confidence),
            answer=[AnswerPart(text=quote.text, citation=quote.citation) for quote in answer.quotes],
            citations=[CitationBody.of(citation) for citation in answer.citations],
            passages=[PassageBody.of(hit) for hit in answer.hits],
            reason=answer.reason,
            nearest=[NearestBody.of(nearest) for nearest in answer.nearest[:MAX_NEAREST]],
            generation=answer.generation,
            took_ms=answer.took_ms,
        )


class SearchResponse(BaseModel):
    """Part of a ranking."""

    model_config = ConfigDict(json_schema_extra={"examples": [SEARCH_EXAMPLE]})

    query: str = Field(description="The query, trimmed.")
    total: int = Field(ge=0, description="Passages that passed the filters.")
    hits: list[PassageBody] = Field(description="Passages, best first, from `offset` on.")
    generation: str = Field(description="The build of the index that answered.")
    took_ms: float = Field(ge=0, description="Milliseconds of work.")

    @classmethod
    def of(cls, ranking: Ranking, took_ms: float) -> Self:
        """The JSON form of a ranking."""
        return cls(
            query=ranking.query,
            total=ranking.total,
            hits=[PassageBody.of(hit) for hit in ranking.hits],
            generation=ranking.generation,
            took_ms=took_ms,
        )
