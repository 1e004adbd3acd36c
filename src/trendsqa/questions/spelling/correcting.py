"""Corrects typing errors against the words of the collection. The only file that imports rapidfuzz.

A word is left alone if it is in the collection or English, if it is or may be part of a name, or if nothing in the
collection is near enough. The interpreted question shows the correction, so a person can object.
"""

import re
from collections.abc import Callable, Mapping

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from trendsqa.index.texts.function_words import STOP_WORDS
from trendsqa.index.texts.lexical import WORD
from trendsqa.questions.names import is_name, stands_by_name
from trendsqa.questions.spelling.english import is_english

__all__ = ["SpellingCorrector"]

_FEWEST_LETTERS = 4
"""Shorter words are too similar to many others."""
_TRANSPOSED: dict[str, str] = {
    "".join(sorted(word)): word
    for word in sorted(STOP_WORDS)
    if len(word) >= 3 and word.isalpha()  # noqa: PLR2004
}
"""Function words by their letters in order: "teh" and "waht" have the letters of one in another order."""
_DOUBLED = re.compile(r"(.)\1")
_FAR_MORE = 50
"""How many times as often as its misspelling a word must stand in the collection."""
_LONG_WORD = 8
"""From this many letters on, a word with two errors still has one nearest word."""


class SpellingCorrector:
    """Corrects questions. Safe to share between threads.

    ``vocabulary`` counts the collection's words in lower case. ``is_common`` returns True for an ordinary word, even if
    it is not in the collection.
    """

    def __init__(self, vocabulary: Mapping[str, int], is_common: Callable[[str], bool]) -> None:
        self._vocabulary = vocabulary
        self._words = [word for word in vocabulary if len(word) >= _FEWEST_LETTERS]
        self._is_common = is_common

    def correct(self, question: str, holds: Callable[[str], bool] | None = None) -> str:
        """The question with each misspelt word replaced by the collection's nearest; the rest stays as typed.

        ``holds`` returns True for a word that may be used, since it is in the documents that the question searches;
        None allows every word.
        """
        return WORD.sub(lambda match: self._corrected(question, match, holds), question)

    def _corrected(self, question: str, match: re.Match[str], holds: Callable[[str], bool] | None) -> str:
        word: str = match[0]
        lowered = word.lower()
        function_word = _TRANSPOSED.get("".join(sorted(lowered)))
        if function_word and lowered not in STOP_WORDS and not is_english(lowered):
            return function_word.capitalize() if word[0].isupper() else function_word
        if len(word) < _FEWEST_LETTERS or not word.isalpha():
            return word
        if self._is_common(lowered) or (lowered in self._vocabulary and not self._is_error_of_the_text(lowered)):
            return word
        if is_name(question, match) or stands_by_name(question, match):
            return word
        # A question often begins with a name: a capitalised word may have only one error.
        most = 2 if len(word) >= _LONG_WORD and not word[0].isupper() else 1
        nearest = self._nearest(lowered, most, holds)
        if nearest is None:
            return word
        return nearest.capitalize() if word[0].isupper() else nearest

    def _is_error_of_the_text(self, word: str) -> bool:
        """True if the collection has ``word`` as a misspelling of its own: of a word that it has far more often."""
        if is_english(word):
            return False
        nearest = self._nearest(word, 1, None)
        return nearest is not None and self._vocabulary[nearest] >= _FAR_MORE * self._vocabulary[word]

    def _nearest(self, word: str, most: int, holds: Callable[[str], bool] | None) -> str | None:
        """The nearest other word by optimal string alignment.

        Among equals the same initial, then a doubled letter as the only difference, then the frequency decides.
        """
        found = extract(word, self._words, scorer=OSA.distance, score_cutoff=most, limit=None)
        ranked = [
            (
                distance,
                other[0] != word[0],
                _DOUBLED.sub(r"\1", other) != _DOUBLED.sub(r"\1", word),
                -self._vocabulary[other],
                other,
            )
            for other, distance, _ in found
            if other != word
        ]
        return next((other for *_, other in sorted(ranked) if holds is None or holds(other)), None)
