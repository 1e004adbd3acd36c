"""What the API gives back about the collection itself: documents, outlines, whole texts and readiness."""

from dataclasses import asdict
from datetime import datetime
from typing import Literal, Self

from pydantic import BaseModel, Field

from trendsqa.answering.answer_json import flatten
from trendsqa.answering.catalogue import CollectionStatus, DocumentOutline
from trendsqa.answering.live_index import Failure
from trendsqa.answering.wire_fields import DOCUMENT, LINKED, LINKING_SECTION, SECTION
from trendsqa.api.responses import LinkedBody
from trendsqa.index.texts.records import DocumentRecord

__all__ = [
    "DocumentBody",
    "DocumentsResponse",
    "FailingBody",
    "HealthResponse",
    "LinkingSectionBody",
    "OutlineResponse",
    "ReadyResponse",
    "SectionBody",
    "TextResponse",
]

_NOT_TOLD = "It cannot be opened. Whoever runs the server finds out why with `trendsqa doctor`."


class DocumentBody(BaseModel):
    """One document of the collection."""

    document_id: str = Field(description="Its id.")
    title: str = Field(description="Its title.")
    form: str = Field(
        description="`full`, the source's own text; `brief`, an account of it in our own words; `none`, no text held."
    )
    kind: str = Field(description="Kind of source.")
    organisation: str = Field(description="Whose it is.")
    country: str = Field(description="Where that is; empty where not known.")
    published: str = Field(description="Its date, as precise as it is known; empty where not known.")
    edition: str = Field(description="Edition of the source; empty where it has none.")
    publisher: str = Field(description="Who published it.")
    licence: str = Field(description="Its licence.")
    terms: str = Field(
        description="`full`: the text may be given out; `quote`: passages may, the whole text to this "
        "machine alone; `link`: no text."
    )
    attribution: str = Field(
        description="Line that the licence asks to be shown with its words; empty where it asks none."
    )
    status: str = Field(description="`resolved`, `moved` or `unresolved`: what became of its public page.")
    url: str = Field(description="The publisher's own page; empty where none is known.")
    note: str = Field(description="What a reader must know of it; often empty.")
    page_count: int | None = Field(description="Pages; null where the format has none.")
    section_count: int = Field(ge=0, description="Sections of its outline.")
    passage_count: int = Field(ge=0, description="Passages that can be found.")
    word_count: int = Field(ge=0, description="Words of its text.")

    @classmethod
    def of(cls, document: DocumentRecord) -> Self:
        """The JSON form of one document."""
        return cls.model_validate(flatten(document, DOCUMENT))


class SectionBody(BaseModel):
    """One line of a document's outline."""

    section_id: str = Field(description="The section, by an id that survives rebuilds.")
    title: str = Field(description="Its own title.")
    heading_path: list[str] = Field(description="Titles from the outermost section down to this one.")
    level: int = Field(ge=1, description="1 for the outermost.")
    trend: str = Field(description="Trend of the report's grid; empty outside it.")
    facet: str = Field(description="Facet of the report's grid; empty outside it.")
    form: str = Field(description="Whose words the section is made of: `full` or `brief`.")
    page: int | None = Field(description="1-based page of its heading; null where the format has no pages.")
    url: str = Field(description="The publisher's page that carries it; empty where none is known.")


class LinkingSectionBody(BaseModel):
    """A section that links to this document."""

    section_id: str = Field(description="The section.")
    document_id: str = Field(description="The document it belongs to.")
    document_title: str = Field(description="That document's title.")
    heading_path: list[str] = Field(description="Titles down to the section; empty where its outline is not held.")
    text: str = Field(description="The words of the link.")


class DocumentsResponse(BaseModel):
    """Every document of the collection."""

    documents: list[DocumentBody] = Field(description="In the order of their ids.")

    @classmethod
    def of(cls, documents: tuple[DocumentRecord, ...]) -> Self:
        """The JSON form of the collection."""
        return cls(documents=[DocumentBody.of(document) for document in documents])


class OutlineResponse(DocumentBody):
    """A document, its outline, what its sections link to and which sections link to it."""

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


class TextResponse(BaseModel):
    """The text that offsets point into."""

    text: str = Field(description="The whole text; offsets are Unicode code points into it.")


class HealthResponse(BaseModel):
    """The process is alive."""

    status: str = Field(default="ok", description="Always `ok`.")


class FailingBody(BaseModel):
    """What is published and does not answer."""

    generation: str = Field(description="Its name; empty where the pointer names none.")
    message: str = Field(description="What is wrong and what mends it; in general terms for other machines.")
    since: datetime = Field(description="When that was found: ISO 8601, UTC.")


class ReadyResponse(BaseModel):
    """An index is open."""

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
