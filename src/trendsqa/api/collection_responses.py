"""Responses about the collection itself: documents, outlines, whole texts and readiness."""

from dataclasses import asdict
from datetime import datetime
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field

from trendsqa.answering.answer_json import DOCUMENT, LINKED, LINKING_SECTION, SECTION, flatten
from trendsqa.answering.catalogue import CollectionStatus, DocumentOutline, LinkingSection
from trendsqa.answering.filter_choices import FilterChoices
from trendsqa.answering.live_index import Failure
from trendsqa.api.described import described
from trendsqa.api.description.collection_examples import (
    DEGRADED_EXAMPLE,
    DOCUMENTS_EXAMPLE,
    FILTERS_EXAMPLE,
    OUTLINE_EXAMPLE,
    READY_EXAMPLE,
    TEXT_EXAMPLE,
)
from trendsqa.api.responses import LinkedBody
from trendsqa.index.texts.records import DocumentRecord, SectionRecord

__all__ = [
    "DocumentBody",
    "DocumentsResponse",
    "FailingBody",
    "FilterChoiceBody",
    "FiltersResponse",
    "HealthResponse",
    "LinkingSectionBody",
    "OutlineResponse",
    "ReadyResponse",
    "SectionBody",
    "TextResponse",
]

_NOT_TOLD = "It cannot be opened. Whoever runs the server finds out why with `trendsqa doctor`."


@described(DOCUMENT, DocumentRecord)
class DocumentBody(BaseModel):
    """One document of the collection."""

    @classmethod
    def of(cls, document: DocumentRecord) -> Self:
        """The JSON form of one document."""
        return cls.model_validate(flatten(document, DOCUMENT))


@described(SECTION, SectionRecord, DocumentRecord)
class SectionBody(BaseModel):
    """One line of a document's outline."""


@described(LINKING_SECTION, LinkingSection)
class LinkingSectionBody(BaseModel):
    """A section that links to this document."""


class DocumentsResponse(BaseModel):
    """Every document of the collection."""

    model_config = ConfigDict(json_schema_extra={"examples": [DOCUMENTS_EXAMPLE]})

    documents: list[DocumentBody] = Field(description="In the order of their ids.")

    @classmethod
    def of(cls, documents: tuple[DocumentRecord, ...]) -> Self:
        """The JSON form of the collection."""
        return cls(documents=[DocumentBody.of(document) for document in documents])


class OutlineResponse(DocumentBody):
    """A document, its outline, what its sections link to and which sections link to it."""

    model_config = ConfigDict(json_schema_extra={"examples": [OUTLINE_EXAMPLE]})

    sections: list[SectionBody] = Field(description="Its sections, in order.")
    links: list[LinkedBody] = Field(description="Sources that its sections link to.")
    linked_from: list[LinkingSectionBody] = Field(description="Sections of other documents that link to it.")

    @classmethod
    def of_outline(cls, outline: DocumentOutline) -> Self:
        """The JSON form of one document's outline."""
        parts = {
            "sections": [flatten(section, SECTION) for section in outline.sections],
            "links": [flatten(mention, LINKED) for mention in outline.links],
            "linked_from": [flatten(section, LINKING_SECTION) for section in outline.linked_from],
        }
        return cls.model_validate(flatten(outline.document, DOCUMENT) | parts)


class FilterChoiceBody(BaseModel):
    """A value of a filter, and how much is searched with it."""

    value: str = Field(description="What the filter takes.")
    passages: int = Field(ge=0, description="Passages that pass with it and with the other filters.")
    documents: int = Field(ge=0, description="Documents that these passages are of.")


class FiltersResponse(BaseModel):
    """Values of each filter, under its name; those that no passage has are not named."""

    model_config = ConfigDict(json_schema_extra={"examples": [FILTERS_EXAMPLE]})

    edition: list[FilterChoiceBody] = Field(description="Editions, newest first.")
    trend: list[FilterChoiceBody] = Field(description="Trends of the report's grid, in its order.")
    kind: list[FilterChoiceBody] = Field(description="Kinds of source, those of most documents first.")
    publisher: list[FilterChoiceBody] = Field(description="Publishers, those of most documents first.")
    form: list[FilterChoiceBody] = Field(description="`full`, then `brief`.")
    passages: int = Field(ge=0, description="Passages that pass all filters.")
    documents: int = Field(ge=0, description="Documents that these passages are of.")
    generation: str = Field(description="The build of the index that was counted.")

    @classmethod
    def of(cls, choices: FilterChoices, generation: str) -> Self:
        """The JSON form of ``choices``."""
        return cls.model_validate(asdict(choices) | {"generation": generation})


class TextResponse(BaseModel):
    """The text that offsets point into."""

    model_config = ConfigDict(json_schema_extra={"examples": [TEXT_EXAMPLE]})

    text: str = Field(description="The whole text; offsets are Unicode code points into it.")


class HealthResponse(BaseModel):
    """The process is alive."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"status": "ok"}]})

    status: str = Field(default="ok", description="Always `ok`.")


class FailingBody(BaseModel):
    """What is published and does not answer."""

    generation: str = Field(description="Its name; empty where the pointer names none.")
    message: str = Field(description="What is wrong and what mends it; in general terms for other machines.")
    since: datetime = Field(description="When that was found: ISO 8601, UTC.")


class ReadyResponse(BaseModel):
    """An index is open."""

    model_config = ConfigDict(json_schema_extra={"examples": [READY_EXAMPLE, DEGRADED_EXAMPLE]})

    status: Literal["ready", "degraded"] = Field(
        description="`degraded` where what is published cannot be opened, so that an earlier build answers."
    )
    failing: FailingBody | None = Field(description="What is published and does not answer; null where nothing fails.")
    generation: str = Field(description="The build of the index that answers.")
    created: str = Field(description="When it was built: ISO 8601, UTC.")
    documents: int = Field(ge=0, description="Documents it holds.")
    passages: int = Field(ge=0, description="Passages it holds.")
    editions: list[str] = Field(description="Editions of the report that are held, newest first.")
    encoder: str = Field(description="The model that encodes for it.")

    @classmethod
    def of(cls, status: CollectionStatus, failure: Failure | None, *, tell_why: bool) -> Self:
        """The JSON form of the collection's state; what is wrong with what is published only where ``tell_why``."""
        failing = None if failure is None else asdict(failure) | ({} if tell_why else {"message": _NOT_TOLD})
        return cls.model_validate(asdict(status) | {"status": "degraded" if failing else "ready", "failing": failing})
