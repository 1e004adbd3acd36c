"""Response for a comparison of editions, described field by field."""

from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field

from trendsqa.api.response_examples import COMPARISON_EXAMPLE
from trendsqa.api.responses import AnswerPart, CitationBody, LinkedBody, NearestBody
from trendsqa.comparing.editions.comparison import Comparison
from trendsqa.comparing.editions.comparison_json import comparison_to_dict

__all__ = ["CompareResponse", "EditionBody", "EditionStepBody", "PairBody", "PairCellBody", "TrendChangeBody"]


class EditionBody(BaseModel):
    """What one edition alone answers."""

    edition: str = Field(description="The edition.")
    document_id: str = Field(description="The document that holds it.")
    document_title: str = Field(description="Its title.")
    answered: bool = Field(description="Whether this edition answers.")
    confidence: float = Field(ge=0, le=1, description="How sure that is.")
    answer: list[AnswerPart] = Field(description="The quotes; empty where the edition does not answer.")
    citations: list[CitationBody] = Field(description="Where they stand; numbered through over all editions.")
    linked: list[LinkedBody] = Field(description="Sources that the cited sections link to.")
    reason: str | None = Field(description="Why there is no answer; null where there is one.")
    nearest: list[NearestBody] = Field(description="Where there is no answer: up to three sections that come close.")


class PairCellBody(BaseModel):
    """One edition's side of a pair."""

    edition: str = Field(description="The edition.")
    section_id: str = Field(description="The section; empty where the edition has no counterpart.")
    heading_path: list[str] = Field(description="Its titles, outermost first.")
    citations: list[int] = Field(description="Numbers of the quotes that stand in it; empty where none is quoted.")
    matched_by: Literal["id", "outline", "meaning"] | None = Field(
        description="What says that it is the same section as the first quoted one; null for that one and for none."
    )


class PairBody(BaseModel):
    """A section that is quoted, across the editions."""

    cells: list[PairCellBody] = Field(description="One for each edition, in their order.")


class TrendChangeBody(BaseModel):
    """What became of trends."""

    outcome: Literal["carried_on", "renamed", "merged", "split", "regrouped", "appeared", "went"] = Field(
        description="What became of them."
    )
    older: list[str] = Field(description="Trends of the older edition; empty for one that appeared.")
    newer: list[str] = Field(description="Trends of the newer edition; empty for one that went.")
    quoted: bool = Field(description="Whether a quote of this response stands in one of them.")


class EditionStepBody(BaseModel):
    """From one edition to the next."""

    older: str = Field(description="The older edition.")
    newer: str = Field(description="The newer edition.")
    changes: list[TrendChangeBody] = Field(description="What became of each trend.")
    note: str = Field(description="Why nothing can be said of the trends; empty where something is.")


class CompareResponse(BaseModel):
    """Editions of one report side by side."""

    model_config = ConfigDict(json_schema_extra={"examples": [COMPARISON_EXAMPLE]})

    topic: str = Field(description="The topic, trimmed.")
    interpreted_topic: str = Field(description="The topic as it was read.")
    report: str = Field(description="What the ids of the editions share.")
    editions: list[EditionBody] = Field(description="The editions, oldest first.")
    pairs: list[PairBody] = Field(description="Quoted sections side by side, those quoted most often first.")
    trends: list[EditionStepBody] = Field(description="What became of the trends, from edition to edition.")
    generation: str = Field(description="The build of the index that answered.")
    took_ms: float = Field(ge=0, description="Milliseconds of work.")

    @classmethod
    def of(cls, comparison: Comparison) -> Self:
        """The JSON form of a comparison."""
        return cls.model_validate(comparison_to_dict(comparison))
