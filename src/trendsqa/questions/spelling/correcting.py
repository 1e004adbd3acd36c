"""Corrects typing errors against the words of the collection. The only file that imports rapidfuzz.

A word is left alone if it is in the collection or English, if it is or may be part of a name, or if nothing in the
collection is near enough. Two things are corrected all the same: an error that the collection makes itself, and a
county in short. The interpreted question shows the correction, so a person can object.
"""

import re
from collections.abc import Callable, Mapping

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from trendsqa.corpus.english import is_english
from trendsqa.index.texts.function_words import STOP_WORDS
from trendsqa.index.texts.lexical import WORD
from trendsqa.questions.names import is_name, stands_by_name

__all__ = ["SpellingCorrector"]

_FEWEST_LETTERS = 4
"""Shorter words are too similar to many others."""
_TRANSPOSED: dict[str, str] = {
    "".join(sorted(word)): word
    for word in sorted(STOP_WORDS)
    if len(word) >= 3 and word.isalpha()  # noqa: PLR2004
}
"""Function words by their letters in order: "teh" and "waht" have the letters of one in another order."""
_COUNTY = "shire"
_DOUBLED = re.compile(r"(.)\1")
_FAR_MORE = 50
"""How many times as often as its misspelling a word must stand in the collection."""
_LONG_WORD = 8
"""From this many letters on, a word with two errors still has one nearest word."""


class SpellingCorrector:
    """Corrects questions. Safe to share between threads.

    ``vocabulary`` counts the collection's words in lower case. ``is_common`` returns True for an ordinary word, even if
    it is not in the collection, and ``knows`` for a word that the collection has in any form.
    """

    def __init__(
        self,
        vocabulary: Mapping[str, int],
        is_common: Callable[[str], bool],
        knows: Callable[[str], bool] | None = None,
    ) -> None:
        self._vocabulary = vocabulary
        self._words = [word for word in vocabulary if len(word) >= _FEWEST_LETTERS]
        self._is_common = is_common
        self._knows = knows or vocabulary.__contains__
        self._most = max(vocabulary.values(), default=0)

    def correct(self, question: str, holds: Callable[[str], bool] | None = None) -> str:
        """The question with each misspelt word replaced by the collection's nearest; the rest stays as typed.

        ``holds`` returns True for a word that may be used, since it is in the documents that the question searches;
        None allows every word.
        """
        return WORD.sub(lambda match: self._corrected(question, match, holds), question)

    def _corrected(self, question: str, match: re.Match[str], holds: Callable[[str], bool] | None) -> str:
        word: str = match[0]
        lowered = word.lower()
        named = is_name(question, match) or stands_by_name(question, match)
        meant = _function_word(lowered)
        if meant is None and (named or not self._is_common(lowered)):
            meant = self._county(lowered, holds)
        if meant is None and not (named or self._is_right(lowered, holds)):
            # A question often begins with a name: a capitalised word may have only one error.
            most = 2 if len(word) >= _LONG_WORD and not word[0].isupper() else 1
            meant = self._nearest(lowered, most, holds)
        if meant is None:
            return word
        return meant.capitalize() if word[0].isupper() else meant

    def _is_right(self, word: str, holds: Callable[[str], bool] | None) -> bool:
        """True if ``word`` is no slip, or too short or odd to tell."""
        return (
            len(word) < _FEWEST_LETTERS
            or not word.isalpha()
            or self._is_common(word)
            or (self._knows(word) and not self._is_error_of_the_text(word, holds))
        )

    def _county(self, word: str, holds: Callable[[str], bool] | None) -> str | None:
        """The one county of the collection that ``word`` is short for, as "Lincs" is for Lincolnshire."""
        if len(word) < _FEWEST_LETTERS or not word.endswith("s") or self._knows(word):
            return None
        counties = [
            other
            for other in self._words
            if other.startswith(word[:-1]) and other.endswith(_COUNTY) and (holds is None or holds(other))
        ]
        return counties[0].capitalize() if len(counties) == 1 else None

    def _is_error_of_the_text(self, word: str, holds: Callable[[str], bool] | None) -> bool:
        """True if the collection has ``word`` as a misspelling of its own: of a word that it has far more often."""
        enough = _FAR_MORE * self._vocabulary.get(word, self._most)
        if enough > self._most:
            return False
        nearest = self._nearest(word, 1, holds)
        return nearest is not None and self._vocabulary[nearest] >= enough

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


def _function_word(word: str) -> str | None:
    """The function word whose letters ``word`` has in another order; None if it is a word itself."""
    meant = _TRANSPOSED.get("".join(sorted(word)))
    return meant if meant and word not in STOP_WORDS and not is_english(word) else None
