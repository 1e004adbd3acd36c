"""A source's own words come before a brief on the same thing.

A brief tells in our own words of an item that a document links to. If the section that links to it is held in full and
ranks near it, the section's own words go first: they are the publisher's. But a brief often tells more than the
section, so if a judge read both, the section must answer nearly as well.
"""

from collections.abc import Callable, Collection, Sequence

from trendsqa.corpus.source import Form
from trendsqa.index.rows import Scores
from trendsqa.index.texts.records import PassageRecord

__all__ = ["LOOKED_AT", "LinkedFrom", "own_words_first", "own_words_of"]

LOOKED_AT = 10
"""Places of a ranking among which passages change place."""

LinkedFrom = Callable[[str], Collection[str]]
"""The ids of the sections that link to a document, by its id."""


_NEARLY = 1.5
"""Log-odds by which a section may seem to answer worse than the brief that it goes before."""


def own_words_of(ranked: Sequence[PassageRecord], linked_from: LinkedFrom, read: int) -> list[int]:
    """The places of ``ranked`` whose sections, in full, link to what a brief among the first ``read`` is on."""
    sections = {
        section
        for passage in ranked[:read]
        if passage.section.form == Form.BRIEF
        for section in linked_from(passage.document.id)
    }
    return [place for place, passage in enumerate(ranked[:LOOKED_AT]) if _is_own(passage, sections)]


def _is_own(passage: PassageRecord, sections: Collection[str]) -> bool:
    """True if ``passage`` has the publisher's words of one of ``sections``."""
    return passage.section.form == Form.FULL and passage.section.id in sections


def own_words_first(
    ranked: Sequence[PassageRecord], linked_from: LinkedFrom, verdicts: Scores | None = None
) -> list[int]:
    """The places of ``ranked`` in their new order: each section before the first brief that it links to.

    ``verdicts``: the judge's log-odds that each passage answers; None without a judge.
    """
    order = list(range(len(ranked)))
    for place, passage in enumerate(ranked[:LOOKED_AT]):
        if passage.section.form != Form.BRIEF:
            continue
        sections = linked_from(passage.document.id)
        own = next(
            (
                other
                for other in range(place + 1, min(len(ranked), LOOKED_AT))
                if _is_own(ranked[other], sections)
                and (verdicts is None or verdicts[other] >= verdicts[place] - _NEARLY)
            ),
            None,
        )
        if own is not None and order.index(own) > order.index(place):
            order.remove(own)
            order.insert(order.index(place), own)
    return order
