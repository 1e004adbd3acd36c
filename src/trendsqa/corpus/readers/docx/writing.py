"""Items of a Word document to blocks: lists are opened and closed, and inserted documents keep their own blocks."""

from collections.abc import Sequence
from dataclasses import replace

from trendsqa.corpus.documents.parsed_block import ParsedBlock
from trendsqa.corpus.readers.block_stream import BlockStream
from trendsqa.corpus.readers.docx.body import DocxParagraph, Inserted, Item, NoteText, ParagraphKind, Tabled
from trendsqa.corpus.readers.docx.parts.numbering import ListPlace

__all__ = ["written"]


def written(items: Sequence[Item]) -> tuple[ParsedBlock, ...]:
    """The blocks of the items, in order."""
    blocks: list[ParsedBlock] = []
    writer = _Writer()
    for item in items:
        if isinstance(item, Inserted):
            _append(blocks, writer.blocks())
            _append(blocks, item.document.blocks)
            writer = _Writer()
        else:
            writer.write(item)
    _append(blocks, writer.blocks())
    return tuple(blocks)


def _append(blocks: list[ParsedBlock], more: Sequence[ParsedBlock]) -> None:
    """Append the blocks of another stream, whose lists count from 1 again."""
    last = max((block.list_number for block in blocks if block.list_number is not None), default=0)
    blocks += [
        block if block.list_number is None else replace(block, list_number=block.list_number + last) for block in more
    ]


class _Writer:
    """Writes items into one stream."""

    def __init__(self) -> None:
        self._stream = BlockStream()
        self._open_lists: list[ListPlace] = []

    def blocks(self) -> tuple[ParsedBlock, ...]:
        """All blocks, after closing open lists."""
        self._close_lists(0)
        return self._stream.blocks()

    def write(self, item: Item) -> None:
        """Write one item."""
        if isinstance(item, DocxParagraph) and item.place is not None:
            self._item(item, item.place)
            return
        self._close_lists(0)
        if isinstance(item, DocxParagraph):
            self._paragraph(item)
        elif isinstance(item, Tabled):
            self._stream.table(item.grid.rows, header_rows=item.grid.header_rows)
        elif isinstance(item, NoteText):
            self._note(item)

    def _paragraph(self, paragraph: DocxParagraph) -> None:
        stream = self._stream
        line = paragraph.line.marked(paragraph.marker)
        match paragraph.kind:
            case ParagraphKind.HEADING:
                stream.begin_heading(paragraph.level)
                line.write_to(stream)
                stream.end_heading()
            case ParagraphKind.QUOTATION:
                stream.begin_quotation()
                line.write_to(stream)
                stream.end_quotation()
            case ParagraphKind.CAPTION:
                stream.begin_caption()
                line.write_to(stream)
                stream.end_caption()
            case _:
                stream.paragraph_break()
                line.write_to(stream)
                stream.paragraph_break()

    def _note(self, note: NoteText) -> None:
        self._stream.begin_note()
        self._stream.write(f"[{note.mark}]" if note.mark else "")
        for line in note.lines:
            self._stream.write(" ")
            line.write_to(self._stream)
        self._stream.end_note()

    def _item(self, paragraph: DocxParagraph, place: ListPlace) -> None:
        stream = self._stream
        if place.goes_on and stream.in_item:
            stream.paragraph_break()
            paragraph.line.write_to(stream)
            return
        while self._open_lists and not self._belongs(place):
            self._close_lists(len(self._open_lists) - 1)
        if self._open_lists and self._open_lists[-1].level == place.level:
            stream.end_item()
        else:
            stream.begin_list()
            self._open_lists.append(place)
        stream.begin_item(paragraph.marker)
        paragraph.line.write_to(stream)

    def _belongs(self, place: ListPlace) -> bool:
        """True if the innermost open list is the item's own or contains it."""
        last = self._open_lists[-1]
        return last.level < place.level or (last.level == place.level and last.number_id == place.number_id)

    def _close_lists(self, remaining: int) -> None:
        while len(self._open_lists) > remaining:
            self._open_lists.pop()
            self._stream.end_item()
            self._stream.end_list()
