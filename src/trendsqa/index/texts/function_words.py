"""Function words of English: one data file, ``function_words.toml``, and the three sets that are read from it."""

import tomllib
from importlib.resources import files

__all__ = ["FUNCTION_WORDS", "POINT_STOP_WORDS", "STOP_WORDS"]

_WORDS = {
    name: frozenset(words.split())
    for name, words in tomllib.loads(
        files(__package__).joinpath("function_words.toml").read_text(encoding="utf-8")
    ).items()
}
STOP_WORDS = _WORDS["everywhere"] | _WORDS["search"]
"""Left out of BM25."""
POINT_STOP_WORDS = _WORDS["everywhere"] | _WORDS["points"]
"""Left out where the words of an answer point are counted."""
FUNCTION_WORDS = frozenset().union(*_WORDS.values())
"""All of them: in a follow-up question, the words that neither name a subject nor ask about one."""
