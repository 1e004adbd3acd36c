"""Packs a document's blocks into passages.

A passage stays within one section. It begins at a block or at a sentence, never in mid-sentence. A list stays whole
with its lead-in sentence if both fit; a list too long for one passage is cut between items, and the lead-in stays with
the first of them. A table too long for one is cut between rows, and each passage of it knows the header. A section's
heading belongs to its first passage.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from trendsqa.chunking.passage import Passage
from trendsqa.chunking.sentences import sentence_spans
from trendsqa.corpus.documents.document import Block, BlockKind, Document
from trendsqa.corpus.documents.title_line import is_title_line

__all__ = ["pack"]

CountTokens = Callable[[str], int]
"""The encoder's own token count of a text, special tokens not included."""
_Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Piece:
    """An unbreakable run of text in one block. A piece that ``leads`` (a heading, "… such as:") needs what follows."""

    char_start: int
    char_end: int
    block: Block
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
    return _Piece(block.char_start, block.char_end, block, leads)


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
    """The piece itself if it fits, else runs of its sentences or rows that fit; a single one is never cut."""
    if count(document.text[piece.char_start : piece.char_end]) <= budget:
        yield piece
        return
    header = _header(document, piece.block)
    # The header is encoded with the rows below it, so it shares their budget, but never takes more than half of it.
    budget_below = max(budget - count(document.text[slice(*header)]), budget // 2) if header else budget
    run: list[_Span] = []
    for span in _sentences(document, piece):
        room = budget if run and header and run[0][0] <= header[0] else budget_below
        if run and count(document.text[run[0][0] : span[1]]) > room:
            yield replace(piece, char_start=run[0][0], char_end=run[-1][1])
            run = []
        run.append(span)
    if run:
        yield replace(piece, char_start=run[0][0], char_end=run[-1][1])


def _sentences(document: Document, piece: _Piece) -> tuple[_Span, ...]:
    if piece.block.kind is BlockKind.TABLE:
        return _rows(document, piece)
    spans = sentence_spans(document.text[piece.char_start : piece.char_end])
    return tuple((piece.char_start + start, piece.char_start + end) for start, end in spans)


def _header(document: Document, block: Block) -> _Span | None:
    """The rows that name a table's columns; None without any, and for a table of nothing else."""
    if block.kind is not BlockKind.TABLE or not block.header_rows:
        return None
    end = block.char_start - 1
    for _ in range(block.header_rows):
        end = document.text.find("\n", end + 1, block.char_end)
        if end < 0:
            return None
    return block.char_start, end


def _rows(document: Document, piece: _Piece) -> tuple[_Span, ...]:
    """The rows in a piece of a table; only the piece is split, since a long table has hundreds of passages."""
    rows: list[_Span] = []
    start = piece.char_start
    for row in document.text[piece.char_start : piece.char_end].split("\n"):
        rows.append((start, start + len(row)))
        start += len(row) + 1
    return tuple(rows)


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
    headers = _headers_of_sentences(document, pieces)
    return Passage(
        id=f"{document.id}:{ordinal}",
        section=number,
        char_start=start,
        char_end=end,
        page=pieces[0].block.page_at(start),
        headings=headings,
        subject=section.trend or "".join(section.heading_path[-2:-1]),
        sentences=tuple(headers),
        headers=tuple(headers.values()),
    )


def _headers_of_sentences(document: Document, pieces: Sequence[_Piece]) -> dict[_Span, _Span | None]:
    """The sentences of a passage and the rows of its tables in text order, each with the header of its table."""
    start, end = pieces[0].char_start, pieces[-1].char_end
    tables = [piece for piece in pieces if piece.block.kind is BlockKind.TABLE]
    spans: dict[_Span, _Span | None] = {
        (start + first, start + last): None for first, last in sentence_spans(document.text[start:end])
    }
    for piece in tables:
        spans = {span: header for span, header in spans.items() if not _overlap(span, piece)}
        header = _header(document, piece.block)
        for row in _rows(document, piece):
            spans[row] = header if header and row[0] > header[1] else None
    return dict(sorted(spans.items()))


def _overlap(span: _Span, piece: _Piece) -> bool:
    return span[0] < piece.char_end and piece.char_start < span[1]
