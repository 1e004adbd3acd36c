"""Trends and facets of the collection that a question is about: a preference, never a filter.

A trend is known by the words of its own title, a facet by everyday words for it. What a question sets aside ("rather
than AI") is not what it is about; what it compares, it is about both.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from trendsqa.corpus.glossary import Glossary
from trendsqa.index.texts.lexical import tokenise
from trendsqa.index.texts.trend_grid import TrendGrid

__all__ = ["Intent", "IntentClassifier"]

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
_GOT = re.compile(r"\b(?:get|gets|got|getting|gotten)\b", re.IGNORECASE)
"""Without a year, "right" and "wrong" speak of a forecast only where somebody got it so."""


@dataclass(frozen=True, slots=True)
class Intent:
    """The trends and facets that a question is about, as the collection names them; empty where it does not say.

    Outside the grid, a recurring heading stands for a facet and the headings above it for trends, in lower case.
    """

    trends: frozenset[str] = frozenset()
    facets: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        """True if the question names a trend or a facet."""
        return bool(self.trends or self.facets)


class IntentClassifier:
    """Finds intents for one collection. Safe to share between threads."""

    def __init__(self, grid: TrendGrid, glossary: Glossary | None = None) -> None:
        """A trend of ``grid`` is also known by the ``glossary``'s other words for its name."""
        self._grid = grid
        self._cues = {
            facet: re.compile("|".join(rf"(?:\b|^){cue}(?!\w)" for cue in (f"(?:{c})" for c in cues)), re.IGNORECASE)
            for facet, cues in _CUES.items()
            if facet in grid.of_facet
        }
        self._by_title = {frozenset(tokenise(title)): title for title in grid.trends}
        self._by_term = {
            term: trends
            for term in (glossary or Glossary(())).terms
            if (trends := self._of_words(set(tokenise(term.name)) - _ORDINARY))
        }
        self._terms = Glossary(self._by_term)

    def classify(self, question: str, terms: Sequence[str]) -> Intent:
        """Trends and facets of ``question``; ``terms`` are its stems, as ``tokenise`` gives them."""
        kept = _SETS_ASIDE.sub(" ", question)
        words = frozenset(terms if kept == question else tokenise(kept))
        trends = self._of_words(words - _ORDINARY).union(*(self._by_term[term] for term in self._terms.find(kept)))
        trends |= {title for stems, title in self._by_title.items() if stems <= words}
        trends = trends or self._of_words(words & _ORDINARY)
        facets = {facet for facet, cue in self._cues.items() if cue.search(kept)}
        for heading in self._grid.recurring:
            above = {parent for year, parent in heading.parents if year in words}
            if not words.isdisjoint(heading.stems) and (above or _GOT.search(kept)):
                facets.add(heading.name)
                trends |= above
        return Intent(trends, frozenset(facets))

    def _of_words(self, words: Iterable[str]) -> frozenset[str]:
        known = self._grid.words
        return frozenset(known[word] for word in words if word in known)
