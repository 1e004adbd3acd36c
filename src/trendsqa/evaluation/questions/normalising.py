"""Turns text into the words that matching compares, each with the characters it came from.

The rules are those of the evaluation set's README, in its order: drop backslashes; ``[text](url)`` becomes
``text``; straighten quote marks and dashes; drop ``* # _`` and backticks; lower-case; split into words on
anything but letters, digits and inner apostrophes.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

__all__ = ["Words", "run_of", "words_of"]

# Backslashes go before links are read, so one may stand between the two halves of a link.
_MARKUP = re.compile(r"\[(?P<label>[^\[\]]*)\]\\*\((?:[^()\n]|\([^()\n]*\))*\)|[\\*#_`]")
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
# Only marks that can stand inside a word matter: every other quote mark and every dash splits words anyway.
_APOSTROPHES = str.maketrans(dict.fromkeys("‘’‚‛′ʼ´", "'"))


@dataclass(frozen=True, slots=True)
class Words:
    """Normalised words in order.

    ``starts[i]`` and ``ends[i]`` are the code points of the given text that word ``i`` covers, end exclusive.
    ``run`` is all words with one space before, between and after them, so that a run of words is a substring.
    """

    words: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    run: str

    def __len__(self) -> int:
        return len(self.words)


def words_of(text: str) -> Words:
    """The normalised words of ``text`` with their places in it."""
    ranges = tuple(_kept_ranges(text, 0, len(text)))
    kept = "".join(text[start:end] for start, end in ranges).translate(_APOSTROPHES)
    origin = [position for start, end in ranges for position in range(start, end)]
    matches = tuple(_WORD.finditer(kept))
    words = tuple(match.group().lower() for match in matches)
    return Words(
        words=words,
        starts=tuple(origin[match.start()] for match in matches),
        ends=tuple(origin[match.end() - 1] + 1 for match in matches),
        run=run_of(words),
    )


def run_of(words: tuple[str, ...]) -> str:
    """The words with one space before, between and after them; empty for no words."""
    return f" {' '.join(words)} " if words else ""


def _kept_ranges(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Code point ranges of ``text[start:end]`` that are not markup, in order."""
    for match in _MARKUP.finditer(text, start, end):
        yield start, match.start()
        if match["label"] is not None:
            # A label holds no brackets, so this goes one level deep.
            yield from _kept_ranges(text, *match.span("label"))
        start = match.end()
    yield start, end
