"""Type of answer that a question wants, by rules over its words.

English only; a question of no known kind is OPEN.
"""

import re
from enum import StrEnum

__all__ = ["AnswerType", "answer_type_of", "sides_of"]


class AnswerType(StrEnum):
    """The kind of answer."""

    OPEN = "open"
    LIST = "list"
    """All items of one list: "what are the risks of …", "list the …"."""
    ROLL_CALL = "roll call"
    """Who or where, one line each: "which councils …"."""
    COMPARISON = "comparison"
    """Both of two sides: "what is the difference between … and …"."""
    QUOTATION = "quotation"
    """Somebody's words with their name: "who said …"."""
    PERSON = "person"
    """A person or body: "who leads …"."""
    TIME = "time"
    """A date or year: "when did …"."""
    NUMBER = "number"
    """A figure: "how many …", "what share of …"."""


_ONE_BODY = (
    "council|authority|organi[sz]ation|body|municipality|city|town|borough|country|nation|place|region|government|company|"
    "supplier|vendor|department|agency|hospital|university|force|service"
)
_BODIES = (
    "councils|authorities|organi[sz]ations|bodies|municipalities|cities|towns|boroughs|countries|nations|places|regions|"
    "governments|companies|suppliers|vendors|departments|agencies|hospitals|universities|forces"
)
_COUNTS = "two|three|four|five|six|seven|eight|nine|ten|\\d+"
_AUXILIARIES = "is|are|was|were|do|does|did|has|have|had|can|could|should|will|would|might|must|may"
_NO_PLURALS = "is|was|has|does|this|us|its|news|process|business|access|success|progress|status"
_RULES = {
    AnswerType.COMPARISON: (
        r"\bdifferences? between\b",
        r"\bcompar(?:e|ed|ing|ison)\b",
        r"\b(?:versus|vs\.?)\s",
        r"\bdiffers?\b",
        r"\bhow (?:is|are|does|do) .+ different\b",
        r"\bdistin(?:guish|ction between)\b",
    ),
    AnswerType.QUOTATION: (
        r"\bwho (?:said|says|was quoted|wrote|called|described)\b",
        r"\bin (?:the|whose) words of\b",
        r"\bwhat (?:did|does|do|has|have) .{2,60}\b(?:say|said|tell|told)\b",
        r"\bquot(?:es?|ed|ation)\b",
    ),
    AnswerType.ROLL_CALL: (
        rf"\b(?:which|what)\s+(?:\w+\s+){{0,2}}(?:{_BODIES})\b",
        (
            r"^\W*where (?:else )?(?:is|are|does|do|did)\b[^?.!;]+"
            r"\b(?:mentioned|discussed|crops? up|comes? up|appears?)(?:\s+in (?:the|this) \w+)?\W*$"
        ),
        # "List the connected places themes" asks for themes.
        rf"\b(?:name(?: the| some)?|list(?: the)?)\s+(?:\w+\s+){{0,2}}(?:{_BODIES})\b(?!\s+\w+s\b)",
    ),
    AnswerType.NUMBER: (
        r"\bhow (?:many|much|big|large|long|often|far|fast|old)\b",
        r"\bwhat (?:percentage|proportion|share|number|fraction|sum|amount)\b",
        r"\b(?:cost|price|budget) of\b",
    ),
    AnswerType.TIME: (
        r"\bwhen (?:did|was|were|will|is|does|do|has|have|are)\b",
        r"\b(?:what|which) (?:year|date|month)\b",
        r"\b(?:since|by) when\b|\bhow soon\b",
    ),
    AnswerType.PERSON: (rf"\bwho(?:se|m)?\b|\bwhich (?:\w+\s+)?(?:{_ONE_BODY})\b",),
    AnswerType.LIST: (
        r"^\W*(?:list|name|give me|show me)\b",
        rf"(?:\bthe|^\W*) ?(?:{_COUNTS}) (?:\w+ ){{0,2}}(?!(?:{_NO_PLURALS}|years|days|months|weeks|hours)\b)\w+s\b",
        r"\b(?:what|which) (?:are|were|do|other|kinds?|sorts?|types?)\b",
        rf"\b(?:what|which) (?!(?:{_AUXILIARIES}|{_NO_PLURALS})\b)\w+s\b",
        rf"\b(?:what|which) (?:{_COUNTS})\b",
        rf"\b(?:what|which) (?!(?:{_AUXILIARIES})\b)(?:[\w-]+ ){{1,5}}(?!(?:{_NO_PLURALS})\b)\w+s (?:{_AUXILIARIES})\b",
        r"\b(?:examples|ways|steps|reasons|risks|benefits|areas|lessons|principles|priorities) (?:of|to|for|that|in)\b",
    ),
}
"""In order: the first kind with a pattern that is found decides."""
_COMPILED = {wanted: re.compile("|".join(patterns), re.IGNORECASE) for wanted, patterns in _RULES.items()}
_SIDES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        (
            r"\b(?:differences?|distinction|compar(?:e|ed|ing|ison)|distinguish)\b(?:.*?\b(?:between|of))?\s+(?P<a>.+?)"
            r"\s+(?:and|with|to|from|against|versus|vs\.?)\s+(?P<b>.+?)\s*[?.!]*$"
        ),
        (
            r"^(?:how (?:is|are|does|do)\s+|is\s+|are\s+)?(?P<a>.+?)\s+(?:versus|vs\.?|different from|differs? from|"
            r"rather than|compared (?:with|to))\s+(?P<b>.+?)\s*[?.!]*$"
        ),
    )
)


def answer_type_of(question: str) -> AnswerType:
    """The kind of answer that ``question`` wants; the first rule that matches decides."""
    return next((wanted for wanted, pattern in _COMPILED.items() if pattern.search(question)), AnswerType.OPEN)


def sides_of(question: str) -> tuple[str, str] | None:
    """The two sides of a comparison, as they are named; None where two cannot be told apart."""
    for pattern in _SIDES:
        found = pattern.search(question)
        if found and found["a"].strip() and found["b"].strip():
            return found["a"].strip(), found["b"].strip()
    return None
