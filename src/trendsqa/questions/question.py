"""One question as everything after interpreting sees it; nothing there looks at its text again."""

import re
from dataclasses import dataclass, field

from trendsqa.corpus.glossary import Term
from trendsqa.embedding.encoder import Vectors
from trendsqa.questions.answer_type import AnswerType
from trendsqa.questions.input_kind.kinds import InputKind
from trendsqa.questions.intent import Intent
from trendsqa.questions.names import KeyTerm
from trendsqa.questions.overview import Overview
from trendsqa.questions.parts import OfName

__all__ = ["Question"]

_YEAR = re.compile(r"(?:19|20)\d\d")
_SEVERAL = frozenset({AnswerType.LIST, AnswerType.ROLL_CALL, AnswerType.COMPARISON})


@dataclass(frozen=True, slots=True)
class Question:
    """A question, interpreted once.

    ``typed`` is the text as it came, ``interpreted`` the same in the light of earlier questions and with its spelling
    corrected; everything below is of ``interpreted`` unless it says otherwise.

    ``kind``: the kind of input that the text is. ``context``: the last question's words and this one's, for a follow-up
    that may be interpreted too narrowly; empty for any other question. ``terms``: stems without function words, in
    order. ``query_terms``: the stems that BM25 looks for, each once: those of text and context, of long forms of
    abbreviations and of other spellings. ``sides``: stems of the two sides of a comparison; None if two cannot be told
    apart. ``is_keywords``: True for bare keywords. ``asked_term``: the term whose meaning is asked for. ``overview``:
    what is asked of a document as a whole; None for any other question. ``parts``: the questions that it consists of,
    each complete; empty if it is one. ``of_each_name``: the question asked of each name that it joins, empty if it
    joins none. ``vector``: unit length, shape (1, dimension).
    ``search_vector``: the direction between the vectors of text and context, same shape.
    """

    typed: str
    interpreted: str
    kind: InputKind
    context: str
    terms: tuple[str, ...]
    query_terms: tuple[str, ...]
    names: tuple[KeyTerm, ...]
    numbers: tuple[KeyTerm, ...]
    answer_type: AnswerType
    sides: tuple[frozenset[str], frozenset[str]] | None
    is_keywords: bool
    intent: Intent
    asked_term: Term | None
    overview: Overview | None
    parts: tuple[str, ...]
    of_each_name: tuple[OfName, ...]
    vector: Vectors = field(compare=False, repr=False)
    search_vector: Vectors = field(compare=False, repr=False)

    @property
    def wants_several(self) -> bool:
        """True if several passages may be needed to answer."""
        return self.answer_type in _SEVERAL

    @property
    def years(self) -> tuple[str, ...]:
        """Numbers of the question that are years, in order."""
        return tuple(number.text for number in self.numbers if _YEAR.fullmatch(number.text))
