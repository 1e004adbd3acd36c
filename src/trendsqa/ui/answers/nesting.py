"""Nesting: a flat run of list items with depths becomes lists inside lists."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Generic, TypeVar

__all__ = ["Nested", "nest"]

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Nested(Generic[T]):
    """An item and the items of the list inside it."""

    item: T
    inner: tuple["Nested[T]", ...]


def nest(items: Sequence[T], depth: Callable[[T], int]) -> tuple[Nested[T], ...]:
    """``items`` in their order; one deeper than the item before it goes into a list inside that one."""
    if not items:
        return ()
    level = min(map(depth, items))
    starts = [at for at, item in enumerate(items) if depth(item) == level]
    # An excerpt may begin inside an inner list: what stands before the first outer item keeps its place.
    bounds = [0, *(start for start in starts if start), len(items)]
    return tuple(Nested(items[low], nest(items[low + 1 : high], depth)) for low, high in pairwise(bounds))
