"""Filters as controls of the chat, which are made once and told anew what they offer. Gradio is not known here."""

from collections.abc import Sequence
from dataclasses import dataclass

from trendsqa.answering.answering import Answering
from trendsqa.answering.filter_choices import CHOSEN_BY
from trendsqa.ui.filtering.filter_form import filter_form
from trendsqa.ui.filtering.filter_names import field_name
from trendsqa.ui.frame.wording import Wording

__all__ = ["FilterControl", "chosen_values", "filter_controls"]


@dataclass(frozen=True, slots=True)
class FilterControl:
    """A list to choose from, in pairs of words and value; with the first the filter is not set."""

    label: str
    choices: tuple[tuple[str, str], ...]

    @property
    def offered(self) -> bool:
        """True if there is a value to choose."""
        return len(self.choices) > 1


def filter_controls(assistant: Answering, words: Wording) -> tuple[FilterControl, ...]:
    """A control for each filter, always in the same order, over all that is held."""
    fields = {field.name: field for field in filter_form({}, assistant, words).fields}
    controls = []
    for name in CHOSEN_BY:
        options = (*fields[name].options, *fields[name].others) if name in fields else ()
        pairs = ((option.text, option.value) for option in options)
        controls.append(FilterControl(field_name(name, words), ((words.say("All"), ""), *pairs)))
    return tuple(controls)


def chosen_values(values: Sequence[object]) -> dict[str, str]:
    """The values of the controls, in their order, as a query that ``filter_form`` reads; others than texts are none."""
    chosen = zip(CHOSEN_BY, values, strict=False)
    return {name: value for name, value in chosen if isinstance(value, str) and value}
