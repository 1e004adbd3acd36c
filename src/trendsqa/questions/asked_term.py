"""The term whose meaning a question asks for."""

import re

from trendsqa.corpus.glossary import Glossary, Term

__all__ = ["asked_term"]

_ASKS = re.compile(
    r"^\W*(?:what\s+(?:is|are|does|do|did)|what['’]s|define|explain|(?:the\s+)?(?:meaning|definition)\s+of)\b(?P<rest>.*)$",
    re.IGNORECASE,
)
_AROUND = re.compile(
    r"^\W*(?:(?:a|an|the|meant|by|term)\s+)*|(?:\s+(?:mean|means|stand|stands|for|in|this|the|report|here))*\W*$",
    re.IGNORECASE,
)


def asked_term(question: str, glossary: Glossary) -> Term | None:
    """The one term that ``question`` asks the meaning of, by a question or by nothing but its name; else None."""
    match = _ASKS.match(question.strip())
    bare = _AROUND.sub("", match["rest"] if match else question)
    found = glossary.find(bare)
    if len(found) != 1 or bare.strip().casefold() not in {form.casefold() for form in found[0].forms}:
        return None
    return found[0]
