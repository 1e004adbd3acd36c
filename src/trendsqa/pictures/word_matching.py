"""Stored words found again among the letters of a page.

The stored text was cleaned: hyphens at line ends are mended, ligatures taken apart, bullets replaced, and columns put
into reading order. So only letters and digits are compared, in runs as long as possible, wherever on the page they are.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from trendsqa.pictures.wanted_picture import Span

__all__ = ["MatchedWords", "match_words"]

_SHORTEST_RUN = 10
"""Letters in a row that are no chance; fewer count only near what was found before them."""
_NEAR = 60
_SHORTEST_NEAR = 3
"""Letters in a row that may stand a little later; fewer must follow at once."""
_WORD = re.compile(r"\S+")
_ENOUGH_OF_A_WORD = 0.8


@dataclass(frozen=True, slots=True)
class MatchedWords:
    """Places of a text on a page: for each of its characters the number of the page's letter, or None."""

    text: str
    letters: tuple[int | None, ...]

    def within(self, spans: Iterable[Span]) -> list[int]:
        """Numbers of the page's letters that ``spans`` of the text stand for, in the order of the text."""
        found = (
            self.letters[place] for start, end in spans for place in range(max(start, 0), min(end, len(self.text)))
        )
        return [number for number in found if number is not None]

    def share_found(self, spans: Iterable[Span]) -> float:
        """Share of the words in ``spans`` that stand on the page, 0-1; 0 without any word."""
        counted = [self._is_found(word.span()) for start, end in spans for word in _words(self.text, start, end)]
        known = [found for found in counted if found is not None]
        return sum(known) / len(known) if known else 0.0

    def _is_found(self, word: Span) -> bool | None:
        """True if most letters of a word were found; None for a word without letters and digits."""
        places = [place for place in range(*word) if _plain(self.text[place])]
        if not places:
            return None
        return sum(self.letters[place] is not None for place in places) >= _ENOUGH_OF_A_WORD * len(places)


def match_words(text: str, page: Sequence[str]) -> MatchedWords:
    """The words of ``text`` among the letters of ``page``, which are in the order in which the file has them."""
    wanted, places = _squeezed(text)
    there, numbers = _squeezed(page)
    letters: list[int | None] = [None] * len(text)
    at = last = 0
    while at < len(wanted):
        length, found = _longest_run(wanted, at, there, last)
        if not length:
            at = _next_word(text, places, at)
            continue
        for offset in range(length):
            letters[places[at + offset]] = numbers[found + offset]
        at, last = at + length, found + length
    return MatchedWords(text, tuple(letters))


def _longest_run(wanted: str, at: int, there: str, last: int) -> tuple[int, int]:
    """Length and place of the longest run from ``at`` that stands on the page; length 0 if none does.

    Of several equal ones the first after ``last`` is taken, where the letters before it ended.
    """
    shortest = min(_SHORTEST_RUN, len(wanted))
    if len(wanted) - at < shortest or there.find(wanted[at : at + shortest]) < 0:
        return _near_run(wanted, at, there, last)
    low, high = shortest, len(wanted) - at
    while low < high:
        middle = (low + high + 1) // 2
        if there.find(wanted[at : at + middle]) >= 0:
            low = middle
        else:
            high = middle - 1
    run = wanted[at : at + low]
    found = there.find(run, last)
    return low, found if found >= 0 else there.find(run)


def _near_run(wanted: str, at: int, there: str, last: int) -> tuple[int, int]:
    """A short run shortly after ``last``, as the cells of a table are."""
    window = there[last : last + _NEAR]
    for length in range(min(_SHORTEST_RUN, len(wanted) - at), 0, -1):
        place = window.find(wanted[at : at + length])
        if place == 0 or (place > 0 and length >= _SHORTEST_NEAR):
            return length, last + place
    return 0, 0


def _next_word(text: str, places: Sequence[int], at: int) -> int:
    """The first squeezed letter after the word in which that of ``at`` stands."""
    space = re.compile(r"\s").search(text, places[at])
    end = space.start() if space else len(text)
    while at < len(places) and places[at] < end:
        at += 1
    return at


def _words(text: str, start: int, end: int) -> Iterable[re.Match[str]]:
    return _WORD.finditer(text, max(start, 0), max(end, 0))


def _squeezed(letters: Sequence[str]) -> tuple[str, list[int]]:
    """The letters and digits alone, in one form, with the number of the letter that each comes from."""
    kept: list[str] = []
    numbers: list[int] = []
    for number, letter in enumerate(letters):
        for plain in _plain(letter):
            kept.append(plain)
            numbers.append(number)
    return "".join(kept), numbers


def _plain(letter: str) -> str:
    """Letters and digits that a character stands for: no accents, no case, ligatures taken apart."""
    if letter.isascii():
        return letter.lower() if letter.isalnum() else ""
    folded = unicodedata.normalize("NFKD", letter).casefold()
    return "".join(part for part in folded if part.isalnum())
