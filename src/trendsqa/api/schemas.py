"""Requests of the API, version 1.

Input is checked here and nowhere later: unknown fields are refused and every number and text is bounded.
"""

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError

from trendsqa.answering.answer import Outcome
from trendsqa.comparing.editions.held_report import FEWEST_EDITIONS
from trendsqa.feedback.entry import Feedback
from trendsqa.limits import MOST_EARLIER_QUESTIONS, MOST_HITS, MOST_QUESTION_CHARACTERS
from trendsqa.retrieval.hit import Filters

__all__ = [
    "AskRequest",
    "CompareRequest",
    "EarlierQuestion",
    "FeedbackParameters",
    "FeedbackRequest",
    "FilterFields",
    "QuestionText",
    "SearchParameters",
    "SearchRequest",
    "SuggestParameters",
]

_SIZE = f"1 to {MOST_QUESTION_CHARACTERS} characters after trimming"
MAX_FILTER_CHARACTERS = 200
DEFAULT_LIMIT = 10
MAX_OFFSET = 10_000
MAX_EDITIONS = 6
MOST_SUGGESTIONS = 10
DEFAULT_SUGGESTIONS = 6
MAX_COMMENT_CHARACTERS = 1000
MAX_SECTION_ID_CHARACTERS = 500
MAX_NAME_CHARACTERS = 100
MOST_CITATIONS = 10_000
MOST_ENTRIES = 1000
DEFAULT_ENTRIES = 100

_CONTROLS = re.compile(r"[\x01-\x08\x0b-\x1f\x7f-\x9f]")
"""Control characters but tab and line feed: a terminal obeys some of them, and word processors paste others."""


def _without_nul(text: str) -> str:
    if "\x00" in text:
        raise PydanticCustomError("nul_character", "The text should hold no NUL character")
    return text


def _not_blank(text: str) -> str:
    # Python strips a few separators (U+001C to U+001F) that pydantic's own stripping leaves.
    if not text.strip():
        raise PydanticCustomError("blank", "The text should hold more than white space")
    return text


QuestionText = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=MOST_QUESTION_CHARACTERS),
    AfterValidator(_without_nul),
    AfterValidator(_not_blank),
    Field(json_schema_extra={"pattern": r"^[^\u0000]*[^\s\u0000][^\u0000]*$"}),
]
"""A question or query: trimmed, not blank, not too long."""

FilterText = Annotated[
    str,
    StringConstraints(strip_whitespace=True, max_length=MAX_FILTER_CHARACTERS),
    AfterValidator(_without_nul),
    Field(json_schema_extra={"pattern": r"^[^\u0000]*$"}),
]

EditionText = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=MAX_FILTER_CHARACTERS),
    AfterValidator(_without_nul),
    AfterValidator(_not_blank),
    Field(json_schema_extra={"pattern": r"^[^\u0000]*[^\s\u0000][^\u0000]*$"}),
]


def _whole(value: object) -> object:
    # RFC 8259 knows one kind of number, so 7.0 is the integer 7, as JSON Schema says too.
    return int(value) if isinstance(value, float) and value.is_integer() else value


Limit = Annotated[int, Field(ge=1, le=MOST_HITS, description="Most passages given back.")]
Offset = Annotated[int, Field(ge=0, le=MAX_OFFSET, description="Passages left out from the top of the ranking.")]

# Strict in JSON, where a number can be written as one; a query string only has text.
LimitInJson = Annotated[Limit, BeforeValidator(_whole), Field(strict=True)]
OffsetInJson = Annotated[Offset, BeforeValidator(_whole), Field(strict=True)]


class _Input(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


def _without_controls(text: str) -> str:
    return _CONTROLS.sub(" ", text).strip()


KeptQuestion = Annotated[
    QuestionText,
    AfterValidator(_without_controls),
    AfterValidator(_not_blank),
    Field(json_schema_extra={"pattern": r"^[^\u0000]*[^\s\u0000-\u001f\u007f-\u009f][^\u0000]*$"}),
]
"""A question that is kept: other control characters than tab and line feed become spaces."""

KeptText = Annotated[
    str,
    StringConstraints(strip_whitespace=True),
    AfterValidator(_without_nul),
    AfterValidator(_without_controls),
    Field(json_schema_extra={"pattern": r"^[^\u0000]*$"}),
]

EntryId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,100}$")]


class FilterFields(_Input):
    """What a passage must be; a field that is left out, null or empty asks for nothing."""

    edition: FilterText | None = Field(default=None, description="Edition of the source, as `2024`.")
    kind: FilterText | None = Field(default=None, description="Kind of source, as `report`.")
    publisher: FilterText | None = Field(default=None, description="Publisher, spelt as in the documents' list.")
    trend: FilterText | None = Field(default=None, description="Trend of the report's grid, as `harnessing-data`.")
    facet: FilterText | None = Field(default=None, description="Facet of the report's grid, as `where-to-start`.")
    document_id: FilterText | None = Field(default=None, description="One document.")
    form: Literal["full", "brief", ""] | None = Field(
        default=None, description="`full`, the source's own text, or `brief`, an account of it in our own words."
    )

    def to_filters(self) -> Filters:
        """The same as the retrieval stage reads it."""
        return Filters(
            edition=self.edition or "",
            kind=self.kind or "",
            publisher=self.publisher or "",
            trend=self.trend or "",
            facet=self.facet or "",
            document_id=self.document_id or "",
            form=self.form or "",
        )


class EarlierQuestion(_Input):
    """One earlier turn of the conversation."""

    question: QuestionText = Field(description="What was asked.")


class AskRequest(_Input):
    """A question, and the light in which to read it."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "question": "And what about small parish councils?",
                    "history": [{"question": "How do councils choose a supplier of meeting software?"}],
                    "limit": 5,
                    "filters": {"kind": "report", "edition": "2024"},
                }
            ]
        }
    )

    question: QuestionText = Field(description=f"The question, {_SIZE}.")
    history: list[EarlierQuestion] = Field(
        default=[],
        max_length=MOST_EARLIER_QUESTIONS,
        description="Earlier questions of the same conversation, oldest first.",
    )
    limit: LimitInJson = DEFAULT_LIMIT
    filters: FilterFields = Field(default=FilterFields(), description="What the passages must be.")


class SearchRequest(_Input):
    """A query, and which part of its ranking to give."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "query": "meeting software",
                    "limit": 5,
                    "offset": 0,
                    "filters": {"publisher": "Example Press", "document_id": "example-meetings-2024"},
                },
                {
                    "query": "getting started with data",
                    "filters": {"trend": "harnessing-data", "facet": "where-to-start", "form": "full"},
                },
            ]
        }
    )

    query: QuestionText = Field(description=f"The query, {_SIZE}.")
    limit: LimitInJson = DEFAULT_LIMIT
    offset: OffsetInJson = 0
    filters: FilterFields = Field(default=FilterFields(), description="What the passages must be.")


def _all_different(editions: list[str]) -> list[str]:
    if len(set(editions)) < len(editions):
        raise PydanticCustomError("repeated", "Each edition should be named once")
    return editions


class CompareRequest(_Input):
    """A topic, and the editions to compare."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"topic": "meeting software", "editions": ["2024", "2025"]},
                {"topic": "meeting software", "editions": ["2024", "2025"], "report": "example-meetings"},
            ]
        }
    )

    topic: QuestionText = Field(description=f"A question or a few words, {_SIZE}.")
    editions: Annotated[list[EditionText], AfterValidator(_all_different)] = Field(
        min_length=FEWEST_EDITIONS,
        max_length=MAX_EDITIONS,
        description="Different editions of one report, in any order, as `2024`.",
        json_schema_extra={"uniqueItems": True},
    )
    report: FilterText = Field(
        default="", description="Which report, where several are held in these editions: what the editions' ids share."
    )


class SearchParameters(FilterFields):
    """A search as a query string."""

    q: QuestionText = Field(description=f"The query, {_SIZE}.", examples=["meeting software"])
    limit: Limit = DEFAULT_LIMIT
    offset: Offset = 0


class SuggestParameters(_Input):
    """Beginning of a question, as a query string."""

    q: QuestionText = Field(description=f"What is typed so far, {_SIZE}.", examples=["choos sof"])
    limit: int = Field(DEFAULT_SUGGESTIONS, ge=1, le=MOST_SUGGESTIONS, description="Most suggestions given back.")
    edition: FilterText | None = Field(default=None, description="Suggest from this edition only, as `2024`.")


class FeedbackRequest(_Input):
    """Feedback on an answer, or on one of its quotes; it is stored without anything that tells who sent it."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "question": "How do councils choose a supplier of meeting software?",
                    "useful": False,
                    "citation": 1,
                    "section_id": "example-meetings-2024#choosing-software",
                    "words": "It tells how to buy, not how to choose.",
                    "generation": "20240601T120000Z-1a2b3c4d",
                    "outcome": "answered",
                }
            ]
        }
    )

    question: KeptQuestion = Field(description=f"The question that was asked, {_SIZE}.")
    useful: bool = Field(strict=True, description="If the answer was useful.")
    citation: Annotated[int | None, BeforeValidator(_whole)] = Field(
        None,
        strict=True,
        ge=1,
        le=MOST_CITATIONS,
        description="The quote that is meant, by its `n`; null for all.",
    )
    section_id: KeptText | None = Field(
        None, max_length=MAX_SECTION_ID_CHARACTERS, description="The section that is meant, as the citation has it."
    )
    words: KeptText | None = Field(None, max_length=MAX_COMMENT_CHARACTERS, description="What the person says of it.")
    generation: KeptText = Field(max_length=MAX_NAME_CHARACTERS, description="The build of the index that answered.")
    outcome: Outcome | None = Field(None, description="The answer's outcome.")

    def to_feedback(self) -> Feedback:
        """The same as it is stored."""
        return Feedback(
            question=self.question,
            useful=self.useful,
            citation=self.citation,
            section_id=self.section_id or None,
            words=self.words or None,
            generation=self.generation,
            outcome=self.outcome,
        )


class FeedbackParameters(_Input):
    """A part of what was said, as a query string."""

    limit: int = Field(DEFAULT_ENTRIES, ge=1, le=MOST_ENTRIES, description="Most entries given back.")
    after: EntryId | None = Field(
        None,
        description="The last entry that is known: those after it are given.",
        examples=["5f0c7d1e9a3b42c68d17e0b94a6f2c38"],
    )
