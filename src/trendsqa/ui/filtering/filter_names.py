"""Names of filters and of their values in words."""

from trendsqa.answering.filter_choices import FilterChoice
from trendsqa.translatable import translatable
from trendsqa.ui.answers.source_kinds import kind_words
from trendsqa.ui.frame.wording import Wording

__all__ = ["amount_of", "field_name", "value_name"]


_FIELDS = {
    "edition": translatable("Edition"),
    "trend": translatable("Trend"),
    "kind": translatable("Kind of source"),
    "publisher": translatable("Publisher"),
    "form": translatable("Text"),
}
_FORMS = {"full": translatable("Full text"), "brief": translatable("Our summary")}
_IN_DOCUMENTS = frozenset({"kind", "publisher"})
"""Filters of which a value stands for whole documents; the others stand for a part of one."""


def field_name(name: str, words: Wording) -> str:
    """Name of the filter ``name``, as "Kind of source"."""
    return words.say(_FIELDS[name])


def value_name(name: str, value: str, words: Wording) -> str:
    """Name of a value of the filter ``name``, as "Case study"."""
    if name == "kind":
        return words.say(kind_words(value))
    return words.say(_FORMS[value]) if name == "form" else value


def amount_of(name: str, choice: FilterChoice, words: Wording) -> str:
    """Number of documents or passages that are searched with ``choice``, as "14 documents"."""
    if name in _IN_DOCUMENTS:
        return words.count("%(num)s document", "%(num)s documents", choice.documents)
    return words.count("%(num)s passage", "%(num)s passages", choice.passages)
