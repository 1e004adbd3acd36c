"""Editions of one report, each two of them matched: counterparts of sections, and what became of the trends."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from trendsqa.comparing.editions.edition_matching import MatchedBy, match_sections
from trendsqa.comparing.editions.edition_text import EditionText
from trendsqa.comparing.editions.trend_matching import TrendChange, match_trends
from trendsqa.index.texts.records import SectionRecord

__all__ = ["Counterpart", "MatchedEditions", "match_editions"]


@dataclass(frozen=True, slots=True)
class Counterpart:
    """The same section in another edition, and what says that it is the same."""

    section_id: str
    matched_by: MatchedBy


@dataclass(frozen=True, slots=True)
class MatchedEditions:
    """All that is known of the editions together.

    ``texts`` are by document id, oldest first, and ``sections`` are those of every edition by id. ``counterparts`` is
    by the id of a section and that of the other document; a section without a counterpart there is not in it.
    ``changes`` is by the ids of two documents, the older first.
    """

    texts: Mapping[str, EditionText]
    sections: Mapping[str, SectionRecord]
    counterparts: Mapping[tuple[str, str], Counterpart]
    changes: Mapping[tuple[str, str], tuple[TrendChange, ...]]


def match_editions(texts: Sequence[EditionText]) -> MatchedEditions:
    """Each two of ``texts``, which come oldest first, matched."""
    counterparts: dict[tuple[str, str], Counterpart] = {}
    changes: dict[tuple[str, str], tuple[TrendChange, ...]] = {}
    for older, newer in combinations(texts, 2):
        trends = match_trends(older, newer)
        changes[older.document_id, newer.document_id] = trends
        for pair in match_sections(older, newer, trends):
            counterparts[pair.older, newer.document_id] = Counterpart(pair.newer, pair.matched_by)
            counterparts[pair.newer, older.document_id] = Counterpart(pair.older, pair.matched_by)
    return MatchedEditions(
        texts={text.document_id: text for text in texts},
        sections={section.id: section for text in texts for section in text.sections},
        counterparts=counterparts,
        changes=changes,
    )
