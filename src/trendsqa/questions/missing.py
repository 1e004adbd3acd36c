"""Names and terms of a question that nothing in a collection mentions."""

import re
from collections.abc import Callable

from trendsqa.questions.question import Question

__all__ = ["missing_terms"]

_OWN_PLACE = re.compile(
    r"\b(?:i|we|i'm|we're|i am|we are|i work|our|my)\b[^.?!;]{0,40}?\b(?:at|in|for|from|of|near|here)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
"""What stands before the name of the asker's own place or employer, which nothing need mention."""


def missing_terms(question: Question, knows: Callable[[str], bool]) -> tuple[str, ...]:
    """Names, years and bare subjects of ``question`` that ``knows``, a test of the collection's words, does not know.

    Of a name of several words all are given if one of them is unknown. The asker's own place or employer is no part of
    what is asked.
    """
    wanted = [term.text for term in (*question.names, *question.numbers)]
    if question.is_keywords:
        wanted += question.interpreted.split()
    text = question.interpreted
    missing: dict[str, None] = {}
    for name in _joined(text, wanted):
        if all(knows(word) for word in re.findall(r"[^\W_]+(?:['’][^\W_]+)*", name)):
            continue
        if _OWN_PLACE.search(text[: max(text.find(name), 0)]):
            continue
        missing[name] = None
    return tuple(missing)


def _joined(text: str, names: list[str]) -> list[str]:
    """``names`` with those that follow one another in ``text`` joined, as "West" and "Yorkshire"."""
    joined: list[str] = []
    for name in names:
        if joined and f"{joined[-1]} {name}" in text:
            joined[-1] += f" {name}"
        else:
            joined.append(name)
    return joined
