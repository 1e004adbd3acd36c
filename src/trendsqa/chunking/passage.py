"""A passage: consecutive blocks of one section within the encoder's token budget."""

from dataclasses import dataclass

__all__ = ["Passage"]


@dataclass(frozen=True, slots=True)
class Passage:
    """Where a passage stands in its document.

    ``id`` is ``<document id>:<ordinal>``: identity is where a thing is, not what it says. ``section`` is the
    position of its section in the document. ``headings`` runs from the outermost heading to the section's own.
    ``subject`` is what its sentences are about: the trend, or else the heading above the section's own, or nothing.
    Neither is ever quoted; both are encoded with the text. ``sentences`` are (start, end) offsets into the
    document's text.
    """

    id: str
    section: int
    char_start: int
    char_end: int
    page: int | None
    headings: tuple[str, ...]
    subject: str
    sentences: tuple[tuple[int, int], ...]
