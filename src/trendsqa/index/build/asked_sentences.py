"""The questions that one sentence answers, made by rule: who did what, how many, when, why, and what a term is.

A rule speaks only where its pattern is plain: most sentences give no question. What is made is read by the encoder and
never shown.
"""

import re
from collections.abc import Iterator

__all__ = ["as_said_within", "questions_of_sentence", "shortened"]

_DONE = {
    "adopted": "adopt", "appointed": "appoint", "approved": "approve", "asked": "ask", "built": "build",
    "commissioned": "commission", "created": "create", "deployed": "deploy", "designed": "design",
    "developed": "develop", "established": "establish", "found": "find", "founded": "found", "funded": "fund",
    "improved": "improve", "installed": "install", "introduced": "introduce", "issued": "issue",
    "launched": "launch", "opened": "open", "piloted": "pilot", "predicted": "predict", "published": "publish",
    "recommended": "recommend", "reduced": "reduce", "released": "release", "replaced": "replace", "saved": "save",
    "set up": "set up", "signed": "sign", "surveyed": "survey", "tested": "test", "trained": "train",
    "trialled": "trial", "won": "win", "wrote": "write",
}  # fmt: skip
"""Past tense and plain form of what organisations do; a closed list, so that no adjective passes for a verb."""
_NOT_A_NAME = (
    r"(?!(?:it|he|she|they|we|i|you|this|that|these|those|there|which|who|what|how|where|why|if|when|while|although|"
    r"as|at|by|to|for|from|in|on|of|with|after|before|but|and|or|so|not|no|all|any|some|many|most|one|both|here)\b)"
)
_DOER = rf"(?P<who>{_NOT_A_NAME}[^\W\d_][\w'’&/-]*(?:\s+[\w'’&/-]+){{0,7}}?)\s+"
_INSIDE_DOER = re.compile(
    r"\b(?:is|are|was|were|be|been|can|could|will|would|should|may|might|must|do|does|did|to|by|from|in|on|with|within|"
    r"that|which|who|when|if|it|they|we|this|these|than|as)\b",
    re.IGNORECASE,
)
_NAMES_SOMEBODY = re.compile(
    r"^(?:(?:The|the|An?|an?|Our|our)\s+\S+(?:\s+\S+){0,3}|[A-Z]\S*(?:\s+(?:of|for|and|the|&|[A-Z]\S*))*)$"
)
"""A council, or words that all begin with a capital: in "Understanding what is needed" nobody does anything."""
_OPENING = r"^(?:(?:in|since|during|by)\s[^,]{1,40},\s+)?"
_OBJECT = r"\s+(?!(?:as|at|by|to|in|on|from|with|for|of|and|or|that|when|if|how|it|them|us)\b)(?P<what>[^,;:.()]+)"
_DID = re.compile(
    rf"{_OPENING}{_DOER}(?:(?:has|have|had|also|recently|then)\s+)*"
    rf"(?P<verb>{'|'.join(sorted(_DONE, key=len, reverse=True))}){_OBJECT}",
    re.IGNORECASE,
)
_DOES = re.compile(
    rf"^{_DOER}(?P<be>is|are)\s+(?:(?:now|currently|already)\s+)*"
    rf"(?P<verb>(?!(?:going|being|having|lacking)\b)[a-z]{{2,}}ing){_OBJECT}",
    re.IGNORECASE,
)
_DEFINES = re.compile(
    rf"^[‘'“\"*]*(?P<term>(?:(?:an?|the)\s+)?{_NOT_A_NAME}[^\W\d_][\w-]*(?:\s+[\w-]+){{0,3}}?)[’'”\"*]*\s+"
    r"(?:\([^)]{1,40}\)\s+)?(?:(?P<be>is|are)\s+(?:about\b|an?\s|"
    r"the\s+(?:name|term|use|process|practice|ability|set|part)\b|defined\b|known\b)"
    r"|refers?\s+to\b|stands?\s+for\b|means\s+(?!that\b))",
    re.IGNORECASE,
)
_HOW_MANY = re.compile(
    r"(?<![\w.,£$€/–-])(?:(?!(?:19|20)\d\d\b)\d+(?:,\d{3})*(?:\.\d+)?(?:\s+(?:million|billion|thousand))?|"
    r"(?:hundreds|thousands|millions)\s+of)\s+(?P<what>(?:[a-z][\w’'-]*\s+){0,2}?[a-z][\w’'-]{2,}s)\b"
    r"(?P<where>\s+(?:across|between|from|in|on|within)\s[^,;:.()]+)?",
    re.IGNORECASE,
)
_NOT_COUNTED = re.compile(
    r"\b(?:years?|months?|weeks?|days?|hours?|minutes?|metres?|miles|was|is|has|does|as|this|its|times|per|of|to|in|"
    r"and|or|on|for|by|at|the|with|will|that|which|percentage points)\b",
    re.IGNORECASE,
)
_PERCENT = r"(?<![\w.])\d+(?:\.\d+)?\s?(?:%|per\s?cent\b)\s+"
_SHARE = re.compile(rf"{_PERCENT}of\s+(?P<what>[^,;:.()]+)", re.IGNORECASE)
_CHANGE = re.compile(
    rf"{_PERCENT}(?P<what>(?:reduction|increase|rise|fall|drop|decrease|cut|saving|growth)\b[^,;:.()]*)", re.IGNORECASE
)
_MONEY = re.compile(
    r"[£$€]\s?\d[\d,.]*\s?(?:m|bn|k|million|billion|thousand)?\s+(?P<what>(?:for|to|in|on|into)\s[^,;:.()]+)",
    re.IGNORECASE,
)
_IN_YEAR = re.compile(
    r"^(?:In|Since|During)\s+(?:[A-Z]\w+\s+)?(?:19|20)\d\d,?\s+"
    r"(?P<what>(?:the|an?|[A-Z])(?![^,;:.()]*\b(?:will|need|can|should|must)\b)"
    r"[^,;:.()]*\b(?:was|were|had|became|began|\w{3,}ed)\b[^,;:.()]*)"
)
_BY_YEAR = re.compile(r"\bto\s+(?P<what>[a-z][^,;:.()]{8,80}?)\s+by\s+20\d\d\b")
_REASON = re.compile(
    rf"^(?P<what>{_NOT_A_NAME}[^,;:()]{{15,90}}?),?(?:\s+(?:sometimes|partly|largely|mainly|often|simply|just))?\s+because\s",
    re.IGNORECASE,
)
_SAYS_SOMETHING = re.compile(r"\b(?:is|are|was|were|has|have|had|will|can|cannot|must|should|do|does|did)\b")
_PERSON = re.compile(
    r"\b(?:adviser|advisor|analyst|author|chair|consultant|councillor|director|engineer|leader|manager|minister|"
    r"officer|president|professor|researcher|writer)\b",
    re.IGNORECASE,
)
_WORDS_OF_A_ROLE = 6
"""After "is a", within which a person's role is named."""
_DOING = re.compile(r"^[a-z]{3,}ing\s", re.IGNORECASE)
""""Understanding the market is a start" defines nothing."""
_MOST_WORDS = 12
"""Words of a sentence that a question takes over."""
_DANGLING = re.compile(
    r"(?:\s+(?:an?|the|of|to|in|into|on|for|and|or|with|by|from|as|at|that|which|who|is|are|was|were|be|been|can|will|"
    r"its|their|this|than|but|not|more))+$",
    re.IGNORECASE,
)


def questions_of_sentence(sentence: str) -> Iterator[str]:
    """Questions that ``sentence`` answers, the plainest first."""
    yield from _terms(sentence)
    yield from _doings(sentence)
    yield from _figures(sentence)
    yield from _times_and_reasons(sentence)


def as_said_within(words: str) -> str:
    """``words`` as they read within a question: lower case first, unless a name or an abbreviation begins them."""
    first, _, rest = words.partition(" ")
    is_name = first != first.capitalize() or any(word[:1].isupper() for word in rest.split()[:2])
    if is_name and first.lower() not in {"the", "a", "an"}:
        return words
    return words[:1].lower() + words[1:]


def _terms(sentence: str) -> Iterator[str]:
    found = _DEFINES.match(sentence)
    if found and not _INSIDE_DOER.search(found["term"]) and not _DOING.match(found["term"]):
        what = "Who" if _PERSON.search(" ".join(sentence[found.end() :].split()[:_WORDS_OF_A_ROLE])) else "What"
        yield f"{what} {'are' if found['be'] == 'are' else 'is'} {as_said_within(found['term'])}?"


def _doings(sentence: str) -> Iterator[str]:
    if (found := _DID.match(sentence)) and _somebody(found["who"]):
        verb = found["verb"].lower()
        yield f"Who {verb} {shortened(found['what'])}?"
        yield f"What did {_with_small_article(found['who'])} {_DONE[verb]}?"
    elif (found := _DOES.match(sentence)) and _somebody(found["who"]):
        yield f"Who is {found['verb']} {shortened(found['what'])}?"
        yield f"What {found['be'].lower()} {_with_small_article(found['who'])} {found['verb']}?"


def _with_small_article(doer: str) -> str:
    """A sentence begins with a capital; a name keeps it, "The council" and "Our keepers" do not."""
    return doer[:1].lower() + doer[1:] if doer.partition(" ")[0] in {"The", "A", "An", "Our"} else doer


def _somebody(words: str) -> bool:
    return bool(_NAMES_SOMEBODY.match(words)) and not _INSIDE_DOER.search(words)


def _figures(sentence: str) -> Iterator[str]:
    for found in _SHARE.finditer(sentence):
        yield f"What share of {shortened(found['what'])}?"
    for found in _CHANGE.finditer(sentence):
        yield f"How large is the {shortened(found['what'])}?"
    for found in _MONEY.finditer(sentence):
        yield f"How much money {shortened(found['what'])}?"
    for found in _HOW_MANY.finditer(sentence):
        if not _NOT_COUNTED.match(found["what"]):
            yield f"How many {' '.join([found['what'], 'are there', shortened(found['where'] or '')]).strip()}?"


def _times_and_reasons(sentence: str) -> Iterator[str]:
    if found := _IN_YEAR.match(sentence):
        yield f"When was it that {shortened(found['what'])}?"
    if found := _BY_YEAR.search(sentence):
        yield f"By when is it planned to {shortened(found['what'])}?"
    if (found := _REASON.match(sentence)) and _SAYS_SOMETHING.search(found["what"]):
        yield f"Why is it that {as_said_within(found['what'])}?"


def shortened(words: str, most: int = _MOST_WORDS) -> str:
    """The first words of a clause, without what dangles at their end."""
    return _DANGLING.sub("", " ".join(words.split()[:most]))
