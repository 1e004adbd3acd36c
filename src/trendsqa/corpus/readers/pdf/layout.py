"""Blocks of an untagged PDF, from the size, weight and position of its letters."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from trendsqa.corpus.documents.parsed_block import ParsedBlock
from trendsqa.corpus.readers.block_stream import BlockStream
from trendsqa.corpus.readers.pdf.drawn.turning import turned
from trendsqa.corpus.readers.pdf.page import PageLink, PdfPage, Run
from trendsqa.corpus.readers.pdf.untagged.aligned import with_tables
from trendsqa.corpus.readers.pdf.untagged.columns import regions_of
from trendsqa.corpus.readers.pdf.untagged.line import Line, line_of, rows_of
from trendsqa.corpus.readers.pdf.untagged.notes import foot_notes, note_numbers
from trendsqa.corpus.readers.pdf.untagged.order import uninterrupted
from trendsqa.corpus.readers.pdf.untagged.piece import PieceKind, TextPiece
from trendsqa.corpus.readers.pdf.untagged.pieces import PieceBuilder
from trendsqa.corpus.readers.pdf.untagged.ruled import ruled_tables
from trendsqa.corpus.readers.pdf.untagged.style import style_of
from trendsqa.corpus.readers.pdf.untagged.table import PlacedTable
from trendsqa.corpus.readers.tables.document_headers import header_of_texts

__all__ = ["layout_blocks"]

# From so many lines on the edges of a column are known.
_KNOWN_EDGE = 4

_Region = list[Line | PlacedTable]


def layout_blocks(pages: Sequence[PdfPage]) -> tuple[ParsedBlock, ...]:
    """The blocks in reading order."""
    regions = [_placed(region, number) for number, region in enumerate(_regions(pages)) if region]
    lines = [line for region in regions for line in region if isinstance(line, Line)]
    if not lines and not regions:
        return ()
    builder = PieceBuilder(style := style_of(lines or [_any_line(regions)]))
    numbers = note_numbers(lines, style.size)
    links = {page.number: page.links for page in pages}
    for region in regions:
        at_foot = foot_notes([line for line in region if isinstance(line, Line)], style.size) if region else 0
        notes = [line for line in region if isinstance(line, Line)][-at_foot:] if at_foot else []
        for thing in region:
            if isinstance(thing, PlacedTable):
                builder.table(thing)
            elif not any(thing is note for note in notes):
                builder.line(_finished(thing, links, numbers))
        builder.notes([_finished(note, links, numbers) for note in notes])
    return _written(uninterrupted(builder.finished()))


def _any_line(regions: Sequence[_Region]) -> Line:
    table = next(thing for region in regions for thing in region if isinstance(thing, PlacedTable))
    return line_of([Run("0", 0, 0, 10, bold=False)], table.page)


def _finished(line: Line, links: Mapping[int, Sequence[PageLink]], numbers: frozenset[str]) -> Line:
    """The line with its link and its raised figures."""
    whole = line_of(line.runs, line.page, links[line.page], numbers)
    return replace(line, text=whole.text, address=whole.address)


def _regions(pages: Sequence[PdfPage]) -> Iterator[_Region]:
    """The columns of all pages in reading order, and text at a slant or turned after its page."""
    for page in pages:
        straight = [run for run in page.runs if not run.angle and run.text.strip()]
        tables, rest = ruled_tables(straight, page.rules, page.number)
        for region in regions_of(rest, tables):
            yield [
                thing if isinstance(thing, PlacedTable) else line_of(thing, page.number)
                for thing in with_tables(region, page.number)
            ]
        for angle in sorted({run.angle for run in page.runs if run.angle}):
            runs = [turned(run, angle) for run in page.runs if run.angle == angle and run.text.strip()]
            yield [line_of(row, page.number) for row in rows_of(runs)]


def _placed(region: _Region, number: int) -> _Region:
    """The region with the edges of its column in each line."""
    lines = [line for line in region if isinstance(line, Line)]
    if not lines:
        return region
    left, right = min(line.x for line in lines), max(line.end for line in lines)
    known = len(lines) >= _KNOWN_EDGE
    return [
        replace(thing, left=left, right=right, region=number + 1, known_edge=known)
        if isinstance(thing, Line)
        else thing
        for thing in region
    ]


def _written(pieces: Sequence[TextPiece]) -> tuple[ParsedBlock, ...]:
    stream = BlockStream()
    depth = 0
    for piece in pieces:
        wanted = piece.level + 1 if piece.kind is PieceKind.ITEM else 0
        while depth > wanted:
            stream.end_item()
            stream.end_list()
            depth -= 1
        if piece.kind is PieceKind.ITEM:
            if depth == wanted:
                stream.end_item()
            while depth < wanted:
                stream.begin_list()
                depth += 1
            stream.begin_item(piece.marker)
            _write_lines(stream, piece)
        else:
            _write(stream, piece)
    while depth:
        stream.end_item()
        stream.end_list()
        depth -= 1
    return stream.blocks()


def _write(stream: BlockStream, piece: TextPiece) -> None:
    match piece.kind:
        case PieceKind.HEADING:
            stream.begin_heading(piece.level)
            _write_lines(stream, piece)
            stream.end_heading()
        case PieceKind.NOTE:
            stream.begin_note()
            _write_lines(stream, piece)
            stream.end_note()
        case PieceKind.TABLE if piece.table is not None:
            stream.page = piece.table.page
            texts = piece.table.texts()
            stream.table(texts, piece.table.header_rows or header_of_texts(texts), piece.table.row_pages)
        case _:
            stream.paragraph_break()
            _write_lines(stream, piece)
            stream.paragraph_break()


def _write_lines(stream: BlockStream, piece: TextPiece) -> None:
    for number, line in enumerate(piece.lines):
        stream.page = line.page
        if number:
            stream.write("\n")
        if line.address:
            stream.begin_link(line.address)
        stream.write(line.text[piece.begins :] if not number else line.text, strong=line.bold)
        if line.address:
            stream.end_link()
