"""Text that is not English, and text that is no language. The only file that imports py3langid.

Lui and Baldwin, langid.py: An Off-the-shelf Language Identification Tool, ACL 2012.
"""

import re
from collections.abc import Callable
from functools import cache
from typing import Any

from trendsqa.index.texts.function_words import STOP_WORDS
from trendsqa.index.texts.lexical import WORD
from trendsqa.questions.input_kind.kinds import InputKind
from trendsqa.questions.spelling.english import is_english

__all__ = ["kind_by_language"]

_FEWEST_WORDS = 3
"""Fewer words may be names, or slips that nothing corrects."""
_MOSTLY = 0.5
"""Share of known words from which a text is taken as English."""
_SENTENCE = 5
_NEARLY_ALL = 0.75
_CONSONANTS = re.compile(r"[bcdfghjklmnpqrstvwxz]{5,}")


def kind_by_language(text: str, knows: Callable[[str], bool]) -> InputKind | None:
    """WELSH, LANGUAGE or UNREADABLE for a ``text`` whose words are mostly unknown; None for any other.

    ``knows``: True for a word that the collection contains.
    """
    words = [word.lower() for word in WORD.findall(text)]
    unknown = [word for word in words if not (word in STOP_WORDS or knows(word) or is_english(word))]
    if len(unknown) <= len(words) * _MOSTLY:
        return None
    if len(words) < _FEWEST_WORDS:
        return InputKind.UNREADABLE if all(map(_CONSONANTS.search, unknown)) else None
    language = _language(text)
    if len(words) >= _SENTENCE and len(unknown) >= _NEARLY_ALL * len(words):
        # Keyboard mash is short: this is a language, be it one that is seldom written.
        return InputKind.WELSH if language == "cy" else InputKind.LANGUAGE
    if len(unknown) == len(words) and language in {"en", ""}:
        return InputKind.UNREADABLE
    return {"cy": InputKind.WELSH, "en": None, "": None}.get(language, InputKind.LANGUAGE)


def _language(text: str) -> str:
    """ISO 639-1 code of the likeliest language; empty if none is likely."""
    language, probability = _identifier().classify(text)
    return str(language) if probability > _MOSTLY else ""


@cache
def _identifier() -> Any:
    # Loaded on the first text with many unknown words: most questions have none.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
