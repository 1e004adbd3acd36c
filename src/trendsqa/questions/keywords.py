"""Bare keywords, told from sentences."""

from collections.abc import Sequence

__all__ = ["is_keywords"]

_MOST_KEYWORDS = 6


def is_keywords(question: str, terms: Sequence[str]) -> bool:
    """True if ``question`` is a few words that make no sentence: none of them is a function word.

    ``terms`` are its stems without function words, as ``tokenise`` gives them.
    """
    words = [word for word in question.split() if any(char.isalnum() for char in word)]
    return 0 < len(words) <= _MOST_KEYWORDS and len(terms) >= len(words)
