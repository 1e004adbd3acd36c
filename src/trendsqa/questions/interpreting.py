"""Text and history go in, one frozen ``Question`` comes out."""

from collections.abc import Callable, Iterator, Sequence

import numpy as np

from trendsqa.corpus.glossary import Glossary
from trendsqa.embedding.encoder import Encoder, Vectors
from trendsqa.index.opening import OpenGeneration
from trendsqa.index.texts.lexical import tokenise
from trendsqa.questions.answer_type import answer_type_of, sides_of
from trendsqa.questions.asked_term import asked_term
from trendsqa.questions.follow_up.completing import completed, in_context
from trendsqa.questions.input_kind.classifier import InputClassifier
from trendsqa.questions.input_kind.kinds import InputKind
from trendsqa.questions.input_kind.language import kind_by_language
from trendsqa.questions.input_kind.rules import kind_by_rule
from trendsqa.questions.intent import IntentClassifier
from trendsqa.questions.keywords import is_keywords
from trendsqa.questions.names import names_in, numbers_in
from trendsqa.questions.overview import asks_of_collection, overview_of
from trendsqa.questions.parts import asked_of_each_name, asked_of_situation, parts_of
from trendsqa.questions.question import Question
from trendsqa.questions.spelling.variants import SpellingVariants

__all__ = ["Correct", "Holds", "Interpreter"]

Holds = Callable[[str], bool]
"""True for a word that some passage among those that may be shown contains."""
Correct = Callable[[str, Holds | None], str]
"""A question with its spelling corrected, by words that pass ``Holds`` if it is given."""


_BARE = 2
"""Bare keywords of which a vector says little."""
_FEW_WORDS = 3
"""Words up to this number that the collection knows are a subject, even with a function word among them."""


def _as_typed(question: str, _holds: Holds | None) -> str:
    return question


class Interpreter:
    """Interprets questions for one collection. Safe to share between threads."""

    def __init__(
        self,
        opened: OpenGeneration,
        encoder: Encoder,
        *,
        glossary: Glossary | None = None,
        correct: Correct = _as_typed,
        inputs: InputClassifier | None = None,
    ) -> None:
        """``glossary`` gives the long forms of abbreviations; ``correct`` corrects the spelling.

        ``inputs`` tells kinds of input apart that no rule knows.
        """
        self._inputs = inputs
        self._knows = opened.lexical.knows
        self._encoder = encoder
        self._glossary = glossary or Glossary(())
        self._intents = IntentClassifier(opened.grid, self._glossary)
        self._variants = SpellingVariants(opened.vocabulary)
        self._correct = correct

    def interpret(self, text: str, history: Sequence[str] = (), holds: Holds | None = None) -> Question:
        """The question that ``text`` asks after the earlier questions ``history``, oldest first.

        ``holds`` limits the words that spelling is corrected to; None: every word of the collection.
        """
        vector = self._encoder.encode_queries([text])
        kind = self._kind(text, vector, history)
        if not kind.may_be_answered:
            return self._question(text, text, "", kind, vector)
        situated = asked_of_situation(text)
        of_collection = bool(history) and asks_of_collection(text, completed(history[-1], history[:-1]))
        alone = text if of_collection else completed(situated or text, history)
        context = text if situated else in_context(text, alone, history)
        return self._question(text, self._correct(alone, holds), context, kind, vector)

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Vectors of questions as they are typed, shape (texts, dimension)."""
        return self._encoder.encode_queries(texts)

    def as_written(self, text: str) -> Question:
        """The question that ``text`` asks by its own words, as they are spelt."""
        vector = self._encoder.encode_queries([text])
        return self._question(text, text, "", self._kind(text, vector, ()), vector)

    def _kind(self, text: str, vector: Vectors, history: Sequence[str]) -> InputKind:
        known = kind_by_rule(text) or kind_by_language(text, self._knows)
        if known or not self._inputs:
            return known or InputKind.QUESTION
        terms = tokenise(text)
        short = is_keywords(text, terms) or len(text.split()) <= _FEW_WORDS
        if terms and short and all(map(self._knows, text.split())):
            return InputKind.QUESTION  # A subject of the collection, however it may sound: "shadow IT".
        kind = self._inputs.classify(vector, bare=is_keywords(text, terms) and len(terms) <= _BARE)
        # Later turns are short and lean on what was asked before.
        return kind if kind.may_be_answered or not history else InputKind.QUESTION

    def _question(self, typed: str, interpreted: str, context: str, kind: InputKind, of_typed: Vectors) -> Question:
        terms = tokenise(interpreted)
        sides = sides_of(interpreted)
        wordings = [interpreted, context] if context else [interpreted]
        vectors = of_typed if wordings == [typed] else self._encoder.encode_queries(wordings)
        return Question(
            typed=typed,
            interpreted=interpreted,
            kind=kind,
            context=context,
            terms=tuple(terms),
            query_terms=tuple(dict.fromkeys(self._query_terms(interpreted, terms, context))),
            names=names_in(interpreted),
            numbers=numbers_in(interpreted),
            answer_type=answer_type_of(interpreted),
            sides=(frozenset(tokenise(sides[0])), frozenset(tokenise(sides[1]))) if sides else None,
            is_keywords=is_keywords(interpreted, terms),
            intent=self._intents.classify(interpreted, terms),
            asked_term=asked_term(interpreted, self._glossary),
            overview=overview_of(interpreted),
            parts=parts_of(interpreted),
            of_each_name=asked_of_each_name(interpreted),
            vector=vectors[:1],
            search_vector=_mean_direction(vectors),
        )

    def _query_terms(self, interpreted: str, terms: Sequence[str], context: str) -> Iterator[str]:
        yield from terms
        yield from tokenise(self._other_forms(interpreted))
        if context:
            yield from tokenise(context)
            yield from tokenise(self._other_forms(context))

    def _other_forms(self, text: str) -> str:
        """Long forms of the abbreviations in ``text``, and other spellings of its words and theirs."""
        long_forms = self._glossary.other_forms(text)
        return " ".join([*long_forms, *self._variants.other_spellings(" ".join([text, *long_forms]))])


def _mean_direction(vectors: Vectors) -> Vectors:
    """Direction between unit vectors, shape (1, dimension)."""
    mean = vectors.mean(axis=0, keepdims=True)
    direction: Vectors = mean / np.maximum(np.linalg.norm(mean), np.finfo(np.float32).tiny)
    return direction
