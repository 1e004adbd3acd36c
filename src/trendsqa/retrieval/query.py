"""Reads a question in the light of the questions before it, by rule.

A question that stands alone is left as it is. One that leans on the last question ("and Dudley?", "where do we start
with that?") is completed from it: a name takes the place of the last name, a year moves, else the two are put together.
"""

import re
from collections.abc import Sequence

from trendsqa.index.lexical import tokenise

__all__ = ["interpret"]

_OPENING = re.compile(r"^\W*(?:(?:ok|okay|right|so|and|but|also|then|now|well)\b[\s,]*)+", re.IGNORECASE)
_ASIDE = re.compile(r"^\W*(?:(?:what|how) about|and|or)\s+", re.IGNORECASE)
_POINTS_BACK = re.compile(
    r"\b(?:it|its|they|them|their|theirs|those|these|that|this|he|she|him|his|her|hers|ones?|there|the same|"
    r"the others?|the former|the latter)\b",
    re.IGNORECASE,
)
_POINTS_NOWHERE = re.compile(
    r"\b(?:(?:is|are|was|were|will|can|could) there\b|there (?:is|are|was|were)\b|"
    r"(?:this|that|these|those) (?:report|year|collection|document|edition)s?\b|that (?:is|are|can|will|the|a|we|i)\b)",
    re.IGNORECASE,
)
_NAME = re.compile(r"\b(?!(?:I|AI|IT)\b)[A-Z][\w'’-]*(?:\s+(?:of|and|for|the)?\s*[A-Z][\w'’-]*)*")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_NEXT_YEAR = re.compile(r"\b(?:the )?(?:year after|next year|following year)\b", re.IGNORECASE)
_LAST_YEAR = re.compile(r"\b(?:the )?(?:year before|previous year|last year)\b", re.IGNORECASE)
_ASPECTS = frozenset(
    tokenise(
        "advice application approach area begin benefit case challenge cost council country example happen help next "
        "people place problem project reason result risk start step story summary way work year"
    )
)
"""Words that name an aspect of a subject but no subject: "what are the risks?" asks about the last one."""
_MOST_SUBJECT_WORDS = 1
"""With at most this many words of its own besides aspects, a question leaves its subject to the last one."""


def interpret(question: str, history: Sequence[str]) -> str:
    """The question as it would be asked alone; ``history`` holds the earlier questions, oldest first."""
    if not history or not _leans_back(question):
        return question
    before = interpret(history[-1], history[:-1])
    return _with_year_moved(question, before) or _with_name_replaced(question, before) or _joined(question, before)


def _leans_back(question: str) -> bool:
    if _OPENING.match(question) or _ASIDE.match(question):
        return True
    if _POINTS_BACK.search(_POINTS_NOWHERE.sub(" ", question)):
        return True
    return len([word for word in tokenise(question) if word not in _ASPECTS]) <= _MOST_SUBJECT_WORDS


def _with_year_moved(question: str, before: str) -> str | None:
    years = _YEAR.findall(before)
    step = 1 if _NEXT_YEAR.search(question) else -1 if _LAST_YEAR.search(question) else 0
    if not years or not step:
        return None
    return before.replace(years[-1], str(int(years[-1]) + step))


def _with_name_replaced(question: str, before: str) -> str | None:
    """The question before, about another name: "and Skerry?" after "What did Northport do?" asks what Skerry did."""
    aside = _ASIDE.sub("", _OPENING.sub("", question)).strip(" ?.!")
    names = _names(before)
    if not names or not _NAME.fullmatch(aside):
        return None
    return before.replace(names[-1], aside)


def _joined(question: str, before: str) -> str:
    rest = _OPENING.sub("", question).strip() or question.strip()
    return f"{before.rstrip(' ?.!')}: {rest}"


def _names(question: str) -> list[str]:
    """Capitalised runs, without the word that only opens the sentence."""
    first = question.split(maxsplit=1)[0] if question.split() else ""
    return [name for name in _NAME.findall(question) if name != first]
