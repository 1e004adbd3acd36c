"""Filters of one request: read from its address, offered in its form, and told with links that take them away."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from trendsqa.answering.answering import Answering
from trendsqa.answering.filter_choices import CHOSEN_BY, NARROWED_BY, FilterChoice, FilterChoices
from trendsqa.errors import UnknownItemError
from trendsqa.retrieval.hit import Filters
from trendsqa.ui.asked_text import one_line
from trendsqa.ui.filtering.filter_names import amount_of, field_name, value_name
from trendsqa.ui.frame.wording import Wording

__all__ = ["ChosenFilter", "FilterField", "FilterForm", "FilterOption", "among_in_words", "filter_form", "read_filters"]

_FIRST_SHOWN = 12
"""Values that stand before the others, by how much they have; the others follow by name."""
_CHARACTERS_SHOWN = 40


@dataclass(frozen=True, slots=True)
class FilterOption:
    """One value in a list to choose from, in words."""

    value: str
    text: str


@dataclass(frozen=True, slots=True)
class FilterField:
    """One filter to set: ``value`` is set now, empty if none is. ``others`` are values that few documents have."""

    name: str
    label: str
    value: str
    options: tuple[FilterOption, ...]
    others: tuple[FilterOption, ...]


@dataclass(frozen=True, slots=True)
class ChosenFilter:
    """A filter that is set, in words, and the end of a query string that keeps all others."""

    text: str
    without: str


@dataclass(frozen=True, slots=True)
class FilterForm:
    """Filters that can be set, and those that are.

    ``kept`` is the end of a query string that keeps it, with an ``&`` before it, and ``among`` its values in words.
    """

    filters: Filters
    fields: tuple[FilterField, ...]
    chosen: tuple[ChosenFilter, ...]
    kept: str
    among: str


def read_filters(query: Mapping[str, str], held: FilterChoices) -> Filters:
    """The filters that an address asks for.

    Raises:
        UnknownItemError: Nothing that is ``held`` has a value that it asks for.
    """
    asked: dict[str, Any] = {name: one_line(query.get(name, "")) for name in CHOSEN_BY}
    for name, value in asked.items():
        values = [choice.value for choice in _choices(held, name)]
        if value and value not in values:
            raise UnknownItemError(_no_such(name, value, values))
    return Filters(**asked)


def filter_form(query: Mapping[str, str], assistant: Answering, words: Wording) -> FilterForm:
    """The form for the filters of an address. Raises UnknownItemError as ``read_filters`` does."""
    filters = read_filters(query, assistant.filter_choices(Filters()))
    return FilterForm(
        filters=filters,
        fields=tuple(_fields(filters, assistant.filter_choices(filters), words)),
        chosen=tuple(
            ChosenFilter(f"{field_name(name, words)} {value_name(name, value, words)}", _kept(filters, but=name))
            for name, value in _set_in(filters)
        ),
        kept=_kept(filters),
        among=among_in_words(filters, words),
    )


def among_in_words(filters: Filters, words: Wording) -> str:
    """The values of the filters that are set, as "2024, Case study"."""
    chosen = ((name, getattr(filters, name)) for name in (*CHOSEN_BY, *NARROWED_BY))
    return ", ".join(value_name(name, value, words) for name, value in chosen if value)


def _fields(filters: Filters, choices: FilterChoices, words: Wording) -> list[FilterField]:
    fields = []
    for name in CHOSEN_BY:
        held, value = _choices(choices, name), getattr(filters, name)
        # A list of one value leaves nothing to choose; a value that leaves nothing to search helps nobody.
        offered = [choice for choice in held if choice.passages or choice.value == value]
        if len(held) > 1:
            options, others = offered[:_FIRST_SHOWN], offered[_FIRST_SHOWN:]
            others.sort(key=lambda choice: choice.value.casefold())
            fields.append(
                FilterField(
                    name, field_name(name, words), value, _options(name, options, words), _options(name, others, words)
                )
            )
    return fields


def _options(name: str, choices: Sequence[FilterChoice], words: Wording) -> tuple[FilterOption, ...]:
    return tuple(
        FilterOption(choice.value, f"{value_name(name, choice.value, words)} ({amount_of(name, choice, words)})")
        for choice in choices
    )


def _choices(choices: FilterChoices, name: str) -> tuple[FilterChoice, ...]:
    of_name: tuple[FilterChoice, ...] = getattr(choices, name)
    return of_name


def _set_in(filters: Filters) -> list[tuple[str, str]]:
    return [(name, getattr(filters, name)) for name in CHOSEN_BY if getattr(filters, name)]


def _kept(filters: Filters, *, but: str = "") -> str:
    return "".join(f"&{urlencode([(name, value)])}" for name, value in _set_in(filters) if name != but)


def _no_such(name: str, value: str, held: Sequence[str]) -> str:
    more = f" and {len(held) - _FIRST_SHOWN} more" if len(held) > _FIRST_SHOWN else ""
    some = ", ".join(held[:_FIRST_SHOWN]) or "none"
    return f"No {name} {value[:_CHARACTERS_SHOWN]!r} is held here. Held: {some}{more}."
