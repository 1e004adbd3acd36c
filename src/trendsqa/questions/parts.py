"""Several questions in one, and the one question at the end of a situation, by rule."""

import re
from dataclasses import dataclass

from trendsqa.index.texts.lexical import tokenise
from trendsqa.questions.follow_up.completing import completed
from trendsqa.questions.names import KeyTerm, key_term
from trendsqa.questions.overview import Topic, asks_of_collection, overview_of

__all__ = ["OfName", "asked_of_each_name", "asked_of_situation", "parts_of"]

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
_QUESTION_BEGINS = re.compile(rf"(?<=[?.!;])\s+|(?:(?<=:)\s+|\s+[–—-]\s+)(?={_OPENS}\b)", re.IGNORECASE)
_QUESTION = re.compile(rf"^\W*(?:(?:and|but|so|also|ok|okay|please)\s+)*{_OPENS}\b", re.IGNORECASE)
_POINTING = re.compile(r"\b(?:it|its|they|them|their|this|that|those|these)\b", re.IGNORECASE)
_BOTH_OF_ONE = re.compile(r"\b(?:between|both|difference|compare[ds]?)\b", re.IGNORECASE)
_DEFINED = re.compile(
    r"^\W*(?:and\s+)?what(?:['’]s|\s+(?:is|are))\s+(?!(?:the|its?|their|our|your|my|his|her)\b)\S", re.IGNORECASE
)
"""Complete with one content word: "what are hallucinations?"."""
_NAME = rf"(?!(?i:{_OPENS})\b)[A-Z][\w'’-]*(?:[ ](?!(?:And|Or)\b)[A-Z][\w'’-]*)*"
_NAMES = re.compile(
    rf"(?<![\w'’-])(?i:both\s+|between\s+)?(?P<first>{_NAME})(?P<more>(?:,\s+{_NAME})*),?\s+"
    rf"(?P<joint>and|or|&|vs\.?|versus|with)\s+(?:(?:in|from|at|of|by|for)\s+(?:the\s+)?)?(?P<last>{_NAME})"
)
_OF_ONE_BODY = re.compile(r"\b[A-Z][\w'’-]*\s+(?:for|of)\s+(?:the\s+)?$")
"""Before "Work and Pensions": the two belong to one name."""
_RELATED = re.compile(
    r"\b(?:between|together|each other|one another|jointly|merg(?:e|ed|er|ing)|agree(?:d|ment)?|partner\w*)\b",
    re.IGNORECASE,
)
"""What is asked lies in both, so that neither alone answers."""
_COMPARED = re.compile(
    r"\b(?:differ(?:s|ent|ences?|ently)?|compar(?:e|ed|es|ing|ison)|versus|vs\.?|contrast(?:ed|s)?)\b", re.IGNORECASE
)
_COMPARING = re.compile(
    r"\b(?:(?:what|which)(?:['’]s|\s+(?:is|are))|how|do|does|did|is|are|the|between|of|in|from|to|with|differ(?:s|ent|ently)?|"
    r"differences?|compar(?:e|ed|es|ing|ison)|contrast(?:ed|s)?|versus|vs\.?)\b",
    re.IGNORECASE,
)
"""Words that compare and say nothing of what is compared."""


@dataclass(frozen=True, slots=True)
class OfName:
    """A question asked of one ``name`` of several that were joined."""

    name: KeyTerm
    question: str


def parts_of(question: str) -> tuple[str, ...]:
    """The questions that ``question`` consists of, each complete by itself; empty if it is one question."""
    if _BOTH_OF_ONE.search(question):
        return ()
    asked = [piece for sentence in _QUESTION_BEGINS.split(question) for piece in _pieces(sentence.rstrip(" :"))]
    asked = [piece for piece in asked if piece.endswith("?") or _QUESTION.match(piece)]
    if not 1 < len(asked) <= _MOST:
        return ()
    parts: list[str] = []
    for piece in asked:
        leans = parts and _POINTING.search(piece) and not asks_of_collection(piece, parts[-1])
        parts.append(completed(piece, parts[-1:]) if leans else piece)
    return tuple(part[:1].upper() + part[1:] for part in parts) if all(map(_is_whole, parts)) else ()


def asked_of_each_name(question: str) -> tuple[OfName, ...]:
    """``question`` asked of each of the names that it joins: "in Derby and Dudley"; empty if it joins none.

    A comparison becomes the bare subject that is compared. What lies between two names is not asked of each.
    """
    found, compared = _NAMES.search(question), _COMPARED.search(question)
    if not found or (not compared and (_RELATED.search(question) or found["joint"] == "with")):
        return ()
    if _OF_ONE_BODY.search(question[: found.start()]):
        return ()
    names = [found["first"], *(name for name in re.split(r",\s+", found["more"]) if name), found["last"]]
    if len(names) > _MOST or len(set(names)) < len(names):
        return ()
    asked = [question[: found.start()] + name + question[found.end() :] for name in names]
    if compared:
        asked = [" ".join(_COMPARING.sub(" ", text).split()).rstrip(" ?") for text in asked]
    return tuple(OfName(key_term(name), text[:1].upper() + text[1:]) for name, text in zip(names, asked, strict=True))


def asked_of_situation(text: str) -> str:
    """The question at the end of a long text of several sentences; empty if there is no such."""
    sentences = [sentence for sentence in _SENTENCE_END.split(text.strip()) if sentence]
    asked = [sentence for sentence in sentences if sentence.endswith("?")]
    if len(text.split()) < _LONG or len(sentences) < 2 or len(asked) != 1:  # noqa: PLR2004 - several
        return ""
    return asked[0] if len(tokenise(asked[0])) > _FEWEST_TERMS else ""


def _is_whole(question: str) -> bool:
    """True if ``question`` says what it is about."""
    overview = overview_of(question)
    return bool(
        len(tokenise(question)) >= _FEWEST_TERMS
        or (_DEFINED.search(question) and tokenise(question))
        # "What are the risks" lacks of what; "what are the ten trends" does not.
        or (overview and (overview.topic is not Topic.MEMBERS or overview.count))
    )


def _pieces(sentence: str) -> list[str]:
    """``sentence`` cut where a second question is joined to it."""
    if not _QUESTION.match(sentence):
        return [sentence]
    first, *others = _JOINT.split(sentence)
    if not others or not _is_whole(first):
        return [sentence]
    return [first.rstrip(" ,;") + "?", *(other if other.endswith("?") else f"{other}?" for other in others)]
