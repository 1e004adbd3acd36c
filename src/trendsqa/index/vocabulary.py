"""The words of a collection, as its readers type them: lower case, unstemmed, without numbers."""

import re
from collections import Counter
from collections.abc import Iterable

__all__ = ["WORD", "count_words"]

WORD = re.compile(r"(?<!\w)[^\W\d_]+(?:['’-][^\W\d_]+)*(?!\w)")
"""A word of letters, with apostrophes or hyphens inside; never a part of something longer."""


def count_words(texts: Iterable[str]) -> Counter[str]:
    """How often each word occurs in ``texts``, in lower case."""
    return Counter(word for text in texts for word in WORD.findall(text.lower()))
