"""Function words of English, read from one data file, ``function_words.toml``."""

import tomllib
from importlib.resources import files

__all__ = ["FUNCTION_WORDS", "STOP_WORDS"]

_LISTS = tomllib.loads(files(__package__).joinpath("function_words.toml").read_text(encoding="utf-8"))
STOP_WORDS = frozenset(_LISTS["stop_words"].split())
"""Left out of BM25 and of the measuring of answer points."""
FUNCTION_WORDS = STOP_WORDS | frozenset(_LISTS["follow_ups"].split())
"""In a follow-up question, the words that neither name a subject nor ask about one."""
