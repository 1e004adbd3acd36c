"""A source's own words come before a brief on the same thing.

A brief tells in our own words of an item that a document links to. If the section that links to it is held in full and
ranks near it, the section's own words go first: they are the publisher's, and say the same.
"""

from collections.abc import Callable, Collection, Sequence

from trendsqa.corpus.source import Form
from trendsqa.index.texts.records import PassageRecord

__all__ = ["LOOKED_AT", "own_words_first"]

LOOKED_AT = 10
"""Places of a ranking among which passages change place."""

LinkedFrom = Callable[[str], Collection[str]]
"""The ids of the sections that link to a document, by its id."""


def own_words_first(ranked: Sequence[PassageRecord], linked_from: LinkedFrom) -> list[int]:
    """The places of ``ranked`` in their new order: each section before the first brief that it links to."""
    order = list(range(len(ranked)))
    for place, passage in enumerate(ranked[:LOOKED_AT]):
        if passage.section.form != Form.BRIEF:
            continue
        sections = linked_from(passage.document.id)
        own = [
            other
            for other in range(place + 1, min(len(ranked), LOOKED_AT))
            if ranked[other].section.id in sections and ranked[other].section.form == Form.FULL
        ]
        for other in own[:1]:
            if order.index(other) > order.index(place):
                order.remove(other)
                order.insert(order.index(place), other)
    return order
