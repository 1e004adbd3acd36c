"""One question of a conversation without its linking words, and the questions before it."""

import re
from dataclasses import dataclass
from functools import cached_property

from trendsqa.questions.follow_up.classed_words import YEARS, Kind, Word, is_plural, read_words
from trendsqa.questions.follow_up.subject import Subject, Words, subject_of
from trendsqa.questions.follow_up.word_classes import AUXILIARIES

__all__ = ["Earlier", "Turn", "new_topic", "put"]

_LINK = (
    r"ok|okay|so|and|but|or|also|then|oh|ah|hmm+|thanks|thank you|cheers|please|yes|yeah|i see|got it|anyway|actually"
)
_SOFT_LINK = r"right|great|good|fine|cool|sure|perfect|interesting|well|now|no|sorry|hello|hi|alright|understood"
_OPENING = re.compile(
    rf"^\W*(?:(?:(?P<link>{_LINK})\b|(?:{_SOFT_LINK})\b(?=\s*[,.!;:–-]|\s+(?:{_LINK}|what|how|where|who|why)\b))[\s,.!;:–-]*)+",
    re.IGNORECASE,
)
_ENDING = re.compile(
    r"(?:[\s,]*\b(?:then|too|as well|though|please|instead|anyway|exactly|thanks|again))?[\s,?.!…]*\Z", re.IGNORECASE
)
_ADDING = re.compile(r"\b(?:and|or|but|also)\b", re.IGNORECASE)
_BOOK = r"(?:the|this|that|your) (?:report|collection|guidance|documents?|edition)"
_SAID = re.compile(
    rf"\b(?:(?:does|do|did) {_BOOK} (?:say|tell us|mention|cover|suggest|recommend|advise)"
    rf"|(?:in|from|according to) {_BOOK})\b",
    re.IGNORECASE,
)
"""Mentions of the collection as the source of an answer, not as the subject."""
_TOO = re.compile(r"\b(?:too|as well|instead)\b", re.IGNORECASE)
_OTHER = r"(?:(?:completely|totally|entirely|very) )?(?:different|new|another|separate|unrelated|other|next)"
_UP_TO_A_STOP = r"[^,.:;?]{1,40}?"
_NEW_TOPIC = re.compile(
    r"^\W*(?:(?:ok|okay|so|now|right|well|and|but|thanks|let['’]s|can we|could we|i have|this is|here['’]s)\b\W*)*"
    r"(?:(?:"
    r"(?:on |with |turning |moving |moving on |try |move )?(?:to )?(?:an? )?"
    rf"{_OTHER} (?:topic|question|subject|note|thing|matter)"
    r"|(?:changing|change|switching|switch)(?: of)?(?: the)? (?:topic|subject)s?"
    rf"|(?:leaving|putting|setting|leave|put) {_UP_TO_A_STOP} (?:aside|to one side|behind|there)"
    rf"|(?:forget|never ?mind|enough (?:about|of))(?: {_UP_TO_A_STOP})?"
    r"|something (?:else|different)(?: entirely)?|unrelated(?: to (?:this|that))?|by the way|separately"
    r"|start(?:ing)? (?:over|again)"
    # Punctuation or a question must follow: "separately funded schools" is a subject.
    r")(?=\W*\Z|\s*[:,.;!–—]|\s+-|\s+(?:what|which|who|how|where|when|why|can|does|do|is|are|tell)\b)"
    rf"|(?:moving|move) on(?: from {_UP_TO_A_STOP}(?= to |[,.:;]|\Z))?(?: to(?= ))?"
    r")(?!\w)[\s:,.;!–—-]*",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Turn:
    """A question as typed, and its ``core``, without "ok so", "and", "then" at its ends."""

    text: str

    @cached_property
    def core(self) -> str:
        """The question between opening and ending; empty if there is no question ("Thanks.")."""
        rest = _OPENING.sub("", self.text)
        return _ENDING.sub("", rest)

    @cached_property
    def adds(self) -> bool:
        """True if it opens with "and", "or", "but" or "also", or ends with "too" or "instead"."""
        opening = _OPENING.match(self.text)
        ending = _ENDING.search(self.text)
        return bool((opening and _ADDING.search(opening[0])) or (ending and _TOO.search(ending[0])))

    @cached_property
    def words(self) -> Words:
        """The words of the core."""
        return read_words(self.core, within=self.core != self.text[: len(self.core)])

    @cached_property
    def kinds(self) -> frozenset[Kind]:
        """The kinds of its words, function words aside."""
        blanked = _SAID.sub(lambda match: " " * len(match[0]), self.core)
        return frozenset(word.kind for word in self.words if blanked[word.start] != " ") - {Kind.FUNCTION}

    @cached_property
    def lower(self) -> str:
        """The words of the core in lower case, joined by single spaces."""
        return " ".join(word.lower for word in self.words)


@dataclass(frozen=True)
class Earlier:
    """Context of a follow-up: the earlier questions, as completed, since the subject was named, oldest first."""

    readings: tuple[str, ...]

    @cached_property
    def last(self) -> str:
        """The newest of them without its question mark."""
        return self.readings[-1].strip().rstrip(" ?.!")

    @cached_property
    def subject(self) -> Subject:
        """The subject of the newest question; the whole question if no subject is found."""
        found = subject_of(self.last)
        return found or Subject(self.last, self.last, "", "", "", (0, len(self.last)))

    @cached_property
    def year(self) -> str:
        """The newest question's last year or years with a preposition: "in 2021"; empty if it has none."""
        found = list(YEARS.finditer(self.last))
        if not found:
            return ""
        return found[-1][0] if found[-1]["lead"] else f"in {found[-1][0]}"

    @cached_property
    def name(self) -> tuple[int, int] | None:
        """Span of the newest question's last name; None if it has none."""
        words = read_words(self.last)
        end = next((n for n in reversed(range(len(words))) if words[n].kind is Kind.NAME), None)
        if end is None:
            return None
        first = end
        while first and (
            _is_name(words[first - 1]) or (_joins(words[first - 1]) and first > 1 and _is_name(words[first - 2]))
        ):
            first -= 1
        stop = self.last.removesuffix("'s")[: words[end].end]
        possessive = stop.endswith(("'s", "’s"))
        return words[first].start, words[end].end - (2 if possessive else 0)

    @cached_property
    def items(self) -> tuple[str, ...]:
        """The newest list of things asked about."""
        found = (subject_of(reading) for reading in reversed(self.readings))
        return next((subject.items for subject in found if subject and subject.items), ())

    def completed(self, text: str) -> str:
        """``text`` as a question, with the earlier year unless it has its own."""
        year = f" {self.year}" if self.year and not YEARS.search(text) else ""
        return f"{text.rstrip(' ?.!')}{year}?"

    def with_replaced(self, start: int, end: int, phrase: str) -> str:
        """The newest question with ``phrase`` in place of ``last[start:end]``."""
        return f"{put(self.last, start, end, phrase)}?"


def put(text: str, start: int, end: int, phrase: str) -> str:
    """``text`` with ``phrase`` in place of ``text[start:end]``; a verb directly before it is made to agree."""
    before = text[:start]
    singular, plural = ("is", "was", "does", "has"), ("are", "were", "do", "have")
    last = before.rsplit(maxsplit=1)[-1].lower() if before.strip() else ""
    wanted = dict(zip(singular, plural, strict=True)) if is_plural(phrase) else dict(zip(plural, singular, strict=True))
    # An auxiliary that opens its clause: not "have" in "do they have it".
    opens = AUXILIARIES.isdisjoint(before.lower().split()[:-1]) and text[end:].strip()
    if opens and last in wanted and before.endswith(f"{before.split()[-1]} "):
        agreed = wanted[last]
        at = len(before) - len(last) - 1
        before = before[:at] + (agreed.capitalize() if before[at].isupper() else agreed) + " "
    return before + phrase + text[end:]


def new_topic(question: str) -> str | None:
    """The question after "different topic:" or the like; None if the topic does not change."""
    found = _NEW_TOPIC.match(question)
    return question[found.end() :].strip() if found else None


def _is_name(word: Word) -> bool:
    return word.kind is Kind.NAME


def _joins(word: Word) -> bool:
    return word.lower in {"of", "and", "upon"}
