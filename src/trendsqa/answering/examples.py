"""Questions that a collection answers, made from its outline by rule, for a first visit."""

import re
from collections.abc import Collection, Iterable, Sequence

from trendsqa.index.texts.records import SectionRecord

__all__ = ["example_questions", "questions_about"]

_MOST = 6
_BY_FACET = {
    "where-to-start": "Where should we start with {trend}?",
    "risks": "What are the risks and challenges of {trend}?",
    "early-benefits": "What early benefits does {trend} bring?",
    "advice-for-cios": "What advice is there for CIOs on {trend}?",
    "overview": "What is the opportunity in {trend}?",
    "application-areas": "Where can {trend} be applied?",
}
_ABOUT = re.compile(r"^about\s+(?=\w)", re.IGNORECASE)
_BY_TITLE = "What is said about {title}?"


def example_questions(sections: Sequence[SectionRecord]) -> tuple[str, ...]:
    """Up to six questions: one a trend, each with another facet; for documents without trends, one a section."""
    questions = list(_from_grid(sections)) or list(_from_titles(sections))
    return tuple(questions[:_MOST])


def questions_about(trend: str, facets: Collection[str]) -> tuple[str, ...]:
    """A question for each of ``facets`` that people ask about, to which the sections of ``trend`` hold the answer."""
    return tuple(form.format(trend=_in_sentence(trend)) for facet, form in _BY_FACET.items() if facet in facets)


def _from_grid(sections: Sequence[SectionRecord]) -> Iterable[str]:
    trends = list(dict.fromkeys(section.trend for section in sections if section.trend))
    # Technology trends come last in the report; taking every other trend shows both halves.
    spread = trends[1::2] + trends[::2]
    held = {(section.trend, section.facet) for section in sections}
    for trend, (facet, form) in zip(spread, _BY_FACET.items(), strict=False):
        if (trend, facet) in held:
            yield form.format(trend=_in_sentence(trend))


def _from_titles(sections: Sequence[SectionRecord]) -> Iterable[str]:
    # The outermost heading is a document's title, which asks for little; a document of one section has no other.
    for section in [section for section in sections if section.level > 1] or sections:
        # "About this handbook" reads on by itself.
        title = _ABOUT.sub("", section.title.rstrip(" .:?!"))
        yield _BY_TITLE.format(title=_in_sentence(title))


def _in_sentence(title: str) -> str:
    """The title as it reads within a sentence: lower case first, unless the word is an abbreviation or a name."""
    first, _, rest = title.partition(" ")
    return title if first.isupper() or rest != rest.lower() else title[:1].lower() + title[1:]
