"""Names and numbers of a question, each as it is typed and as the stems that an answer must contain."""

import re
from dataclasses import dataclass

from trendsqa.index.texts.lexical import WORD, tokenise

__all__ = ["NUMBER", "KeyTerm", "is_name", "key_term", "names_in", "numbers_in", "stands_by_name"]

NUMBER = re.compile(r"(?<![\w.])\d[\d,.]*(?<![,.])")
"""A number in figures, with separators inside."""
_NEIGHBOUR_BEFORE = re.compile(r"(?<![^\W\d_])(?P<word>[^\W\d_]+(?:['’-][^\W\d_]+)*)[ ]+$")
_NEIGHBOUR_AFTER = re.compile(r"[ ]+(?P<word>[^\W\d_]+(?:['’-][^\W\d_]+)*)")


@dataclass(frozen=True, slots=True)
class KeyTerm:
    """A name or number of a question: ``text`` as typed, ``stems`` as BM25 knows it."""

    text: str
    stems: frozenset[str]


def names_in(text: str) -> tuple[KeyTerm, ...]:
    """Words written as names, in order."""
    return tuple(key_term(match[0]) for match in WORD.finditer(text) if is_name(text, match))


def numbers_in(text: str) -> tuple[KeyTerm, ...]:
    """Numbers in figures, in order; the stems have no commas."""
    return tuple(key_term(number) for number in NUMBER.findall(text))


def is_name(question: str, match: re.Match[str]) -> bool:
    """True if the word of ``match`` has a capital that no sentence begins with.

    A first word in capitals is a name too if a capitalised word follows it: "Fairyhous Council".
    """
    word = match[0]
    if any(char.isupper() for char in word[1:]):
        return True
    if not word[0].isupper():
        return False
    follows = _NEIGHBOUR_AFTER.match(question, match.end())
    return bool(question[: match.start()].strip()) or bool(follows and _is_titled(follows["word"]))


def stands_by_name(question: str, match: re.Match[str]) -> bool:
    """True if a capitalised word is the next or the last one: in "Milton keynes" the second word is a name as well.

    The question's first word and abbreviations do not count: anything may follow "What" and "AI".
    """
    before = _NEIGHBOUR_BEFORE.search(question, 0, match.start())
    after = _NEIGHBOUR_AFTER.match(question, match.end())
    beside = [before] if before and question[: before.start()].strip() else []
    return any(_is_titled(found["word"]) for found in [*beside, after] if found)


def _is_titled(word: str) -> bool:
    return word[0].isupper() and not word.isupper()


def key_term(text: str) -> KeyTerm:
    """The name or number ``text`` with its stems; those of a number have no commas."""
    return KeyTerm(text, frozenset(tokenise(text.replace(",", ""))))
