"""What the API gives back: the contract's JSON form, described field by field and checked on the way out.

Other programs are written against it. A field that is not described here is not sent.
"""

from typing import Self

from pydantic import BaseModel, ConfigDict, Field

from trendsqa.answering.answer import Answer
from trendsqa.answering.answer_json import answer_to_dict, ranking_to_dict
from trendsqa.api.response_examples import ANSWER_EXAMPLE, SEARCH_EXAMPLE
from trendsqa.retrieval.hit import Ranking

__all__ = [
    "AnswerPart",
    "AskResponse",
    "CitationBody",
    "LinkedBody",
    "NearestBody",
    "PassageBody",
    "ScorePartBody",
    "SearchResponse",
]


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

    terms: str = Field(description="What may be done with the source's text: `full`, `quote` or `link`.")
    trend: str = Field(description="The report's trend that the section belongs to; empty outside the trends.")
    facet: str = Field(description="The part of that trend, as `risks` or `where-to-start`; empty outside.")
    rank: int = Field(ge=1, description="Place in the ranking; 1 is best.")
    score: float = Field(description="Sum of the contributions of its parts.")
    text: str = Field(description="The passage's words.")
    score_parts: list[ScorePartBody] = Field(description="What the score is made of.")


class NearestBody(_Place):
    """A section that comes close to a question the collection does not answer."""


class LinkedBody(BaseModel):
    """A source that a section links to."""

    document_id: str = Field(description="The source.")
    title: str = Field(description="Its title.")
    kind: str = Field(description="Kind of source.")
    organisation: str = Field(description="Whose it is.")
    form: str = Field(description="`full`, `brief`, or `none` where no text of it is held.")
    url: str = Field(description="Its public page; empty where none is known.")
    note: str = Field(description="What a reader must know of it; often empty.")
    section_id: str = Field(description="The section that links to it.")
    text: str = Field(description="The words of the link.")


class AskResponse(BaseModel):
    """An answer made of quotes, or a plain word that the collection does not answer."""

    model_config = ConfigDict(json_schema_extra={"examples": [ANSWER_EXAMPLE]})

    question: str = Field(description="The question, trimmed.")
    interpreted_question: str = Field(description="The question as it was read in the light of its history.")
    answered: bool = Field(description="Whether the collection answers the question.")
    confidence: float = Field(ge=0, le=1, description="How sure that is.")
    answer: list[AnswerPart] = Field(description="The quotes; empty where the question is not answered.")
    citations: list[CitationBody] = Field(description="Where the quotes stand.")
    linked: list[LinkedBody] = Field(description="Sources that the cited sections link to.")
    passages: list[PassageBody] = Field(description="The ranking, best first, whether or not the question is answered.")
    reason: str | None = Field(description="Why there is no answer; null where there is one.")
    nearest: list[NearestBody] = Field(description="Where there is no answer: up to three sections that come close.")
    generation: str = Field(description="The build of the index that answered.")
    took_ms: float = Field(ge=0, description="Milliseconds of work.")

    @classmethod
    def of(cls, answer: Answer) -> Self:
        """The JSON form of an answer or abstention."""
        return cls.model_validate(answer_to_dict(answer))


class SearchResponse(BaseModel):
    """Part of a ranking."""

    model_config = ConfigDict(json_schema_extra={"examples": [SEARCH_EXAMPLE]})

    query: str = Field(description="The query, trimmed.")
    total: int = Field(ge=0, description="Passages that were ranked, over all pages.")
    hits: list[PassageBody] = Field(description="Passages, best first, from `offset` on.")
    generation: str = Field(description="The build of the index that answered.")
    took_ms: float = Field(ge=0, description="Milliseconds of work.")

    @classmethod
    def of(cls, ranking: Ranking, took_ms: float) -> Self:
        """The JSON form of a ranking."""
        return cls.model_validate(ranking_to_dict(ranking, took_ms))
