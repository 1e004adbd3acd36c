"""Parameters of tools that the HTTP API has no request for; the others are the API's own requests."""

from pydantic import BaseModel, ConfigDict, Field

from trendsqa.api.schemas import LimitInJson, OffsetInJson

__all__ = ["DocumentPageParameters", "SectionParameters"]

MOST_ID_CHARACTERS = 1000
"""A section's id holds the titles down to it."""

MOST_DOCUMENTS = 20
"""Documents of one page, if none is said: an assistant reads each of them."""


class SectionParameters(BaseModel):
    """A section to read."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    section_id: str = Field(
        min_length=1,
        max_length=MOST_ID_CHARACTERS,
        description="Its id, as `section_id` of a citation, a passage or a near section has it.",
    )


class DocumentPageParameters(BaseModel):
    """Part of the list of documents."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    limit: LimitInJson = Field(default=MOST_DOCUMENTS, description="Most documents given back.")
    offset: OffsetInJson = Field(default=0, description="Documents left out from the beginning of the list.")
