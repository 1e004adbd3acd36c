"""Difference of two texts, word by word, showing no more of the words than is allowed.

Which texts may be shown is not decided here. Work is bounded: texts that are too large to be compared word by word
are compared line by line, and where that is too much, counted as replaced.
"""

from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import accumulate

__all__ = ["FREELY", "IN_PART", "NOT_AT_ALL", "Showing", "WordChange", "WordDifference", "differing_words"]

_MOST_WORK = 20_000_000
"""Pairs of equal words that are looked at for one section: a second or two, whatever the texts."""

_LITTLE_WORK = 1_000_000
"""Pairs of equal words in two texts that are compared word by word at once: some 10,000 words of English in each.

Each pass over a text looks at all of them, and there is a pass for each place that differs, over an ever smaller part.
"""

_WORD_CHARACTERS = 60
"""No English word is longer; an address, or a text without spaces, is cut."""

Span = tuple[int, int, int, int]
"""Words ``first`` to ``end`` of the earlier text and of the later, ends exclusive, that differ."""


@dataclass(frozen=True, slots=True)
class Showing:
    """Share of a difference that may be seen.

    ``context``: words beside a change that stayed. ``run``: words of a change, on each side. ``changes``: places.
    """

    context: int
    run: int
    changes: int


FREELY = Showing(context=8, run=60, changes=50)
IN_PART = Showing(context=3, run=12, changes=8)
NOT_AT_ALL = Showing(context=0, run=0, changes=0)


@dataclass(frozen=True, slots=True)
class WordChange:
    """One place that differs: what stood there, what stands there now, and the words beside it that stayed.

    Any of the four may be empty. What was cut ends, or in ``before`` begins, with an ellipsis.
    """

    before: str
    removed: str
    added: str
    after: str


@dataclass(frozen=True, slots=True)
class WordDifference:
    """Numbers of words that went and came, and of places, with the places that may be seen, in text order."""

    removed: int
    added: int
    places: int
    shown: tuple[WordChange, ...]


def differing_words(before: str, after: str, showing: Showing) -> WordDifference:
    """Difference of ``before`` and ``after``; words are separated by white space."""
    earlier, later = _lines(before), _lines(after)
    old = [word for line in earlier for word in line]
    new = [word for line in later for word in line]
    spans = list(_spans(earlier, later))
    return WordDifference(
        removed=sum(old_end - old_first for old_first, old_end, _, _ in spans),
        added=sum(new_end - new_first for _, _, new_first, new_end in spans),
        places=len(spans),
        shown=tuple(_change(old, new, span, showing) for span in spans[: showing.changes]),
    )


def _lines(text: str) -> list[tuple[str, ...]]:
    lines = (tuple(line.split()) for line in text.splitlines())
    return [line for line in lines if line]


def _spans(earlier: Sequence[tuple[str, ...]], later: Sequence[tuple[str, ...]]) -> Iterator[Span]:
    """Differing spans, in order: compared word by word, or line by line first if that is much work."""
    old = [word for line in earlier for word in line]
    new = [word for line in later for word in line]
    matching = _Matching(_MOST_WORK)
    if _costs(old, new)[-1] <= _LITTLE_WORK:
        yield from matching.differing(old, new)
        return
    old_starts, new_starts = _starts(earlier), _starts(later)
    for lines in matching.differing(earlier, later):
        old_first, old_end = old_starts[lines[0]], old_starts[lines[1]]
        new_first, new_end = new_starts[lines[2]], new_starts[lines[3]]
        for inner in matching.differing(old[old_first:old_end], new[new_first:new_end]):
            yield old_first + inner[0], old_first + inner[1], new_first + inner[2], new_first + inner[3]


class _Matching:
    """Compares sequences with a limited amount of work in all; when it is spent, what is left counts as replaced."""

    def __init__(self, work: int) -> None:
        self._left = work

    def differing(self, old: Sequence[Hashable], new: Sequence[Hashable]) -> list[Span]:
        """Differing spans of the two, in order.

        As SequenceMatcher does: the longest run that both have stays, and so on before and after it.
        """
        costs = _costs(old, new)
        matcher = SequenceMatcher(None, old, new, autojunk=False)
        spans: list[Span] = []
        waiting = [_between_equal_ends(old, new)]
        while waiting:
            old_first, old_end, new_first, new_end = span = waiting.pop()
            if old_first == old_end or new_first == new_end:
                spans += [span] * (old_first < old_end or new_first < new_end)
                continue
            work = costs[old_end] - costs[old_first]
            affordable = work <= self._left
            self._left -= work * affordable
            longest = matcher.find_longest_match(*span) if affordable else None
            if longest is None or not longest.size:
                spans.append(span)
                continue
            waiting.append((longest.a + longest.size, old_end, longest.b + longest.size, new_end))
            waiting.append((old_first, longest.a, new_first, longest.b))
        return spans


def _costs(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[int]:
    """Before each item of ``old``, and after the last: how many equal items of ``new`` the items so far have.

    SequenceMatcher looks at each such pair in each of its passes over a span.
    """
    counts = Counter(new)
    return [0, *accumulate(1 + counts[item] for item in old)]


def _between_equal_ends(old: Sequence[Hashable], new: Sequence[Hashable]) -> Span:
    """Both without their common beginning and end."""
    shorter = min(len(old), len(new))
    first = next((place for place in range(shorter) if old[place] != new[place]), shorter)
    at_end = next((place for place in range(shorter - first) if old[-1 - place] != new[-1 - place]), shorter - first)
    return first, len(old) - at_end, first, len(new) - at_end


def _starts(lines: Sequence[tuple[str, ...]]) -> list[int]:
    """The number of the first word of each line, and last how many words there are."""
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    return starts


def _change(old: Sequence[str], new: Sequence[str], span: Span, showing: Showing) -> WordChange:
    old_first, old_end, new_first, new_end = span
    context_first = max(0, new_first - showing.context)
    context_end = min(len(new), new_end + showing.context)
    return WordChange(
        before=("… " if context_first else "") + _words(new[context_first:new_first]),
        removed=_run(old[old_first:old_end], showing.run),
        added=_run(new[new_first:new_end], showing.run),
        after=_words(new[new_end:context_end]) + (" …" if context_end < len(new) else ""),
    )


def _run(words: Sequence[str], most: int) -> str:
    return _words(words[:most]) + (" …" if len(words) > most else "")


def _words(words: Sequence[str]) -> str:
    return " ".join(word if len(word) <= _WORD_CHARACTERS else f"{word[:_WORD_CHARACTERS]}…" for word in words)
