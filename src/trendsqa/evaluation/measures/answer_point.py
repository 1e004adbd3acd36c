"""The automatic stand-in for a judge: is a short fact in an answer?

A point is found if at least 60 % of its content words (stemmed; words in brackets and stop words left out)
occur in the answer, and every number, percentage, sum, year, e-mail address and name in it occurs exactly.
It is blind to negation and to paraphrase, so a person should look at a sample.
"""

import re
from collections.abc import Iterable, Iterator

import Stemmer

from trendsqa.evaluation.questions.locating import enough_words
from trendsqa.evaluation.questions.normalising import run_of, words_of
from trendsqa.index.texts.function_words import STOP_WORDS

__all__ = ["is_point_found"]

_BRACKETED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PER_CENT = re.compile(r"\s*\bper\s?cent\b|\s+%", re.IGNORECASE)
# A sum keeps its sign and a figure its unit: £200,000 is not 200,000, and 43% is not 43.
_FIGURE = re.compile(r"(?<!\w)[£$€]?\d+(?:[.,:]\d+)*(?:%|[^\W\d_]+)?")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
# What may stand between two words of one name: "VR/AR Designer", "Smith-Jones", but not a comma.
_WITHIN_A_NAME = re.compile(r"[\s/&-]+")

_STEMMER = Stemmer.Stemmer("english")


def is_point_found(point: str, answer: str) -> bool:
    """True if ``answer`` says ``point``, as far as words can tell."""
    point = _PER_CENT.sub("%", _BRACKETED.sub(" ", point))
    answer = _PER_CENT.sub("%", answer)
    words = words_of(point).words
    content = _stems(word for word in words if word not in STOP_WORDS) or _stems(words)
    answer_words = words_of(answer).words
    if len(content & _stems(answer_words)) < enough_words(len(content)):
        return False
    run = _exact(answer_words)
    return _figures(point) <= _figures(answer) and all(_exact(name) in run for name in _names(point))


def _exact(words: Iterable[str]) -> str:
    """The words as one run in which a possessive name is the name: "Leeds's" holds "Leeds"."""
    return run_of(tuple(word.removesuffix("'s") for word in words))


def _figures(text: str) -> frozenset[str]:
    """The e-mail addresses and figures of ``text``, in lower case."""
    emails = frozenset(match.lower() for match in _EMAIL.findall(text))
    return emails | frozenset(match.lower() for match in _FIGURE.findall(_EMAIL.sub(" ", text)))


def _names(text: str) -> Iterator[tuple[str, ...]]:
    """The normalised words of each name in ``text``: words with a capital that follow one another."""
    text = _EMAIL.sub(" , ", text)
    name: list[str] = []
    end = 0
    for match in _WORD.finditer(text):
        is_name = any(letter.isupper() for letter in match.group())
        if name and not (is_name and _WITHIN_A_NAME.fullmatch(text, end, match.start())):
            yield tuple(name)
            name = []
        if is_name:
            name.extend(words_of(match.group()).words)
        end = match.end()
    if name:
        yield tuple(name)


def _stems(words: Iterable[str]) -> frozenset[str]:
    """The words without their English endings, as the Snowball project's Porter 2 stemmer cuts them."""
    return frozenset(_STEMMER.stemWords(list(words)))
