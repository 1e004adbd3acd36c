"""Values that filters may take, each with how much would be searched with it.

A filter does not narrow its own values: those of ``kind`` are counted among what passes every other filter that is
chosen, so that another kind can be chosen in its place.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from trendsqa.corpus.source import Form
from trendsqa.index.rows import Ordinals
from trendsqa.index.texts.passage_columns import PassageColumns
from trendsqa.retrieval.hit import Filters

__all__ = ["CHOSEN_BY", "NARROWED_BY", "ChoiceCounter", "FilterChoice", "FilterChoices"]

CHOSEN_BY = ("edition", "trend", "kind", "publisher", "form")
"""Filters of which the values are offered, by their names in ``Filters``."""
NARROWED_BY = ("facet", "document_id")
"""Filters of which they are not, but which narrow the others."""
_FORMS = (Form.FULL, Form.BRIEF)
_COUNTS_AT_HAND = 32
_Runs = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class FilterChoice:
    """A value of a filter, and how many passages of how many documents pass with it and with the other filters."""

    value: str
    passages: int
    documents: int


@dataclass(frozen=True, slots=True)
class FilterChoices:
    """All values that passages have, under the names that filters have, and how much passes all filters together.

    Editions come newest first, trends in the report's order, kinds and publishers with the most documents first, the
    full text before summaries. A value that nothing passes with counts 0.
    """

    edition: tuple[FilterChoice, ...]
    trend: tuple[FilterChoice, ...]
    kind: tuple[FilterChoice, ...]
    publisher: tuple[FilterChoice, ...]
    form: tuple[FilterChoice, ...]
    passages: int
    documents: int


@dataclass(frozen=True, slots=True)
class _Dimension:
    """One filter's values; run i of sections has ``values[codes[i]]`` and, with its document, ``pairs[i]``.

    A pair is a value and a document that has it: pair p is of ``values[of_pair[p]]``.
    """

    values: tuple[str, ...]
    codes: Ordinals
    pairs: Ordinals
    of_pair: Ordinals

    def where(self, value: str) -> _Runs:
        """True for each run with ``value``."""
        fits: _Runs = self.codes == (self.values.index(value) if value in self.values else len(self.values))
        return fits

    def counted(self, passages: Ordinals, passing: _Runs) -> list[FilterChoice]:
        """Every value but the empty one, with what it has of the runs in ``passing``."""
        of_value = np.bincount(self.codes, weights=passages * passing, minlength=len(self.values)).astype(np.int64)
        seen = np.zeros(len(self.of_pair), dtype=bool)
        seen[self.pairs[passing]] = True
        documents = np.bincount(self.of_pair[seen], minlength=len(self.values))
        counts = zip(self.values, of_value.tolist(), documents.tolist(), strict=True)
        return [FilterChoice(*counted) for counted in counts if counted[0]]


class ChoiceCounter:
    """Counts what passes filters, over one generation's columns. Safe to share between threads.

    Sections that follow each other with the same values are counted as one run: there are few runs where documents lie
    outside the grid of trends, however long they are.
    """

    def __init__(self, columns: PassageColumns) -> None:
        """Count the passages of ``columns``."""
        codes = {name: columns.codes[name] for name in (*CHOSEN_BY, *NARROWED_BY)}
        of_sections = np.bincount(columns.sections, minlength=len(codes["edition"])).astype(np.int64)
        searched = np.flatnonzero(of_sections)
        stacked = np.stack([own[searched] for own in codes.values()])
        starts = np.flatnonzero(np.r_[True, (stacked[:, 1:] != stacked[:, :-1]).any(axis=0)][: len(searched)])
        self._passages = np.add.reduceat(of_sections[searched], starts) if len(starts) else of_sections[:0]
        self._dimensions = {
            name: _dimension(columns.values[name], own[starts], stacked[-1][starts])
            for name, own in zip(codes, stacked, strict=True)
        }
        self._trends = self._in_order_of_report()
        self.choices = lru_cache(_COUNTS_AT_HAND)(self._choices)

    def _choices(self, filters: Filters) -> FilterChoices:
        """Values of each filter, counted among what passes the others of ``filters``."""
        chosen = {name: getattr(filters, name) for name in self._dimensions if getattr(filters, name)}
        fits = {name: self._dimensions[name].where(value) for name, value in chosen.items()}
        without = [~self._dimensions["edition"].where(edition) for edition in filters.without_editions]

        def passing(*, but: str = "") -> _Runs:
            parts = [*without, *(fit for name, fit in fits.items() if name != but)]
            fit: _Runs = np.logical_and.reduce([np.ones(len(self._passages), dtype=bool), *parts])
            return fit

        def counted(name: str) -> list[FilterChoice]:
            return self._dimensions[name].counted(self._passages, passing(but=name))

        everything = passing()
        return FilterChoices(
            edition=tuple(sorted(counted("edition"), key=lambda choice: choice.value, reverse=True)),
            trend=tuple(sorted(counted("trend"), key=lambda choice: self._trends.index(choice.value))),
            kind=_most_first(counted("kind")),
            publisher=_most_first(counted("publisher")),
            form=tuple(sorted(counted("form"), key=lambda choice: _FORMS.index(Form(choice.value)))),
            passages=int(self._passages[everything].sum()),
            documents=len(np.unique(self._dimensions["document_id"].codes[everything])),
        )

    def _in_order_of_report(self) -> list[str]:
        """Trends in the order of the newest edition that has them."""
        editions, trends = self._dimensions["edition"], self._dimensions["trend"]
        known: dict[str, None] = {}
        for edition in sorted(editions.values, reverse=True):
            own = trends.codes[editions.where(edition)].tolist()
            known |= dict.fromkeys(trends.values[code] for code in dict.fromkeys(own))
        return list(known)


def _dimension(values: Sequence[str], codes: Ordinals, documents: Ordinals) -> _Dimension:
    # Only values that some passage has: a heading without words of its own is not searched.
    held, codes = np.unique(codes, return_inverse=True)
    span = int(documents.max(initial=0)) + 1
    pairs, of_runs = np.unique(codes.astype(np.int64) * span + documents, return_inverse=True)
    return _Dimension(tuple(values[code] for code in held.tolist()), codes, of_runs, pairs // span)


def _most_first(choices: Sequence[FilterChoice]) -> tuple[FilterChoice, ...]:
    return tuple(
        sorted(choices, key=lambda choice: (-choice.documents, -choice.passages, choice.value.casefold(), choice.value))
    )
