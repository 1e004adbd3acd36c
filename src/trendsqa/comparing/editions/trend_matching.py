"""Outcome of each trend from one edition of a report to the next: carried on, merged, split, gone or new."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from trendsqa.comparing.editions.edition_text import ALIKE, EditionText, without_year

__all__ = ["TrendChange", "TrendOutcome", "match_trends"]


class TrendOutcome(StrEnum):
    """Outcome of trends."""

    CARRIED_ON = "carried_on"
    """One trend, under the same name."""
    RENAMED = "renamed"
    """One trend, under another name."""
    MERGED = "merged"
    """Several trends that are one now."""
    SPLIT = "split"
    """One trend that is several now."""
    REGROUPED = "regrouped"
    """Several trends that are several others now."""
    APPEARED = "appeared"
    WENT = "went"


@dataclass(frozen=True, slots=True)
class TrendChange:
    """The trends ``older`` are the trends ``newer`` now; one of the two may be empty."""

    outcome: TrendOutcome
    older: tuple[str, ...]
    newer: tuple[str, ...]


def match_trends(older: EditionText, newer: EditionText, *, at_least: float = ALIKE) -> tuple[TrendChange, ...]:
    """A change for each trend of either edition, in the older's order; those that appeared come last.

    Trends of different names need a cosine of ``at_least``. Nothing comes back where an edition names no trends: what
    is not known has not gone.
    """
    if not (older.trends and newer.trends):
        return ()
    linked = _linked(older, newer, at_least)
    found = [_change(older.trends, newer.trends, rows, columns) for rows, columns in _groups(linked)]
    return tuple(sorted(found, key=lambda change: _place(change, older.trends, newer.trends)))


def _linked(older: EditionText, newer: EditionText, at_least: float) -> NDArray[np.bool_]:
    """Shape (older trends, newer trends): of one name, or the closest to one of the two and close enough."""
    alike = older.trend_directions @ newer.trend_directions.T
    closest = (alike == alike.max(axis=1, keepdims=True)) | (alike == alike.max(axis=0, keepdims=True))
    names = [[without_year(old) == without_year(new) for new in newer.trends] for old in older.trends]
    linked: NDArray[np.bool_] = np.array(names) | (closest & (alike >= at_least))
    return linked


def _groups(linked: NDArray[np.bool_]) -> list[tuple[list[int], list[int]]]:
    """The rows and columns that hang together by links, directly or through others; each row and column once."""
    groups: list[tuple[list[int], list[int]]] = []
    rows_left, columns_left = dict.fromkeys(range(linked.shape[0])), dict.fromkeys(range(linked.shape[1]))
    while rows_left:
        rows, columns = [next(iter(rows_left))], list[int]()
        del rows_left[rows[0]]
        grown = True
        while grown:
            new_columns = [column for column in columns_left if linked[rows, column].any()]
            new_rows = [row for row in rows_left if linked[row, [*columns, *new_columns]].any()]
            columns += new_columns
            rows += new_rows
            for column in new_columns:
                del columns_left[column]
            for row in new_rows:
                del rows_left[row]
            grown = bool(new_columns or new_rows)
        groups.append((rows, columns))
    return [*groups, *(([], [column]) for column in columns_left)]


def _change(older: Sequence[str], newer: Sequence[str], rows: Sequence[int], columns: Sequence[int]) -> TrendChange:
    before, after = tuple(older[row] for row in sorted(rows)), tuple(newer[column] for column in sorted(columns))
    return TrendChange(_outcome(before, after), before, after)


def _outcome(before: tuple[str, ...], after: tuple[str, ...]) -> TrendOutcome:
    match len(before), len(after):
        case 0, _:
            return TrendOutcome.APPEARED
        case _, 0:
            return TrendOutcome.WENT
        case 1, 1:
            same = without_year(before[0]) == without_year(after[0])
            return TrendOutcome.CARRIED_ON if same else TrendOutcome.RENAMED
        case _, 1:
            return TrendOutcome.MERGED
        case 1, _:
            return TrendOutcome.SPLIT
        case _:
            return TrendOutcome.REGROUPED


def _place(change: TrendChange, older: Sequence[str], newer: Sequence[str]) -> int:
    return older.index(change.older[0]) if change.older else len(older) + newer.index(change.newer[0])
