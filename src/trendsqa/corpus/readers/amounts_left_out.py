"""Counts text that a reader leaves out, reason by reason."""

from collections.abc import Iterable

from trendsqa.corpus.documents.coverage import Amounts, LeftOut
from trendsqa.corpus.documents.text_cleaning import clean_text

__all__ = ["LeftOutTexts", "amounts_of"]


class LeftOutTexts:
    """Amounts of text left out, by reason; ``parts()`` has them in the order of their first words."""

    def __init__(self) -> None:
        self._amounts: dict[str, Amounts] = {}

    def add(self, reason: str, text: str) -> None:
        """Count text that is left out for ``reason``."""
        self._add(reason, amounts_of([text]))

    def add_difference(self, reason: str, shown: str, written: str) -> None:
        """Count what ``written`` has less than ``shown``; nothing if signs that say more made it longer."""
        one, other = amounts_of([shown]), amounts_of([written])
        if one.characters > other.characters:
            self._add(reason, Amounts(max(one.words - other.words, 1), one.characters - other.characters))

    def parts(self) -> tuple[LeftOut, ...]:
        """The amounts for each reason."""
        return tuple(LeftOut(reason, found.words, found.characters) for reason, found in self._amounts.items())

    def _add(self, reason: str, found: Amounts) -> None:
        if found.words:
            before = self._amounts.get(reason, Amounts())
            self._amounts[reason] = Amounts(before.words + found.words, before.characters + found.characters)


def amounts_of(texts: Iterable[str], *, tables: int = 0, notes: int = 0, headings: int = 0) -> Amounts:
    """The amounts of texts, each cleaned and counted by itself."""
    words = [word for text in texts for word in clean_text(text).split()]
    return Amounts(len(words), sum(map(len, words)), tables=tables, notes=notes, headings=headings)
