"""A text that can be asked of a collection, offered while somebody types."""

from dataclasses import dataclass
from enum import StrEnum

__all__ = ["Suggestion", "SuggestionKind"]


class SuggestionKind(StrEnum):
    """Origin of a suggestion, in the order in which equally good ones are offered."""

    QUESTION = "question"
    """A curated question."""
    HEADING = "heading"
    """The heading of a section, with the heading above it where it says little alone."""
    NAME = "name"
    """The title of a document, or an organisation that it is about or from."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A text to ask, and where the collection has it.

    ``section_id`` is empty for a name. For an organisation that several documents name, everything else is too.
    """

    text: str
    kind: SuggestionKind
    document_id: str
    document_title: str
    section_id: str
    edition: str
