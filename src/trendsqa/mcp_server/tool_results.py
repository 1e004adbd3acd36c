"""Results of tools that the HTTP API has no response for; the others are the API's own responses."""

from itertools import accumulate
from typing import Self

from pydantic import BaseModel, Field

from trendsqa.answering.answer_json import LINKED, PASSAGE, SECTION, flatten
from trendsqa.answering.catalogue import SectionBlock, SectionView
from trendsqa.api.collection_responses import DocumentBody
from trendsqa.api.described import described
from trendsqa.api.responses import LinkedBody
from trendsqa.corpus.documents.document import BlockKind
from trendsqa.index.texts.records import DocumentRecord, SectionRecord

__all__ = ["BlockBody", "DocumentPage", "SectionResult"]

MOST_CHARACTERS = 20_000
"""Of one section: a text without headings is a single section, and whole texts are not given out here."""

_OF_DOCUMENT = ("document_id", "document_title", "kind", "edition", "publisher", "licence", "attribution", "terms")

_SECTION_OF_DOCUMENT = {**SECTION, **{name: PASSAGE[name] for name in _OF_DOCUMENT}}


class BlockBody(BaseModel):
    """A paragraph, list item, quotation, table, heading or caption."""

    kind: BlockKind = Field(description="Kind of block.")
    text: str = Field(description="Its words, as they stand in the document.")
    char_start: int = Field(ge=0, description="First character, in code points into the document's text.")
    char_end: int = Field(ge=0, description="One past the last character.")
    page: int | None = Field(description="1-based page; null where the format has no pages.")


@described(_SECTION_OF_DOCUMENT, SectionRecord, DocumentRecord)
class SectionResult(BaseModel):
    """A section with its words, and where it stands."""

    blocks: list[BlockBody] = Field(description="Its words, in order.")
    complete: bool = Field(description="False if the section is longer than what is given here.")
    links: list[LinkedBody] = Field(description="Sources that it links to.")
    previous_section_id: str | None = Field(description="The section before it; null for the first.")
    next_section_id: str | None = Field(description="The section after it; null for the last.")
    generation: str = Field(description="The build of the index that it was read from.")

    @classmethod
    def of(cls, view: SectionView, generation: str) -> Self:
        """The result for one section; what goes beyond ``MOST_CHARACTERS`` is left out, by whole blocks."""
        blocks = _beginning(view.blocks)
        parts = {
            "blocks": [BlockBody.model_validate(block, from_attributes=True) for block in blocks],
            "complete": len(blocks) == len(view.blocks),
            "links": [flatten(mention, LINKED) for mention in view.links],
            "previous_section_id": view.previous_section.id if view.previous_section else None,
            "next_section_id": view.next_section.id if view.next_section else None,
            "generation": generation,
        }
        return cls.model_validate(flatten(view.section, _SECTION_OF_DOCUMENT) | parts)


class DocumentPage(BaseModel):
    """Part of the list of documents."""

    total: int = Field(ge=0, description="Documents of the collection, over all pages.")
    documents: list[DocumentBody] = Field(description="In the order of their ids, from `offset` on.")
    generation: str = Field(description="The build of the index that holds them.")


def _beginning(blocks: tuple[SectionBlock, ...]) -> tuple[SectionBlock, ...]:
    lengths = accumulate(len(block.text) for block in blocks)
    return tuple(block for block, length in zip(blocks, lengths, strict=True) if length <= MOST_CHARACTERS)
