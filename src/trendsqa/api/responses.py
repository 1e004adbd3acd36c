"""Responses of the API: the contract's JSON form, described field by field and checked on the way out.

Other programs are written against it. A field that is not described here is not sent.
"""

from typing import Self

from pydantic import BaseModel, ConfigDict, Field

from trendsqa.answering.answer import Answer, Citation, Outcome, Quote
from trendsqa.answering.answer_json import (
    CITATION,
    CLOSEST,
    LINKED,
    NEAREST,
    PASSAGE,
    QUOTE,
    SCORE_PART,
    answer_to_dict,
    ranking_to_dict,
)
from trendsqa.api.described import described
from trendsqa.api.response_examples import ABSTENTION_EXAMPLE, ANSWER_EXAMPLE, REPLY_EXAMPLE, SEARCH_EXAMPLE
from trendsqa.index.texts.records import DocumentRecord, MentionRecord, PassageRecord, SectionRecord
from trendsqa.questions.input_kind.kinds import InputKind
from trendsqa.retrieval.hit import Hit, Ranking, ScorePart

__all__ = [
    "AnswerPart",
    "AskResponse",
    "CitationBody",
    "ClosestBody",
    "LinkedBody",
    "NearestBody",
    "PassageBody",
    "ScorePartBody",
    "SearchResponse",
]


_PLACED = (PassageRecord, SectionRecord, DocumentRecord)


@described(CITATION, Citation, *_PLACED)
class CitationBody(BaseModel):
    """Where one quote stands: the document's text holds it word for word from `char_start` to `char_end`."""


@described(CLOSEST, Citation, *_PLACED)
class ClosestBody(BaseModel):
    """The quote that comes closest to a question without an answer, and where it stands."""


@described(QUOTE, Quote)
class AnswerPart(BaseModel):
    """Words of the answer, quoted."""


@described(SCORE_PART, ScorePart)
class ScorePartBody(BaseModel):
    """One signal's share of a score: the contributions of a passage sum to its score."""


@described(PASSAGE, Hit, *_PLACED)
class _HitBody(BaseModel):
    """One passage of a ranking, without the parts of its score."""


class PassageBody(_HitBody):
    """One passage of a ranking."""

    score_parts: list[ScorePartBody] = Field(description="What the score is made of.")


@described(NEAREST, *_PLACED)
class NearestBody(BaseModel):
    """A section that comes close to a question the collection does not answer."""


@described(LINKED, MentionRecord, DocumentRecord)
class LinkedBody(BaseModel):
    """A source that a section links to."""


class AskResponse(BaseModel):
    """An answer made of quotes, or a plain word that the collection does not answer."""

    model_config = ConfigDict(json_schema_extra={"examples": [ANSWER_EXAMPLE, ABSTENTION_EXAMPLE, REPLY_EXAMPLE]})

    question: str = Field(description="The question, trimmed.")
    interpreted_question: str = Field(description="The question as it was read in the light of its history.")
    answered: bool = Field(description="Whether the collection answers the question.")
    outcome: Outcome = Field(
        description="`answered`; `close`: something on the subject is held, but not what is asked for; `not_held`: "
        "nothing comes near; `reply`: the input was no question to the collection, and `reason` is what to say to it."
    )
    input_kind: InputKind = Field(description="What the input looks like; `question` for any question.")
    confidence: float = Field(ge=0, le=1, description="How sure that is.")
    answer: list[AnswerPart] = Field(description="The quotes; empty where the question is not answered.")
    citations: list[CitationBody] = Field(description="Where the quotes stand.")
    linked: list[LinkedBody] = Field(description="Sources that the cited sections link to.")
    passages: list[PassageBody] = Field(description="The ranking, best first, whether or not the question is answered.")
    reason: str | None = Field(description="Why there is no answer; null where there is one.")
    nearest: list[NearestBody] = Field(description="Where there is no answer: up to three sections that come close.")
    closest: ClosestBody | None = Field(
        description="If there is no answer: the quote that comes closest. It may not answer; null if nothing is near."
    )
    missing: list[str] = Field(description="Names and terms of the question that nothing in the collection mentions.")
    open: list[str] = Field(description="Parts of the question that are not answered.")
    suggestions: list[str] = Field(description="Questions that the collection answers, where the input was none.")
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
