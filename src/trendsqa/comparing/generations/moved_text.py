"""Matches texts that went with texts that came in their place, by the words that they share."""

from collections import Counter, defaultdict, deque
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

__all__ = ["match_moved"]

_RUN_WORDS = 5
"""Words of one run by which moved text is known again; runs of five are rarely anybody else's."""

_ENOUGH_SHARED = 0.5
"""Share of the longer text's runs that a moved section still has: one word in ten may have changed."""

_COMMON = 20
"""A run that stands in more of the texts that came tells none of them from another."""

_Run = tuple[str, ...]


def match_moved(gone: Mapping[str, str], come: Mapping[str, str]) -> dict[str, str]:
    """The id of the text that came in place of one that went, by the id of the latter; both are texts by id.

    The same words come first, then most runs of words shared; a text without words is never matched. The work grows
    with the words of these texts, not with the number of possible pairs.
    """
    moved = _same_words(gone, come)
    taken = set(moved.values())
    holders = _holders({id_: text for id_, text in come.items() if id_ not in taken})
    for id_, text in gone.items():
        alike = None if id_ in moved else _most_alike(text, holders, taken)
        if alike:
            moved[id_] = alike
            taken.add(alike)
    return moved


def _same_words(gone: Mapping[str, str], come: Mapping[str, str]) -> dict[str, str]:
    same: defaultdict[tuple[str, ...], deque[str]] = defaultdict(deque)
    for id_, text in come.items():
        if text.strip():
            same[tuple(text.split())].append(id_)
    return {id_: queue.popleft() for id_, text in gone.items() if (queue := same.get(tuple(text.split())))}


@dataclass(frozen=True, slots=True)
class _Holders:
    """The ids of the texts that hold each run of words, and how many different runs each text has."""

    of_run: Mapping[_Run, list[str]]
    runs: Mapping[str, int]


def _holders(texts: Mapping[str, str]) -> _Holders:
    of_run: defaultdict[_Run, list[str]] = defaultdict(list)
    counts = {}
    for id_, text in texts.items():
        runs = _runs(text)
        counts[id_] = len(runs)
        for run in runs:
            of_run[run].append(id_)
    return _Holders(of_run, counts)


def _most_alike(text: str, holders: _Holders, taken: AbstractSet[str]) -> str | None:
    """The id of the text that shares most runs with ``text`` and is not taken; None if none shares enough."""
    runs = _runs(text)
    shared: Counter[str] = Counter()
    for run in runs:
        holding = holders.of_run.get(run, ())
        shared.update(id_ for id_ in holding if len(holding) <= _COMMON and id_ not in taken)
    for id_, count in shared.most_common(1):
        if count >= _ENOUGH_SHARED * max(len(runs), holders.runs[id_]):
            return id_
    return None


def _runs(text: str) -> list[_Run]:
    """Every different run of five words of a text, without regard to capitals; all of a shorter one.

    They are in the order of the text, so that of two texts that share as many always the same one is matched.
    """
    words = text.lower().split()
    runs = (tuple(words[first : first + _RUN_WORDS]) for first in range(max(1, len(words) - _RUN_WORDS + 1)))
    return [run for run in dict.fromkeys(runs) if run]
