"""Evidence for and against an answer, as named numbers, most of them from 0 to 1."""

import re
from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields

from trendsqa.answering.answerable_kind import UNKNOWN_KIND, KindModel
from trendsqa.answering.excerpt import Excerpt
from trendsqa.index.texts.lexical import LexicalIndex, tokenise
from trendsqa.questions.answer_type import AnswerType
from trendsqa.questions.names import NUMBER, KeyTerm
from trendsqa.questions.question import Question
from trendsqa.retrieval.hit import Hit

__all__ = ["LOOKED_AT", "Evidence", "gather"]

LOOKED_AT = 5
"""Passages that an answer may draw on."""
_NUMBER_WORD = re.compile(
    r"\b(?:one|two|three|four|five|six|seven|eight|nine|ten|dozen|hundred|thousand|million|billion|half|third|quarter|"
    r"twice|double|once|per cent|percent)\b|\d",
    re.IGNORECASE,
)
_MONTH = re.compile(
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December|Monday|Tuesday|"
    r"Wednesday|Thursday|Friday|Saturday|Sunday|(?:19|20)\d\d)\b"
)
_PROPER = re.compile(r"(?<=[a-z,;:’'] )[A-Z][\w’'-]+")


@dataclass(frozen=True, slots=True)
class Evidence:
    """Features of an answer, from which its confidence is computed.

    Similarities are cosines: ``passage`` of the first passage, ``sentence`` and ``question`` the best sentence and the
    best curated question of the first five. ``margin`` is the first score less the fifth. ``coverage`` is the share of
    the question's terms, weighted by rarity, that the quotes and their headings contain. ``names`` and ``numbers`` are
    the shares of those in the question that the quotes and their headings contain (1 if there are none). ``wanted`` is
    1 if the quotes contain the kind of thing asked for: a figure, a date, a name. ``kind`` is the log-odds that
    questions of this kind are answered at all.
    """

    passage: float
    sentence: float
    question: float
    margin: float
    coverage: float
    names: float
    numbers: float
    wanted: float
    kind: float

    @classmethod
    def names_of_features(cls) -> tuple[str, ...]:
        """The names of the features, in order."""
        return tuple(field.name for field in fields(cls))

    def values(self) -> tuple[float, ...]:
        """The features, in the order of their names."""
        return astuple(self)


def gather(
    question: Question,
    hits: Sequence[Hit],
    excerpts: Sequence[Excerpt],
    lexical: LexicalIndex,
    kinds: KindModel | None = None,
) -> Evidence:
    """The evidence that ``excerpts`` of ranked ``hits``, one or more, answer ``question``."""
    first = hits[:LOOKED_AT]
    quoted = " ".join(_with_headings(e.passage.section.heading_path, e.text) for e in excerpts)
    stems = set(tokenise(quoted))
    held = stems | {number.replace(",", "") for number in NUMBER.findall(quoted)}
    best = {part.signal: part for part in first[0].parts}
    return Evidence(
        passage=best["passage"].raw,
        sentence=max(sentence.similarity for hit in first for sentence in hit.sentences),
        question=max(_raw(hit, "question") for hit in first),
        margin=first[0].score - first[-1].score,
        coverage=lexical.coverage(set(question.terms), stems),
        names=_share_held(question.names, held),
        numbers=_share_held(question.numbers, held),
        wanted=_holds_wanted(question.answer_type, quoted),
        kind=kinds.log_odds(question.vector) if kinds else UNKNOWN_KIND,
    )


def _with_headings(headings: Sequence[str], text: str) -> str:
    return " ".join((*headings, text))


def _raw(hit: Hit, signal: str) -> float:
    """A hit's raw score by ``signal``; that of the passage where the collection has no such signal."""
    raw = {part.signal: part.raw for part in hit.parts}
    return raw.get(signal, raw["passage"])


def _share_held(wanted: Sequence[KeyTerm], held: set[str]) -> float:
    return sum(term.stems <= held for term in wanted) / len(wanted) if wanted else 1.0


def _holds_wanted(wanted: AnswerType, quoted: str) -> float:
    match wanted:
        case AnswerType.NUMBER:
            return float(bool(_NUMBER_WORD.search(quoted)))
        case AnswerType.TIME:
            return float(bool(_MONTH.search(quoted)))
        case AnswerType.PERSON | AnswerType.ROLL_CALL:
            return float(bool(_PROPER.search(quoted)))
        case AnswerType.QUOTATION:
            return float(any(mark in quoted for mark in '"“”'))
        case _:
            return 1.0
