"""The passages that an answer quotes from, in their context: the quoted passages and what stands directly beside them.

Never more: a pack is sent on, and the terms of most sources allow passages to be shown, not documents.
"""

from collections.abc import Iterable, Sequence

from trendsqa.answering.answer import Citation
from trendsqa.answering.catalogue import SectionBlock, SectionView
from trendsqa.answering.spans import Span, merged_spans
from trendsqa.corpus.documents.document import BlockKind
from trendsqa.packs.pack_block import PackBlock, PackSpan, rows_of
from trendsqa.packs.plain_text import as_text

__all__ = ["MOST_BESIDE", "surroundings_of"]

MOST_BESIDE = 600
"""Characters, about a hundred words, that are shown of the block before a quoted passage and of the one after it."""
_CUT = PackSpan("[…]")


def surroundings_of(view: SectionView, citations: Sequence[Citation]) -> tuple[PackBlock, ...]:
    """The passages of ``citations``, all of the section ``view``, with the block before and after each, quotes marked.

    Where a block is not shown whole, ``[…]`` says so.
    """
    passages = {citation.passage.id: citation.passage for citation in citations}.values()
    wanted = merged_spans(_widened(view.blocks, passage.char_start, passage.char_end) for passage in passages)
    quoted = merged_spans((citation.char_start, citation.char_end) for citation in citations)
    return tuple(
        shown
        for block in view.blocks
        # The heading of the section is that of its passages already.
        if block is not view.blocks[0] or block.kind is not BlockKind.HEADING or _overlaps(quoted, _range_of(block))
        for low, high in _overlaps(wanted, _range_of(block))
        for shown in _shown(block, low, high, quoted)
    )


def _widened(blocks: Sequence[SectionBlock], start: int, end: int) -> Span:
    before = next((block for block in reversed(blocks) if block.char_start < start), None)
    after = next((block for block in blocks if block.char_end > end), None)
    return (_first_shown(before, start) if before else start, _end_shown(after, end) if after else end)


def _first_shown(block: SectionBlock, start: int) -> int:
    """The first character shown of ``block``, which begins before ``start``: at the beginning of a word or row."""
    stop = min(start, block.char_end)
    first = max(block.char_start, stop - MOST_BESIDE)
    if first == block.char_start:
        return first
    gap = block.text.find(_gap(block), first - block.char_start, stop - block.char_start)
    return block.char_start + gap + 1 if gap >= 0 else stop


def _end_shown(block: SectionBlock, end: int) -> int:
    """One past the last character shown of ``block``, which ends after ``end``: at the end of a word or row."""
    begin = max(end, block.char_start)
    last = min(block.char_end, begin + MOST_BESIDE)
    if last == block.char_end:
        return last
    gap = block.text.rfind(_gap(block), begin - block.char_start, last - block.char_start)
    return block.char_start + gap if gap >= 0 else begin


def _gap(block: SectionBlock) -> str:
    return "\n" if block.kind is BlockKind.TABLE else " "


def _shown(block: SectionBlock, low: int, high: int, quoted: Sequence[Span]) -> list[PackBlock]:
    text = block.text[low - block.char_start : high - block.char_start]
    if not text.strip():
        return []
    if block.kind is BlockKind.TABLE:
        return [_table(block, text, low, quoted)]
    spans: list[PackSpan] = [_CUT, PackSpan(" ")] if low > block.char_start else []
    at = low
    for start, end in _overlaps(quoted, (low, high)):
        spans += [_span(block, at, start, quoted=False), _span(block, start, end, quoted=True)]
        at = end
    spans.append(_span(block, at, high, quoted=False))
    if high < block.char_end:
        spans += [PackSpan(" "), _CUT]
    return [PackBlock(block.kind, block.depth, tuple(span for span in spans if span.text))]


def _span(block: SectionBlock, start: int, end: int, *, quoted: bool) -> PackSpan:
    return PackSpan(as_text(block.text[start - block.char_start : end - block.char_start]), quoted)


def _table(block: SectionBlock, text: str, low: int, quoted: Sequence[Span]) -> PackBlock:
    lines = text.strip("\n").split("\n")
    at = low + len(text) - len(text.lstrip("\n"))
    marks = []
    for line in lines:
        marks.append(bool(_overlaps(quoted, (at, at + len(line)))))
        at += len(line) + 1
    header = block.text.split("\n")[: block.header_rows]
    # Rows from the middle of a table mean little without the names of its columns.
    above = header if low > block.char_start + len("\n".join(header)) else []
    known = len(above) if above else block.header_rows if low == block.char_start else 0
    return PackBlock(block.kind, 0, (), rows_of([*above, *lines], known, [*[False] * len(above), *marks]))


def _range_of(block: SectionBlock) -> Span:
    return (block.char_start, block.char_end)


def _overlaps(ranges: Iterable[Span], within: Span) -> list[Span]:
    clipped = ((max(start, within[0]), min(end, within[1])) for start, end in ranges)
    return [(low, high) for low, high in clipped if low < high]
