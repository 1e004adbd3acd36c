"""The body of a Word document as items in order: paragraphs, tables, notes and inserted documents.

Cells, text boxes and notes are walked by the same code as the body, so that no rule holds in one of them alone.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from functools import partial

from trendsqa.corpus.documents.parsed_document import ParsedDocument
from trendsqa.corpus.documents.text_cleaning import is_quotation, opens_quotation
from trendsqa.corpus.readers.docx.amounts import DELETED, DocxTally, shown_text
from trendsqa.corpus.readers.docx.inline.drawings import boxes, diagram_points, diagrams, drawn_words
from trendsqa.corpus.readers.docx.inline.fields import CONTENTS_LIST, Fields
from trendsqa.corpus.readers.docx.inline.words import GONE, DocxLine, WordReader
from trendsqa.corpus.readers.docx.notes import DocxNote, Notes
from trendsqa.corpus.readers.docx.parts.namespaces import Element, child_value, elements, names, qualified, switched_on
from trendsqa.corpus.readers.docx.parts.numbering import ListPlace, Numbering
from trendsqa.corpus.readers.docx.parts.package import DocxPart
from trendsqa.corpus.readers.docx.parts.styles import Style, Styles, heading_level
from trendsqa.corpus.readers.docx.tables import DocxGrid, GridCell, grid_of, inner_table, wrapped

__all__ = ["BodyReader", "DocxParagraph", "Inserted", "Item", "NoteText", "OpenDocument", "ParagraphKind", "Tabled"]

_QUOTATION_STYLES = frozenset({"quote", "intense quote", "block text", "blockquote"})
_CAPTION_STYLES = frozenset({"caption", "table caption", "image caption", "figure caption"})
_CONTENTS_STYLES = frozenset({"toc", "table of figures", "table of authorities"})
_NUMBER = re.compile(r"\s+\d+$|\s+heading$")
_WRAPPERS = names("w:ins w:moveTo w:customXml w:smartTag w:sdtContent")
_DROPPED_CAPITALS = frozenset({"drop", "margin"})
_DIAGRAM_LEVELS = 8


class ParagraphKind(StrEnum):
    """Kind of a paragraph by its style and numbering."""

    PLAIN = "plain"
    HEADING = "heading"
    QUOTATION = "quotation"
    CAPTION = "caption"
    ITEM = "item"


@dataclass(slots=True)
class DocxParagraph:
    """A paragraph. ``level`` is 1-6 for a heading and 0 otherwise; ``marker`` is the number that Word shows."""

    line: DocxLine
    kind: ParagraphKind = ParagraphKind.PLAIN
    level: int = 0
    place: ListPlace | None = None
    marker: str = ""
    in_box: bool = False


@dataclass(slots=True)
class Tabled:
    """A table."""

    grid: DocxGrid


@dataclass(slots=True)
class NoteText:
    """A footnote or an endnote with its mark."""

    mark: str
    lines: list[DocxLine]


@dataclass(slots=True)
class Inserted:
    """Another document that Word shows at this place."""

    document: ParsedDocument


Item = DocxParagraph | Tabled | NoteText | Inserted


@dataclass(slots=True)
class OpenDocument:
    """A document while it is read: its styles and notes, the counters of its lists, and what was left out."""

    styles: Styles
    numbering: Numbering
    notes: Notes
    read_inserted: Callable[[DocxPart], ParsedDocument | None]
    tally: DocxTally = field(default_factory=DocxTally)
    fields: Fields = field(default_factory=Fields)


class BodyReader:
    """Reads the content of one container of a part: the body, a cell, a text box or a note."""

    def __init__(self, document: OpenDocument, part: DocxPart, *, in_box: bool = False) -> None:
        self.items: list[Item] = []
        self._document = document
        self._part = part
        self._in_box = in_box
        self._words = WordReader(part, document.styles, document.notes, document.tally, document.fields)
        # The words of paragraphs that go on in the next, as a dropped capital does.
        self._begun: DocxLine | None = None
        self._waiting: list[Callable[[], None]] = []
        self._after_quotation = False

    def read(self, container: Element) -> list[Item]:
        """The items of a container in order."""
        self._content(container)
        self._end_begun()
        self._release()
        return self.items

    def _content(self, container: Element, unread: str = "") -> None:
        for child in elements(container):
            if child.tag == qualified("w:p"):
                self._paragraph(child, unread)
            elif child.tag == qualified("w:tbl"):
                self._table(child, unread)
            elif child.tag == qualified("w:sdt"):
                contents = CONTENTS_LIST if _lists_contents(child) else unread
                for inner in child.iterchildren(qualified("w:sdtContent")):
                    self._content(inner, contents)
            elif child.tag in _WRAPPERS:
                self._content(child, unread)
            elif child.tag in GONE:
                self._document.tally.leave(DELETED, shown_text(child))
            elif child.tag == qualified("w:altChunk"):
                self._insert(child)

    def _paragraph(self, paragraph: Element, unread: str) -> None:
        document = self._document
        properties = paragraph.find(qualified("w:pPr"))
        chain = document.styles.of_paragraph(properties)
        if any(_NUMBER.sub("", style.name) in _CONTENTS_STYLES for style in chain):
            unread = CONTENTS_LIST
        line = self._words.read(paragraph, chain, unread)
        if self._goes_on(properties, line):
            line.follow(self._begun or DocxLine())
            self._begun = line
            return
        if self._begun is not None:
            line.follow(self._begun)
            self._begun = None
        has_words = bool(line.text.strip())
        level = heading_level(properties, chain)
        place = None if unread else document.numbering.place(properties, chain)
        # Word counts an empty paragraph of a list too, but not one that is deleted or hidden.
        is_counted = has_words or not self._mark_is_unseen(properties, chain)
        marker = document.numbering.next_marker(place) if place and is_counted else ""
        if has_words:
            self._emit(self._composed(line, chain, level, place, marker))
        else:
            self._queue(line)
            self._release_unless_held()

    def _goes_on(self, properties: Element | None, line: DocxLine) -> bool:
        """True if the words of a paragraph go on in the next: its end is deleted, or it is a dropped capital."""
        if not line.text.strip():
            return False
        frame = None if properties is None else properties.find(qualified("w:framePr"))
        is_capital = frame is not None and frame.get(qualified("w:dropCap")) in _DROPPED_CAPITALS
        return is_capital or _mark_is_gone(properties)

    def _mark_is_unseen(self, properties: Element | None, chain: tuple[Style, ...]) -> bool:
        mark = None if properties is None else properties.find(qualified("w:rPr"))
        return _mark_is_gone(properties) or self._document.styles.is_on("w:vanish", mark, chain)

    def _composed(
        self, line: DocxLine, chain: tuple[Style, ...], level: int, place: ListPlace | None, marker: str
    ) -> DocxParagraph:
        self._document.tally.add(marker)
        found = DocxParagraph(line, place=place, marker=marker, in_box=self._in_box)
        if level:
            found.kind, found.level, found.place = ParagraphKind.HEADING, level, None
        elif place is not None:
            found.kind = ParagraphKind.ITEM
        elif any(style.name in _QUOTATION_STYLES for style in chain):
            found.kind = ParagraphKind.QUOTATION
        elif any(style.name in _CAPTION_STYLES for style in chain):
            found.kind = ParagraphKind.CAPTION
        return found

    def _emit(self, paragraph: DocxParagraph) -> None:
        """Add a paragraph; its notes and text boxes follow it, but not between items or a quotation and its speaker."""
        if paragraph.kind is not ParagraphKind.ITEM and not self._after_quotation:
            self._release()
        self.items.append(paragraph)
        self._queue(paragraph.line)
        text = " ".join(paragraph.line.text.split())
        quoted = paragraph.kind is ParagraphKind.QUOTATION or is_quotation(text) or opens_quotation(text)
        self._after_quotation = bool(text) and quoted and not self._after_quotation
        self._release_unless_held()

    def _release_unless_held(self) -> None:
        last = self.items[-1] if self.items else None
        in_list = isinstance(last, DocxParagraph) and last.kind is ParagraphKind.ITEM
        if not in_list and not self._after_quotation:
            self._release()

    def _queue(self, line: DocxLine) -> None:
        for drawing in line.drawings:
            self._waiting.append(partial(self._drawing, drawing))
        for note in line.notes:
            self._waiting.append(partial(self._note, note))

    def _release(self) -> None:
        """Write the notes and text boxes that waited."""
        while self._waiting:
            waiting, self._waiting = self._waiting, []
            self._after_quotation = False
            for write in waiting:
                write()

    def _end_begun(self) -> None:
        """Write words that were to go on in a paragraph that never came."""
        if self._begun is not None:
            line, self._begun = self._begun, None
            self._emit(DocxParagraph(line, in_box=self._in_box))

    def _table(self, table: Element, unread: str) -> None:
        if unread:
            self._document.tally.leave(unread, shown_text(table))
            return
        self._end_begun()
        self._after_quotation = False
        self._release()
        frame = _frame_cells(table)
        if frame:
            for cell in frame:
                self._content(cell)
                self._end_begun()
            return
        grid = grid_of(table, self._cell, self._document.styles, self._document.tally)
        if any(map(any, grid.rows)):
            self.items.append(Tabled(grid))
        self._release()

    def _cell(self, cell: Element) -> GridCell:
        reader = BodyReader(self._document, self._part)
        lines = self._lines(reader.read(cell))
        texts = [text for line in lines if (text := line.text.strip())]
        strong = bool(texts) and all(line.is_strong for line in lines if line.text.strip())
        return GridCell(" ".join(texts), strong)

    def _lines(self, items: list[Item]) -> list[DocxLine]:
        """The items of a cell or a note, one line each; notes of theirs wait until it ends."""
        lines: list[DocxLine] = []
        for item in items:
            if isinstance(item, DocxParagraph):
                lines.append(item.line.marked(item.marker))
            elif isinstance(item, Tabled):
                lines.append(DocxLine.of(inner_table(item.grid, self._document.tally)))
            elif isinstance(item, NoteText):
                self._waiting.append(partial(self.items.append, item))
            else:
                lines += [DocxLine.of(block.text) for block in item.document.blocks]
        return lines

    def _drawing(self, drawing: Element) -> None:
        for box in boxes(drawing):
            self.items += BodyReader(self._document, self._part, in_box=True).read(box)
        for text in drawn_words(drawing):
            if text.strip():
                self.items.append(DocxParagraph(DocxLine.of(text), in_box=True))
        for part in diagrams(drawing, self._part):
            self.items += [_point(depth, text) for depth, text in diagram_points(part.root)]

    def _note(self, note: DocxNote) -> None:
        self._document.fields.learn(note.element)
        reader = BodyReader(self._document, note.part)
        lines = [line for line in self._lines(reader.read(note.element)) if line.text.strip()]
        if lines:
            self._document.tally.add(f"[{note.mark}]" if note.mark else "")
            self.items.append(NoteText(note.mark, lines))

    def _insert(self, chunk: Element) -> None:
        part = self._part.target(chunk.get(qualified("r:id")))
        found = None if part is None else self._document.read_inserted(part)
        if found is not None:
            self._end_begun()
            self._release()
            self.items.append(Inserted(found))


def _point(depth: int, text: str) -> DocxParagraph:
    """A point of a diagram, as an item of a list."""
    place = ListPlace("diagram", min(depth, _DIAGRAM_LEVELS), goes_on=False)
    return DocxParagraph(DocxLine.of(text), ParagraphKind.ITEM, place=place, in_box=True)


def _mark_is_gone(properties: Element | None) -> bool:
    """True if the end of a paragraph is deleted, so that the next paragraph goes on with it."""
    mark = None if properties is None else properties.find(qualified("w:rPr"))
    return mark is not None and any(mark.find(name) is not None for name in GONE)


def _lists_contents(control: Element) -> bool:
    gallery = control.find(f"{qualified('w:sdtPr')}/{qualified('w:docPartObj')}")
    return "Contents" in child_value(gallery, "w:docPartGallery")


def _frame_cells(table: Element) -> list[Element]:
    """The cells of a table that only frames text: one cell, or one column with a table inside; none of any other."""
    rows = [list(wrapped(row, qualified("w:tc"))) for row in wrapped(table, qualified("w:tr"))]
    if not rows or any(len(cells) != 1 for cells in rows) or any(map(_is_special, wrapped(table, qualified("w:tr")))):
        return []
    cells = [cell for row in rows for cell in row]
    return cells if len(cells) == 1 or any(c.find(f".//{qualified('w:tbl')}") is not None for c in cells) else []


def _is_special(row: Element) -> bool:
    """True for a row that is deleted or hidden."""
    properties = row.find(qualified("w:trPr"))
    if properties is None:
        return False
    return properties.find(qualified("w:del")) is not None or switched_on(properties.find(qualified("w:hidden")))
