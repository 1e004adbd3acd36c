"""Suggests what to ask while somebody types. What is typed is kept nowhere."""

from collections.abc import Callable, Iterator, Sequence
from threading import Lock

from trendsqa.embedding.encoder import Vectors
from trendsqa.index.generations.vector_kind import VectorKind
from trendsqa.index.opening import OpenGeneration
from trendsqa.index.rows import Ordinals
from trendsqa.index.texts.function_words import STOP_WORDS
from trendsqa.index.vectors.row_filter import RowFilter
from trendsqa.questions.spelling.correcting import SpellingCorrector
from trendsqa.questions.suggesting.suggestible import Suggestible
from trendsqa.questions.suggesting.suggestion import Suggestion, SuggestionKind
from trendsqa.questions.suggesting.word_beginnings import folded, words_of

__all__ = ["Suggester"]

_FEWEST_WORDS = 3
"""Typed words from which on their meaning is looked for; fewer say too little."""
_NEAR = 0.42
"""Cosine from which a curated question asks about the same, by the tuned encoder: over the briefs, the nearest ones to
five strays as "when is my bin collected" reach 0.35, those to staff questions 0.45 and more."""
_ROWS_EACH = 8
"""Rows looked at for each question wanted: a question has a row for each passage that answers it."""
_SHARE_OF_OTHERS = 3
"""One place in so many is kept for headings and names that match, else questions would take all of them."""


class Suggester:
    """Suggests for one generation. Safe to share between threads; the texts are gathered at the first use."""

    def __init__(self, opened: OpenGeneration, encode: Callable[[Sequence[str]], Vectors]) -> None:
        """``encode`` gives the vectors of questions."""
        self._opened = opened
        self._encode = encode
        self._lock = Lock()
        self._gathered: tuple[Suggestible, SpellingCorrector] | None = None

    def suggest(self, text: str, *, limit: int, edition: str = "") -> tuple[Suggestion, ...]:
        """Up to ``limit`` suggestions for what is typed so far, best first, no two alike; none if nothing matches.

        First those that begin as ``text`` does, then those that hold it, then those in which each of its words begins a
        word, then those that mean the same; ``edition`` keeps to documents of one edition.
        """
        typed = folded(text)
        words = words_of(typed)
        if not words:
            return ()
        known, corrector = self._known()
        if not all(map(known.beginnings.begins, words)):
            typed = corrector.correct(typed)
            words = words_of(typed)
        found = _Found(known, edition)
        for places in _by_beginnings(known, typed, words):
            found.add(places)
        chosen = found.best(limit)
        if len(chosen) < limit and len(words) >= _FEWEST_WORDS:
            found.add(self._by_meaning(text, known, limit, edition))
            chosen = found.best(limit)
        return tuple(known.suggestions[place] for place in chosen)

    def _known(self) -> tuple[Suggestible, SpellingCorrector]:
        with self._lock:
            if self._gathered is None:
                known = Suggestible.of(self._opened.table)
                # A beginning of a word is no slip: it may go on.
                self._gathered = known, SpellingCorrector(known.beginnings.counts, known.beginnings.begins)
            return self._gathered

    def _by_meaning(self, text: str, known: Suggestible, limit: int, edition: str) -> Ordinals:
        """Places of the curated questions that are nearest in meaning, best first."""
        opened, vectors = self._opened, self._opened.vectors[VectorKind.QUESTIONS]
        passing, allowed = opened.columns.passing({"edition": edition}), None
        if passing is not None:
            allowed = RowFilter({"edition": edition}, (), passing).within(vectors.bounds)
        rows, scores = vectors.index.search(self._encode([text]), limit * _ROWS_EACH, allowed)
        places = known.of_rows[rows[scores >= _NEAR]]
        return places[places >= 0]


def _by_beginnings(known: Suggestible, typed: str, words: Sequence[str]) -> Iterator[Ordinals]:
    """Places of what matches by its letters, closest first."""
    yield known.beginnings.beginning_with(typed)
    with_all = known.beginnings.with_words(words)
    yield with_all[[f" {typed}" in f" {known.texts[place]}" for place in with_all]]
    yield with_all
    content = [word for word in words if word not in STOP_WORDS]
    if len(content) < len(words):
        yield known.beginnings.with_words(content)


class _Found:
    """Places found so far, best first, of one edition if it is asked for."""

    def __init__(self, known: Suggestible, edition: str) -> None:
        self._known = known
        self._edition = edition
        self._tiers: list[Ordinals] = []

    def add(self, places: Ordinals) -> None:
        """Add places that are less good than those added before."""
        self._tiers.append(places[self._known.editions[places] == self._edition] if self._edition else places)

    def best(self, limit: int) -> list[int]:
        """The ``limit`` best, a share of them headings and names if enough match."""
        others = dict(self._each_once(limit // _SHARE_OF_OTHERS, but=SuggestionKind.QUESTION))
        rest = [(place, rank) for place, rank in self._each_once(limit) if place not in others]
        ranks = others | dict(rest[: limit - len(others)])
        return sorted(ranks, key=ranks.__getitem__)

    def _each_once(self, limit: int, *, but: SuggestionKind | None = None) -> Iterator[tuple[int, int]]:
        """The first ``limit`` places with different texts, none of the kind ``but``, each with its rank."""
        seen: set[str] = set()
        for rank, place in enumerate(int(place) for places in self._tiers for place in places):
            if len(seen) >= limit:
                return
            text = self._known.texts[place]
            if text not in seen and self._known.suggestions[place].kind is not but:
                seen.add(text)
                yield place, rank
