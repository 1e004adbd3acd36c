"""Finds where quotes stand in the collection's texts, as word positions, so that places can be compared.

Each document is fetched and split into words once. Nothing here judges: it says where words are.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property

from trendsqa.evaluation.questions.normalising import Words, run_of, words_of

__all__ = ["Extent", "SourceTexts", "Target", "enough_words", "joined"]


@dataclass(frozen=True, slots=True, order=True)
class Extent:
    """Consecutive words of one document: normalised words ``first`` to ``end``, end exclusive."""

    document_id: str
    first: int
    end: int

    def shared(self, other: "Extent") -> int:
        """Number of words in both."""
        if self.document_id != other.document_id:
            return 0
        return max(0, min(self.end, other.end) - max(self.first, other.first))


@dataclass(frozen=True, slots=True)
class Target:
    """A gold quote as matching sees it.

    ``run`` is its words as one run and ``length`` their number. ``places`` is every place where the quote
    stands; where no document holds it whole (``whole`` is false), every place of its longest run that is
    still enough for a hit. No places: the collection does not hold the quote.
    """

    run: str
    length: int
    places: tuple[Extent, ...]
    whole: bool


def enough_words(length: int) -> int:
    """Number of consecutive words of a quote of ``length`` words that make a hit: 60 %, rounded up."""
    return -(-length * 3 // 5)


def joined(extents: Sequence[Extent]) -> tuple[Extent, ...]:
    """The extents with those that overlap or follow one another (no word between) made one."""
    merged: list[Extent] = []
    for extent in sorted(extents):
        last = merged[-1] if merged else None
        if last and last.document_id == extent.document_id and extent.first <= last.end:
            merged[-1] = Extent(last.document_id, last.first, max(last.end, extent.end))
        else:
            merged.append(extent)
    return tuple(merged)


class _SourceText:
    """One document's text and its words."""

    def __init__(self, document_id: str, text: str) -> None:
        self.document_id = document_id
        self.text = text
        self.words: Words = words_of(text)

    @cached_property
    def _matcher(self) -> SequenceMatcher[str]:
        # The second sequence is the one that SequenceMatcher indexes once and keeps.
        return SequenceMatcher(None, (), self.words.words, autojunk=False)

    def extent(self, char_start: int, char_end: int) -> Extent:
        """The words that lie wholly inside the characters given."""
        first = bisect_left(self.words.starts, char_start)
        end = bisect_right(self.words.ends, char_end)
        return Extent(self.document_id, first, max(first, end))

    def places(self, words: tuple[str, ...]) -> Iterator[Extent]:
        """Every place where ``words`` stand as one run, overlapping places included."""
        run = run_of(words)
        at = self.words.run.find(run)
        while at >= 0:
            first = self.words.run.count(" ", 0, at)
            yield Extent(self.document_id, first, first + len(words))
            at = self.words.run.find(run, at + 1)

    def longest_run(self, words: tuple[str, ...]) -> tuple[str, ...]:
        """The longest run of ``words`` that stands in this text; empty if no word does."""
        self._matcher.set_seq1(words)
        match = self._matcher.find_longest_match()
        return words[match.a : match.a + match.size]


class SourceTexts:
    """The texts of a collection, each split into words once."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        """Takes the text of each document that may be read, by document id."""
        self._sources = {document_id: _SourceText(document_id, text) for document_id, text in texts.items()}

    def extent(self, document_id: str, char_start: int, char_end: int) -> Extent | None:
        """The words at these characters of the document; None where its text is not at hand."""
        source = self._sources.get(document_id)
        return source.extent(char_start, char_end) if source else None

    def is_verbatim(self, document_id: str, char_start: int, char_end: int, quote: str) -> bool | None:
        """True if the characters are the quote, exactly; None if the document's text is not at hand."""
        source = self._sources.get(document_id)
        return source.text[char_start:char_end] == quote if source else None

    def locate(self, quote: str) -> Target:
        """Places of the words of ``quote`` in the collection."""
        words = words_of(quote).words
        places = self._places(words)
        if places:
            return Target(run=run_of(words), length=len(words), places=places, whole=True)
        longest = max((source.longest_run(words) for source in self._sources.values()), key=len, default=())
        in_part = self._places(longest) if len(longest) >= enough_words(len(words)) else ()
        return Target(run=run_of(words), length=len(words), places=in_part, whole=False)

    def _places(self, words: tuple[str, ...]) -> tuple[Extent, ...]:
        if not words:
            return ()
        return tuple(place for source in self._sources.values() for place in source.places(words))
