"""Whether a word is English, British or American. The only file that imports pyspellchecker."""

from functools import cache
from typing import Any

__all__ = ["is_english"]

_AMERICAN = (
    ("isation", "ization"),
    ("ise", "ize"),
    ("ising", "izing"),
    ("yse", "yze"),
    ("our", "or"),
    ("mould", "mold"),
)
"""The word list spells as Americans do; a British word is known by its American sister."""


def is_english(word: str) -> bool:
    """Whether a list of English words knows ``word`` (lower case), its singular or its American spelling."""
    singular = word.removesuffix("s")
    forms = {word, singular}
    forms |= {form.replace(british, american) for form in (word, singular) for british, american in _AMERICAN}
    return any(form in _words() for form in forms)


@cache
def _words() -> Any:
    # Loaded on the first word that neither collection nor encoder knows: most questions have none.
    from spellchecker import SpellChecker

    return SpellChecker(language="en")
