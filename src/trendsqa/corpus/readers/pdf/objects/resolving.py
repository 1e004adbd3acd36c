"""Objects of a PDF as plain mappings and lists, whatever a damaged file has in their place. Does not import pypdf."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

__all__ = ["corners", "items", "mapping", "name_tree", "number_of", "resolved"]

_CORNERS = 4
# Real trees have some hundred nodes; a tree that contains itself has no end.
_MOST_NODES = 10_000


def resolved(thing: Any) -> Any:
    """The object itself, in place of a reference to it."""
    return thing.get_object() if hasattr(thing, "get_object") else thing


def mapping(thing: Any) -> Mapping[str, Any]:
    """The dictionary that ``thing`` is or refers to; empty if it is none."""
    found = resolved(thing)
    return found if isinstance(found, Mapping) else {}


def items(thing: Any) -> Iterator[Any]:
    """The resolved members of the array that ``thing`` is or refers to; none if it is no array."""
    found = resolved(thing)
    if isinstance(found, Sequence) and not isinstance(found, str | bytes):
        yield from map(resolved, found)


def number_of(thing: Any) -> int | None:
    """The number of an object in its file; None for an object within another."""
    number = getattr(getattr(thing, "indirect_reference", None), "idnum", None)
    return number if isinstance(number, int) else None


def corners(thing: Any) -> tuple[float, float, float, float] | None:
    """Left, bottom, right and top of a rectangle in points; None if it is not one."""
    sides = [*items(thing)]
    if len(sides) != _CORNERS or not all(isinstance(side, int | float) for side in sides):
        return None
    x0, y0, x1, y1 = map(float, sides)
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def name_tree(tree: Any) -> Iterator[tuple[Any, Any]]:
    """The names and values of a name tree, each node once."""
    waiting = [mapping(tree)]
    seen: set[int] = set()
    while waiting and len(seen) < _MOST_NODES:
        node = waiting.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        entries = [*items(node.get("/Names"))]
        yield from zip(entries[::2], entries[1::2], strict=False)
        waiting += [mapping(kid) for kid in items(node.get("/Kids"))]
