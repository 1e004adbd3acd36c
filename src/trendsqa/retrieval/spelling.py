"""Corrects slips of the keyboard against the words of the collection. The only file that imports rapidfuzz.

A word is left alone when the collection has it or English does, when it is written as a name, or when nothing in the
collection is near enough. What was changed shows in the question as it was read, so a person can object.
"""

from collections.abc import Callable, Mapping

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from trendsqa.index.vocabulary import WORD

__all__ = ["SpellingCorrector"]

_FEWEST_LETTERS = 4
"""Shorter words are near to too many others."""
_LONG_WORD = 8
"""From this many letters on, two slips still leave one word nearest."""


class SpellingCorrector:
    """Corrects questions. Safe to share between threads.

    ``vocabulary`` counts the collection's words in lower case. ``is_common`` says whether a word is an ordinary one,
    whether or not the collection uses it.
    """

    def __init__(self, vocabulary: Mapping[str, int], is_common: Callable[[str], bool]) -> None:
        self._vocabulary = vocabulary
        self._words = [word for word in vocabulary if len(word) >= _FEWEST_LETTERS]
        self._is_common = is_common

    def correct(self, question: str) -> str:
        """The question with each misspelt word replaced by the collection's nearest; all else as it was typed."""
        return WORD.sub(lambda match: self._corrected(match[0], at_start=match.start() == 0), question)

    def _corrected(self, word: str, *, at_start: bool) -> str:
        lowered = word.lower()
        is_name = any(char.isupper() for char in word[1:]) or (word[0].isupper() and not at_start)
        if is_name or len(word) < _FEWEST_LETTERS or not word.isalpha():
            return word
        if lowered in self._vocabulary or self._is_common(lowered):
            return word
        # A question often begins with a name: there only a single slip is believed.
        most = 2 if len(word) >= _LONG_WORD and not word[0].isupper() else 1
        nearest = self._nearest(lowered, most)
        if nearest is None:
            return word
        return nearest.capitalize() if word[0].isupper() else nearest

    def _nearest(self, word: str, most: int) -> str | None:
        """The nearest word by optimal string alignment: among equals one with the same initial, then the commonest."""
        found = extract(word, self._words, scorer=OSA.distance, score_cutoff=most, limit=None)
        ranked = [(distance, other[0] != word[0], -self._vocabulary[other], other) for other, distance, _ in found]
        return min(ranked)[3] if ranked else None
