"""Words of an OpenDocument paragraph in order, with links, notes and text boxes in their places."""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from trendsqa.corpus.readers.amounts_left_out import LeftOutTexts
from trendsqa.corpus.readers.opendocument.names import qualified
from trendsqa.corpus.readers.opendocument.styles import OdtStyles
from trendsqa.corpus.readers.parsed_xml import local_name
from trendsqa.corpus.readers.raised_text import spell_raised

__all__ = ["InlinePiece", "OdtInline", "plain_text"]

_BREAKS = {"tab": "\t", "line-break": "\n", "s": " "}
# Descriptions of pictures, programs, and the data of comments: none is on the page.
_NOT_TEXT = frozenset({"title", "desc", "event-listeners", "script", "forms", "creator", "date", "initials"})
_NOT_TEXT |= {"ruby-text", "tracked-changes", "variable-decls", "sequence-decls", "user-field-decls"}
_BOXES = frozenset({"text-box", "custom-shape", "rect", "ellipse", "path", "polygon", "caption"})
_BLOCKS = frozenset({"p", "h", "list-item", "table-cell", "table-row"})
_STYLE_NAME = qualified("text:style-name")


@dataclass(frozen=True, slots=True)
class InlinePiece:
    """Words of a paragraph; or the begin (its address) or end of a link, a note, or a box with text of its own."""

    text: str = ""
    strong: bool = False
    link: str | None = None
    note: etree._Element | None = None
    box: etree._Element | None = None


class OdtInline:
    """Takes paragraphs apart; hidden and deleted words and comments go to ``left_out``."""

    def __init__(self, styles: OdtStyles, left_out: LeftOutTexts) -> None:
        self._styles = styles
        self._left_out = left_out
        self._before = ""
        self._struck = False

    def pieces(self, paragraph: etree._Element, *, strong: bool) -> Iterator[InlinePiece]:
        """The pieces of a paragraph or a heading."""
        self._before = ""
        self._struck = self._styles.is_struck("paragraph", paragraph.get(_STYLE_NAME, ""))
        yield from self._content(paragraph, strong=strong, raised=False)

    def _content(self, parent: etree._Element, *, strong: bool, raised: bool) -> Iterator[InlinePiece]:
        yield from self._words(parent.text, strong=strong, raised=raised)
        for child in parent:
            yield from self._child(child, strong=strong, raised=raised)
            yield from self._words(child.tail, strong=strong, raised=raised)

    def _words(self, text: str | None, *, strong: bool, raised: bool) -> Iterator[InlinePiece]:
        if text and self._struck:
            self._left_out.add("deleted text", text)
        elif text:
            shown = spell_raised(text, self._before) if raised else text
            self._before = (self._before + shown)[-60:]
            yield InlinePiece(shown, strong)

    def _child(self, child: etree._Element, *, strong: bool, raised: bool) -> Iterator[InlinePiece]:
        name = local_name(child)
        if name in _BREAKS:
            yield from self._words(_BREAKS[name], strong=strong, raised=False)
        elif name == "note":
            mark = _mark(child)
            yield from self._words(f" [{mark}]" if mark else "", strong=strong, raised=False)
            yield InlinePiece(note=child)
        elif name == "annotation":
            self._left_out.add("comments", plain_text(child))
        elif name in _BOXES:
            yield InlinePiece(box=child)
        elif name in {"hidden-text", "hidden-paragraph"}:
            self._left_out.add("hidden text", plain_text(child))
        elif name == "span":
            yield from self._span(child, strong=strong, raised=raised)
        elif name == "a":
            # An empty address ends a link; "#" leads nowhere.
            yield InlinePiece(link=child.get(qualified("xlink:href")) or "#")
            yield from self._content(child, strong=strong, raised=raised)
            yield InlinePiece(link="")
        elif name and name not in _NOT_TEXT:
            yield from self._content(child, strong=strong, raised=raised)

    def _span(self, span: etree._Element, *, strong: bool, raised: bool) -> Iterator[InlinePiece]:
        style = span.get(_STYLE_NAME, "")
        if self._styles.is_hidden("text", style):
            self._left_out.add("hidden text", plain_text(span))
            return
        bold = strong or self._styles.is_bold("text", style)
        outer, self._struck = self._struck, self._styles.is_struck("text", style, outer=self._struck)
        yield from self._content(span, strong=bold, raised=raised or self._styles.is_raised(style))
        self._struck = outer


def plain_text(root: etree._Element) -> str:
    """All text of an element that a page shows, with spaces where paragraphs, cells or lines end."""
    parts: list[str] = []
    events = etree.iterwalk(root, events=("start", "end"))
    for event, element in events:
        name = local_name(element)
        if event == "start" and name in _NOT_TEXT:
            events.skip_subtree()
        elif event == "start":
            parts.append(_BREAKS.get(name, " " if name in _BLOCKS else "") + (element.text or ""))
        elif element is not root:
            parts.append((" " if name in _BLOCKS else "") + (element.tail or ""))
    return "".join(parts)


def _mark(note: etree._Element) -> str:
    return "".join(note.findtext(qualified("text:note-citation")) or "").strip()
