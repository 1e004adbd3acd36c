"""The walk through a page's elements, which writes their content into a stream of blocks."""

import re
from collections.abc import Callable, Iterator

from lxml import etree, html

from trendsqa.corpus.readers.block_stream import BlockStream
from trendsqa.corpus.readers.html.elements import BLOCK_TAGS, HEADINGS, is_styled_as_block
from trendsqa.corpus.readers.html.tables import is_data_table, read_grid
from trendsqa.corpus.readers.numerals import numeral
from trendsqa.corpus.readers.tables.nested import nested_text

__all__ = ["MarkupWalk"]

_STRONG = frozenset({"b", "strong"})
# Most cells contain no others; their text is read at once.
_IN_LINE = frozenset({"a", "abbr", "b", "em", "i", "img", "small", "strong", "sub", "sup", "u", "wbr"})
_LIST_FORMS = frozenset("aAiI")
_LIST_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*[^;]*\b(lower|upper)-(alpha|latin|roman)\b", re.IGNORECASE)
# Digits of an item's number; one with more is damage.
_LONGEST_NUMBER = 9
_NO_MARKER = re.compile(r"list-style(?:-type)?\s*:[^;]*\bnone\b", re.IGNORECASE)
_LONGEST_SIGN = 30
"""Characters of a picture's description; a longer one describes a photograph."""


class MarkupWalk:
    """Walks through a tree without recursion and writes its content; only tables in cells are walks of their own."""

    def __init__(
        self, stream: BlockStream, notes: frozenset[html.HtmlElement] = frozenset(), *, in_cell: bool = False
    ) -> None:
        self.stream = stream
        self._in_cell = in_cell
        self._notes = notes
        self._strong = 0
        self._numbers: list[Iterator[str] | None] = []
        self._starts: dict[str, Callable[[html.HtmlElement], None]] = {
            "a": lambda element: stream.begin_link(element.get("href") or ""),
            "blockquote": lambda _: stream.begin_quotation(),
            "br": self._line_break,
            "caption": lambda _: stream.begin_caption(),
            "figcaption": lambda _: stream.begin_caption(),
            "li": self._begin_item,
            "menu": self._begin_list,
            "ol": self._begin_list,
            "q": lambda _: stream.write("“"),
            "ul": self._begin_list,
        }
        self._ends: dict[str, Callable[[], None]] = {
            "a": stream.end_link,
            "blockquote": stream.end_quotation,
            "caption": stream.end_caption,
            "figcaption": stream.end_caption,
            "li": stream.end_item,
            "menu": self._end_list,
            "ol": self._end_list,
            "q": lambda: stream.write("”"),
            "ul": self._end_list,
        }

    def element(self, root: html.HtmlElement) -> None:
        """Write the element's text and everything in it."""
        events = etree.iterwalk(root, events=("start", "end"))
        for event, element in events:
            if event == "start":
                if element is not root and is_data_table(element):
                    self._table(element)
                    events.skip_subtree()
                else:
                    self._start(element)
            else:
                self._end(element, is_root=element is root)

    def _start(self, element: html.HtmlElement) -> None:
        tag = element.tag
        if element in self._notes:
            self.stream.begin_note()
        if tag in HEADINGS:
            self.stream.begin_heading(HEADINGS[tag])
        elif tag in BLOCK_TAGS:
            self.stream.paragraph_break()
        elif tag in _STRONG:
            self._strong += 1
        elif start := self._starts.get(tag):
            start(element)
        elif is_styled_as_block(element):
            self.stream.paragraph_break()
        self._write(element.text)

    def _end(self, element: html.HtmlElement, *, is_root: bool) -> None:
        tag = element.tag
        if tag in HEADINGS:
            self.stream.end_heading()
        elif tag in BLOCK_TAGS:
            self.stream.paragraph_break()
        elif tag in _STRONG:
            self._strong -= 1
        elif end := self._ends.get(tag):
            end()
        elif is_styled_as_block(element):
            self.stream.paragraph_break()
        if element in self._notes:
            self.stream.end_note()
        if not is_root:
            self._write(element.tail)

    def _write(self, text: str | None) -> None:
        self.stream.write(text or "", strong=self._strong > 0)

    def _line_break(self, element: html.HtmlElement) -> None:
        before = element.getprevious()
        # Older pages begin a paragraph with two line breaks.
        if before is not None and before.tag == "br" and not (before.tail or "").strip():
            self.stream.paragraph_break()
        else:
            self.stream.write("\n")

    def _begin_list(self, element: html.HtmlElement) -> None:
        self.stream.begin_list()
        numbered = element.tag == "ol" and not _has_no_marker(element)
        self._numbers.append(_list_numbers(element) if numbered else None)

    def _end_list(self) -> None:
        self.stream.end_list()
        if self._numbers:
            self._numbers.pop()

    def _begin_item(self, element: html.HtmlElement) -> None:
        numbers = self._numbers[-1] if self._numbers else None
        value = element.get("value") or ""
        if numbers is not None and value.isdecimal() and len(value) <= _LONGEST_NUMBER:
            backwards = element.getparent().get("reversed") is not None
            numbers = self._numbers[-1] = _count(int(value), -1 if backwards else 1, _list_form(element.getparent()))
        number = next(numbers) if numbers is not None else ""
        self.stream.begin_item("" if _has_no_marker(element) else number)

    def _table(self, table: html.HtmlElement) -> None:
        for caption in table.iterchildren("caption"):
            inner = MarkupWalk(self.stream, self._notes)
            inner.element(caption)
        grid = read_grid(table, _cell_text)
        if self._in_cell:
            self.stream.paragraph_break()
            self.stream.write(nested_text(grid.rows))
            self.stream.paragraph_break()
        else:
            self.stream.table(grid.rows, header_rows=grid.header_rows)


def _cell_text(cell: html.HtmlElement) -> str:
    """The cell's text on one line, tables inside it included."""
    if all(element.tag in _IN_LINE for element in cell.iterdescendants()):
        text = "".join(cell.itertext())
    else:
        stream = BlockStream()
        MarkupWalk(stream, in_cell=True).element(cell)
        text = " ".join(block.text for block in stream.blocks())
    return " ".join(text.split()) or _words_of_pictures(cell)


def _words_of_pictures(cell: html.HtmlElement) -> str:
    """Meaning of a tick or a cross, which is a picture beside other cells; empty for any other picture."""
    if cell.getparent() is None or len(cell.getparent()) == 1:
        return ""
    words = " ".join(" ".join(image.get("alt") or "" for image in cell.iter("img")).split())
    return words if len(words) <= _LONGEST_SIGN and "." not in words else ""


def _has_no_marker(element: html.HtmlElement) -> bool:
    """True for a list or an item that its own style shows without a number."""
    return _NO_MARKER.search(element.get("style") or "") is not None


def _list_numbers(element: html.HtmlElement) -> Iterator[str]:
    start = element.get("start") or ""
    backwards = element.get("reversed") is not None
    default = len(element.findall("li")) if backwards else 1
    first = int(start) if start.lstrip("-").isdecimal() and len(start) <= _LONGEST_NUMBER else default
    return _count(first, -1 if backwards else 1, _list_form(element))


def _list_form(element: html.HtmlElement) -> str:
    """The form of a list's numbers, ``a``, ``A``, ``i`` or ``I``; any other counts in figures."""
    style = _LIST_STYLE.search(element.get("style") or "")
    if style is None:
        return (element.get("type") or "").strip()
    case, kind = style[1].lower(), style[2].lower()
    form = "i" if kind == "roman" else "a"
    return form.upper() if case == "upper" else form


def _count(first: int, step: int, form: str) -> Iterator[str]:
    number = first
    while True:
        yield f"{numeral(number, form if form in _LIST_FORMS else '')}."
        number += step
