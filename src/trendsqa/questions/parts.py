"""Several questions in one, and the one question at the end of a situation, by rule."""

import re

from trendsqa.index.texts.lexical import tokenise
from trendsqa.questions.follow_up.completing import completed

__all__ = ["asked_of_situation", "parts_of"]

_MOST = 3
"""Parts of one question; with more, the splitting is taken to be wrong."""
_FEWEST_TERMS = 2
"""Content words that a part needs: "and why?" asks nothing by itself."""
_LONG = 25
"""Words from which a text of several sentences is a situation with a question in it."""
_OPENS = (
    r"(?:who(?:se|m)?|what(?:['’]s)?|when|where|why|how|which|does|do|did|is|are|was|were|can|could|should|will|would|"
    r"has|have)"
)
_JOINT = re.compile(rf"[,;]?\s+(?:and|plus|&)\s+(?:also\s+)?(?={_OPENS}\b)", re.IGNORECASE)
_SENTENCE_END = re.compile(r"(?<=[?.!;])\s+")
_QUESTION = re.compile(rf"^\W*(?:(?:and|but|so|also|ok|okay|please)\s+)*{_OPENS}\b", re.IGNORECASE)
_POINTING = re.compile(r"\b(?:it|its|they|them|their|this|that|those|these)\b", re.IGNORECASE)
_BOTH_OF_ONE = re.compile(r"\b(?:between|both|difference|compare[ds]?)\b", re.IGNORECASE)


def parts_of(question: str) -> tuple[str, ...]:
    """The questions that ``question`` consists of, each complete by itself; empty if it is one question."""
    if _BOTH_OF_ONE.search(question):
        return ()
    asked = [piece for sentence in _SENTENCE_END.split(question) for piece in _pieces(sentence)]
    asked = [piece for piece in asked if piece.endswith("?") or _QUESTION.match(piece)]
    if not 1 < len(asked) <= _MOST or any(len(tokenise(piece)) < _FEWEST_TERMS for piece in asked):
        return ()
    parts: list[str] = []
    for piece in asked:
        parts.append(completed(piece, parts[-1:]) if _POINTING.search(piece) else piece)
    return tuple(part[:1].upper() + part[1:] for part in parts)


def asked_of_situation(text: str) -> str:
    """The question at the end of a long text of several sentences; empty if there is no such."""
    sentences = [sentence for sentence in _SENTENCE_END.split(text.strip()) if sentence]
    asked = [sentence for sentence in sentences if sentence.endswith("?")]
    if len(text.split()) < _LONG or len(sentences) < 2 or len(asked) != 1:  # noqa: PLR2004 - several
        return ""
    return asked[0] if len(tokenise(asked[0])) > _FEWEST_TERMS else ""


def _pieces(sentence: str) -> list[str]:
    """``sentence`` cut where a second question is joined to it."""
    if not _QUESTION.match(sentence):
        return [sentence]
    first, *others = _JOINT.split(sentence)
    if not others or len(tokenise(first)) < _FEWEST_TERMS:
        return [sentence]
    return [first.rstrip(" ,;") + "?", *(other if other.endswith("?") else f"{other}?" for other in others)]
