"""Completes a question from the questions before it, by rule.

A question with its own subject and no word that points back is independent and stays unchanged. One that depends on
earlier questions ("and Dudley?", "where do we start with that?", "why?") is completed from them: the subject replaces
the word that points at it, or is added to the question.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial

from trendsqa.index.texts.lexical import WORD
from trendsqa.limits import MOST_EARLIER_QUESTIONS
from trendsqa.questions.follow_up.anaphora import pointed_out
from trendsqa.questions.follow_up.classed_words import Kind
from trendsqa.questions.follow_up.ellipsis import asked_for_more, asked_on, put_aside, with_year_moved
from trendsqa.questions.follow_up.ordinal_references import with_member_named
from trendsqa.questions.follow_up.turn import Earlier, Turn, new_topic
from trendsqa.questions.follow_up.word_classes import (
    AUXILIARIES,
    CONNECTIVES,
    PREPOSITIONS,
    SUBJECT_PRONOUNS,
    TAKING_OTHER_FORM,
    word_set,
)
from trendsqa.questions.names import is_name

__all__ = ["completed", "in_context"]

_POINTING = re.compile(r"\b(?:that|this|these|those|it|its|they|them|their)\b", re.IGNORECASE)
_NUMBER = re.compile(r"\b\d+\b")
_ADJECTIVE = re.compile(r"(?:ble|al|ed|ful|ic|ing|ive|nt|ous)\Z")
_BEFORE_VERB = SUBJECT_PRONOUNS | {"who", "to"}
_DID = word_set("did has have had")

_Completion = Callable[[Earlier], str]


def completed(question: str, history: Sequence[str]) -> str:
    """The question rewritten to be independent of ``history``, the earlier questions, oldest first."""
    if not history:
        return question
    fresh = new_topic(question)
    if fresh is not None:
        return fresh or question
    completion = _completion(Turn(question))
    if completion is None:
        return question
    readings = _readings(history[-MOST_EARLIER_QUESTIONS:])
    return completion(Earlier(readings)) if readings else question


def in_context(question: str, reading: str, history: Sequence[str]) -> str:
    """``question`` with the previous question before it, as a second query if its ``reading`` may be too narrow.

    Empty if the question is independent, or if the reading dropped a name or a number of the previous one, which must
    not come back.
    """
    leans = reading != question or (history and _POINTING.search(question))
    if not leans or any(word not in reading for word in _names_and_numbers(history[-1])):
        return ""
    return f"{history[-1]} {question}"


def _names_and_numbers(question: str) -> Iterator[str]:
    yield from (match[0] for match in WORD.finditer(question) if is_name(question, match))
    yield from _NUMBER.findall(question)


def _readings(history: Sequence[str]) -> tuple[str, ...]:
    """The newest independent question and the later ones that depend on it, each as completed."""
    leaning: list[_Completion] = []
    root = ""
    for question in reversed(history):
        fresh = new_topic(question)
        turn = Turn(question if fresh is None else fresh)
        if not turn.words and fresh is None:
            # "Thanks." is not a question.
            continue
        root = turn.text
        completion = _completion(turn)
        if completion is None or fresh is not None:
            break
        leaning.append(completion)
    else:
        # The first question cannot depend on another, whatever its words.
        leaning = leaning[:-1]
    if not Turn(root).words:
        return ()
    readings: tuple[str, ...] = (root,)
    for completion in reversed(leaning):
        readings = (*readings, completion(Earlier(readings)))
    return readings


def _completion(turn: Turn) -> _Completion | None:
    """The function that completes ``turn`` from earlier questions; None if it is independent or not a question."""
    resolved = with_member_named(turn)
    rules = (asked_for_more, asked_on, with_year_moved, put_aside, pointed_out, _asked_without_subject)
    plain = next(filter(None, (rule(turn) for rule in rules)), None)
    if resolved is None:
        return plain
    return partial(_from_list, resolved, plain or _added_to(turn))


def _from_list(resolved: Callable[[Earlier], Turn | None], otherwise: _Completion, earlier: Earlier) -> str:
    """The question about a member of an earlier list; if there was no list, the question completed by ``otherwise``."""
    found = resolved(earlier)
    if found is None:
        return otherwise(earlier)
    aside = put_aside(found)
    return aside(earlier) if aside else found.core + "?"


def _asked_without_subject(turn: Turn) -> _Completion | None:
    """Completion that adds the subject to a question without one: "what are the risks?", "what did Dudley do?"."""
    words = turn.words
    if not words or (Kind.OWN in turn.kinds and not (_did_something(turn) or _only_acts(turn))):
        return None
    if Kind.NAME in turn.kinds and not any(word.lower in _DID for word in words) and Kind.ASPECT not in turn.kinds:
        return None
    return _added_to(turn)


def _only_acts(turn: Turn) -> bool:
    """True if its only own words are verbs without an object, as in "who would maintain and host?"."""
    words = turn.words
    asks_who = words[0].lower in {"who", "when", "why"}
    acts = False
    for n, word in enumerate(words):
        if word.kind is Kind.OWN:
            before = words[n - 1].lower if n else ""
            modal = before in AUXILIARIES and (before not in TAKING_OTHER_FORM or _ADJECTIVE.search(word.lower))
            acts = before in _BEFORE_VERB or (asks_who and bool(modal)) or (acts and before in {"and", "or"})
            if not acts:
                return False
    return acts


def _did_something(turn: Turn) -> bool:
    """True if it only asks what someone did, as in "what did dudley do", with or without a capital."""
    words = turn.words
    own = [n for n, word in enumerate(words) if word.kind is Kind.OWN]
    acts = words[-1].lower in {"do", "done", "doing"} and any(word.lower in _DID for word in words)
    return acts and len(own) == 1


def _added_to(turn: Turn) -> _Completion:
    return partial(_with_subject, turn)


def _with_subject(turn: Turn, earlier: Earlier) -> str:
    core, words, subject = turn.core, turn.words, earlier.subject
    if not words:
        return f"{earlier.last}?"
    last = words[-1].lower
    if last in AUXILIARIES | {"not"} and len(words) > 1 and subject.predicate:
        return earlier.completed(f"{core} {subject.predicate.removeprefix(f'{last} ')}")
    acts_anew = Kind.NAME in turn.kinds or _did_something(turn)
    phrase = subject.things if acts_anew and subject.actor else subject.phrase
    if last in PREPOSITIONS:
        return earlier.completed(f"{core} {phrase}")
    aspects = [n for n, word in enumerate(words) if word.kind is Kind.ASPECT]
    at = next((n for n in reversed(aspects) if words[n].lower in CONNECTIVES), aspects[-1] if aspects else None)
    linked = "with" if at is None else CONNECTIVES.get(words[at].lower, "with")
    if acts_anew:
        before = earlier.last[: subject.place[0]].split()
        linked = before[-1] if before and before[-1].lower() in PREPOSITIONS else linked
    # "the risks for smaller councils": the subject follows the aspect; elsewhere it comes at the end.
    inside = at is not None and at + 1 < len(words) and words[at + 1].lower in PREPOSITIONS
    end = words[at].end if inside and at is not None else len(core)
    return earlier.completed(f"{core[:end]} {linked} {phrase}{core[end:]}")
