"""Reads from a question which trend and which facet of the collection it is about: a preference, never a filter.

A trend is known by the words of its own title, a facet by everyday words for it. What a question sets aside ("rather
than AI") is not what it is about; what it compares, it is about both.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from trendsqa.corpus.glossary import Glossary
from trendsqa.index.lexical import tokenise
from trendsqa.index.passage_record import PassageRecord, SectionRecord

__all__ = ["Intent", "IntentReader", "plain_heading"]

_CUES: Mapping[str, tuple[str, ...]] = {
    "overview": (r"opportunit(?:y|ies)", r"big picture"),
    "risks": (
        r"(?:risks|challenges|dangers|downsides|drawbacks|pitfalls)\s+(?:of|in|with|from|around|facing|for|when)",
        r"(?:what|which|any|main|biggest|key)\s+(?:\w+\s+){0,3}(?:risks|challenges|pitfalls)(?!\s+and\s+benefits)",
        r"risks and challenges|pitfalls|watch out for",
        r"(?:could|can|might|may|would)\s+go wrong",
        r"^\W*(?:\w+\s+){1,3}risks?\W*$",
    ),
    "early-benefits": (
        r"(?:early|earliest|quick|quickest|first|immediate|short[- ]term)\s+(?:benefits?|wins?|gains?|returns?)",
    ),
    "where-to-start": (
        r"where to (?:start|begin)|starting from scratch|first\s+(?:steps?|things?)|start (?:with|on|by)",
        r"(?:where|how)\s+(?:do|does|should|can|could|might|would)\s+(?:\w+\s+){1,3}(?:start|begin|get started)",
    ),
    "application-areas": (
        r"application areas?|applications of|use cases?",
        r"where (?:can|could|might|should)\s+(?:\w+\s+){1,3}(?:use|used|apply|applied)",
    ),
    "advice-for-cios": (
        r"cios?|chief information officers?|advice (?:for|to)\s+(?:\w+\s+){0,3}(?:leaders|managers|directors)",
        r"heads? of (?:it|ict|digital)|it (?:boss|bosses|directors?|managers?)",
    ),
    "impact-cases": (
        r"case stud(?:y|ies)|impact cases?|examples|example of|real[- ]life|who (?:else )?has",
        r"(?:which|any)\s+(?:\w+\s+)?(?:councils?|cit(?:y|ies)|countr(?:y|ies)|boroughs?|authorit(?:y|ies)|organi[sz]ation)",
    ),
    "guidance": (
        r"guidance|guides?|playbooks?|handbooks?|toolkits?|further reading|principles",
        r"(?:any|useful)\s+(?:links?|resources)|links? (?:on|to|about)",
    ),
    "beyond-2024": (
        r"(?:beyond|after|past)\s+20\d\d|what (?:comes|happens|is) next|outlook|long(?:er)? run|longer[- ]term",
        r"(?:in|of|for) the future|future (?:of|for)|(?:coming|next few) years|years (?:ahead|to come)|decade ahead",
        r"\w+ future\W*$",
    ),
}
"""General English for the facets of the grid. The introduction has none: it is what a question is about by default."""
_SETS_ASIDE = re.compile(
    r"\b(?:rather than|instead of|other than|apart from|aside from|except(?: for)?|excluding|"
    r"not(?!\s+(?:only|just|merely)\b)(?:\s+(?:about|on|in|for))?)\s+(?:[\w'’-]+\s*){1,3}",
    re.IGNORECASE,
)
_ORDINARY = frozenset(tokenise("capacity community data good local national protection public service technology"))
"""Every public body writes these on every page: they stand for a trend only where nothing plainer does."""
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_BRACKETS = re.compile(r"\s*\([^)]*\)")
_GOT = re.compile(r"\b(?:get|gets|got|getting|gotten)\b", re.IGNORECASE)
"""Without a year, "right" and "wrong" speak of a forecast only where somebody got it so."""
_OWN_SHARE = 0.5
"""A word of a trend's title stands for it where at least this share of the headings with that word are its own."""
_FEWEST_PARENTS = 3
"""Outside the grid, a heading that stands under so many others is a facet of theirs."""


@dataclass(frozen=True, slots=True)
class Intent:
    """The trends and facets that a question is about, as the collection names them; empty where it does not say.

    Outside the grid, a recurring heading stands for a facet and the headings above it for trends, in lower case.
    """

    trends: frozenset[str] = frozenset()
    facets: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        """Whether the question says anything."""
        return bool(self.trends or self.facets)

    def match(self, passage: PassageRecord) -> float:
        """How far the passage is what the question asks for.

        1 where it is of a facet asked for and of a trend asked for (or the question names no trend), 0.5 where it is
        of the facet and of another trend, else 0. A trend alone counts for nothing: the words that name it count
        already, in every other signal, and counting them once more was measured to lower MRR@10.
        """
        if not self.of_facet(passage):
            return 0.0
        return 1.0 if not self.trends or self.of_trend(passage) else 0.5

    def of_facet(self, passage: PassageRecord) -> bool:
        """Whether the passage is of a facet asked for."""
        return passage.facet in self.facets or not self.facets.isdisjoint(map(plain_heading, passage.heading_path))

    def of_trend(self, passage: PassageRecord) -> bool:
        """Whether the passage is of a trend asked for."""
        return passage.trend in self.trends or not self.trends.isdisjoint(map(plain_heading, passage.heading_path))


class IntentReader:
    """Reads intents against one collection. Safe to share between threads."""

    def __init__(self, sections: Iterable[SectionRecord], glossary: Glossary | None = None) -> None:
        """Learn the names of ``sections``; a trend is also known by the ``glossary``'s other words for its name."""
        known = tuple(sections)
        facets = {section.facet for section in known}
        self._cues = {
            facet: re.compile("|".join(rf"(?:\b|^){cue}(?!\w)" for cue in (f"(?:{c})" for c in cues)), re.IGNORECASE)
            for facet, cues in _CUES.items()
            if facet in facets
        }
        self._by_word: dict[str, str] = dict(_title_words(known))
        self._by_title = {frozenset(tokenise(title)): title for title in _trends(known)}
        self._by_term = {
            term: trends
            for term in (glossary or Glossary(())).terms
            if (trends := self._of_words(set(tokenise(term.name)) - _ORDINARY))
        }
        self._terms = Glossary(self._by_term)
        self._recurring = tuple(_recurring(known))

    def read(self, question: str) -> Intent:
        """What ``question`` is about."""
        kept = _SETS_ASIDE.sub(" ", question)
        words = frozenset(tokenise(kept))
        trends = self._of_words(words - _ORDINARY).union(*(self._by_term[term] for term in self._terms.find(kept)))
        trends |= {title for stems, title in self._by_title.items() if stems <= words}
        trends = trends or self._of_words(words & _ORDINARY)
        facets = {facet for facet, cue in self._cues.items() if cue.search(kept)}
        for heading in self._recurring:
            above = {parent for year, parent in heading.parents if year in words}
            if heading.stems & words and (above or _GOT.search(kept)):
                facets.add(heading.name)
                trends |= above
        return Intent(trends, frozenset(facets))

    def _of_words(self, words: Iterable[str]) -> frozenset[str]:
        return frozenset(self._by_word[word] for word in words if word in self._by_word)


@dataclass(frozen=True, slots=True)
class _Recurring:
    """A heading outside the grid with the stems it alone has, and the headings it stands under, each with its year."""

    name: str
    stems: frozenset[str]
    parents: tuple[tuple[str, str], ...]


def _trends(sections: Iterable[SectionRecord]) -> list[str]:
    return list(dict.fromkeys(section.trend for section in sections if section.trend))


def _title_words(sections: tuple[SectionRecord, ...]) -> Iterator[tuple[str, str]]:
    """Each stem that stands for a trend, with that trend."""
    in_titles: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for section in sections:
        for stem in set(tokenise(section.title)):
            in_titles[stem][section.trend] += 1
    for trend in _trends(sections):
        for stem in tokenise(trend):
            counts = in_titles[stem]
            if counts[trend] >= _OWN_SHARE * sum(count for other, count in counts.items() if other):
                yield stem, trend


def _recurring(sections: Iterable[SectionRecord]) -> Iterator[_Recurring]:
    parents: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for section in sections:
        if not section.trend and len(section.heading_path) > 1:
            above = plain_heading(section.heading_path[-2])
            parents[plain_heading(section.title)][above] = "".join(_YEAR.findall(above)[:1])
    recurring = {name: above for name, above in parents.items() if len(above) >= _FEWEST_PARENTS}
    shared = Counter(stem for name in recurring for stem in set(tokenise(name)))
    for name, years in recurring.items():
        stems = frozenset(stem for stem in tokenise(name) if shared[stem] == 1)
        yield _Recurring(name, stems, tuple((year, parent) for parent, year in years.items() if year))


def plain_heading(title: str) -> str:
    """The heading in lower case, without brackets and what stands in them, and without punctuation around it."""
    return _BRACKETS.sub("", title).strip(" .:;-–*").casefold()
