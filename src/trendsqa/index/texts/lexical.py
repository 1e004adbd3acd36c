"""BM25 over stemmed words (bm25s). The only file that imports bm25s and PyStemmer.

Scores follow Lucene's variant of BM25: Robertson and Zaragoza, The Probabilistic Relevance Framework, 2009.
"""

import logging
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from math import fsum, log
from pathlib import Path
from typing import Any

import bm25s
import numpy as np
import Stemmer

from trendsqa.errors import IndexDamagedError
from trendsqa.index.rows import Ordinals, Scores
from trendsqa.index.texts.function_words import STOP_WORDS

__all__ = ["WORD", "LexicalIndex", "count_words", "tokenise"]

# bm25s puts its own logger to DEBUG when it is imported; how much is logged is the application's to say.
logging.getLogger("bm25s").setLevel(logging.NOTSET)

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_K1 = 1.2
_B = 0.75
"""Lucene's defaults; see Robertson and Zaragoza, section 3.5, on why they travel well."""
_EMPTY_TERM = "\x00"
"""Stands for a passage without any word: bm25s indexes no empty corpus."""


def tokenise(text: str) -> list[str]:
    """Lower-cased English stems of ``text`` without stop words; numbers stay as they are."""
    words = (word.replace("’", "'").removesuffix("'s") for word in _WORD.findall(text.lower()))
    kept = [word for word in words if word not in STOP_WORDS]
    # A stemmer object is not safe to share between threads and costs a microsecond to make.
    stems: list[str] = Stemmer.Stemmer("english").stemWords(kept)
    return stems


class LexicalIndex:
    """A BM25 index; row numbers are passage ordinals."""

    def __init__(self, index: Any, size: int) -> None:
        self._index = index
        self._size = size

    @classmethod
    def of(cls, texts: Sequence[str]) -> "LexicalIndex":
        """An index over ``texts``."""
        index = bm25s.BM25(method="lucene", k1=_K1, b=_B)
        index.index([tokenise(text) or [_EMPTY_TERM] for text in texts] or [[_EMPTY_TERM]], show_progress=False)
        return cls(index, len(texts))

    @classmethod
    def open(cls, folder: Path, size: int) -> "LexicalIndex":
        """The index of ``size`` passages written at ``folder``. Raises IndexDamagedError."""
        try:
            return cls(bm25s.BM25.load(folder, load_corpus=False, mmap=True), size)
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise IndexDamagedError(f"{folder} cannot be opened. Build again: trendsqa index build") from error

    def write(self, folder: Path) -> None:
        """Write the index into ``folder``."""
        self._index.save(folder, show_progress=False)

    def scores(self, terms: Sequence[str]) -> Scores:
        """BM25 score of every passage for stems, each given once, shape (passages,); 0 without any of them."""
        known = [term for term in terms if term in self._index.vocab_dict]
        if not known or not self._size:
            return np.zeros(self._size, dtype=np.float32)
        scores: Scores = self._index.get_scores(known)[: self._size].astype(np.float32, copy=False)
        return scores

    def knows(self, word: str) -> bool:
        """True if any passage contains a form of ``word``; stop words always count."""
        return all(stem in self._index.vocab_dict for stem in tokenise(word))

    def coverage(self, terms: set[str], held: set[str]) -> float:
        """Share of ``terms`` that ``held`` contains, 0 to 1, each weighted by its rarity in the collection.

        A term that no passage contains weighs most; no terms at all are covered by anything.
        """
        weights = {term: self.rarity(term) for term in terms}
        # fsum does not depend on the order of a set, which changes from process to process.
        total = fsum(weights.values())
        return fsum(weights[term] for term in terms & held) / total if total else 1.0

    def rarity(self, term: str) -> float:
        """Inverse document frequency of a stem as in Lucene's BM25: log(1 + (N - n + 0.5) / (n + 0.5))."""
        token = self._index.vocab_dict.get(term)
        firsts = self._index.scores["indptr"]
        n = 0 if token is None else int(firsts[token + 1] - firsts[token])
        return log(1 + (self._size - n + 0.5) / (n + 0.5))

    @property
    def highest_rarity(self) -> float:
        """Rarity of a term that no passage contains."""
        return log(1 + (self._size + 0.5) / 0.5)

    def best(self, scores: Scores, limit: int, allowed: Ordinals | None = None) -> Ordinals:
        """The ordinals of the ``limit`` highest scores above 0, best first, among ``allowed`` if given."""
        pool = np.flatnonzero(scores > 0) if allowed is None else allowed[scores[allowed] > 0]
        if len(pool) > limit:
            # Most of a large collection shares some word with a question: only what reaches the last place is sorted.
            last = np.partition(scores[pool], len(pool) - limit)[len(pool) - limit]
            pool = pool[scores[pool] >= last]
        order = np.argsort(-scores[pool], kind="stable")[:limit]
        ordinals: Ordinals = pool[order]
        return ordinals


WORD = re.compile(r"(?<!\w)[^\W\d_]+(?:['’-][^\W\d_]+)*(?!\w)")
"""A word of letters, with apostrophes or hyphens inside; never a part of something longer."""


def count_words(texts: Iterable[str]) -> Counter[str]:
    """Counts of the words in ``texts``, in lower case."""
    return Counter(word for text in texts for word in WORD.findall(text.lower()))
