"""A file's bytes to a ``Document``: cleaning, joining and offsets, for every format in the same way.

Readers only extract the pieces of a file. Text is cleaned here, once, before any offset is taken from it, so offsets
are right by construction: a block's span is recorded when its words are appended.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from trendsqa.corpus.documents.bold_headings import with_bold_headings
from trendsqa.corpus.documents.counting import coverage_of
from trendsqa.corpus.documents.document import Block, BlockKind, Document, Link, PageTurn, Section
from trendsqa.corpus.documents.parsed_block import ParsedBlock
from trendsqa.corpus.documents.parsed_document import ParsedDocument
from trendsqa.corpus.documents.text_cleaning import (
    clean_linked_text,
    clean_text,
    is_quotation,
    letters_only,
    opens_quotation,
    slug,
)
from trendsqa.corpus.documents.title import title_of
from trendsqa.corpus.readers.decoding import declared_charset
from trendsqa.corpus.readers.media_type import (
    CSV,
    DOCX,
    EMAIL,
    HTML,
    MARKDOWN,
    ODT,
    PDF,
    PLAIN_TEXT,
    PPTX,
    TSV,
    XLSX,
    detect_media_type,
)
from trendsqa.corpus.readers.reader_choice import GivenFile, parse_file
from trendsqa.errors import UnreadableFileError

__all__ = ["ReadingLimits", "build_document", "detect_media_type", "read_document"]

_BETWEEN_BLOCKS = "\n\n"
_BETWEEN_ITEMS = "\n"
_OPENING_SECTION = "opening"
# A speaker's name and office; a longer bold paragraph is the document's own emphasis.
_ATTRIBUTION_WORDS = 40
_MIB = 2**20
_GENERIC_MEDIA_TYPES = frozenset({"", "application/octet-stream", "binary/octet-stream"})
_TEXT_MEDIA_TYPES = {
    "application/csv": CSV,
    "application/xhtml+xml": HTML,
    "message/rfc822": EMAIL,
    "text/csv": CSV,
    "text/html": HTML,
    "text/markdown": MARKDOWN,
    "text/plain": PLAIN_TEXT,
    "text/tab-separated-values": TSV,
    "text/x-markdown": MARKDOWN,
}
_SIGNED_MEDIA_TYPES = frozenset({PDF, DOCX, XLSX, PPTX, ODT})


@dataclass(frozen=True, slots=True)
class ReadingLimits:
    """Upper limits for a file: bytes of the file, pages, and characters of text."""

    max_bytes: int
    max_pages: int
    max_characters: int


def read_document(
    data: bytes, *, name: str, document_id: str, media_type: str | None = None, limits: ReadingLimits
) -> Document:
    """The document in ``data`` with its literal outline.

    ``name`` is the file's name or address, for its ending and for messages. ``media_type`` is the type that the server
    or the manifest declared, with its ``charset`` if it has one; it decides between text formats, and the bytes decide
    the rest.

    Raises:
        UnreadableFileError: The file is empty, damaged, encrypted, scanned, too large or mislabelled.
    """
    if len(data) > limits.max_bytes:
        raise UnreadableFileError(
            f"{name} has {len(data) / _MIB:.1f} MiB, more than the limit of "
            f"{limits.max_bytes / _MIB:.1f} MiB. Split it, or raise `reading.max_file_mib` in trendsqa.toml."
        )
    given = GivenFile(data, name, declared_charset(media_type or ""), limits.max_pages, limits.max_characters)
    kind = _media_type(data, name, media_type)
    return build_document(
        parse_file(given, kind),
        document_id=document_id,
        name=name,
        max_characters=limits.max_characters,
        titled_by_headings=kind != XLSX,
    )


def build_document(
    parsed: ParsedDocument, *, document_id: str, name: str, max_characters: int, titled_by_headings: bool = True
) -> Document:
    """The document of the cleaned pieces: one text with sections, blocks and links over it.

    ``titled_by_headings``: a heading may be its title; in a workbook they are the names of sheets.

    Raises:
        UnreadableFileError: There are no words, or more than ``max_characters``.
    """
    shown = with_bold_headings(_with_quotations(_cleaned(parsed.blocks)))
    pieces = _without_repeated_title(shown)
    if not pieces:
        raise UnreadableFileError(f"{name} holds no text. Check that it is the file you meant and add it again.")
    headings = [(piece.level, piece.text) for piece in pieces if piece.kind is BlockKind.HEADING]
    title = title_of(parsed.title, headings if titled_by_headings else (), name)
    text, spans = _join(pieces)
    if len(text) > max_characters:
        raise UnreadableFileError(
            f"{name} holds {len(text)} characters, more than the limit of {max_characters}. "
            f"Split it, or raise `reading.max_characters` in trendsqa.toml."
        )
    sections, section_of = _sections(pieces, document_id, title)
    return Document(
        id=document_id,
        title=title,
        text=text,
        sections=sections,
        blocks=_blocks(pieces, spans, section_of),
        links=_links(pieces, spans),
        page_count=parsed.page_count,
        page_labels=_own_labels(parsed.page_labels),
        changed=parsed.changed,
        # A title that is stored once in place of twice is no loss.
        coverage=coverage_of(parsed, shown),
    )


def _own_labels(labels: tuple[str, ...]) -> tuple[str, ...]:
    """The printed page numbers; none if they only count the pages from 1."""
    counted = all(label == str(number) for number, label in enumerate(labels, start=1))
    return () if counted else labels


def _media_type(data: bytes, name: str, declared: str | None) -> str:
    given = (declared or "").partition(";")[0].strip().lower()
    text_type = _TEXT_MEDIA_TYPES.get(given)
    if text_type is not None:
        # An address often has no file ending, or a meaningless one; the declared type is used in its place.
        found = detect_media_type(data, "")
        return text_type if found in {HTML, PLAIN_TEXT} else detect_media_type(data, name)
    found = detect_media_type(data, name)
    if given not in _GENERIC_MEDIA_TYPES and given in _SIGNED_MEDIA_TYPES and found != given:
        raise UnreadableFileError(
            f"{name} was declared as {given}, but its content is {found}. "
            f"Check that it is the file you meant and add it again."
        )
    return found


def _cleaned(blocks: Sequence[ParsedBlock]) -> list[ParsedBlock]:
    """The blocks with their final text and links, without empty ones."""
    pieces = []
    for block in blocks:
        if block.kind is BlockKind.TABLE:
            piece = _cleaned_table(block)
        else:
            cleaned = clean_linked_text(block.text, block.links, block.turns)
            piece = replace(block, text=cleaned.text, links=cleaned.links, turns=cleaned.turns)
        if piece.text:
            pieces.append(piece)
    return pieces


def _cleaned_table(block: ParsedBlock) -> ParsedBlock:
    """The table with each row cleaned; rows without words vanish, and so they do not count as its header."""
    rows: list[str] = []
    turns: list[PageTurn] = []
    header_rows = start = length = 0
    for number, row in enumerate(block.text.split("\n")):
        turned = [turn.page for turn in block.turns if start <= turn.start <= start + len(row)]
        start += len(row) + 1
        cleaned = clean_text(row)
        if not cleaned:
            continue
        turns += [PageTurn(length, page) for page in turned]
        header_rows += number < block.header_rows
        rows.append(cleaned)
        length += len(cleaned) + 1
    return replace(block, text="\n".join(rows), links=(), header_rows=header_rows, turns=tuple(turns))


def _with_quotations(pieces: Sequence[ParsedBlock]) -> list[ParsedBlock]:
    """The pieces, with paragraphs of direct speech marked as quotations.

    A paragraph between quotation marks is one; so is a paragraph that opens a quotation, forgets to close it,
    and is followed by a name in bold.
    """
    marked = []
    for piece, following in zip(pieces, [*pieces[1:], None], strict=False):
        attributed = (
            following is not None
            and following.kind is BlockKind.PARAGRAPH
            and following.strong
            and len(following.text.split()) <= _ATTRIBUTION_WORDS
        )
        quoted = is_quotation(piece.text) or (attributed and opens_quotation(piece.text))
        is_paragraph = piece.kind is BlockKind.PARAGRAPH
        marked.append(replace(piece, kind=BlockKind.QUOTATION) if is_paragraph and quoted else piece)
    return marked


def _without_repeated_title(pieces: list[ParsedBlock]) -> list[ParsedBlock]:
    """The pieces without the title page's title if the next heading repeats it."""
    if len(pieces) > 1 and all(piece.kind is BlockKind.HEADING for piece in pieces[:2]):
        first, second = pieces[0], pieces[1]
        if first.level == second.level and letters_only(first.text) == letters_only(second.text):
            return pieces[1:]
    return pieces


def _join(pieces: Sequence[ParsedBlock]) -> tuple[str, list[tuple[int, int]]]:
    """The text, and the span of each piece in it."""
    parts: list[str] = []
    spans: list[tuple[int, int]] = []
    length = 0
    before: ParsedBlock | None = None
    for piece in pieces:
        if before is not None:
            same_list = piece.list_number is not None and piece.list_number == before.list_number
            gap = _BETWEEN_ITEMS if same_list else _BETWEEN_BLOCKS
            parts.append(gap)
            length += len(gap)
        spans.append((length, length + len(piece.text)))
        parts.append(piece.text)
        length += len(piece.text)
        before = piece
    return "".join(parts), spans


def _sections(pieces: Sequence[ParsedBlock], document_id: str, title: str) -> tuple[tuple[Section, ...], list[int]]:
    """The literal outline, and the position of each piece's section in it."""
    sections: list[Section] = []
    section_of: list[int] = []
    taken: dict[str, int] = {}
    open_headings: list[tuple[int, str, str]] = []  # level, title, path
    for piece in pieces:
        if piece.kind is BlockKind.HEADING:
            while open_headings and open_headings[-1][0] >= piece.level:
                open_headings.pop()
            above = f"{open_headings[-1][2]}/" if open_headings else ""
            path = _unique(above + slug(piece.text), taken)
            open_headings.append((piece.level, piece.text, path))
            heading_path = tuple(heading for _, heading, _ in open_headings)
            sections.append(Section(f"{document_id}#{path}", piece.text, heading_path, len(heading_path)))
        elif not sections:
            path = _unique(_OPENING_SECTION, taken)
            sections.append(Section(f"{document_id}#{path}", title, (title,), 1))
        section_of.append(len(sections) - 1)
    return tuple(sections), section_of


def _unique(path: str, taken: dict[str, int]) -> str:
    """The path, with a suffix -2, -3 and so on if it is taken; ``taken`` has the last suffix of each path."""
    candidate, number = path, taken.get(path, 0)
    while candidate in taken:
        number += 1
        candidate = f"{path}-{number}"
    taken[path] = max(number, 1)
    taken.setdefault(candidate, 1)
    return candidate


def _blocks(
    pieces: Sequence[ParsedBlock], spans: Sequence[tuple[int, int]], section_of: Sequence[int]
) -> tuple[Block, ...]:
    return tuple(
        Block(
            kind=piece.kind,
            char_start=start,
            char_end=end,
            section=section,
            page=piece.page,
            list_number=piece.list_number,
            depth=piece.depth,
            header_rows=piece.header_rows,
            note=piece.note,
            turns=tuple(PageTurn(start + turn.start, turn.page) for turn in piece.turns),
        )
        for piece, (start, end), section in zip(pieces, spans, section_of, strict=True)
    )


def _links(pieces: Sequence[ParsedBlock], spans: Sequence[tuple[int, int]]) -> tuple[Link, ...]:
    return tuple(
        Link(start + link.start, start + link.end, link.address)
        for piece, (start, _) in zip(pieces, spans, strict=True)
        for link in piece.links
    )
