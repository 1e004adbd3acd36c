"""Walk through the body of an OpenDocument text, which writes its content as blocks."""

from collections.abc import Callable, Iterator
from functools import partial

from lxml import etree

from trendsqa.corpus.documents.parsed_block import ParsedBlock
from trendsqa.corpus.readers.amounts_left_out import LeftOutTexts
from trendsqa.corpus.readers.block_stream import BlockStream
from trendsqa.corpus.readers.opendocument.inline import OdtInline, plain_text
from trendsqa.corpus.readers.opendocument.names import qualified
from trendsqa.corpus.readers.opendocument.numbering import OdtListCounts
from trendsqa.corpus.readers.opendocument.styles import OdtStyles
from trendsqa.corpus.readers.opendocument.tables import own_cells, table_rows
from trendsqa.corpus.readers.parsed_xml import local_name
from trendsqa.corpus.readers.tables.nested import nested_text

__all__ = ["OdtWalk"]

_STYLE_NAME = qualified("text:style-name")
_QUOTATIONS = frozenset({"quotations", "quote", "intense_20_quote"})
_CAPTIONS = frozenset({"caption", "illustration", "table", "drawing", "figure"})
_CONTENTS = frozenset({"table-of-content", "illustration-index", "table-index", "object-index", "user-index"})
_CONTENTS |= {"alphabetical-index"}


class OdtWalk:
    """Writes containers in order; what is left out goes to ``left_out``."""

    def __init__(self, styles: OdtStyles, left_out: LeftOutTexts) -> None:
        self._stream = BlockStream()
        self._styles = styles
        self._left_out = left_out
        self._inline = OdtInline(styles, left_out)
        self._headings = OdtListCounts(styles, "")
        self._lists: dict[str, OdtListCounts] = {}
        self._list_styles: list[str] = []
        self._waiting: list[Callable[[], None]] = []
        self._actions: dict[str, Callable[[etree._Element], None]] = {
            "h": self._heading,
            "p": self._paragraph,
            "list": self._list,
            "table": self._table,
            "section": self._section,
            "tracked-changes": lambda changes: left_out.add("deleted text", _deleted(changes)),
            **dict.fromkeys(_CONTENTS, lambda contents: left_out.add("contents list", plain_text(contents))),
        }

    def blocks(self) -> tuple[ParsedBlock, ...]:
        """All pieces."""
        return self._stream.blocks()

    def container(self, parent: etree._Element) -> None:
        """Write everything in the body, a section, a text box or a note."""
        for child in parent:
            name = local_name(child)
            if action := self._actions.get(name):
                action(child)
            elif name in {"frame", "g", "text-box", "custom-shape", "numbered-paragraph", "index-body"}:
                self.container(child)
            if not self._list_styles:
                self._write_waiting()

    def _section(self, section: etree._Element) -> None:
        if section.get(qualified("text:display")) == "none":
            self._left_out.add("hidden text", plain_text(section))
        else:
            self.container(section)

    def _heading(self, heading: etree._Element) -> None:
        level = int(heading.get(qualified("text:outline-level")) or 1)
        if self._is_hidden(heading):
            return
        number = heading.findtext(qualified("text:number")) is None and not self._is_unnumbered(heading)
        marker = self._headings.next_marker(level) if number else ""
        self._stream.begin_heading(level)
        self._words(heading, marker)
        self._stream.end_heading()

    def _is_unnumbered(self, heading: etree._Element) -> bool:
        return heading.get(qualified("text:is-list-header")) == "true"

    def _paragraph(self, paragraph: etree._Element) -> None:
        if self._is_hidden(paragraph):
            return
        kinds = self._styles.kinds(paragraph.get(_STYLE_NAME, ""))
        stream = self._stream
        if kinds & {"title"} and not stream.in_item:
            stream.begin_heading(1)
            self._words(paragraph)
            stream.end_heading()
        elif kinds & _QUOTATIONS:
            stream.begin_quotation()
            self._words(paragraph)
            stream.end_quotation()
        elif kinds & _CAPTIONS:
            stream.begin_caption()
            self._words(paragraph)
            stream.end_caption()
        else:
            stream.paragraph_break()
            self._words(paragraph)
            stream.paragraph_break()

    def _is_hidden(self, paragraph: etree._Element) -> bool:
        """True for a paragraph that is not shown, which is counted as left out."""
        marker = paragraph.find(qualified("text:hidden-paragraph"))
        hidden = marker is not None and marker.get(qualified("text:is-hidden"), "true") == "true"
        if hidden or self._styles.is_hidden("paragraph", paragraph.get(_STYLE_NAME, "")):
            self._left_out.add("hidden text", plain_text(paragraph))
            return True
        return False

    def _words(self, paragraph: etree._Element, marker: str = "") -> None:
        """Write a paragraph's words, after its number if there are any."""
        strong = self._styles.is_bold("paragraph", paragraph.get(_STYLE_NAME, ""))
        pieces = list(self._inline.pieces(paragraph, strong=strong))
        if marker and any(piece.text.strip() for piece in pieces):
            self._stream.write(f"{marker} ")
        for piece in pieces:
            if piece.link:
                self._stream.begin_link(piece.link)
            elif piece.link is not None:
                self._stream.end_link()
            self._stream.write(piece.text, strong=piece.strong)
            if piece.note is not None:
                self._wait(partial(self._note, piece.note))
            if piece.box is not None:
                self._wait(partial(self.container, piece.box))

    def _wait(self, write: Callable[[], None]) -> None:
        """Keep a note or a box until the paragraph, list or table that it is in has been written."""
        self._waiting.append(write)

    def _write_waiting(self) -> None:
        """Write the notes and boxes of what was just written."""
        waiting, self._waiting = self._waiting, []
        for write in waiting:
            write()

    def _note(self, note: etree._Element) -> None:
        body = note.find(qualified("text:note-body"))
        if body is None:
            return
        mark = (note.findtext(qualified("text:note-citation")) or "").strip()
        self._stream.begin_note()
        self._stream.write(f"[{mark}] " if mark else "")
        for paragraph in body.iter(qualified("text:p"), qualified("text:h")):
            self._words(paragraph)
            self._stream.write(" ")
        self._stream.end_note()

    def _list(self, found: etree._Element) -> None:
        if found.find(f".//{qualified('text:h')}") is not None:
            # Word processors put numbered headings into lists of their own.
            self._headings_in_list(found)
            return
        style = found.get(_STYLE_NAME, "") or (self._list_styles[-1] if self._list_styles else "")
        goes_on = found.get(qualified("text:continue-numbering")) == "true" or self._list_styles
        if not goes_on and not found.get(qualified("text:continue-list")):
            self._lists.pop(style, None)
        self._list_styles.append(style)
        self._stream.begin_list()
        for item in found:
            self._item(item, style)
        self._stream.end_list()
        self._list_styles.pop()

    def _item(self, item: etree._Element, style: str) -> None:
        if local_name(item) not in {"list-item", "list-header"}:
            return
        marker = ""
        if local_name(item) == "list-item" and style and self._has_words(item):
            counts = self._lists.setdefault(style, OdtListCounts(self._styles, style))
            start = item.get(qualified("text:start-value"), "")
            marker = counts.next_marker(len(self._list_styles), int(start) if start.isdecimal() else None)
        self._stream.begin_item(marker)
        self.container(item)
        self._stream.end_item()

    @staticmethod
    def _has_words(item: etree._Element) -> bool:
        """True if the item has a paragraph of its own; one that only holds an inner list has no number."""
        return item.find(qualified("text:p")) is not None

    def _headings_in_list(self, found: etree._Element) -> None:
        for child in found:
            name = local_name(child)
            if name in {"list", "list-item", "list-header"}:
                self._headings_in_list(child)
            elif action := self._actions.get(name):
                action(child)

    def _table(self, table: etree._Element) -> None:
        cells = own_cells(table)
        if len(cells) == 1:
            # A frame around paragraphs.
            self.container(cells[0])
            return
        found = table_rows(table, self._cell_text)
        self._stream.table(found.rows, header_rows=found.header_rows)

    def _cell_text(self, cell: etree._Element) -> str:
        return " ".join(self._texts(cell))

    def _texts(self, parent: etree._Element) -> Iterator[str]:
        """The texts of a cell's paragraphs, of lists and boxes in it too, and of each table inside it as one line."""
        for child in parent:
            name = local_name(child)
            if name == "table":
                yield nested_text(table_rows(child, self._cell_text).rows)
            elif name in {"p", "h"}:
                if not self._is_hidden(child):
                    yield self._line(child)
                    yield from self._texts(child)
            elif name not in {"note", "annotation"}:
                yield from self._texts(child)

    def _line(self, paragraph: etree._Element) -> str:
        parts: list[str] = []
        for piece in self._inline.pieces(paragraph, strong=False):
            parts.append(piece.text)
            if piece.note is not None:
                self._wait(partial(self._note, piece.note))
        return "".join(parts)


def _deleted(changes: etree._Element) -> str:
    return " ".join(plain_text(part) for part in changes.iter(qualified("text:deletion")))
