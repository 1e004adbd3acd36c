"""Removes elements of a page and counts their text by the reason for which it is left out."""

from lxml import html

from trendsqa.corpus.documents.coverage import LeftOut
from trendsqa.corpus.readers.html.elements import is_block, shown_text, text_before

__all__ = ["CONTROLS", "DELETED", "DRAWINGS", "EQUATIONS", "HIDDEN", "SURROUNDINGS", "Removal"]

SURROUNDINGS = "navigation and notices"
HIDDEN = "hidden text"
DELETED = "deleted text"
CONTROLS = "buttons and form fields"
DRAWINGS = "words in drawings"
EQUATIONS = "equations"


class Removal:
    """Removes elements from a tree; ``left_out()`` says how much text went, reason by reason."""

    def __init__(self) -> None:
        self._words: dict[str, int] = {}
        self._characters: dict[str, int] = {}

    def remove(self, element: html.HtmlElement, reason: str, *, takes_space: bool = True) -> None:
        """Remove the element with its text; what follows it stays.

        Something that ``takes_space`` in a browser keeps the words on both sides of it apart.
        """
        self.count(shown_text(element), reason)
        tail = element.tail or ""
        if takes_space and tail[:1].isalnum():
            before = text_before(element)
            if before[-1:].isalnum() or is_block(element):
                element.tail = f" {tail}"
        element.drop_tree()

    def count(self, text: str, reason: str) -> None:
        """Count cleaned text that was left out."""
        words = text.split()
        self.add(reason, len(words), sum(map(len, words)))

    def add(self, reason: str, words: int, characters: int) -> None:
        """Add amounts that were counted elsewhere."""
        if characters > 0:
            self._words[reason] = self._words.get(reason, 0) + max(words, 0)
            self._characters[reason] = self._characters.get(reason, 0) + characters

    def left_out(self) -> tuple[LeftOut, ...]:
        """The amounts so far, the largest first."""
        largest_first = sorted(self._words, key=self._words.__getitem__, reverse=True)
        return tuple(LeftOut(reason, self._words[reason], self._characters[reason]) for reason in largest_first)
