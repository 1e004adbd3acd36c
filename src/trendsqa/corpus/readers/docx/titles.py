"""Titles that are no headings in their file: short paragraphs wholly in bold, each above its text.

They become headings only in a document that uses them as such, with few headings of its own or none.
"""

import re
from collections.abc import Sequence

from trendsqa.corpus.documents.text_cleaning import clean_text, is_quotation, opens_quotation
from trendsqa.corpus.readers.docx.body import DocxParagraph, Item, NoteText, ParagraphKind

__all__ = ["with_titles"]

_MOST_WORDS = 14
# A title over more paragraphs than this is a block of text in bold.
_MOST_PARTS = 2
_FEWEST_TITLES = 2
_DEEPEST = 6
_ENDS_SENTENCE = re.compile(r"[.!?;,…][)\]”’\"']*$")
_CLOSES_QUOTATION = ("”", "“", "»", '"')


def with_titles(items: Sequence[Item]) -> list[Item]:
    """The items with titles in bold as headings, and titles of two paragraphs as one."""
    whole = _with_parted_headings(items)
    groups = _groups(whole)
    if not _uses_titles(whole, groups):
        return whole
    sizes = sorted({_size(whole, group) for group in groups}, reverse=True)
    level, found = 0, list[Item]()
    heads = {group[0]: group for group in groups}
    taken: set[int] = set()
    for at, item in enumerate(whole):
        if isinstance(item, DocxParagraph) and item.kind is ParagraphKind.HEADING:
            level = item.level
        if at in heads:
            rank = 0 if _is_title_of_all(whole, groups, at) else 1 + sizes.index(_size(whole, heads[at]))
            base = level or 1
            found.append(_heading(whole, heads[at], min(base + rank, _DEEPEST)))
            taken.update(heads[at])
        elif at not in taken:
            found.append(item)
    return found


def _with_parted_headings(items: Sequence[Item]) -> list[Item]:
    """The items with a heading that ends in a colon joined to the title right below it, so that it is not empty."""
    found: list[Item] = []
    for item in items:
        last = found[-1] if found else None
        if (
            isinstance(item, DocxParagraph)
            and isinstance(last, DocxParagraph)
            and last.kind is ParagraphKind.HEADING
            and _leads_in(last)
            and (item.level == last.level if item.kind is ParagraphKind.HEADING else _is_title(item))
        ):
            found[-1] = _joined([last, item], last.level)
        else:
            found.append(item)
    return found


def _groups(items: Sequence[Item]) -> list[list[int]]:
    """The positions of each title's paragraphs: of one size, right above text of its own."""
    groups: list[list[int]] = []
    run: list[int] = []
    for at, item in enumerate(items):
        if _is_title(item):
            run.append(at)
            continue
        if isinstance(item, NoteText):
            continue
        if run and not _follows_quotation(items, run[0]) and _is_text(item, items[run[-1]]):
            groups += _parted(items, run)
        run = []
    return groups


def _parted(items: Sequence[Item], run: Sequence[int]) -> list[list[int]]:
    """Titles that stand right below one another, taken apart where their size changes; none if they are too many.

    The first paragraph of a document is the title of all of it.
    """
    groups: list[list[int]] = []
    for at in run:
        above = groups[-1][-1] if groups else at
        same = bool(groups) and _size_at(items, above) == _size_at(items, at)
        if same and (above != 0 or _leads_in(items[above])):
            groups[-1].append(at)
        else:
            groups.append([at])
    return groups if all(len(group) <= _MOST_PARTS for group in groups) else []


def _uses_titles(items: Sequence[Item], groups: Sequence[Sequence[int]]) -> bool:
    """True if the document has more such titles than headings, and most short lines in bold are such titles.

    Speakers, lead-ins and sentences in bold are no sign of either.
    """
    headings = sum(isinstance(item, DocxParagraph) and item.kind is ParagraphKind.HEADING for item in items)
    lines = sum(
        _is_title(item) and not _leads_in(item) and not _follows_quotation(items, at) for at, item in enumerate(items)
    )
    plain = sum(_is_shorter(items[group[-1]], items[group[-1] + 1]) for group in groups)
    if plain < _FEWEST_TITLES or 2 * plain <= len(groups):
        return False
    return len(groups) > headings and 2 * sum(map(len, groups)) > lines


def _is_shorter(title: Item, below: Item) -> bool:
    """True if what is below a title is longer than it, as text is, or another title."""
    if not isinstance(title, DocxParagraph) or not isinstance(below, DocxParagraph):
        return True
    is_text = below.kind is ParagraphKind.ITEM or len(below.line.text.strip()) > len(title.line.text.strip())
    return is_text or _is_title(below)


def _is_title(item: Item) -> bool:
    if not isinstance(item, DocxParagraph) or item.kind is not ParagraphKind.PLAIN or item.in_box:
        return False
    text = clean_text(item.line.text)
    return (
        item.line.is_strong
        and len(text.split()) <= _MOST_WORDS
        and not _ENDS_SENTENCE.search(text)
        and any(map(str.isalpha, text))
        and not is_quotation(text)
    )


def _is_text(item: Item, title: Item) -> bool:
    """True if ``item`` is text below a title; a bold line with a colon above a list leads into it."""
    if not isinstance(item, DocxParagraph) or item.kind not in {ParagraphKind.PLAIN, ParagraphKind.ITEM}:
        return False
    return not _leads_in(title)


def _leads_in(item: Item) -> bool:
    return isinstance(item, DocxParagraph) and item.line.text.rstrip().endswith(":")


def _is_title_of_all(items: Sequence[Item], groups: Sequence[Sequence[int]], at: int) -> bool:
    """True for the first line of a document if another title is right below it, or if it alone is the largest."""
    if at != 0 or len(groups) < _FEWEST_TITLES:
        return False
    largest = all(_size(items, group) < _size_at(items, 0) for group in groups[1:])
    return largest or groups[1][0] == groups[0][-1] + 1


def _follows_quotation(items: Sequence[Item], at: int) -> bool:
    before = items[at - 1] if at else None
    if not isinstance(before, DocxParagraph):
        return False
    text = clean_text(before.line.text)
    quoted = is_quotation(text) or opens_quotation(text) or text.endswith(_CLOSES_QUOTATION)
    return before.kind is ParagraphKind.QUOTATION or quoted


def _heading(items: Sequence[Item], group: Sequence[int], level: int) -> DocxParagraph:
    parts = [item for at in group if isinstance(item := items[at], DocxParagraph)]
    return _joined(parts, level)


def _joined(parts: Sequence[DocxParagraph], level: int) -> DocxParagraph:
    """One heading of the paragraphs' words."""
    first = parts[0]
    for part in parts[1:]:
        line = part.line.marked(part.marker)
        first.line.pieces += [*line.of(" ").pieces, *line.pieces]
    return DocxParagraph(first.line, ParagraphKind.HEADING, level, marker=first.marker)


def _size(items: Sequence[Item], group: Sequence[int]) -> int:
    return max(_size_at(items, at) for at in group)


def _size_at(items: Sequence[Item], at: int) -> int:
    item = items[at]
    return item.line.size if isinstance(item, DocxParagraph) else 0
