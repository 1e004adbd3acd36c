"""Bookmarks as headings, in a file whose headings cannot be told from its other lines."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from trendsqa.corpus.documents.document import BlockKind, PageTurn
from trendsqa.corpus.documents.parsed_block import ParsedBlock, ParsedLink
from trendsqa.corpus.documents.text_cleaning import letters_only
from trendsqa.corpus.readers.pdf.page import Bookmark

__all__ = ["with_bookmarks"]

# A file with more headings than this share of its bookmarks shows its headings by itself.
_FEW_HEADINGS = 0.34
# A title over more lines than this is a sentence.
_TITLE_LINES = 4
_DEEPEST_LEVEL = 6
_NUMBERED = re.compile(r"\s*((?:\d+|[A-Z]|[ivxlc]+)(?:\.\d+)*)[.):]?\s+(?=\S)")


def with_bookmarks(blocks: Sequence[ParsedBlock], bookmarks: Sequence[Bookmark]) -> tuple[ParsedBlock, ...]:
    """The blocks with the lines that bookmarks name as headings; unchanged if the file has headings of its own.

    A line is a bookmark's if its words are the bookmark's, on the page it leads to, after the line of the bookmark
    before it. Case, spaces and a number that only one of them has make no difference.
    """
    headings = sum(block.kind is BlockKind.HEADING for block in blocks)
    if headings > _FEW_HEADINGS * len(bookmarks):
        return tuple(blocks)
    lines = [*_lines(blocks)]
    first_of_page: dict[int, int] = {}
    for place, line in enumerate(lines):
        first_of_page.setdefault(line.page, place)
    titles: dict[int, list[_Title]] = {}
    begin = 0
    for bookmark in bookmarks:
        begin_here = max(begin, first_of_page.get(bookmark.page or 0, len(lines)))
        found = _find(lines, begin_here, bookmark)
        if found is not None:
            first, last = found
            title = _Title(lines[first].start, lines[last].end, min(bookmark.level, _DEEPEST_LEVEL))
            titles.setdefault(lines[first].block, []).append(title)
            begin = last + 1
    return tuple(part for number, block in enumerate(blocks) for part in _parts(block, titles.get(number, [])))


@dataclass(frozen=True, slots=True)
class _TextLine:
    """A line of a block: the block's place, the line's span in it, and its page (0 if unknown)."""

    block: int
    start: int
    end: int
    page: int
    text: str


@dataclass(frozen=True, slots=True)
class _Title:
    start: int
    end: int
    level: int


def _lines(blocks: Sequence[ParsedBlock]) -> Iterator[_TextLine]:
    for number, block in enumerate(blocks):
        if block.kind is BlockKind.TABLE or block.note:
            continue
        start = 0
        for text in block.text.split("\n"):
            if text.strip():
                yield _TextLine(number, start, start + len(text), _page_at(block, start) or 0, text)
            start += len(text) + 1


def _page_at(block: ParsedBlock, place: int) -> int | None:
    return next((turn.page for turn in reversed(block.turns) if turn.start <= place), block.page)


def _find(lines: Sequence[_TextLine], begin: int, bookmark: Bookmark) -> tuple[int, int] | None:
    """The first and last line with the bookmark's words; None if its page has none."""
    wanted = _Words.of(bookmark.title)
    for first in range(begin, len(lines)):
        if lines[first].page != bookmark.page:
            return None
        text = ""
        for last in range(first, min(first + _TITLE_LINES, len(lines))):
            if lines[last].block != lines[first].block:
                break
            text += lines[last].text + " "
            if wanted.are(_Words.of(text)):
                return first, last
    return None


@dataclass(frozen=True, slots=True)
class _Words:
    """Letters of a title, its number apart: "2.1" and "saltbins"."""

    number: str
    letters: str
    all_letters: str

    @classmethod
    def of(cls, title: str) -> "_Words":
        found = _NUMBERED.match(title)
        number, rest = (found[1], title[found.end() :]) if found is not None else ("", title)
        return cls(number, letters_only(rest), letters_only(title))

    def are(self, other: "_Words") -> bool:
        if not self.all_letters:
            return False
        if self.all_letters == other.all_letters:
            return True
        return not (self.number and other.number) and bool(self.letters) and self.letters == other.letters


def _parts(block: ParsedBlock, titles: Sequence[_Title]) -> Iterator[ParsedBlock]:
    """The block, cut at its titles."""
    if not titles:
        yield block
        return
    place = 0
    for title in titles:
        yield from _part(block, place, title.start)
        heading = [*_part(block, title.start, title.end)]
        yield from (
            replace(part, kind=BlockKind.HEADING, level=title.level, list_number=None, depth=0) for part in heading
        )
        place = title.end
    after_title = block if block.kind is BlockKind.QUOTATION else replace(block, kind=BlockKind.PARAGRAPH, level=0)
    yield from _part(replace(after_title, list_number=None, depth=0), place, len(block.text))


def _part(block: ParsedBlock, start: int, end: int) -> Iterator[ParsedBlock]:
    """The part of a block with its links and page turns; nothing without words."""
    text = block.text[start:end]
    if not text.strip():
        return
    links = tuple(
        ParsedLink(max(link.start, start) - start, min(link.end, end) - start, link.address)
        for link in block.links
        if link.start < end and link.end > start
    )
    turns = tuple(PageTurn(turn.start - start, turn.page) for turn in block.turns if start < turn.start < end)
    yield replace(block, text=text, page=_page_at(block, start), links=links, turns=turns)
