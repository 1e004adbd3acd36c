"""References to members of an earlier list: "the second one", "the latter", "the others"."""

import re
from collections.abc import Callable

from trendsqa.questions.follow_up.turn import Earlier, Turn, put

__all__ = ["with_member_named"]

_VERBS = "is|was|would|does|did|has|will|can|could|should|might|may"
_ORDINALS = {"first": 0, "second": 1, "third": 2, "fourth": 3, "fifth": 4, "last": -1, "former": 0, "latter": -1}
_ORDINAL = re.compile(
    rf"\b(?:(?:the )?(?P<nth>{'|'.join(_ORDINALS)}) (?:one|two|option|of (?:them|these|those|the \w+))\b"
    rf"|(?:number|option) (?P<number>one|two|three|four|1|2|3|4)\b"
    rf"|the (?P<alone>{'|'.join(_ORDINALS)})(?=\s*(?:\Z|[?.,!]|(?:{_VERBS})\b))"
    r"|(?:the )?(?P<others>others?(?: ones?| two| three)?)"
    rf"(?=\s*(?:\Z|[?.,!]|(?:{_VERBS}|are|were|have|do)\b)))",
    re.IGNORECASE,
)
_NUMBERS = {"one": 0, "two": 1, "three": 2, "four": 3, "1": 0, "2": 1, "3": 2, "4": 3}


def with_member_named(turn: Turn) -> Callable[[Earlier], Turn | None] | None:
    """Function that replaces "the second one" or "the others" by a list member; None without such words."""
    found = _ORDINAL.search(turn.core)
    if not found:
        return None

    def resolve(earlier: Earlier) -> Turn | None:
        phrase = _member(found, earlier)
        text = put(turn.core, found.start(), found.end(), phrase)
        return Turn(f"and {text}?" if turn.adds else f"{text}?") if phrase else None

    return resolve


def _member(found: re.Match[str], earlier: Earlier) -> str:
    items = earlier.items
    if found["others"]:
        current = earlier.last.casefold()
        rest = [item for item in items if item.casefold() not in current]
        return " and ".join(rest)
    word = (found["nth"] or found["alone"] or found["number"]).lower()
    at = _ORDINALS.get(word, _NUMBERS.get(word, 0))
    return items[at] if -len(items) <= at < len(items) else ""
