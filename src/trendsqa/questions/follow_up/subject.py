"""Subject of a question, found by rule: the noun phrase that its follow-ups call "it"."""

import re
from dataclasses import dataclass

from trendsqa.index.texts.function_words import FUNCTION_WORDS
from trendsqa.questions.follow_up.classed_words import YEARS, Kind, Word, read_words, stem_ing
from trendsqa.questions.follow_up.word_classes import (
    AUXILIARIES,
    JOINING,
    QUESTION_WORDS,
    SUBJECT_PRONOUNS,
    TAKING_BASE_FORM,
    TAKING_OTHER_FORM,
    word_set,
)

__all__ = ["Subject", "Words", "spans_of", "subject_of"]

_COLLECTION = re.compile(r"\b(?:the|this|that|your|our) (?:report|collection|edition|document)s?\b", re.IGNORECASE)
_BLANK = "|"
"""Replaces text that cannot be part of a subject; no phrase goes across it."""
_NAMING = frozenset({Kind.OWN, Kind.NAME})
_NOMINAL = frozenset({Kind.OWN, Kind.NAME, Kind.GROUP})
_BETWEEN = re.compile(r"(?:['’]s?)?\s*[,&/+-]?\s*\Z")
_DETERMINER = re.compile(r"\b(?:the|an?)\s+\Z", re.IGNORECASE)
_LIST = re.compile(r"\s*,\s*(?:(?:and|or)\s+)?|\s+(?:and|or|&|versus|vs\.?)\s+", re.IGNORECASE)
_DETERMINERS = word_set("the a an our other some more most")
_AFTER_SUBJECT = word_set("not also already still best both all actually now")

Words = tuple[Word, ...]
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Subject:
    """Subject of a question: the whole ``phrase``, and its ``things`` without the ``actor`` who deals with them.

    "What did Camden do with robots?" has the phrase "robots in Camden", the things "robots" and the actor "Camden".
    ``aspect`` is the side of it in question ("risks"), ``predicate`` what the actor does ("do with robots"); both may
    be empty. ``place`` is the span of the things in the question.
    """

    phrase: str
    things: str
    actor: str
    aspect: str
    predicate: str
    place: Span

    @property
    def items(self) -> tuple[str, ...]:
        """The members of a list of two or more things; else empty."""
        found = tuple(item for item in _LIST.split(self.things) if item)
        return found if len(found) > 1 else ()


@dataclass(frozen=True, slots=True)
class _Clause:
    """A clause: words ``actor[0]`` to ``actor[1]`` (end exclusive, may be empty) and the index of the verb."""

    actor: Span
    verb: int
    base_form: bool


def subject_of(question: str) -> Subject | None:
    """The subject of an independent question; None if no word of it could name one."""
    blanked = YEARS.sub(_blank, _COLLECTION.sub(_blank, question))
    words = read_words(blanked)
    clause = _clause(words, blanked)
    if clause:
        rest = spans_of(words[clause.verb + 1 :], blanked)
        if rest:
            return _of_clause(question, words, clause, (rest[0][0], rest[-1][1]))
    spans = (
        spans_of(words, blanked) or spans_of(words, blanked, {Kind.GROUP}) or spans_of(words, blanked, {Kind.ASPECT})
    )
    if not spans:
        return None
    place = _with_determiner(question, (spans[0][0], spans[-1][1]))
    verb = _last_verb(words, spans)
    if verb is not None:
        place = (place[0], words[-2].end)
    things = question[place[0] : place[1]]
    return Subject(f"{things} {verb}" if verb else things, things, "", _aspect(words, place), "", place)


def _last_verb(words: Words, spans: list[Span]) -> str | None:
    """The verb at the end of a question about one phrase, in -ing: "How do ferries float?"; None if there is none.

    Empty after "what": "What do ferries carry?" asks for the object, and its subject is the ferries.
    """
    at = next((n for n, word in enumerate(words) if word.start == spans[0][0]), 0)
    aux = next((word.lower for word in reversed(words[:at]) if word.lower not in _DETERMINERS), "")
    ends = words[-1].kind is Kind.OWN and spans[0][1] == words[-1].end and len(words) - at > 1
    if not ends or aux not in TAKING_BASE_FORM or re.search(r"[^s]s\Z", words[-1].lower):
        return None
    return "" if words[0].lower in {"what", "which"} else stem_ing(words[-1].lower)


def spans_of(words: Words, text: str, naming: set[Kind] | frozenset[Kind] = _NAMING) -> list[Span]:
    """Spans in ``text`` of phrases with a word of the kinds ``naming``, joined over prepositions and lists."""
    spans: list[Span] = []
    n = 0
    while n < len(words):
        last = _last_of_phrase(words, n, text, naming)
        if last is None:
            n += 1
        else:
            spans.append((words[n].start, words[last].end))
            n = last + 1
    return spans


def _last_of_phrase(words: Words, first: int, text: str, naming: set[Kind] | frozenset[Kind]) -> int | None:
    """Index of the last word of the phrase that begins at ``first``; None if no phrase begins there."""
    kinds = naming | {Kind.GROUP}
    if words[first].kind not in kinds and not _modifies(words, first, text, naming):
        return None
    last, named, n = first, words[first].kind in naming, first + 1
    while n < len(words) and _BETWEEN.match(text[words[n - 1].end : words[n].start]):
        if words[n].kind in kinds or _modifies(words, n, text, naming):
            last, named = n, named or words[n].kind in naming
        elif words[n].lower not in JOINING:
            break
        n += 1
    after = last + 1
    if named and after < len(words) and words[after].kind is Kind.ASPECT and words[after].lower.endswith("ing"):
        # A noun in -ing ends a compound: "flood planning".
        return after if text[words[last].end : words[after].start].isspace() else last
    return last if named else None


def _modifies(words: Words, n: int, text: str, naming: set[Kind] | frozenset[Kind]) -> bool:
    """True if an aspect is the first half of a compound: "risk registers", but not in "we risk registers"."""
    if words[n].kind is not Kind.ASPECT or n + 1 >= len(words) or words[n + 1].kind not in naming:
        return False
    before = words[n - 1] if n else None
    acts = before is None or before.kind in _NOMINAL or before.lower in SUBJECT_PRONOUNS | QUESTION_WORDS | {"to"}
    return not acts and text[words[n].end : words[n + 1].start].isspace()


def _clause(words: Words, text: str) -> _Clause | None:
    """The clause of a question, after an auxiliary, "which" or "to"; None if no verb is found."""
    at = next((n for n, word in enumerate(words) if word.lower in AUXILIARIES), None)
    asked = next((n for n, word in enumerate(words) if word.lower in {"which", "who", "what", "whose"}), None)
    if at is None:
        at = asked
    if at is None:
        to = next((n for n, word in enumerate(words) if word.lower == "to" and n and _is_question(words[n - 1])), None)
        return _Clause((0, 0), to + 1, base_form=True) if to is not None and to + 1 < len(words) else None
    actor = _actor(words, at + 1, text)
    by_pronoun = at + 1 < len(words) and words[at + 1].lower in SUBJECT_PRONOUNS
    if actor == (0, 0) and not by_pronoun and words[at].lower != "who":
        return None
    verb = actor[1] or (at + 2 if by_pronoun else at + 1)
    while verb < len(words) and words[verb].lower in _AFTER_SUBJECT:
        verb += 1
    takes_base = words[at].lower not in TAKING_OTHER_FORM and words[at].lower != "who"
    return _Clause(actor, verb, takes_base) if verb < len(words) else None


def _is_question(word: Word) -> bool:
    return word.lower in QUESTION_WORDS


def _actor(words: Words, first: int, text: str) -> Span:
    """Word span of the actor, from ``first`` on: a name, or nouns up to a group or a plural; (0, 0) for none."""
    while first < len(words) and words[first].lower in _DETERMINERS:
        first += 1
    end = first
    while end < len(words) and words[end].kind in _NOMINAL and (end == first or _near(words, end, text)):
        end += 1
    length = _length_of_actor(words[first:end], words[end : end + 2])
    if not length or text[words[first + length - 1].end - 2 : words[first + length - 1].end] in {"'s", "’s"}:
        return (0, 0)
    end = first + length
    while end + 1 < len(words) and words[end].lower in {"of", "in", "and"} and words[end + 1].kind is Kind.NAME:
        end += 2
        while end < len(words) and words[end].kind is Kind.NAME:
            end += 1
    return (first, end)


def _length_of_actor(run: Words, after: Words) -> int:
    """Number of words of ``run`` that name the actor, given the words ``after`` it; 0 if unknown."""
    if not run:
        return 0
    if run[0].kind is Kind.NAME:
        return next((n for n, word in enumerate(run) if word.kind is Kind.OWN), len(run))
    group = next((n for n, word in enumerate(run) if word.kind is Kind.GROUP), None)
    if group is not None:
        return next((n for n in range(group, len(run)) if run[n].kind is not Kind.GROUP), len(run))
    plural = next((n for n, word in enumerate(run) if re.search(r"[^s]s\Z", word.lower)), None)
    if plural is not None:
        return plural + 1
    # Only the next words show that a name without its capital is one: "what did camden do with robots".
    acts = [word.lower for word in after]
    return len(run) if acts[:1] in (["do"], ["say"]) and acts[1:] in (["with"], ["about"], ["on"]) else 0


def _near(words: Words, n: int, text: str) -> bool:
    return text[words[n - 1].end : words[n].start].isspace()


def _of_clause(question: str, words: Words, clause: _Clause, rest: Span) -> Subject:
    first, end = clause.actor
    verb = words[clause.verb]
    place = _with_determiner(question, rest)
    things = question[place[0] : place[1]]
    names_actor = any(word.kind in _NAMING for word in words[first:end])
    actor = question[words[first].start : words[end - 1].end] if end else ""
    predicate = question[verb.start : rest[1]]
    telling = verb.kind is Kind.OWN or (verb.kind is Kind.ASPECT and names_actor and words[first].kind is Kind.OWN)
    if telling and verb.lower not in FUNCTION_WORDS and (names_actor or clause.base_form):
        acting = predicate if not clause.base_form else _acting(question, verb, rest)
        phrase = f"{actor} {acting}" if names_actor else acting
    elif names_actor or end - first > 1:
        phrase = f"{things} in {actor}"
    else:
        phrase = things
    before = words[: clause.verb]
    return Subject(phrase, things, actor if names_actor else "", _aspect(before, place), predicate, place)


def _acting(question: str, verb: Word, rest: Span) -> str:
    """The verb in -ing with the rest of the predicate; an inflected verb keeps its ending."""
    inflected = re.search(r"(?:[^e]ed|ing|[^s]s)\Z", verb.lower)
    form = verb.lower if inflected else stem_ing(verb.lower)
    return form + question[verb.end : rest[1]]


def _aspect(words: Words, place: Span) -> str:
    """The nearest aspect before ``place``, or else the first after it; empty without one."""
    aspects = [word for word in words if word.kind is Kind.ASPECT and not place[0] <= word.start < place[1]]
    before = [word.lower for word in aspects if word.end <= place[0]]
    return before[-1] if before else aspects[0].lower if aspects else ""


def _with_determiner(question: str, span: Span) -> Span:
    found = _DETERMINER.search(question, 0, span[0])
    return (found.start(), span[1]) if found else span


def _blank(match: re.Match[str]) -> str:
    return _BLANK * len(match[0])
