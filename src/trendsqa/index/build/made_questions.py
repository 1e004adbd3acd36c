"""Questions that a passage answers, made by rule from its headings and its wording; for retrieval only.

They are a signal of their own in an index: kept apart from the curated questions, and never shown, neither as what
somebody asked nor as the source's words.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from trendsqa.chunking.passage import Passage
from trendsqa.corpus.documents.document import Block, BlockKind, Document, Section
from trendsqa.index.build.asked_sentences import as_said_within, questions_of_sentence, shortened

__all__ = ["MOST_QUESTIONS", "made_questions"]

MOST_QUESTIONS = 8
"""Of one passage: beyond these, questions are about ever smaller details."""
_MOST_WORDS = 22
"""A longer question is a sentence of the text over again, and sentences are a signal already."""
_BY_FACET: dict[str, tuple[str, ...]] = {
    "summary": ("What is {subject} about in short?",),
    "overview": ("What is the opportunity in {subject}?", "What could {subject} do for us?"),
    "risks": ("What are the risks and challenges of {subject}?", "What could go wrong with {subject}?"),
    "early-benefits": ("What early benefits does {subject} bring?", "What are the quick wins of {subject}?"),
    "where-to-start": ("Where should we start with {subject}?", "What are the first steps in {subject}?"),
    "application-areas": ("Where can {subject} be applied?", "What can {subject} be used for?"),
    "advice-for-cios": (
        "What advice is there for CIOs and digital leaders on {subject}?",
        "What should IT leaders do about {subject}?",
    ),
    "impact-cases": ("Which examples are there of {subject}?",),
    "guidance": ("What guidance is there on {subject}?",),
    "beyond-2024": ("What comes next in {subject}?", "What is the future of {subject}?"),
}
_FACET_OF_HEADING = (
    ("risks", re.compile(r"\b(?:risks?|challenges?|barriers|threats|pitfalls)\b", re.IGNORECASE)),
    ("early-benefits", re.compile(r"\b(?:benefits?|quick wins)\b", re.IGNORECASE)),
    ("where-to-start", re.compile(r"\b(?:where to (?:start|begin)|getting started|first steps)\b", re.IGNORECASE)),
    ("advice-for-cios", re.compile(r"\b(?:advice|recommendations?)\b", re.IGNORECASE)),
    ("application-areas", re.compile(r"\b(?:application areas|applications|use cases)\b", re.IGNORECASE)),
    ("impact-cases", re.compile(r"\b(?:case studies|impact cases|examples)\b", re.IGNORECASE)),
    ("guidance", re.compile(r"\b(?:guidance|further reading|resources)\b", re.IGNORECASE)),
    ("beyond-2024", re.compile(r"\b(?:beyond 20\d\d|outlook|the future|next steps)\b", re.IGNORECASE)),
    ("overview", re.compile(r"\b(?:overview|opportunity)\b", re.IGNORECASE)),
)
"""For documents that stand outside the grid of trends and facets."""
_NUMBERING = re.compile(r"^\W*(?:\d{1,2}(?:\.\d{1,2})*[.):]\s+)?")
_CASE = re.compile(r"^(?P<who>[^:]{3,80}):\s+(?P<what>.{3,}?)(?:\s+\((?:video|podcast|pdf)\))?$", re.IGNORECASE)
_ORGANISATION = re.compile(
    r"\b(?:agency|alliance|association|authority|board|borough|centre|center|city|commission|council|county|department|"
    r"district|foundation|government|institute|ministry|nhs|office|partnership|police|service|state|trust|university)\b",
    re.IGNORECASE,
)
_OF_ORGANISATIONS = frozenset({"impact-cases", "guidance"})
"""Facets whose headings name who did or wrote something."""
_ASKS = re.compile(r"^(?:what|why|how|who|when|where|which)\b", re.IGNORECASE)
_NO_SUBJECT = re.compile(
    r"^(?:introduction|overview|summary|conclusions?|about\b.*|background|contents?|references|notes|opening|home|"
    r"acknowledge?ments|feedback|contact\b.*|copyright)$",
    re.IGNORECASE,
)
_OPENS_QUOTE = ("“", '"', "‘", "«")
_SPEAKER = re.compile(
    r"^\W*(?P<name>(?:[A-Z][\w.’'-]*\s+){1,4}?[A-Z][\w’'-]+)(?:,\s*|\s+(?=[A-Z][a-z]+\s+[a-z]))(?P<role>[^,\n]{3,80})"
)
_LEAD_IN = re.compile(
    r"^(?:there are|these are|here are)?\s*(?:the|these|several|many|some)?\s*(?P<what>[^:.;,]{8,150}?)"
    r"(?:,?\s+(?:(?:have|has|will) been?|is|are|was|were|includes?|including|such as|for example|as follows))*:$",
    re.IGNORECASE,
)
_LISTS = re.compile(r"^(?:there are|these are|here are|the|these|several|many|key|main)\b", re.IGNORECASE)
_STATES = re.compile(
    r"^(?:(?!\b(?:that|which|who)\b).)*\b(?:is|are|was|were|will|can|should|must|has|have)\b", re.IGNORECASE
)
_WORDS_OF_A_ROLE = 8


@dataclass(frozen=True, slots=True)
class _Place:
    """A passage as the rules read it; ``subject`` is written as it reads within a question."""

    section: Section
    subject: str
    blocks: tuple[tuple[BlockKind, str], ...]
    sentences: tuple[str, ...]


def made_questions(document: Document, passage: Passage) -> tuple[str, ...]:
    """At most ``MOST_QUESTIONS`` different questions that the passage answers, those about all of it first.

    The same document and passage always give the same questions in the same order.
    """
    place = _Place(
        section=document.sections[passage.section],
        subject=as_said_within(_bare(passage.subject or document.title)),
        blocks=tuple((block.kind, document.quote(block)) for block in _blocks_of(document, passage)),
        sentences=tuple(document.text[start:end] for start, end in passage.sentences),
    )
    found: dict[str, str] = {}
    for question in _candidates(place):
        words = question.split()
        if len(words) <= _MOST_WORDS:
            found.setdefault(question.casefold(), " ".join(words))
    return tuple(found.values())[:MOST_QUESTIONS]


def _blocks_of(document: Document, passage: Passage) -> tuple[Block, ...]:
    """The blocks that the passage has a part in; they stand in text order."""
    first = bisect_right(document.blocks, passage.char_start, key=lambda block: block.char_end)
    last = bisect_left(document.blocks, passage.char_end, key=lambda block: block.char_start)
    return document.blocks[first:last]


def _candidates(place: _Place) -> Iterator[str]:
    for rule in _RULES:
        yield from rule(place)


def _of_facet(place: _Place) -> Iterator[str]:
    facet = place.section.facet or _facet_of(place.section.title)
    for form in _BY_FACET.get(facet, ()):
        yield form.format(subject=place.subject)


def _facet_of(title: str) -> str:
    return next((facet for facet, cue in _FACET_OF_HEADING if cue.search(title)), "")


def _of_heading(place: _Place) -> Iterator[str]:
    title, facet = (
        _bare(place.section.title),
        place.section.facet or _facet_of(" ".join(place.section.heading_path[-2:-1])),
    )
    case = _CASE.match(title)
    if case and (facet in _OF_ORGANISATIONS or _ORGANISATION.search(case["who"])):
        yield f"What has {case['who']} done about {place.subject}?"
        yield f"What is {case['what']} about?"
    elif facet in _OF_ORGANISATIONS and _ORGANISATION.search(title):
        yield f"What has {title} published on {place.subject}?"
    elif _ASKS.match(title):
        if place.section.title.rstrip().endswith("?"):
            yield f"{title}?"
    elif as_said_within(title) == place.subject:
        yield f"What is meant by {place.subject}?"
    elif title and not _NO_SUBJECT.match(title) and not _facet_of(title):
        is_within = place.section.trend and place.subject.casefold() not in title.casefold()
        about = f" in {place.subject}" if is_within else ""
        yield f"What should we know about {as_said_within(title)}{about}?"


def _bare(title: str) -> str:
    return _NUMBERING.sub("", title).strip(" .:?!")


def _of_quotation(place: _Place) -> Iterator[str]:
    for (kind, said), (_, by) in pairwise(place.blocks):
        if kind is not BlockKind.QUOTATION and not said.startswith(_OPENS_QUOTE):
            continue
        if speaker := _SPEAKER.match(by):
            role = shortened(re.split(r",|\s(?:who|which)\s", speaker["role"])[0], _WORDS_OF_A_ROLE)
            yield f"What does {speaker['name']} say about {place.subject}?"
            yield f"What does the {as_said_within(role)} say about {place.subject}?"
            clause = re.split(r"[,.;:]", said.strip("“”\"'‘’« "))[0]
            yield f"Who said that {as_said_within(clause)}?"


def _of_list(place: _Place) -> Iterator[str]:
    for (_, text), (kind, _) in pairwise(place.blocks):
        if kind is not BlockKind.LIST_ITEM or not text.endswith(":"):
            continue
        lead_in = re.split(r"(?<=[.!?])\s+", text)[-1]
        found = _LISTS.match(lead_in) and _LEAD_IN.match(lead_in)
        if found and not _STATES.match(found["what"]):
            yield f"What are the {as_said_within(found['what'])}?"


def _of_sentences(place: _Place) -> Iterator[str]:
    for sentence in place.sentences:
        yield from questions_of_sentence(sentence)


_RULES = [_of_facet, _of_heading, _of_quotation, _of_list, _of_sentences]
