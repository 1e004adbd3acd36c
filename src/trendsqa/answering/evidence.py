"""Evidence for and against an answer, as named numbers, most of them from 0 to 1."""

import re
from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields

from trendsqa.answering.quoting.excerpt import Excerpt
from trendsqa.index.texts.lexical import LexicalIndex, tokenise
from trendsqa.questions.answer_type import AnswerType
from trendsqa.questions.names import NUMBER, KeyTerm
from trendsqa.questions.question import Question
from trendsqa.retrieval.hit import UNREAD, Hit

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
    """Features of an answer, from which its confidence is computed. None of them knows a collection.

    ``quoted`` is the judge's log-odds that the passage quoted first answers, ``read`` the highest of all passages that
    it read. ``passage`` is the cosine of the first passage, ``sentence`` that of the best sentence of the first five.
    ``coverage`` is the share of the question's terms, weighted by rarity, that the quotes, their headings and titles
    contain; ``weakest`` is 1 less the rarity of the rarest term that they do not contain, as a share of the most that
    a term can have. ``names`` and ``numbers`` are the shares of those in the question that they contain (1 if there are
    none). ``wanted`` is 1 if the quotes contain the kind of thing asked for: a figure, a date, a name. ``keywords`` is
    1 for bare keywords.
    """

    quoted: float
    read: float
    passage: float
    sentence: float
    coverage: float
    weakest: float
    names: float
    numbers: float
    wanted: float
    keywords: float

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
) -> Evidence:
    """The evidence that ``excerpts`` of ranked ``hits``, one or more, answer ``question``."""
    first = hits[:LOOKED_AT]
    quoted = " ".join(_with_titles(excerpt) for excerpt in excerpts)
    stems = set(tokenise(quoted))
    held = stems | {number.replace(",", "") for number in NUMBER.findall(quoted)}
    best = {part.signal: part for part in first[0].parts}
    verdicts = {hit.passage.id: hit.verdict for hit in hits if hit.verdict is not None}
    return Evidence(
        quoted=max((verdicts.get(excerpt.passage.id, UNREAD) for excerpt in excerpts[:1]), default=UNREAD),
        read=max(verdicts.values(), default=UNREAD),
        passage=best["passage"].raw,
        sentence=max(sentence.similarity for hit in first for sentence in hit.sentences),
        coverage=lexical.coverage(set(question.terms), stems),
        weakest=1.0
        - max((lexical.rarity(term) for term in set(question.terms) - stems), default=0.0) / lexical.highest_rarity,
        names=_share_held(question.names, held),
        numbers=_share_held(question.numbers, held),
        wanted=_holds_wanted(question.answer_type, quoted),
        keywords=float(question.is_keywords),
    )


def _with_titles(excerpt: Excerpt) -> str:
    return " ".join((excerpt.passage.document.title, *excerpt.passage.section.heading_path, excerpt.text))


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
