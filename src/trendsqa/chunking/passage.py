"""A passage: consecutive blocks of one section within the encoder's token budget."""

from dataclasses import dataclass

__all__ = ["Passage"]


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage's position in its document, and its context.

    ``id`` is ``<document id>:<ordinal>``: identity is the position, not the content. ``section`` is the
    position of its section in the document. ``headings`` runs from the outermost heading to the section's own.
    ``subject`` is the topic of its sentences: the trend, or else the heading above the section's own, or empty.
    Neither is ever quoted; both are encoded with the text. ``sentences`` are (start, end) offsets into the
    document's text; a row of a table is one. ``headers`` has for each of them the offsets of the rows that name the
    columns of its table, None for all but rows below such a header.
    """

    id: str
    section: int
    char_start: int
    char_end: int
    page: int | None
    headings: tuple[str, ...]
    subject: str
    sentences: tuple[tuple[int, int], ...]
    headers: tuple[tuple[int, int] | None, ...]

    @property
    def table_header(self) -> tuple[int, int] | None:
        """The header of a table that began before the passage, by offsets into the document's text; None without."""
        return next((header for header in self.headers if header and header[0] < self.char_start), None)
