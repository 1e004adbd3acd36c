"""Anaphora resolution: words that point back ("it", "those risks", "that technology") and their antecedents."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from trendsqa.questions.follow_up.classed_words import Kind, Word, is_plural
from trendsqa.questions.follow_up.turn import Earlier, Turn, put
from trendsqa.questions.follow_up.word_classes import (
    AUXILIARIES,
    CONNECTIVES,
    HANDLED,
    PREPOSITIONS,
    SUBJECT_PRONOUNS,
    TAKING_BASE_FORM,
    WHOLE_KINDS,
    word_set,
)

__all__ = ["pointed_out"]

_ONE_THING = word_set("it its this that")
_MANY_THINGS = word_set("they them their theirs these those both")
_PERSON = word_set("he him his she her hers")
_POSSESSIVE = word_set("its their his her")
_DEMONSTRATIVE = word_set("this that these those such")
_BREAKS = word_set("and or but if when while because before after so once who which to until than")
_COMPARING = word_set("than compare compared compares versus vs differ differs different similar like alike")
_HOLDING = word_set("have has had use uses used using get got want wants make made")
_OPENING_CLAUSE = word_set("who that which with in of")
_LINKING = word_set("and or but if because when where why how since as so while before after once then")
_CHOOSING = word_set("which another any each other better best similar such")
_CHOICES = tuple(f"{word} " for word in sorted(_CHOOSING))
_OF_NOW = re.compile(r"report|collection|document|edition|page|country|century|day|days|sector", re.IGNORECASE)
_JUDGED = re.compile(
    r"\b(?:is|was|would|will|does|could) (?:it|this|that)(?: be)?(?: \w+)? \w+ (?:to|that|for (?:\w+ ){1,3}to)\b"
    r"|\b(?:it|this|that) (?:be )?worth \w+ing\b"
)
"""Expletive "it", as in "is it safe to fly drones?", but not in "is it safe for bridges?"."""
_ACTED = re.compile(r"\bdo (?:it|that|so|this)\b")
_AFTER_THAT = word_set("is was would does did has will can could should might may")


@dataclass(frozen=True, slots=True)
class _Pointer:
    """``text[start:end]`` of a core points back: by the word ``lower``, at the noun ``noun`` (empty for none)."""

    start: int
    end: int
    lower: str
    noun: str


def pointed_out(turn: Turn) -> Callable[[Earlier], str] | None:
    """Completion of a question by its word that points back at a subject; None if no word does."""
    pointer = _find(turn)
    if pointer is None:
        return None
    return lambda earlier: earlier.completed(_resolved(turn, pointer, earlier))


def _of_subject(noun: str, earlier: Earlier) -> str:
    """An aspect of the subject as a phrase: "the risks of data lakes"."""
    return f"the {noun} {CONNECTIVES.get(noun.rsplit(maxsplit=1)[-1].lower(), 'of')} {earlier.subject.phrase}"


def _find(turn: Turn) -> _Pointer | None:
    words = turn.words
    for n, word in enumerate(words):
        if word.kind is not Kind.FUNCTION:
            continue
        if word.lower in _DEMONSTRATIVE | {"the"} and (pointer := _with_noun(turn, n)):
            return pointer
        if _is_pronoun(turn, n) and not _has_own_antecedent(turn, n):
            return _Pointer(word.start, word.end, word.lower, "")
    return None


def _with_noun(turn: Turn, n: int) -> _Pointer | None:
    """A demonstrative with its noun: "those early benefits", "the technology"."""
    words, first = turn.words, turn.words[n]
    run: list[Word] = []
    for word in words[n + 1 : n + 4]:
        if word.kind not in {Kind.ASPECT, Kind.GROUP, Kind.OWN} or _OF_NOW.fullmatch(word.lower):
            break
        run.append(word)
        if word.kind is Kind.OWN:
            break
    if n and words[n - 1].lower in TAKING_BASE_FORM and run and first.lower != "the":
        # "does that cost much", "does this work": the word after it is the verb.
        acts = len(run) == 1 and run[0].lower not in WHOLE_KINDS and not run[0].lower.endswith("s")
        run = [] if acts else run[:-1] if run[-1] is words[-1] else run
    if not run or (first.lower == "that" and _opens_relative_clause(turn, n)):
        return None
    if first.lower in {"this", "that"} and is_plural(run[-1].lower):
        # "that" does not go before a plural noun: it opens a clause.
        return None
    noun = turn.core[run[0].start : run[-1].end].lower()
    whole = run[-1].lower in WHOLE_KINDS
    after = words[n + 1 + len(run)].lower if n + 1 + len(run) < len(words) else ""
    if first.lower == "the" and (not whole or len(run) > 1 or Kind.OWN in turn.kinds or after in {"of", "that", "for"}):
        return None
    if first.lower in {"this", "that"} and run[-1].lower in {"year", "month", "week"}:
        return _Pointer(first.start, run[-1].end, first.lower, "year") if first.lower == "that" else None
    return _Pointer(first.start, run[-1].end, first.lower, "" if whole else noun)


def _opens_relative_clause(turn: Turn, n: int) -> bool:
    """True if "that" follows its noun ("drones that fly"), and not a verb ("who owns that")."""
    words = turn.words
    if not n or words[n - 1].kind not in {Kind.OWN, Kind.GROUP, Kind.NAME}:
        return False
    return n == 1 or not (
        words[n - 2].lower in SUBJECT_PRONOUNS | {"who", "what", "to"} or words[n - 2].kind is Kind.GROUP
    )


def _is_pronoun(turn: Turn, n: int) -> bool:
    words, lower = turn.words, turn.words[n].lower
    before = words[n - 1].lower if n else ""
    after = words[n + 1].lower if n + 1 < len(words) else ""
    judged = Kind.OWN in turn.kinds and before in {"is", "was", "would", "will"} and _JUDGED.search(turn.lower)
    match lower:
        case "it" | "this" | "that" if judged:
            points = False
        case "that":
            follows = before in PREPOSITIONS | AUXILIARIES | {"like", "than"}
            # A clause after "that" begins with its subject or its verb: "who owns that in a council?" points.
            ended = after in PREPOSITIONS | _LINKING or after.endswith("ly")
            begins = after in _AFTER_THAT and (not n or before in _LINKING)
            points = not after or follows or ended or begins
        case "this" | "these" | "those":
            points = after not in _OPENING_CLAUSE and not _OF_NOW.fullmatch(after)
        case "there":
            points = not {before, after} & (AUXILIARIES | {"there's", "be"}) and before != "out"
        case "same":
            points = before == "the" and (not after or after in PREPOSITIONS | _LINKING)
        case "any" | "some":
            points = before in _HOLDING | {"there", "seen"} and (not after or after in PREPOSITIONS - {"of"})
        case "one" | "ones" if before in _CHOOSING:
            # "which ones don't?" needs the verb, not the noun.
            points = words[-1].lower not in AUXILIARIES
        case "one":
            # "who has one?", but not "one council".
            held = n > 0 and (before in _HOLDING or words[n - 1].kind is Kind.ASPECT)
            points = held and (not after or after in PREPOSITIONS - {"of"})
        case "both":
            points = after not in {"the", "of"} and (not after or Kind.OWN not in turn.kinds)
        case _:
            points = lower in _ONE_THING | _MANY_THINGS | _PERSON
    return points


def _has_own_antecedent(turn: Turn, n: int) -> bool:
    """True if the antecedent is in the same question: "How do libraries lend tablets and who mends them?"."""
    lower = turn.words[n].lower
    nouns = [word for word in turn.words[:n] if word.kind in {Kind.OWN, Kind.NAME}]
    if lower in {"their", "they", "them", "theirs"}:
        groups = [word for word in turn.words[:n] if word.kind is Kind.GROUP]
        nouns = [
            word
            for word in [*nouns, *groups]
            if word.kind is Kind.NAME or word.lower.endswith(("s", "people", "staff"))
        ]
    elif lower in {"it", "its"}:
        nouns = [word for word in nouns if not re.search(r"[^su]s\Z", word.lower)]
    if not nouns:
        return False
    first = min(word.end for word in nouns)
    between = {word.lower for word in turn.words[:n] if word.start >= first}
    if lower in _POSSESSIVE:
        return True
    # An object cannot refer to the subject of its own verb: "Do librarians like them?" points back.
    return bool(between & _BREAKS) or "," in turn.core[first : turn.words[n].start]


def _added(turn: Turn, pointer: _Pointer, earlier: Earlier) -> str:
    """Words to add after a pointer that stays: "which one *of the drones*"; empty if it is replaced."""
    things = earlier.subject.things
    if pointer.lower in {"one", "ones"} and turn.core[: pointer.start].lower().endswith(_CHOICES):
        return f"of {things}"
    if pointer.lower == "same":
        return f"with {_meant(turn, pointer, earlier)}"
    return things if pointer.lower in {"any", "some"} else ""


def _resolved(turn: Turn, pointer: _Pointer, earlier: Earlier) -> str:
    core, subject = turn.core, earlier.subject
    if pointer.noun == "year":
        year = re.sub(r"^\D+", "", earlier.year)
        return put(core, pointer.start, pointer.end, year or core[pointer.start : pointer.end])
    if pointer.lower == "there":
        place = f"in {subject.actor}" if subject.actor else f"with {subject.phrase}"
        return put(core, pointer.start, pointer.end, place) + (f" with {subject.things}" if subject.actor else "")
    if added := _added(turn, pointer, earlier):
        return put(core, pointer.end, pointer.end, f" {added}")
    phrase = _meant(turn, pointer, earlier)
    text = put(core, pointer.start, pointer.end, phrase)
    if subject.actor and (acted := _ACTED.search(text)):
        return text[: acted.start()] + subject.predicate + text[acted.end() :]
    if subject.actor and phrase.startswith(subject.actor) and subject.things.lower() not in text.lower():
        before = earlier.last[: subject.place[0]].split()
        linked = before[-1] if before and before[-1].lower() in PREPOSITIONS else "with"
        text = f"{text} {linked} {subject.things}"
    return text


def _meant(turn: Turn, pointer: _Pointer, earlier: Earlier) -> str:
    """The phrase that replaces the pointer: its antecedent."""
    subject = earlier.subject
    named_anew = Kind.NAME in turn.kinds and not any(word.lower in _COMPARING for word in turn.words)
    phrase = subject.things if named_anew and subject.actor else subject.phrase
    if pointer.noun:
        if any(word.kind is Kind.GROUP and pointer.noun.endswith(word.lower) for word in turn.words) and subject.actor:
            return subject.actor
        held = pointer.noun.rsplit(maxsplit=1)[-1] in subject.things.lower().split()
        return phrase if held else _of_subject(pointer.noun, earlier)
    if pointer.lower in _PERSON:
        name = earlier.name
        phrase = earlier.last[name[0] : name[1]] if name else phrase
    elif (
        pointer.lower in {"they", "their"}
        and subject.actor
        and not (subject.actor.islower() and is_plural(subject.things))
    ):
        phrase = subject.actor
    elif pointer.lower in _MANY_THINGS:
        handled = subject.aspect.endswith("s") and any(word.lower in HANDLED for word in turn.words)
        many = subject.things if not subject.actor else phrase
        phrase = _of_subject(subject.aspect, earlier) if handled else many
    if pointer.lower in _POSSESSIVE and pointer.end < len(turn.core):
        return f"{phrase}'" if phrase.endswith("s") else f"{phrase}'s"
    return phrase
