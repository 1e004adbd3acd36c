"""Packs a document's blocks into passages.

A passage stays within one section. It begins at a block or at a sentence, never in mid-sentence. A list stays whole
with its lead-in sentence if both fit; a list too long for one passage is cut between items, and the lead-in stays with
the first of them. A section's heading belongs to its first passage.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from trendsqa.chunking.passage import Passage
from trendsqa.chunking.sentences import sentence_spans
from trendsqa.corpus.documents.document import Block, BlockKind, Document
from trendsqa.corpus.documents.title_line import is_title_line

__all__ = ["pack"]

CountTokens = Callable[[str], int]
"""The encoder's own token count of a text, special tokens not included."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """An unbreakable run of text.

    ``page`` is the page on which it begins. A piece that ``leads`` (a heading, "… such as:") needs the text after it.
    """

    char_start: int
    char_end: int
    page: int | None
    leads: bool


def pack(document: Document, *, count_tokens: CountTokens, max_tokens: int) -> tuple[Passage, ...]:
    """The document's passages, in text order.

    A section with only a heading has none: the sections below it have the heading as context.
    """
    passages: list[Passage] = []
    parted: int | None = None
    for number, blocks in _by_section(document):
        if all(block.kind is BlockKind.HEADING for block in blocks):
            parted = number
            continue
        headings = _headings(document, number, parted)
        parted = None
        above = " ".join(headings[:-1])
        # Headings are encoded with the passage, so they share its budget, but never take more than half of it.
        budget = max(max_tokens - count_tokens(above), max_tokens // 2)
        for pieces in _fill(document, blocks, count_tokens, budget):
            passages.append(_passage(document, len(passages), number, headings, pieces))
    return tuple(passages)


def _by_section(document: Document) -> Iterator[tuple[int, list[Block]]]:
    blocks: dict[int, list[Block]] = {}
    for block in document.blocks:
        blocks.setdefault(block.section, []).append(block)
    yield from blocks.items()


def _fill(document: Document, blocks: Sequence[Block], count: CountTokens, budget: int) -> Iterator[list[_Piece]]:
    """Groups of pieces, each within the budget, cut between units."""
    current: list[_Piece] = []
    for unit in _units(document, blocks, count, budget):
        if current and _tokens(document, [*current, *unit], count) > budget:
            yield current
            current = []
        current.extend(unit)
    if current:
        yield current


def _units(document: Document, blocks: Sequence[Block], count: CountTokens, budget: int) -> Iterator[list[_Piece]]:
    """Pieces to keep together: a heading with the next block, a lead-in with its list, a quotation with its speaker."""
    for group in _groups(document, blocks):
        pieces = [_piece(document, block) for block in group]
        if _tokens(document, pieces, count) <= budget:
            yield pieces
        else:
            yield from _split(document, pieces, count, budget)


def _piece(document: Document, block: Block) -> _Piece:
    leads = block.kind is BlockKind.HEADING or document.quote(block).endswith(":")
    return _Piece(block.char_start, block.char_end, block.page, leads)


def _split(document: Document, pieces: Sequence[_Piece], count: CountTokens, budget: int) -> Iterator[list[_Piece]]:
    """Groups too long for one passage, cut between blocks and, if one block is too long, between sentences."""
    current: list[_Piece] = []
    for piece in pieces:
        for part in _parts(document, piece, count, budget):
            only_leads = all(kept.leads for kept in current)
            if not only_leads and _tokens(document, [*current, part], count) > budget:
                yield current
                current = []
            current.append(part)
    if current:
        yield current


def _groups(document: Document, blocks: Sequence[Block]) -> Iterator[list[Block]]:
    group: list[Block] = []
    for block in blocks:
        if group and not _belongs(document, group[-1], block):
            yield group
            group = []
        group.append(block)
    if group:
        yield group


def _belongs(document: Document, before: Block, block: Block) -> bool:
    if before.kind is BlockKind.HEADING:
        return True
    if block.kind is BlockKind.LIST_ITEM:
        same_list = before.kind is BlockKind.LIST_ITEM and before.list_number == block.list_number
        return same_list or block.depth > 0 or document.quote(before).endswith(":")
    if is_title_line(before, document.quote(before), block):
        return True
    # A quotation is followed by its speaker: only the two together answer "who said".
    return before.kind is BlockKind.QUOTATION


def _parts(document: Document, piece: _Piece, count: CountTokens, budget: int) -> Iterator[_Piece]:
    """The piece itself if it fits, else runs of its sentences that fit; a single sentence is never cut."""
    text = document.text[piece.char_start : piece.char_end]
    if count(text) <= budget:
        yield piece
        return
    run: list[tuple[int, int]] = []
    for span in sentence_spans(text):
        if run and count(text[run[0][0] : span[1]]) > budget:
            yield _part(piece, run)
            run = []
        run.append(span)
    if run:
        yield _part(piece, run)


def _part(piece: _Piece, run: Sequence[tuple[int, int]]) -> _Piece:
    return _Piece(piece.char_start + run[0][0], piece.char_start + run[-1][1], piece.page, piece.leads)


def _tokens(document: Document, pieces: Sequence[_Piece], count: CountTokens) -> int:
    return count(document.text[pieces[0].char_start : pieces[-1].char_end])


def _headings(document: Document, number: int, parted: int | None) -> tuple[str, ...]:
    """Headings of a section, with that of section ``parted`` just before it if it has the same parent and no text.

    It says what the next section is about: a title whose author or first part has a heading of its own.
    """
    path = document.sections[number].heading_path
    if parted is None or document.sections[parted].heading_path[:-1] != path[:-1]:
        return path
    return (*path[:-1], document.sections[parted].title, path[-1])


def _passage(
    document: Document, ordinal: int, number: int, headings: tuple[str, ...], pieces: Sequence[_Piece]
) -> Passage:
    section = document.sections[number]
    start, end = pieces[0].char_start, pieces[-1].char_end
    spans = sentence_spans(document.text[start:end])
    return Passage(
        id=f"{document.id}:{ordinal}",
        section=number,
        char_start=start,
        char_end=end,
        page=pieces[0].page,
        headings=headings,
        subject=section.trend or "".join(section.heading_path[-2:-1]),
        sentences=tuple((start + first, start + last) for first, last in spans),
    )
