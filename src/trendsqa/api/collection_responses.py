"""What the API gives back about the collection itself: documents, outlines, whole texts and readiness."""

from typing import Self

from pydantic import BaseModel, Field

from trendsqa.answering.assistant import CollectionStatus, DocumentOutline, DocumentSummary, SectionEntry

__all__ = [
    "DocumentBody",
    "DocumentsResponse",
    "HealthResponse",
    "OutlineResponse",
    "ReadyResponse",
    "SectionBody",
    "TextResponse",
]


class DocumentBody(BaseModel):
    """One document of the collection."""

    document_id: str = Field(description="Its id.")
    title: str = Field(description="Its title.")
    form: str = Field(description="`full`, the source's own text, or `brief`, an account of it in our own words.")
    kind: str = Field(description="Kind of source.")
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
    url: str = Field(description="The publisher's own page; empty where none is known.")
    page_count: int | None = Field(description="Pages; null where the format has none.")
    section_count: int = Field(ge=0, description="Sections of its outline.")
    passage_count: int = Field(ge=0, description="Passages that can be found.")
    word_count: int = Field(ge=0, description="Words of its text.")

    @classmethod
    def of(cls, summary: DocumentSummary) -> Self:
        """The JSON form of one document."""
        return cls.model_validate(_fields_of(summary))


class SectionBody(BaseModel):
    """One line of a document's outline."""

    section_id: str = Field(description="The section, by an id that survives rebuilds.")
    title: str = Field(description="Its own title.")
    heading_path: list[str] = Field(description="Titles from the outermost section down to this one.")
    level: int = Field(ge=1, description="1 for the outermost.")
    trend: str = Field(description="Trend of the report's grid; empty outside it.")
    facet: str = Field(description="Facet of the report's grid; empty outside it.")
    page: int | None = Field(description="1-based page of its heading; null where the format has no pages.")
    url: str = Field(description="The publisher's page that carries it; empty where none is known.")

    @classmethod
    def of(cls, section: SectionEntry) -> Self:
        """The JSON form of one section."""
        return cls(
            section_id=section.section_id,
            title=section.title,
            heading_path=list(section.heading_path),
            level=section.level,
            trend=section.trend,
            facet=section.facet,
            page=section.page,
            url=section.url,
        )


class DocumentsResponse(BaseModel):
    """Every document of the collection."""

    documents: list[DocumentBody] = Field(description="In the order of their ids.")

    @classmethod
    def of(cls, documents: tuple[DocumentSummary, ...]) -> Self:
        """The JSON form of the collection."""
        return cls(documents=[DocumentBody.of(summary) for summary in documents])


class OutlineResponse(DocumentBody):
    """A document and its outline."""

    sections: list[SectionBody] = Field(description="Its sections, in order.")

    @classmethod
    def of_outline(cls, outline: DocumentOutline) -> Self:
        """The JSON form of one document's outline."""
        sections = [SectionBody.of(section) for section in outline.sections]
        return cls.model_validate({**_fields_of(outline.summary), "sections": sections})


class TextResponse(BaseModel):
    """The text that offsets point into."""

    text: str = Field(description="The whole text; offsets are Unicode code points into it.")


class HealthResponse(BaseModel):
    """The process is alive."""

    status: str = Field(default="ok", description="Always `ok`.")


class ReadyResponse(BaseModel):
    """An index is open."""

    status: str = Field(default="ready", description="Always `ready`.")
    generation: str = Field(description="The build of the index that answers.")
    created: str = Field(description="When it was built: ISO 8601, UTC.")
    documents: int = Field(ge=0, description="Documents it holds.")
    passages: int = Field(ge=0, description="Passages it holds.")
    encoder: str = Field(description="The model that encodes for it.")

    @classmethod
    def of(cls, status: CollectionStatus) -> Self:
        """The JSON form of the collection's state."""
        return cls(
            generation=status.generation,
            created=status.created,
            documents=status.documents,
            passages=status.passages,
            encoder=status.encoder,
        )


def _fields_of(summary: DocumentSummary) -> dict[str, object]:
    return {
        "document_id": summary.document_id,
        "title": summary.title,
        "form": summary.form,
        "kind": summary.kind,
        "edition": summary.edition,
        "publisher": summary.publisher,
        "licence": summary.licence,
        "terms": summary.terms,
        "attribution": summary.attribution,
        "url": summary.url,
        "page_count": summary.page_count,
        "section_count": summary.sections,
        "passage_count": summary.passages,
        "word_count": summary.words,
    }
