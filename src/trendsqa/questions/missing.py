"""Names and terms of a question that nothing in a collection mentions."""

import re
from collections.abc import Callable

from trendsqa.corpus.english import is_english
from trendsqa.questions.names import KeyTerm
from trendsqa.questions.question import Question

__all__ = ["missing_terms"]

_OWN_PLACE = re.compile(
    r"\b(?:i'm|i am|we're|we are|(?:i|we) (?:work|live|run|manage|lead|serve)|working|based|(?:my|our) \w+)\b"
    r"[^.?!;]{0,30}?\b(?:at|in|for|from|of|near)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
"""What stands before the name of the asker's own place or employer, which nothing need mention."""
_FORMS_OF_ADDRESS = frozenset({"mr", "mrs", "ms", "miss", "dr", "prof", "cllr", "sir", "dame", "lord", "lady"})
_SUBJECT = 2
"""Bare keywords up to this number are one subject, which is missing if a word of it is."""
_COUNTED = 20
"""Numbers up to this count things, which a text mostly does in words: "the three lamps"."""
_WORD = re.compile(r"\d[\d,]*\d|[^\W_]+(?:['’][^\W_]+)*")


def missing_terms(question: Question, knows: Callable[[str], bool]) -> tuple[str, ...]:
    """Names, numbers and bare keywords of ``question`` that ``knows``, a test of the collection's words, does not know.

    Of a name of several words all are given if one of them is unknown. The asker's own place or employer is no part of
    what is asked.
    """
    text = question.interpreted
    named = [term.text for term in (*question.names, *question.numbers) if _is_asked_for(term, text)]
    wanted = _joined(text, named)
    if question.is_keywords:
        words = [word for word in text.split() if not any(word in name for name in wanted)]
        # Of several keywords one may be said in other words: "venue" where the text says "held in".
        wanted += [word for word in words if len(question.terms) <= _SUBJECT or not is_english(word.lower())]
    return tuple(
        dict.fromkeys(
            name
            for name in wanted
            if not all(_is_known(word, knows) for word in _WORD.findall(name))
            and not _OWN_PLACE.search(text[: max(text.find(name), 0)])
        )
    )


def _is_asked_for(term: KeyTerm, text: str) -> bool:
    """False for what only looks like a name or counts things: "Is Northport …", "Summarise Northport …", "Cllr"."""
    if term.text.isdecimal():
        return int(term.text) > _COUNTED
    opens = text.startswith(term.text) and is_english(term.text.lower())
    return bool(term.stems) and not opens and term.text.lower() not in _FORMS_OF_ADDRESS


def _is_known(word: str, knows: Callable[[str], bool]) -> bool:
    digits = word.replace(",", "")
    return knows(word) or (digits.isdecimal() and (knows(digits) or knows(f"{int(digits):,}")))


def _joined(text: str, names: list[str]) -> list[str]:
    """``names`` with those that follow one another in ``text`` joined, as "West" and "Yorkshire"."""
    joined: list[str] = []
    for name in names:
        if joined and f"{joined[-1]} {name}" in text:
            joined[-1] += f" {name}"
        else:
            joined.append(name)
    return joined
