"""Excerpts and their smallest units: a block, or blocks that say nothing apart.

A heading stays with what follows it, and a quotation with the line that names its speaker.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from trendsqa.corpus.documents.document import Block, BlockKind
from trendsqa.corpus.documents.title_line import is_title_line
from trendsqa.corpus.source import Form
from trendsqa.index.texts.records import PassageRecord

__all__ = ["Excerpt", "Unit", "count_words", "units_of"]

_NOTE = "Note:"
"""How a note of ours begins in a brief."""
_LONGEST_SPEAKER = 35
"""Words in a line that names a speaker: name, office and organisation, no sentence of its own."""
_QUOTED = re.compile(r"^[\"“‘'].*[\"”’']$", re.DOTALL)
_NAMED = re.compile(r"^[–—-]?\s*(?:[A-Z][\w'’.-]*)(?:\s+[A-Z][\w'’.-]*)+")


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Words of one passage, by offsets into the document's text; ``page`` is where they begin."""

    passage: PassageRecord
    char_start: int
    char_end: int
    page: int | None

    @property
    def text(self) -> str:
        """The words."""
        base = self.passage.char_start
        return self.passage.text[self.char_start - base : self.char_end - base]


@dataclass(frozen=True, slots=True)
class Unit:
    """A part of a passage that is quoted whole or not at all, by offsets into the document's text.

    ``leads`` is true where it only leads into what follows ("Each needs:"); ``listed`` where it is an item of a list;
    ``spoken`` where it is a quotation, ``attributed`` where the line that names its speaker is part of it. ``noted`` if
    it is our own note on a source, which answers nothing. ``tabular`` if it is a row of a table.
    """

    char_start: int
    char_end: int
    page: int | None
    words: int
    leads: bool
    listed: bool
    spoken: bool
    attributed: bool = False
    noted: bool = False
    tabular: bool = False


def units_of(passage: PassageRecord, blocks: Sequence[Block]) -> tuple[Unit, ...]:
    """The units of ``passage`` in order; ``blocks`` are those of its section."""
    joined: list[Unit] = []
    for unit, own_text in _blocks_with_headings(passage, blocks):
        if joined and joined[-1].spoken and not joined[-1].attributed and _names_a_speaker(own_text):
            quotation = joined.pop()
            words = quotation.words + unit.words
            # The speaker closes the quotation: what the next line names belongs to something else.
            joined.append(replace(quotation, char_end=unit.char_end, words=words, attributed=True))
        else:
            joined.append(unit)
    return tuple(joined)


def count_words(text: str) -> int:
    """Runs of characters that are not white space."""
    return len(text.split())


def _blocks_with_headings(passage: PassageRecord, blocks: Sequence[Block]) -> Iterator[tuple[Unit, str]]:
    """Each block's part in the passage as a unit, with the block's own text; a heading is joined to what follows it."""
    heading: Unit | None = None
    spoken_before = below_heading = False
    for block, following, start, end in _parts(passage, blocks):
        own_text = _text(passage, start, end)
        before = heading.words if heading else 0
        unit = Unit(
            char_start=heading.char_start if heading else start,
            char_end=end,
            page=heading.page if heading else block.page_at(start),
            words=before + count_words(own_text),
            leads=own_text.rstrip().endswith(":"),
            listed=block.kind is BlockKind.LIST_ITEM,
            spoken=block.kind is BlockKind.QUOTATION or bool(_QUOTED.match(own_text.strip())),
            tabular=block.kind is BlockKind.TABLE,
            noted=passage.section.form == Form.BRIEF and own_text.startswith(_NOTE),
        )
        # The line that names a speaker looks like a title, and so does a quotation.
        may_title = not (spoken_before or unit.spoken)
        titled = block.kind is BlockKind.HEADING or (may_title and is_title_line(block, own_text, following))
        # One line right below a heading may be a second title: whose page it is.
        second = may_title and below_heading and is_title_line(block, own_text, following, below_title=True)
        if titled or second:
            heading = unit
            below_heading = block.kind is BlockKind.HEADING
            continue
        yield unit, own_text
        heading, spoken_before, below_heading = None, unit.spoken, False
    if heading:
        yield heading, ""


def _parts(passage: PassageRecord, blocks: Sequence[Block]) -> Iterator[tuple[Block, Block | None, int, int]]:
    """Each block with the next one and its part in the passage; a table row by row, the header with the first."""
    for block, following in zip_longest(blocks, blocks[1:]):
        start, end = max(block.char_start, passage.char_start), min(block.char_end, passage.char_end)
        if start >= end:
            continue
        if block.kind is not BlockKind.TABLE:
            yield block, following, start, end
            continue
        header = block.header_rows if start == block.char_start else 0
        rows = _text(passage, start, end).split("\n")
        begins = start
        for number, row in enumerate(rows, start=1):
            start += len(row) + 1
            if number > header or number == len(rows):
                yield block, following, begins, start - 1
                begins = start


def _names_a_speaker(text: str) -> bool:
    short = count_words(text) <= _LONGEST_SPEAKER
    return short and bool(_NAMED.match(text)) and not text.rstrip().endswith((".", ":", "?"))


def _text(passage: PassageRecord, start: int, end: int) -> str:
    return passage.text[start - passage.char_start : end - passage.char_start]
