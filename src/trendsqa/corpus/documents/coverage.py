"""Coverage of a file: what it shows against what is stored of it, and each kind of loss.

A reader counts what its file shows, before it leaves anything out, and says what it leaves out on purpose. What is
stored is counted once for all formats, so that a reader cannot hide what it lost.
"""

from dataclasses import dataclass
from enum import StrEnum

__all__ = ["Amounts", "Coverage", "LeftOut", "Loss", "LossKind"]


class LossKind(StrEnum):
    """Kind of loss, in the words that a person is told."""

    ILLEGIBLE = "illegible"
    """Words whose letters the file does not map to characters."""
    GLUED = "glued"
    """Words without the spaces between them."""
    DROPPED = "dropped"
    """Words that the file shows and that are not stored."""
    NO_TEXT = "without text"
    """Pages that are pictures."""
    NO_VALUE = "without a value"
    """Formulas whose result the file does not contain."""
    MARKED = "marked only"
    """Equations and the like, of which only a marker is stored."""


@dataclass(frozen=True, slots=True)
class Loss:
    """A number of things lost out of all, in ``unit`` ("words", "pages"); ``where`` is a short phrase or empty."""

    kind: LossKind
    count: int
    total: int
    unit: str
    where: str = ""

    @property
    def share(self) -> float:
        """Share lost, 0-1."""
        return min(self.count / self.total, 1.0) if self.total else 0.0

    def __str__(self) -> str:
        """One line for a person: count, unit, kind and place."""
        where = f" ({self.where})" if self.where else ""
        return f"{self.count:,} of {self.total:,} {self.unit} {self.kind.value}{where}"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Text left out on purpose: why ("navigation", "hidden text"), and how much, as in ``Amounts``."""

    reason: str
    words: int
    characters: int


@dataclass(frozen=True, slots=True)
class Amounts:
    """Amounts of a file's content. ``characters`` do not count white space; ``pages`` is 0 for a format without."""

    words: int = 0
    characters: int = 0
    tables: int = 0
    notes: int = 0
    headings: int = 0
    pages: int = 0


@dataclass(frozen=True, slots=True)
class Coverage:
    """A file's amounts as shown and as stored, with what was left out on purpose and what was lost."""

    seen: Amounts
    stored: Amounts
    left_out: tuple[LeftOut, ...] = ()
    losses: tuple[Loss, ...] = ()
