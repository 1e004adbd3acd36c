"""Questions about a document as a whole, by rule over their words: its lists of headings, author, date and summary."""

import re
from dataclasses import dataclass
from enum import StrEnum

from trendsqa.index.texts.lexical import tokenise
from trendsqa.questions.names import names_in

__all__ = ["Overview", "Topic", "asks_of_collection", "overview_of"]


class Topic(StrEnum):
    """Things that are asked of a document."""

    MEMBERS = "members"
    """The members of a group of headings: "what are the ten trends"."""
    SECTIONS = "sections"
    AUTHOR = "author"
    DATE = "date"
    SUMMARY = "summary"


@dataclass(frozen=True, slots=True)
class Overview:
    """A question about a document as a whole.

    ``noun`` is the stem of what a group consists of, ``qualifiers`` the stems that tell one group from another, and
    ``count`` the number of members that are asked for, None if no number is given. ``count`` alone may be asked.
    """

    topic: Topic
    noun: str = ""
    qualifiers: frozenset[str] = frozenset()
    count: int | None = None


_NUMBERS = {
    word: number
    for number, word in enumerate(
        ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"], start=2
    )
}
_COUNT = rf"(?:{'|'.join(_NUMBERS)}|\d{{1,2}})"
_DOCUMENT = (
    r"(?:(?:this|the|that|your|our|socitm'?s?|latest|current|whole|entire|full|public sector|digital|trends?|annual|"
    r"\d{4}|new)\s+)*"
    r"(?:report|document|paper|publication|edition|handbook|policy|guide|guidance|strategy|study|book|thing|it|this)"
)
_SUMMARY = re.compile(
    rf"^\W*(?:please |can you |could you |would you )*(?:summari[sz]e|sum up|recap)(?: (?:{_DOCUMENT}|everything|all))?"
    r"(?: (?:for me|please|briefly|in brief))*\W*$"
    r"|\b(?:summary|overview|gist|synopsis|abstract|key (?:points|messages|findings|takeaways)|"
    rf"main (?:points|messages|findings)) (?:of|from|in) {_DOCUMENT}\W*$"
    r"|^\W*(?:executive )?(?:summary|overview|key (?:points|messages|findings|takeaways))\W*$"
    rf"|^\W*what(?:'s| is| does) {_DOCUMENT} (?:all )?(?:about|say|cover|contain)\W*$"
    rf"|^\W*what(?:'s| is) new(?: (?:in|about) {_DOCUMENT}| this year)?\W*$",
    re.IGNORECASE,
)
_AUTHOR = re.compile(
    rf"\bwho (?:wrote|authored|compiled|is the author of|are the authors of) {_DOCUMENT}\W*$"
    rf"|^\W*(?:author|authors|writer)(?: (?:of )?{_DOCUMENT})?\W*$|\bauthors? of {_DOCUMENT}\W*$",
    re.IGNORECASE,
)
_DATE = re.compile(
    rf"\bwhen (?:was|did|is) {_DOCUMENT} "
    r"(?:first )?(?:published|released|issued|written|come out|launched|out|dated)\W*$"
    rf"|\b(?:publication|release|issue) date(?: (?:of )?{_DOCUMENT})?\W*$"
    rf"|\bdate of {_DOCUMENT}\W*$|\bhow old is {_DOCUMENT}\W*$",
    re.IGNORECASE,
)
_SECTIONS = re.compile(
    r"\b(?:what|which|list|how many|show(?: me)?|name)\b.{0,20}\b(?:sections?|chapters?|parts|headings|contents)\b"
    r"(?: (?:are (?:there|in)|does|do|of|in|is|has|have|it|the|this|report|document|handbook|contain|cover))*\W*$"
    r"|^\W*(?:table of )?contents\W*$|^\W*outline(?: of .{0,30})?\W*$",
    re.IGNORECASE,
)
_MEMBERS = re.compile(
    rf"(?:\b(?:what|which)\s+(?:are|were)|\blist|\bname|\bgive me|\bshow me|\btell me|\bhow (?:many)|\bnumber of|^)\s+"
    r"(?:(?:all|of|the|your|its|their|these|this|main|key|top|major|overall|socitm'?s?|report'?s?|year'?s?|\d{4})\s+)*"
    rf"(?P<count>{_COUNT}\s+)?(?P<qualifiers>(?:[a-z-]+\s+){{0,2}})(?P<noun>[a-z]{{4,}}s)\b(?P<rest>.*)$",
    re.IGNORECASE | re.DOTALL,
)
_NAMED = re.compile(
    r"\b(?:playbook|framework|guide(?:lines?)?|guidance|strateg(?:y|ies)|polic(?:y|ies)|(?:white )?paper|review|survey|"
    r"book|charter|declaration|bill|video|article|roadmap|toolkit|handbook|standard|letter|study|studies|blog)s?\b"
    r"|(?<!the )(?<!this )\breports?\b",
    re.IGNORECASE,
)
"""Kinds of documents that a question may name, beside the one that is held."""
_PUBLISHED = re.compile(r"\b(?:published|written|dated|wrote|authored|compiled|author|authors|writer)\b", re.IGNORECASE)
"""Words for documents only: a chatbot is launched or released too."""
_ASIDE = re.compile(r"\([^)]*\)")
_NOTHING_MORE = frozenset(
    tokenise(
        "report reports document documents trend year years total altogether socitm public sector digital technology "
        "list names name order set sets out identify identifies picks picked pick give gives identified listed "
        "describe described covered covers counting count both one ones overall main key please there are is in for of"
    )
)
"""What may follow without asking for anything more."""
_BARE_LISTS = re.compile(r"^\W*(?P<before>.*?)\s+list\W*$", re.IGNORECASE)


def overview_of(question: str) -> Overview | None:
    """The question about a document as a whole that ``question`` asks; None if it asks anything else."""
    text = " ".join(_ASIDE.sub(" ", question).split())
    for topic, pattern in (
        (Topic.SUMMARY, _SUMMARY), (Topic.AUTHOR, _AUTHOR), (Topic.DATE, _DATE), (Topic.SECTIONS, _SECTIONS)
    ):  # fmt: skip
        if pattern.search(text):
            return Overview(topic)
    bare = _BARE_LISTS.match(text)
    return _members(f"list {bare['before']}" if bare else text)


def asks_of_collection(question: str, before: str) -> bool:
    """True if ``question`` ("who wrote it?") asks about the document that is held, and not what ``before`` is about.

    ``before``: the question before it, complete by itself. If that names a document or anything else, it is meant.
    """
    overview = overview_of(question)
    if overview is None or overview.topic not in {Topic.AUTHOR, Topic.DATE} or not _PUBLISHED.search(question):
        return False
    return not (_NAMED.search(before) or any(not name.text.isupper() for name in names_in(before)))


def _members(text: str) -> Overview | None:
    found = next((match for match in map(_MEMBERS.search, _clauses(text)) if match), None)
    if not found:
        return None
    rest = [stem for stem in tokenise(found["rest"]) if not stem.isdigit()]
    noun = next(iter(tokenise(found["noun"])), None)
    if noun is None or not _NOTHING_MORE.issuperset(rest):
        return None
    count = (found["count"] or "").strip().lower()
    number = _NUMBERS.get(count) or (int(count) if count.isdigit() else None)
    return Overview(Topic.MEMBERS, noun, frozenset(tokenise(found["qualifiers"])), number)


def _clauses(text: str) -> list[str]:
    """``text`` and its parts after a comma or full stop, the last first: what is asked mostly comes last."""
    parts = re.split(r"[,.;:]\s+", text)
    return [*reversed(parts), text] if len(parts) > 1 else [text]
