"""Contents lists of untagged files: lines that name parts of the file and the pages they are on."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from trendsqa.corpus.documents.coverage import LeftOut
from trendsqa.corpus.documents.document import BlockKind
from trendsqa.corpus.documents.parsed_block import ParsedBlock
from trendsqa.corpus.documents.text_cleaning import letters_only

__all__ = ["ContentsFree", "contents_lines", "without_contents_list"]

# Leaders, and a page number: "Salt bins ....... 12", "Salt bins . . . . iv".
_LED = re.compile(r"^(.*?\S)?\s*(?:[.…·_]\s?){4,}\s*(\d{1,4}|[ivxlc]{1,6}|[A-Z]-?\d{1,3})\s*$")
_ENDS_IN_PAGE = re.compile(r"^(.*\S)\s+(?:\|\s*)?(\d{1,4}|[ivxlc]{1,6})\s*$")
# Fewer are a form to fill in, or a line of a price list.
_LEAST_ENTRIES = 3
# Share of a list's entries that stand elsewhere in the file as a line of their own: prices have leaders too.
_FOUND_SHARE = 0.34
# A list's entries go on over at most this many lines without a page number.
_LONGEST_ENTRY = 2
# A list of contents stands before what it lists.
_PAGE_ORDER_SHARE = 0.8


@dataclass(frozen=True, slots=True)
class ContentsFree:
    """Blocks without contents lists, and what was left out."""

    blocks: tuple[ParsedBlock, ...]
    left_out: tuple[LeftOut, ...]


def contents_lines(lines: Sequence[str], headings: Collection[str]) -> list[bool]:
    """For each line of a file, in reading order, true if it belongs to a contents list.

    ``headings`` are the words of the file's headings, as ``letters_only`` gives them. A list is several lines in a row
    that end in leaders and a page number, or that are a heading with a page number; the numbers rise, and lines with
    the words of its entries stand in the file.
    """
    known = {letters_only(line) for line in lines} | set(headings)
    entries = [_entry(line, headings, known) for line in lines]
    marked = [False] * len(lines)
    for begin, end in _rows(entries):
        row = [entry for entry in entries[begin:end] if entry is not None]
        found = sum(entry.is_found for entry in row)
        if len(row) >= _LEAST_ENTRIES and found >= _FOUND_SHARE * len(row) and _rises([entry.page for entry in row]):
            marked[begin:end] = [True] * (end - begin)
    return marked


def without_contents_list(blocks: Sequence[ParsedBlock]) -> ContentsFree:
    """The blocks without the lines of contents lists; a heading above a list stays."""
    headings = {letters_only(block.text) for block in blocks if block.kind is BlockKind.HEADING} - {""}
    placed = [(number, line) for number, block in enumerate(blocks) for line in block.text.split("\n")]
    marks = contents_lines([line for _, line in placed], headings)
    if not any(marks):
        return ContentsFree(tuple(blocks), ())
    kept: list[list[str]] = [[] for _ in blocks]
    left_out: list[str] = []
    for (number, line), marked in zip(placed, marks, strict=True):
        if marked:
            left_out += line.split()
        else:
            kept[number].append(line)
    rest = tuple(_rest(block, lines) for block, lines in zip(blocks, kept, strict=True))
    characters = sum(map(len, left_out))
    return ContentsFree(
        tuple(block for block in rest if block.text.strip()),
        (LeftOut("contents list", len(left_out), characters),),
    )


@dataclass(frozen=True, slots=True)
class _ContentsEntry:
    page: int
    is_found: bool


def _entry(line: str, headings: Collection[str], known: Collection[str]) -> _ContentsEntry | None:
    led = _LED.match(line)
    found = led or _ENDS_IN_PAGE.match(line)
    if found is None:
        return None
    letters = letters_only(found[1] or "")
    if led is None and letters not in headings:
        return None
    return _ContentsEntry(_number(found[2]), bool(letters) and letters in known)


def _number(page: str) -> int:
    """A page number as a number; roman ones come first, and so count as none."""
    digits = page.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ-")
    return int(digits) if digits.isdecimal() and digits == page else 0


def _rows(entries: Sequence[_ContentsEntry | None]) -> Iterator[tuple[int, int]]:
    """Begin and end of runs of entries; a run may have a few lines between entries, which go on in the next."""
    begin: int | None = None
    last = -1
    for place, entry in enumerate(entries):
        if entry is None:
            continue
        if begin is not None and place - last > _LONGEST_ENTRY + 1:
            yield begin, last + 1
            begin = None
        begin = place if begin is None else begin
        last = place
    if begin is not None:
        yield begin, last + 1


def _rises(pages: Sequence[int]) -> bool:
    numbered = [page for page in pages if page]
    steps = sum(later >= earlier for earlier, later in pairwise(numbered))
    return steps >= _PAGE_ORDER_SHARE * (len(numbered) - 1)


def _rest(block: ParsedBlock, lines: Sequence[str]) -> ParsedBlock:
    """The block with ``lines`` only; links and page turns of a cut block no longer have their places."""
    text = "\n".join(lines)
    return block if text == block.text else replace(block, text=text, links=(), turns=(), header_rows=0)
