"""Finds out whether a question asks what a term means, and which sentences say so."""

import re

from trendsqa.chunking.sentences import sentence_spans
from trendsqa.corpus.glossary import Glossary, Term

__all__ = ["asked_term", "defines"]

_ASKS = re.compile(
    r"^\W*(?:what\s+(?:is|are|does|do|did)|what['’]s|define|explain|(?:the\s+)?(?:meaning|definition)\s+of)\b(?P<rest>.*)$",
    re.IGNORECASE,
)
_AROUND = re.compile(
    r"^\W*(?:(?:a|an|the|meant|by|term)\s+)*|(?:\s+(?:mean|means|stand|stands|for|in|this|the|report|here))*\W*$",
    re.IGNORECASE,
)
_WORDS_BEFORE = 6
"""A sentence that defines a term names it near its beginning."""
_SAYS = r"\s*(?:\([^)]{1,40}\)\s*)?[’'”\"*]*\s*(?:is|are|means?|refers?\s+to|stands?\s+for|describes?)\b"


def asked_term(question: str, glossary: Glossary) -> Term | None:
    """The one term that ``question`` asks the meaning of, by a question or by nothing but its name; else None."""
    match = _ASKS.match(question.strip())
    bare = _AROUND.sub("", match["rest"] if match else question)
    found = glossary.find(bare)
    if len(found) != 1 or bare.strip().casefold() not in {form.casefold() for form in found[0].forms}:
        return None
    return found[0]


def defines(text: str, term: Term) -> bool:
    """Whether a sentence of ``text`` says what ``term`` is, or spells it out beside its abbreviation."""
    forms = sorted((term.name, *term.abbreviations), key=len, reverse=True)
    name = "|".join(re.escape(form) for form in forms)
    said = re.compile(rf"^(?:\S+\s+){{0,{_WORDS_BEFORE}}}?[‘'“\"*]*(?:{name}){_SAYS}", re.IGNORECASE)
    spelt = re.compile(
        "|".join(rf"{re.escape(term.name)}s?\s+\({re.escape(short)}s?\)" for short in term.abbreviations) or r"(?!)",
        re.IGNORECASE,
    )
    sentences = (text[start:end] for start, end in sentence_spans(text))
    return any(said.search(sentence) or spelt.search(sentence) for sentence in sentences)
