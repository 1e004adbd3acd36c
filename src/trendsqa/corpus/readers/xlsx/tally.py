"""Counts of a workbook: what it shows, what of it is left out, and formulas without a result."""

from dataclasses import dataclass, field

from trendsqa.corpus.documents.coverage import Amounts, LeftOut, Loss, LossKind
from trendsqa.corpus.readers.tables.character_budget import CharacterBudget

__all__ = ["DELETED", "HIDDEN", "HIDDEN_BY_FORMAT", "Tally"]

HIDDEN = "hidden rows, columns and sheets"
HIDDEN_BY_FORMAT = "hidden text"
DELETED = "deleted text"
_MOST_PLACES = 3
"""Formulas named in a message; more do not help to find them."""


@dataclass(slots=True)
class Tally:
    """Running counts while a workbook is read."""

    budget: CharacterBudget
    words: int = 0
    characters: int = 0
    notes: int = 0
    headings: int = 0
    tables: int = 0
    formulas: int = 0
    _left_out: dict[str, tuple[int, int]] = field(default_factory=dict)
    _uncalculated: int = 0
    _places: list[str] = field(default_factory=list)

    def shows(self, text: str) -> None:
        """Count a text that the file shows and that is kept.

        Raises:
            UnreadableFileError: There is more text than the limit.
        """
        self._count(text)
        self.budget.spend(len(text))

    def leaves_out(self, text: str, reason: str) -> None:
        """Count a text that is left out on purpose."""
        if text:
            words, characters = self._count(text)
            before = self._left_out.get(reason, (0, 0))
            self._left_out[reason] = (before[0] + words, before[1] + characters)

    def lacks_result(self, place: str) -> None:
        """Count a formula whose result the file does not contain."""
        self._uncalculated += 1
        if len(self._places) < _MOST_PLACES:
            self._places.append(place)

    @property
    def seen(self) -> Amounts:
        """Amounts that the file shows, before anything is left out."""
        return Amounts(self.words, self.characters, self.tables, self.notes, self.headings)

    @property
    def left_out(self) -> tuple[LeftOut, ...]:
        """Texts left out, by reason."""
        return tuple(LeftOut(reason, *counts) for reason, counts in sorted(self._left_out.items()))

    @property
    def losses(self) -> tuple[Loss, ...]:
        """Formulas without a result."""
        if not self._uncalculated:
            return ()
        more = ", …" if self._uncalculated > len(self._places) else ""
        where = ", ".join(self._places) + more
        return (Loss(LossKind.NO_VALUE, self._uncalculated, self.formulas, "formulas", where),)

    def _count(self, text: str) -> tuple[int, int]:
        words = text.split()
        characters = sum(map(len, words))
        self.words += len(words)
        self.characters += characters
        return len(words), characters
