"""Output of a reader: a file's pieces in order, and what it counted."""

from dataclasses import dataclass, field

from trendsqa.corpus.documents.coverage import Amounts, LeftOut, Loss
from trendsqa.corpus.documents.parsed_block import ParsedBlock

__all__ = ["ParsedDocument"]


@dataclass(frozen=True, slots=True)
class ParsedDocument:
    """A file's pieces in reading order.

    ``title`` is empty if the file has none. ``page_labels`` are the printed page numbers ("iv", "A-3"), one a page, and
    empty if the file has none. ``changed`` is the date of the last change as the file says it (ISO 8601), or empty.
    ``seen`` is what the file shows, counted before anything is left out; ``left_out`` what was left out on purpose;
    ``losses`` those that the reader knows of.
    """

    title: str
    blocks: tuple[ParsedBlock, ...]
    page_count: int | None = None
    page_labels: tuple[str, ...] = ()
    changed: str = ""
    seen: Amounts = field(default_factory=Amounts)
    left_out: tuple[LeftOut, ...] = ()
    losses: tuple[Loss, ...] = ()
