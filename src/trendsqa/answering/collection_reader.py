"""Reads one open generation, without any model: documents, outlines, sections, texts, its size and examples."""

from functools import cached_property

from trendsqa.answering.catalogue import Catalogue, CollectionStatus, DocumentOutline, SectionView
from trendsqa.answering.examples import example_questions
from trendsqa.answering.filter_choices import ChoiceCounter, FilterChoices
from trendsqa.index.opening import OpenGeneration
from trendsqa.index.texts.records import DocumentRecord
from trendsqa.retrieval.hit import Filters

__all__ = ["CollectionReader"]


class CollectionReader:
    """Reads a collection. Safe to share between threads."""

    def __init__(self, opened: OpenGeneration) -> None:
        """Read from ``opened``, which is closed with this reader."""
        self._opened = opened
        self._catalogue = Catalogue(opened.table)
        editions = {document.edition for document in self._catalogue.documents() if document.edition}
        self._editions = tuple(sorted(editions, reverse=True))

    @property
    def opened(self) -> OpenGeneration:
        """The open generation that answers, for those who compare its documents."""
        return self._opened

    def documents(self) -> tuple[DocumentRecord, ...]:
        """Every source of the collection, in the order of ids."""
        return self._catalogue.documents()

    def outline(self, document_id: str) -> DocumentOutline:
        """A document's sections and links. Raises UnknownItemError."""
        return self._catalogue.outline(document_id)

    def text(self, document_id: str) -> str:
        """The text that offsets point into. Raises UnknownItemError, and RightsError where the terms forbid it."""
        return self._catalogue.text(document_id)

    def section(self, section_id: str) -> SectionView:
        """A section in full with its neighbours. Raises UnknownItemError."""
        return self._catalogue.section(section_id)

    def status(self) -> CollectionStatus:
        """Generation that answers now."""
        generation = self._opened.generation
        return CollectionStatus(
            generation=generation.name,
            created=generation.created,
            documents=generation.counts.documents,
            passages=generation.counts.passages,
            editions=self._editions,
            encoder=generation.encoder.model,
        )

    def filter_choices(self, filters: Filters) -> FilterChoices:
        """Values of each filter, with what passes with each and with the others of ``filters``."""
        return self._choice_counter.choices(filters)

    @cached_property
    def _choice_counter(self) -> ChoiceCounter:
        return ChoiceCounter(self._opened.columns)

    def example_questions(self, *, filters: Filters | None = None) -> tuple[str, ...]:
        """Up to six questions that what passes ``filters`` answers, for a first visit."""
        return example_questions(self._catalogue.sections_passing(filters or Filters()))

    def close(self) -> None:
        """Give the generation's files back."""
        self._opened.close()
