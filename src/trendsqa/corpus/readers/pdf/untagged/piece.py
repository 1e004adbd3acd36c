"""Pieces of an untagged document before they are written: a heading, paragraph, item, note or table."""

import re
from dataclasses import dataclass, field
from enum import Enum, auto

from trendsqa.corpus.readers.pdf.untagged.line import Line
from trendsqa.corpus.readers.pdf.untagged.table import PlacedTable

__all__ = ["PieceKind", "TextPiece", "ends_sentence"]

_SENTENCE_END = re.compile(r"[.!?:;][)\"”’\]]*(?:\s*\[\d+\]|[⁰¹²³⁴⁵⁶⁷⁸⁹]+)*$")


class PieceKind(Enum):
    """Kind of a piece."""

    HEADING = auto()
    PARAGRAPH = auto()
    ITEM = auto()
    NOTE = auto()
    TABLE = auto()


@dataclass(slots=True)
class TextPiece:
    """Lines that belong together, or a table.

    ``level`` is a heading's level or an item's depth, ``marker`` an item's number, and ``begins`` the place in the
    first line at which the text after the marker begins.
    """

    kind: PieceKind
    lines: list[Line] = field(default_factory=list)
    level: int = 0
    marker: str = ""
    begins: int = 0
    table: PlacedTable | None = None

    @property
    def ends_sentence(self) -> bool:
        """True if its last line ends a sentence, or leads in a list."""
        return bool(self.lines) and ends_sentence(self.lines[-1].text)


def ends_sentence(text: str) -> bool:
    """True if the text ends with a full stop or the like."""
    return _SENTENCE_END.search(text.strip()) is not None
