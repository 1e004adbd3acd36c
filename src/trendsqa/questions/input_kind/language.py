"""Text that is not English, and text that is no language. The only file that imports py3langid.

Lui and Baldwin, langid.py: An Off-the-shelf Language Identification Tool, ACL 2012.
"""

import re
from collections.abc import Callable
from functools import cache
from typing import Any

from trendsqa.corpus.english import is_english
from trendsqa.index.texts.function_words import STOP_WORDS
from trendsqa.index.texts.lexical import WORD
from trendsqa.questions.input_kind.kinds import InputKind

__all__ = ["kind_by_language"]

_FEWEST_WORDS = 3
"""Fewer words may be names, or slips that nothing corrects."""
_MOSTLY = 0.5
"""Share of unknown words up to which a text is taken as English, unless another language is certain."""
_SOME = 1 / 3
_CERTAIN = 0.9
"""Share of unknown words from which another language is looked for, since languages have words in common, and the
probability from which it is certain: of 18,000 shipped questions none is taken for another language by these."""
_SENTENCE = 5
_NEARLY_ALL = 0.75
_CONSONANTS = re.compile(r"[bcdfghjklmnpqrstvwxz]{6,}")
"""More than abbreviations have: "HMCTS"."""
_NO_LANGUAGE = "zxx"
"""What the library calls text like that of a cat on the keyboard."""


def kind_by_language(text: str, knows: Callable[[str], bool]) -> InputKind | None:
    """WELSH, LANGUAGE or UNREADABLE for a ``text`` many of whose words are unknown; None for any other.

    ``knows``: True for a word that the collection contains.
    """
    words = [word.lower() for word in WORD.findall(text)]
    unknown = [word for word in words if not (word in STOP_WORDS or knows(word) or is_english(word))]
    if len(unknown) < len(words) * _SOME or not words:
        return None
    if len(words) < _FEWEST_WORDS:
        mash = unknown == words and all(map(_CONSONANTS.search, unknown))
        return InputKind.UNREADABLE if mash else None
    language, probability = _identifier().classify(text)
    mostly = len(unknown) > len(words) * _MOSTLY
    if language == _NO_LANGUAGE:
        return InputKind.UNREADABLE if mostly else None
    if language == "en" or (len(words) == _FEWEST_WORDS and not mostly):
        return None
    # Where nearly all words of a sentence are unknown, it is a language, be it one that is seldom written.
    sentence = len(words) >= _SENTENCE and len(unknown) >= _NEARLY_ALL * len(words)
    if not sentence and probability <= (_MOSTLY if mostly else _CERTAIN):
        return None
    return InputKind.WELSH if language == "cy" else InputKind.LANGUAGE


@cache
def _identifier() -> Any:
    # Loaded on the first text with many unknown words: most questions have none.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
