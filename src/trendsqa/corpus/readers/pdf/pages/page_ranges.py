"""Pages of a file in words, for a person: "page 3", "pages 2-6, 9"."""

from collections.abc import Iterable

__all__ = ["page_ranges"]

# More ranges than this are a list that nobody reads.
_MOST_RANGES = 6


def page_ranges(numbers: Iterable[int]) -> str:
    """The pages in rising order, neighbours as a range; empty without pages."""
    ranges: list[list[int]] = []
    for number in sorted(set(numbers)):
        if ranges and ranges[-1][1] == number - 1:
            ranges[-1][1] = number
        else:
            ranges.append([number, number])
    if not ranges:
        return ""
    shown = [str(first) if first == last else f"{first}-{last}" for first, last in ranges[:_MOST_RANGES]]
    more = " and others" if len(ranges) > _MOST_RANGES else ""
    only_one = len(ranges) == 1 and ranges[0][0] == ranges[0][1]
    return f"{'page' if only_one else 'pages'} {', '.join(shown)}{more}"
