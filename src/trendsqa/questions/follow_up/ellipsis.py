"""Elliptical follow-ups: "and Dudley?", "what about risks?", "for smaller councils?", "why?", "in 2021?"."""

import re
from collections.abc import Callable

from trendsqa.questions.follow_up.classed_words import YEARS, Kind, Word, is_plural, read_words
from trendsqa.questions.follow_up.subject import spans_of
from trendsqa.questions.follow_up.turn import Earlier, Turn
from trendsqa.questions.follow_up.word_classes import (
    ASPECTS,
    AUXILIARIES,
    CONNECTIVES,
    GROUPS,
    JOINING,
    PREPOSITIONS,
    QUESTION_WORDS,
    SUBJECT_PRONOUNS,
    word_set,
)

__all__ = ["asked_for_more", "asked_on", "put_aside", "with_year_moved"]

_MORE = re.compile(
    r"(?:(?:can|could|would|will) you |please )?(?:(?:tell|give|show) me )?(?:a (?:bit|little) )?"
    r"(?:more|go on|carry on|continue|keep going|say more|elaborate|expand|explain|more (?:details?|info|information)|"
    r"(?:in )?more detail|details|and)"
    r"(?: (?:on|about) (?:that|this|it|them|those|these))?(?: (?:further|more|please))?",
)
_REST = re.compile(r"(?:what|anything|who|where|how) else")
_OPEN = re.compile(
    r"why(?: not| so| is that| was that)?|how(?: so| come)?|when|where|who|which(?: ones?)?|what for|what with|"
    r"how (?:much|many|long|often|far|soon|quickly|big|well)|(?:by|for|with|from|to) whom|who (?:by|for|with|from)|"
    r"(?:since|until) when|in what way|to what extent|at what cost|by how much|on what grounds|"
    rf"(?:which|what|whose) (?:{'|'.join(sorted(GROUPS))})"
)
_TAIL = re.compile(rf", and (?:{_OPEN.pattern}|{_REST.pattern})\Z", re.IGNORECASE)
_ABOUT = re.compile(
    r"(?:(?:what|how) about|what of"
    r"|(?:(?:and|is it|is that) )?(?:the )?same (?:(?:question|thing) )?(?:for|about|with|in)(?= ))\s+",
    re.IGNORECASE,
)
_ADDED = word_set("versus vs than compared unlike like without except besides despite")
_PLACING = word_set("in for at by from during between")
_POINTING = word_set("it its this that these those they them their he him his she her such")
_LATER = re.compile(r"\b(?:the )?(?:year after(?: that)?|(?:next|following|subsequent) year)\b", re.IGNORECASE)
_SOONER = re.compile(r"\b(?:the )?(?:year before(?: that)?|(?:last|previous|preceding) year)\b", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d\d")

_Completion = Callable[[Earlier], str]


def asked_for_more(turn: Turn) -> _Completion | None:
    """Completion of "tell me more" by the last question again, with "what else" if that was asked."""
    if _MORE.fullmatch(turn.lower) or (not turn.words and turn.adds):
        return lambda earlier: f"{earlier.last}?"
    if _REST.fullmatch(turn.lower):
        return lambda earlier: f"{_TAIL.sub('', earlier.last)}, and {turn.lower}?"
    return None


def asked_on(turn: Turn) -> _Completion | None:
    """Completion of a bare "why?", "how much?" or "which councils?" by the last question before it."""
    if not _OPEN.fullmatch(turn.lower):
        return None
    return lambda earlier: f"{_TAIL.sub('', earlier.last)}, and {turn.lower}?"


def with_year_moved(turn: Turn) -> _Completion | None:
    """Completion of "and the year after?" by the last question with its year moved by one."""
    step = 1 if _LATER.search(turn.core) else -1 if _SOONER.search(turn.core) else 0
    if not step or turn.kinds - {Kind.ASPECT}:
        return None

    def moved(earlier: Earlier) -> str:
        years = _YEAR.findall(earlier.last)
        if not years:
            return earlier.completed(f"{earlier.last} {turn.core}")
        at = earlier.last.rindex(years[-1])
        return earlier.with_replaced(at, at + len(years[-1]), str(int(years[-1]) + step))

    return moved


def put_aside(turn: Turn) -> _Completion | None:
    """Completion by the last question about something else: a name, a year, a group, an aspect, another thing."""
    about = _ABOUT.match(turn.core)
    rest = turn.core[about.end() :] if about else turn.core
    words = read_words(rest, within=True)
    if about and len(words) > 1 and words[0].lower in _POINTING:
        return None
    if not words or not (about or _is_fragment(turn, words, rest)):
        return None
    # "In schools?" becomes the middle of a sentence.
    asked = rest[0].lower() + rest[1:] if words[0].lower in PREPOSITIONS else rest
    return lambda earlier: _asked_of(asked, words, earlier, adds=turn.adds or bool(about))


def _is_fragment(turn: Turn, words: tuple[Word, ...], rest: str) -> bool:
    """True if the core is a dependent phrase: after "and", or with a preposition in front, or a year alone."""
    if any(word.lower in AUXILIARIES | QUESTION_WORDS | SUBJECT_PRONOUNS for word in words):
        return False
    compares = words[0].lower in _ADDED or words[0].lower in PREPOSITIONS
    return turn.adds or compares or YEARS.fullmatch(rest) is not None


def _asked_of(rest: str, words: tuple[Word, ...], earlier: Earlier, *, adds: bool) -> str:
    kinds = {word.kind for word in words} - {Kind.FUNCTION}
    if kinds == {Kind.YEAR}:
        return _of_year(rest, earlier)
    if not kinds:
        return f"{earlier.last}?" if words[0].lower not in PREPOSITIONS else earlier.completed(f"{earlier.last} {rest}")
    if words[0].lower in PREPOSITIONS | _ADDED:
        return _with_addition(rest, words, earlier, adds=adds)
    if Kind.OWN in kinds:
        return _of_thing(rest, words, earlier)
    if Kind.ASPECT in kinds:
        return _of_aspect(rest, words, earlier)
    return _of_name(rest, earlier) if Kind.NAME in kinds else _of_group(rest, earlier)


def _of_year(rest: str, earlier: Earlier) -> str:
    found = list(YEARS.finditer(earlier.last))
    new = YEARS.search(rest)
    if not found or new is None:
        return earlier.completed(f"{earlier.last} {rest if new and new['lead'] else f'in {rest}'}")
    old = found[-1]
    plain = new[0].removeprefix(new["lead"] or "")
    lead = new["lead"] or old["lead"] or ""
    if lead.strip().lower() == "between" and not re.search(r"\D", plain):
        lead = "in "
    # A year that describes a noun ("the 2021 plans") still does so after replacement.
    return earlier.with_replaced(old.start(), old.end(), (lead if old["lead"] else "") + plain)


def _with_addition(rest: str, words: tuple[Word, ...], earlier: Earlier, *, adds: bool) -> str:
    """The last question with a prepositional phrase added, or in place of a similar one."""
    first, object_kind = words[0].lower, _kind_of(words)
    before = read_words(earlier.last)
    like = [n for n, word in enumerate(before[:-1]) if word.lower == first]
    if like and first not in _ADDED:
        start = like[-1]
        end = next((n for n in range(start + 1, len(before)) if before[n].lower in PREPOSITIONS), len(before))
        is_subject = before[start + 1].start >= earlier.subject.place[0] - 4 and first in _PLACING
        if _kind_of(before[start:end]) is object_kind and (adds or not is_subject):
            return earlier.completed(earlier.last[: before[start].start] + rest + earlier.last[before[end - 1].end :])
    if object_kind is Kind.NAME and first in _PLACING and earlier.name:
        return _of_name(rest[words[1].start :], earlier)
    return earlier.completed(f"{earlier.last} {rest}")


def _kind_of(words: tuple[Word, ...]) -> Kind:
    """The kind of a phrase: a name, a group, or a thing."""
    kinds = {word.kind for word in words}
    return next((kind for kind in (Kind.OWN, Kind.NAME, Kind.GROUP) if kind in kinds), Kind.OWN)


def _of_thing(rest: str, words: tuple[Word, ...], earlier: Earlier) -> str:
    subject = earlier.subject
    first_own = next(n for n, word in enumerate(words) if word.kind is Kind.OWN)
    if any(word.kind is Kind.ASPECT and words[n + 1].lower in JOINING for n, word in enumerate(words[:first_own])):
        # "the cost of drones" brings its own subject.
        return f"What about {rest}?"
    plain = rest.removeprefix("the ")
    same_style = plain.isupper() == subject.actor.isupper() and (plain.isupper() or subject.actor.islower())
    if subject.actor and same_style and not is_plural(plain) and " " not in plain:
        at, rest = earlier.last.find(subject.actor), plain
        return earlier.with_replaced(at, at + len(subject.actor), rest)
    named = [word for word in read_words(earlier.last) if word.kind in {Kind.OWN, Kind.NAME}]
    if not named and not spans_of(read_words(earlier.last), earlier.last):
        return earlier.completed(f"{earlier.last} with {rest}")
    if subject.actor and all(word.kind is not Kind.OWN for word in named):
        return earlier.completed(f"{earlier.last} with {rest}")
    return earlier.with_replaced(*subject.place, rest)


def _of_aspect(rest: str, words: tuple[Word, ...], earlier: Earlier) -> str:
    aspect = [word for word in words if word.kind is Kind.ASPECT][-1]
    names_anew = any(word.kind is Kind.NAME for word in words)
    phrase = earlier.subject.things if names_anew and earlier.subject.actor else earlier.subject.phrase
    about = f"{CONNECTIVES.get(aspect.lower, 'of')} {phrase}"
    return earlier.completed(f"What about {rest[: aspect.end]} {about}{rest[aspect.end :]}")


def _of_name(rest: str, earlier: Earlier) -> str:
    subject = earlier.subject
    if subject.actor:
        at = earlier.last.find(subject.actor)
        return earlier.with_replaced(at, at + len(subject.actor), rest)
    if earlier.name:
        return earlier.with_replaced(*earlier.name, rest)
    return earlier.completed(f"{earlier.last} in {rest}")


def _of_group(rest: str, earlier: Earlier) -> str:
    words = read_words(earlier.last)
    at = [n for n, word in enumerate(words) if word.kind is Kind.GROUP]
    if not at or words[at[-1]].lower in ASPECTS:
        return earlier.completed(f"{earlier.last} for {rest}")
    first = at[-1]
    while first and words[first - 1].kind is Kind.GROUP:
        first -= 1
    return earlier.with_replaced(words[first].start, words[at[-1]].end, rest)
