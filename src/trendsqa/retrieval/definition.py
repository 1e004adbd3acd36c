"""Sentences that say what a term means."""

import re

from trendsqa.chunking.sentences import sentence_spans
from trendsqa.corpus.glossary import Term

__all__ = ["defines"]

_WORDS_BEFORE = 6
"""A sentence that defines a term names it near its beginning."""
_SAYS = r"\s*(?:\([^)]{1,40}\)\s*)?[’'”\"*]*\s*(?:is|are|means?|refers?\s+to|stands?\s+for|describes?)\b"


def defines(text: str, term: Term) -> bool:
    """True if a sentence of ``text`` says what ``term`` is, or spells it out beside its abbreviation."""
    forms = sorted((term.name, *term.abbreviations), key=len, reverse=True)
    name = "|".join(re.escape(form) for form in forms)
    said = re.compile(rf"^(?:\S+\s+){{0,{_WORDS_BEFORE}}}?[‘'“\"*]*(?:{name}){_SAYS}", re.IGNORECASE)
    spelt = re.compile(
        "|".join(rf"{re.escape(term.name)}s?\s+\({re.escape(short)}s?\)" for short in term.abbreviations) or r"(?!)",
        re.IGNORECASE,
    )
    sentences = (text[start:end] for start, end in sentence_spans(text))
    return any(said.search(sentence) or spelt.search(sentence) for sentence in sentences)
