"""Dictionary of English words, British and American. The only file that imports pyspellchecker."""

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
"""The word list has American spellings; a British word is looked up in its American spelling."""


def is_english(word: str) -> bool:
    """True if the word list has ``word`` (lower case), its singular or its American spelling."""
    singular = word.removesuffix("s")
    forms = {word, singular}
    forms |= {form.replace(british, american) for form in (word, singular) for british, american in _AMERICAN}
    return any(form in _words() for form in forms)


@cache
def _words() -> Any:
    # Loaded on the first word that is neither in the collection nor known to the encoder: most questions have none.
    from spellchecker import SpellChecker

    return SpellChecker(language="en")
