"""Index of short texts by the beginnings of their words; a text is known by its place."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import reduce

import numpy as np

from trendsqa.index.rows import Ordinals

__all__ = ["WordBeginnings", "folded", "words_of"]

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_LAST_CHARACTER = "\U0010ffff"
"""Sorts behind every text that goes on."""


def folded(text: str) -> str:
    """``text`` in one case and with single spaces, so that equal texts compare equal however they are typed."""
    return " ".join(text.casefold().replace("’", "'").split())


def words_of(text: str) -> list[str]:
    """The words and numbers of a folded text, each once, in order."""
    return list(dict.fromkeys(_WORD.findall(text)))


class WordBeginnings:
    """Finds texts by how they and their words begin. Safe to share between threads.

    Words are kept in order, so that all that begin alike stand side by side, and so do the places of their texts.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        """``texts`` are folded."""
        self._order = sorted(range(len(texts)), key=texts.__getitem__)
        self._sorted = [texts[place] for place in self._order]
        places: dict[str, list[int]] = {}
        for place, text in enumerate(texts):
            for word in words_of(text):
                places.setdefault(word, []).append(place)
        self._words = sorted(places)
        self._firsts = np.cumsum([0, *(len(places[word]) for word in self._words)])
        self._places = np.array([place for word in self._words for place in places[word]], dtype=np.int64)

    @property
    def counts(self) -> Mapping[str, int]:
        """The number of texts that have each word."""
        return Counter(dict(zip(self._words, np.diff(self._firsts).tolist(), strict=True)))

    def begins(self, word: str) -> bool:
        """True if some word begins with ``word``."""
        first, last = _alike(self._words, word)
        return first < last

    def beginning_with(self, text: str) -> Ordinals:
        """Places of the texts that begin with ``text``, ascending."""
        first, last = _alike(self._sorted, text)
        return np.sort(np.array(self._order[first:last], dtype=np.int64))

    def with_words(self, words: Sequence[str]) -> Ordinals:
        """Places of the texts in which each of ``words`` begins a word, ascending; none without words."""
        if not words:
            return np.zeros(0, dtype=np.int64)
        return reduce(_in_both, map(self._with_word, words))

    def _with_word(self, word: str) -> Ordinals:
        first, last = _alike(self._words, word)
        return np.unique(self._places[self._firsts[first] : self._firsts[last]])


def _in_both(one: Ordinals, other: Ordinals) -> Ordinals:
    return np.intersect1d(one, other, assume_unique=True)


def _alike(ordered: Sequence[str], beginning: str) -> tuple[int, int]:
    """First and last, exclusive, of those in ``ordered`` that begin with ``beginning``."""
    return bisect_left(ordered, beginning), bisect_left(ordered, beginning + _LAST_CHARACTER)
