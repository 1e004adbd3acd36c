"""Spans of a text: pairs of offsets in code points, end exclusive."""

from collections.abc import Iterable

__all__ = ["Span", "merged_spans"]

Span = tuple[int, int]


def merged_spans(spans: Iterable[Span]) -> list[Span]:
    """The same characters in the fewest spans, in order: those that touch are one, and empty ones are left out."""
    merged: list[Span] = []
    for start, end in sorted(span for span in spans if span[0] < span[1]):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
