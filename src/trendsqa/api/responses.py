"""Responses of the API: the contract's JSON form, described field by field and checked on the way out.

Other programs are written against it. A field that is not described here is not sent.
"""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Self

from pydantic import BaseModel, ConfigDict, Field

from trendsqa.answering.answer import Answer, Citation, Outcome, Quote, QuotePart
from trendsqa.answering.answer_json import (
    CITATION,
    CLOSEST,
    LINKED,
    NEAREST,
    PASSAGE,
    QUOTE,
    QUOTE_PART,
    SCORE_PART,
    answer_to_dict,
    ranking_to_dict,
)
from trendsqa.api.described import described
from trendsqa.api.response_examples import (
    ABSTENTION_EXAMPLE,
    ANSWER_EXAMPLE,
    FEEDBACK_EXAMPLE,
    REPLY_EXAMPLE,
    SEARCH_EXAMPLE,
    SUGGESTIONS_EXAMPLE,
)
from trendsqa.feedback.entry import FeedbackEntry
from trendsqa.index.texts.records import DocumentRecord, MentionRecord, PassageRecord, SectionRecord
from trendsqa.questions.input_kind.kinds import InputKind
from trendsqa.questions.suggesting.suggestion import Suggestion, SuggestionKind
from trendsqa.retrieval.hit import Hit, Ranking, ScorePart

__all__ = [
    "AnswerPart",
    "AskResponse",
    "CitationBody",
    "ClosestBody",
    "FeedbackBody",
    "FeedbackReceipt",
    "LinkedBody",
    "NearestBody",
    "PassageBody",
    "QuotePartBody",
    "ScorePartBody",
    "SearchResponse",
    "SuggestResponse",
    "SuggestionBody",
]


_PLACED = (PassageRecord, SectionRecord, DocumentRecord)


@described(CITATION, Citation, *_PLACED)
class CitationBody(BaseModel):
    """Where one quote stands: the document's text holds it word for word from `char_start` to `char_end`."""


@described(QUOTE_PART, QuotePart)
class QuotePartBody(BaseModel):
    """One block of a quote."""


_PARTS = "The same words block by block, so that a list can be set as a list."


@described(CLOSEST, Citation, *_PLACED)
class _ClosestPlace(BaseModel):
    """Place of the quote that comes closest."""


class ClosestBody(_ClosestPlace):
    """The quote that comes closest to a question without an answer, and where it stands."""

    parts: list[QuotePartBody] = Field(description=_PARTS)


@described(QUOTE, Quote)
class _QuoteBody(BaseModel):
    """A quote, without its parts."""


class AnswerPart(_QuoteBody):
    """Words of the answer, quoted."""

    parts: list[QuotePartBody] = Field(description=_PARTS)


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
    suggestions: list[str] = Field(
        description="Questions to ask next: about the same sections or those around them, or any that the collection "
        "answers if the input was no question."
    )
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


class SuggestionBody(BaseModel):
    """A text to ask, and where the collection has it."""

    text: str = Field(description="The text, to be put into a search field and asked.")
    kind: SuggestionKind = Field(
        description="`question`: a curated question; `heading`: of a section; `name`: a document or an organisation."
    )
    document_id: str = Field(description="The document; empty if several are meant.")
    document_title: str = Field(description="Its title; empty if several are meant.")
    section_id: str = Field(description="The section that it leads to; empty for a name.")
    edition: str = Field(description="The document's edition; empty for a document without editions.")


class SuggestResponse(BaseModel):
    """Texts to ask that fit what is typed so far."""

    model_config = ConfigDict(json_schema_extra={"examples": [SUGGESTIONS_EXAMPLE]})

    query: str = Field(description="What is typed, trimmed.")
    suggestions: list[SuggestionBody] = Field(description="Best first, no two alike; empty if nothing fits.")
    generation: str = Field(description="The build of the index that suggests.")
    took_ms: float = Field(ge=0, description="Milliseconds of work.")

    @classmethod
    def of(cls, query: str, suggestions: Sequence[Suggestion], generation: str, took_ms: float) -> Self:
        """The JSON form of suggestions."""
        found = [SuggestionBody.model_validate(asdict(one)) for one in suggestions]
        return cls(query=query, suggestions=found, generation=generation, took_ms=took_ms)


class FeedbackReceipt(BaseModel):
    """Proof of feedback that was stored."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"id": FEEDBACK_EXAMPLE["id"]}]})

    id: str = Field(description="Its name, which nobody can guess: whoever holds it may take the feedback back.")


class FeedbackBody(BaseModel):
    """Feedback as it is stored."""

    model_config = ConfigDict(json_schema_extra={"examples": [FEEDBACK_EXAMPLE]})

    id: str = Field(description="Its name.")
    day: date = Field(description="The day on which it came, in UTC.")
    question: str = Field(description="The question that was asked.")
    useful: bool = Field(description="If the answer was useful.")
    citation: int | None = Field(description="The quote that is meant; null for all.")
    section_id: str | None = Field(description="The section that is meant.")
    words: str | None = Field(description="What the person says of it.")
    generation: str = Field(description="The build of the index that answered.")
    outcome: str | None = Field(description="The answer's outcome.")

    @classmethod
    def of(cls, entry: FeedbackEntry) -> Self:
        """The JSON form of an entry."""
        return cls(id=entry.id, day=entry.day, **asdict(entry.feedback))
