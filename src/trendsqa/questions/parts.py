"""Several questions in one, and the one question at the end of a situation, by rule."""

import re

from trendsqa.index.texts.lexical import tokenise
from trendsqa.questions.follow_up.completing import completed
from trendsqa.questions.overview import overview_of

__all__ = ["asked_of_situation", "parts_of", "with_one_name_each"]

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
_SENTENCE_END = re.compile(r"(?<=[?.!;:])\s+|\s+[–—-]\s+")
_QUESTION = re.compile(rf"^\W*(?:(?:and|but|so|also|ok|okay|please)\s+)*{_OPENS}\b", re.IGNORECASE)
_POINTING = re.compile(r"\b(?:it|its|they|them|their|this|that|those|these)\b", re.IGNORECASE)
_BOTH_OF_ONE = re.compile(r"\b(?:between|both|difference|compare[ds]?)\b", re.IGNORECASE)
_DEFINED = re.compile(r"^\W*(?:and\s+)?what(?:['’]s|\s+(?:is|are))\s+\S", re.IGNORECASE)
"""Complete with one content word: "what are hallucinations?"."""
_NAME = rf"(?!(?i:{_OPENS})\b)[A-Z][\w'’-]*(?:[ ](?!(?:And|Or)\b)[A-Z][\w'’-]*)*"
_NAMES = re.compile(
    rf"(?<![\w'’-])(?i:both\s+|between\s+)?(?P<first>{_NAME})(?P<more>(?:,\s+{_NAME})*),?\s+"
    rf"(?:and|or|&|vs\.?|versus|with)\s+(?:(?:in|from|at|of|by|for)\s+(?:the\s+)?)?(?P<last>{_NAME})"
)
_COMPARED = re.compile(
    r"\b(?:differ(?:s|ent|ences?|ently)?|compar(?:e|ed|es|ing|ison)|versus|vs\.?|contrast(?:ed|s)?)\b", re.IGNORECASE
)
_COMPARING = re.compile(
    r"\b(?:(?:what|which)(?:['’]s|\s+(?:is|are))|how|do|does|did|is|are|the|between|of|in|from|to|with|differ(?:s|ent|ently)?|"
    r"differences?|compar(?:e|ed|es|ing|ison)|contrast(?:ed|s)?|versus|vs\.?)\b",
    re.IGNORECASE,
)
"""Words that compare and say nothing of what is compared."""


def parts_of(question: str) -> tuple[str, ...]:
    """The questions that ``question`` consists of, each complete by itself; empty if it is one question."""
    if _BOTH_OF_ONE.search(question):
        return ()
    asked = [piece for sentence in _SENTENCE_END.split(question) for piece in _pieces(sentence)]
    asked = [piece for piece in asked if piece.endswith("?") or _QUESTION.match(piece)]
    if not 1 < len(asked) <= _MOST:
        return ()
    parts: list[str] = []
    for piece in asked:
        parts.append(completed(piece, parts[-1:]) if _leans(piece) and parts else piece)
    return tuple(part[:1].upper() + part[1:] for part in parts) if all(map(_is_whole, parts)) else ()


def with_one_name_each(question: str) -> tuple[str, ...]:
    """``question`` asked of each of the names that it joins: "in Derby and Dudley"; empty if it joins none.

    A comparison becomes the bare subject that is compared.
    """
    found = _NAMES.search(question)
    if not found:
        return ()
    names = [found["first"], *(name for name in re.split(r",\s+", found["more"]) if name), found["last"]]
    if len(names) > _MOST or len(set(names)) < len(names):
        return ()
    asked = [question[: found.start()] + name + question[found.end() :] for name in names]
    if _COMPARED.search(question):
        asked = [" ".join(_COMPARING.sub(" ", text).split()).rstrip(" ?") for text in asked]
    return tuple(text[:1].upper() + text[1:] for text in asked)


def asked_of_situation(text: str) -> str:
    """The question at the end of a long text of several sentences; empty if there is no such."""
    sentences = [sentence for sentence in _SENTENCE_END.split(text.strip()) if sentence]
    asked = [sentence for sentence in sentences if sentence.endswith("?")]
    if len(text.split()) < _LONG or len(sentences) < 2 or len(asked) != 1:  # noqa: PLR2004 - several
        return ""
    return asked[0] if len(tokenise(asked[0])) > _FEWEST_TERMS else ""


def _leans(question: str) -> bool:
    """True if ``question`` points to something before it; "who wrote it?" asks of the document."""
    return bool(_POINTING.search(question)) and overview_of(question) is None


def _is_whole(question: str) -> bool:
    """True if ``question`` says what it is about."""
    return bool(
        len(tokenise(question)) >= _FEWEST_TERMS
        or (_DEFINED.search(question) and tokenise(question))
        or overview_of(question)
    )


def _pieces(sentence: str) -> list[str]:
    """``sentence`` cut where a second question is joined to it."""
    if not _QUESTION.match(sentence):
        return [sentence]
    first, *others = _JOINT.split(sentence)
    if not others or not _is_whole(first):
        return [sentence]
    return [first.rstrip(" ,;") + "?", *(other if other.endswith("?") else f"{other}?" for other in others)]
