"""The place of each trend in one edition of a report and in the next, and in words what became of it.

A place is the order in which an edition sets out its trends. Whether that is an order of importance the editions alone
could say, so nothing here calls it one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from trendsqa.answering.answering import Answering
from trendsqa.comparing.editions.edition_text import read_edition
from trendsqa.comparing.editions.trend_matching import TrendChange, TrendOutcome, match_trends
from trendsqa.ui.browsing.trend_edition import HeldTrend, TrendEdition
from trendsqa.ui.frame.wording import Wording

__all__ = ["Direction", "EditionMoves", "TrendMove", "moves_between", "place_moves"]

_SAME_NAME = {TrendOutcome.CARRIED_ON, TrendOutcome.RENAMED}


class Direction(StrEnum):
    """Move of a trend from one edition to the next; no word here says that it matters more or less."""

    UP = "up"
    DOWN = "down"
    STAYED = "stayed"
    NEW = "new"
    GONE = "gone"
    JOINED = "joined"
    """Several became one, one became several, or several others."""


@dataclass(frozen=True, slots=True)
class TrendMove:
    """Trends ``older`` that are the trends ``newer`` now, with what is to be said of it in the page's language."""

    direction: Direction
    older: tuple[HeldTrend, ...]
    newer: tuple[HeldTrend, ...]
    said: str


@dataclass(frozen=True, slots=True)
class EditionMoves:
    """From one edition to the next: a move for each trend of either, in the newer's order, those that went last."""

    older: TrendEdition
    newer: TrendEdition
    moves: tuple[TrendMove, ...]


def moves_between(assistant: Answering, editions: Sequence[TrendEdition], words: Wording) -> tuple[EditionMoves, ...]:
    """The moves over ``editions`` of one report, which come oldest first; none for a single edition."""
    if len(editions) < 2:  # noqa: PLR2004 - one edition has no next
        return ()
    texts = [read_edition(assistant.opened, edition.document.id) for edition in editions]
    return tuple(
        place_moves(older, newer, match_trends(*texts_of_both), words)
        for (older, newer), texts_of_both in zip(pairwise(editions), pairwise(texts), strict=True)
    )


def place_moves(
    older: TrendEdition, newer: TrendEdition, changes: Sequence[TrendChange], words: Wording
) -> EditionMoves:
    """``changes`` from one edition to the next with the places of their trends."""
    before, after = _by_name(older), _by_name(newer)
    moves = [
        _move(change, tuple(before[name] for name in change.older), tuple(after[name] for name in change.newer), words)
        for change in changes
    ]
    moves.sort(key=lambda move: (not move.newer, (move.newer or move.older)[0].place))
    return EditionMoves(older, newer, tuple(moves))


def _by_name(edition: TrendEdition) -> Mapping[str, HeldTrend]:
    return {trend.name: trend for trend in edition.trends}


def _move(change: TrendChange, older: tuple[HeldTrend, ...], newer: tuple[HeldTrend, ...], words: Wording) -> TrendMove:
    say = words.say
    if change.outcome in _SAME_NAME:
        rise = older[0].place - newer[0].place
        direction = Direction.STAYED if not rise else Direction.UP if rise > 0 else Direction.DOWN
        said = _rise_in_words(rise, words)
        if change.outcome is TrendOutcome.RENAMED:
            said = say("%(moved)s, under another name") % {"moved": said}
        return TrendMove(direction, older, newer, said)
    direction, said = {
        TrendOutcome.APPEARED: (Direction.NEW, say("New in this edition")),
        TrendOutcome.WENT: (Direction.GONE, say("No longer a trend of its own")),
        TrendOutcome.MERGED: (Direction.JOINED, say("Became one trend")),
        TrendOutcome.SPLIT: (Direction.JOINED, say("Became several trends")),
        TrendOutcome.REGROUPED: (Direction.JOINED, say("Grouped anew")),
    }[change.outcome]
    return TrendMove(direction, older, newer, said)


def _rise_in_words(rise: int, words: Wording) -> str:
    if not rise:
        return words.say("Stayed in its place")
    if rise > 0:
        return words.count("Moved up %(num)s place", "Moved up %(num)s places", rise)
    return words.count("Moved down %(num)s place", "Moved down %(num)s places", -rise)
