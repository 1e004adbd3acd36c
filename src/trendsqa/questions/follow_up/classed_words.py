"""Word classes of a question: function words, aspects, groups, years, names, and its own words."""

import re
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

from trendsqa.index.texts.function_words import FUNCTION_WORDS
from trendsqa.questions.follow_up.word_classes import ASPECTS, GROUPS, NOT_ADVERBS

__all__ = ["YEARS", "Kind", "Word", "is_plural", "read_words", "stem_ing"]

_WORD = re.compile(r"[^\W_]+(?:[-'’.&/][^\W_]+)*")
_YEAR = re.compile(r"(?:19|20)\d\d\Z")
YEARS = re.compile(
    r"\b(?:(?P<lead>(?:in|during|since|from|between|before|after|by|until|for)\s+)?"
    r"(?:19|20)\d\d(?:\s*(?:-|–|to|and|or)\s*(?:19|20)\d\d)?)(?!\w)",
    re.IGNORECASE,
)
"""A year or a span of years, with the preposition before it."""
_FEWEST_FOR_ADVERB = 5
_LONGEST_DOUBLING = 4
"""Letters up to which verbs double a last consonant after one vowel: map, mapping; but open, opening."""


class Kind(Enum):
    """Class of a word in a question."""

    FUNCTION = 1
    ASPECT = 2
    GROUP = 3
    YEAR = 4
    NAME = 5
    OWN = 6


class Word(NamedTuple):
    """One word: ``lower`` without a possessive ending, ``text[start:end]`` in its question."""

    lower: str
    start: int
    end: int
    kind: Kind


def read_words(text: str, *, within: bool = False) -> tuple[Word, ...]:
    """The words of ``text``; ``within`` is true for a part of a sentence, so that its first capital counts."""
    matches = list(_WORD.finditer(text))
    cased = _tells_names(matches)
    return tuple(_word(match, named=cased and (within or n > 0)) for n, match in enumerate(matches))


def is_plural(phrase: str) -> bool:
    """True if the head of a noun phrase, its last word before any preposition, looks plural."""
    if re.match(r"\w+ing\s+\S+\s+\S", phrase):
        # "protecting residents from scams" is one thing.
        return False
    head = re.split(r"\s+(?:of|in|for|at|on|to|with|from|by|between)\s+", phrase.lower(), maxsplit=1)[0]
    if re.search(r"\s(?:and|&)\s", head):
        return True
    return head.endswith("s") and not head.endswith(("ss", "us", "is", "ics"))


def stem_ing(verb: str) -> str:
    """The form in -ing of a verb in its base form."""
    if verb.endswith("ie"):
        return f"{verb[:-2]}ying"
    if verb.endswith("e") and not verb.endswith(("ee", "oe", "ye")):
        return f"{verb[:-1]}ing"
    doubles = len(verb) <= _LONGEST_DOUBLING and re.search(r"(?<![aeiou])[aeiou][bdglmnprt]\Z", verb)
    return f"{verb}{verb[-1]}ing" if doubles and verb != "open" else f"{verb}ing"


def _tells_names(matches: list[re.Match[str]]) -> bool:
    """True if capitals mark names: not in a question typed in capitals, or with a capital on every word."""
    inner = [match[0] for match in matches[1:] if match[0].lower() in FUNCTION_WORDS and match[0] != "I"]
    capitals = sum(word[0].isupper() and not word.isupper() for word in inner)
    shouted = all(match[0].isupper() for match in matches) and len(matches) > 1
    return not shouted and capitals * 2 <= len(inner)


def _word(match: re.Match[str], *, named: bool) -> Word:
    lower, kind = _classed(match[0], named)
    return Word(lower, match.start(), match.end(), kind)


@lru_cache(maxsize=4096)
def _classed(typed: str, named: bool) -> tuple[str, Kind]:
    """The word in lower case without a possessive ending, and its kind; most words of a question are common ones."""
    text = typed.replace("’", "'")
    lower = text.lower()
    plain = lower.removesuffix("'s")
    return plain, _kind(text, lower, plain, named=named)


def _kind(text: str, lower: str, plain: str, *, named: bool) -> Kind:
    adverb = plain.endswith("ly") and len(plain) >= _FEWEST_FOR_ADVERB and plain not in NOT_ADVERBS
    tests = (
        (_YEAR.match(text) is not None, Kind.YEAR),
        # "IT", "US" and "AR" in capitals are subjects; "It" and "it" are not.
        (named and len(text) > 1 and text.isupper(), Kind.OWN),
        (lower in FUNCTION_WORDS or plain in FUNCTION_WORDS, Kind.FUNCTION),
        (named and text[0].isupper() and text[1:].islower(), Kind.NAME),
        (plain in GROUPS, Kind.GROUP),
        (plain in ASPECTS, Kind.ASPECT),
        (adverb, Kind.FUNCTION),
    )
    return next((kind for true, kind in tests if true), Kind.OWN)
