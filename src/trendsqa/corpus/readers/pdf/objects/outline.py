"""The bookmarks of a PDF (its outline, ISO 32000-1, 12.3.3), with the pages they lead to."""

from collections.abc import Iterator, Mapping
from typing import Any

from trendsqa.corpus.readers.pdf.objects.resolving import items, mapping, name_tree, number_of, resolved
from trendsqa.corpus.readers.pdf.page import Bookmark

__all__ = ["stored_bookmarks"]

# Entries of an outline; a handbook has a few thousand.
_MOST = 20_000
_DEEPEST = 50


def stored_bookmarks(reader: Any) -> tuple[Bookmark, ...]:
    """The bookmarks of the file open in ``reader``, in their order, each before those within it."""
    root = mapping(reader.trailer["/Root"])
    first = mapping(mapping(root.get("/Outlines")).get("/First"))
    if not first:
        return ()
    pages = {number_of(page): place for place, page in enumerate(reader.pages, start=1)}
    names = {str(name): target for name, target in name_tree(mapping(root.get("/Names")).get("/Dests"))}
    names |= {str(name): target for name, target in mapping(root.get("/Dests")).items()}
    return tuple(
        Bookmark(title, level, _page(entry, pages, names))
        for entry, level in _entries(first)
        if (title := " ".join(str(resolved(entry.get("/Title")) or "").split()))
    )


def _entries(first: Mapping[str, Any]) -> Iterator[tuple[Mapping[str, Any], int]]:
    waiting = [(first, 1)]
    seen: set[int] = set()
    while waiting and len(seen) < _MOST:
        entry, level = waiting.pop()
        if not entry or id(entry) in seen:
            continue
        seen.add(id(entry))
        yield entry, level
        waiting.append((mapping(entry.get("/Next")), level))
        if level < _DEEPEST:
            waiting.append((mapping(entry.get("/First")), level + 1))


def _page(entry: Mapping[str, Any], pages: Mapping[int | None, int], names: Mapping[str, Any]) -> int | None:
    target = resolved(entry.get("/Dest"))
    if target is None:
        action = mapping(entry.get("/A"))
        target = resolved(action.get("/D")) if action.get("/S") == "/GoTo" else None
    if isinstance(target, str | bytes):
        target = resolved(names.get(target if isinstance(target, str) else target.decode("latin-1")))
    if isinstance(target, Mapping):
        target = resolved(target.get("/D"))
    place = next(items(target), None)
    if isinstance(place, int):
        return place + 1
    return pages.get(number_of(place)) if isinstance(place, Mapping) else None
