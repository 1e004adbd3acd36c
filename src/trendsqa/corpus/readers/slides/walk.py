"""Walk through slides, which writes their titles, texts, tables, diagrams, charts and notes as blocks."""

from collections.abc import Mapping

from lxml import etree

from trendsqa.corpus.documents.coverage import Amounts
from trendsqa.corpus.documents.parsed_block import ParsedBlock
from trendsqa.corpus.readers.amounts_left_out import LeftOutTexts, amounts_of
from trendsqa.corpus.readers.block_stream import BlockStream
from trendsqa.corpus.readers.parsed_xml import local_name
from trendsqa.corpus.readers.slides.package import SlideLink, SlidePackage
from trendsqa.corpus.readers.slides.shapes import (
    chart_rows,
    diagram_lines,
    graphic_part,
    is_hidden,
    placeholder,
    shapes_in,
    table_rows_of,
)
from trendsqa.corpus.readers.slides.text import child, paragraph_text, paragraphs_of, struck_text, write_paragraphs

__all__ = ["SlidesWalk"]

_TITLES = frozenset({"title", "ctrTitle"})
# Bodies have bullets by their layout; a subtitle and shapes of their own have none.
_BULLETED = frozenset({"body", "obj"})
# The same on all slides: date, footer, number.
_MARGINS = frozenset({"dt", "ftr", "sldNum", "hdr"})
_NOTES_BODY = "body"


class SlidesWalk:
    """Writes slides one after another; what is left out goes to ``left_out``."""

    def __init__(self, package: SlidePackage) -> None:
        self.left_out = LeftOutTexts()
        self._package = package
        self._stream = BlockStream()
        self._seen: list[str] = []
        self._tables = self._titles = self._notes = self._shown = 0

    def blocks(self) -> tuple[ParsedBlock, ...]:
        """All pieces."""
        return self._stream.blocks()

    def seen(self) -> Amounts:
        """The amounts of all slides, the words of hidden ones included."""
        counted = amounts_of(self._seen, tables=self._tables, notes=self._notes, headings=self._titles)
        return Amounts(counted.words, counted.characters, counted.tables, counted.notes, counted.headings, self._shown)

    def slide(self, name: str, number: int) -> None:
        """Write the slide with this part's name, the ``number``-th of the presentation."""
        root = self._package.part(name)
        tree = child(root, "cSld", "spTree")
        if root is None or tree is None:
            return
        self._seen.append(_all_text(tree))
        if root.get("show") in {"0", "false"}:
            self.left_out.add("hidden slides", _all_text(tree))
            return
        self._shown += 1
        self._stream.page = number
        links = self._package.links(name)
        shapes = list(shapes_in(tree))
        # The title comes first, wherever it stands in the file.
        for shape in sorted(shapes, key=lambda shape: placeholder(shape) not in _TITLES):
            self._shape(shape, links)
        self._write_notes(links)

    def _shape(self, shape: etree._Element, links: Mapping[str, SlideLink]) -> None:
        kind = placeholder(shape)
        if kind in _MARGINS or is_hidden(shape):
            self.left_out.add("headers and footers" if kind in _MARGINS else "hidden text", _all_text(shape))
            return
        self.left_out.add("deleted text", struck_text(shape))
        body = child(shape, "txBody")
        if body is not None and kind in _TITLES:
            self._title(body)
        elif body is not None:
            self._stream.paragraph_break()
            write_paragraphs(body, self._stream, links, bulleted=kind in _BULLETED)
        else:
            self._graphic(shape, links)

    def _title(self, body: etree._Element) -> None:
        self._titles += 1
        self._stream.begin_heading(1)
        self._stream.write(" ".join(map(paragraph_text, paragraphs_of(body))))
        self._stream.end_heading()

    def _graphic(self, shape: etree._Element, links: Mapping[str, SlideLink]) -> None:
        table = child(shape, "graphic", "graphicData", "tbl")
        if table is not None:
            rows, header_rows = table_rows_of(table)
            self._tables += 1
            self._stream.table(rows, header_rows)
        elif key := graphic_part(shape, "relIds", "dm"):
            self._diagram(links.get(key))
        elif key := graphic_part(shape, "chart", "id"):
            self._chart(links.get(key))

    def _diagram(self, link: SlideLink | None) -> None:
        data = self._package.part(link.part) if link else None
        lines = diagram_lines(data) if data is not None else []
        struck = "" if data is None else struck_text(data)
        self._seen.extend([*lines, struck])
        self.left_out.add("deleted text", struck)
        self._stream.begin_list()
        for line in lines:
            self._stream.begin_item()
            self._stream.write(line)
            self._stream.end_item()
        self._stream.end_list()

    def _chart(self, link: SlideLink | None) -> None:
        chart = self._package.part(link.part) if link else None
        if chart is None:
            return
        title = child(chart, "chart", "title", "tx", "rich")
        if title is not None:
            self._stream.begin_caption()
            self._stream.write(" ".join(map(paragraph_text, paragraphs_of(title))))
            self._stream.end_caption()
        rows = chart_rows(chart)
        self._seen.extend(cell for row in rows for cell in row)
        self._tables += bool(rows)
        self._stream.table(rows, header_rows=1)

    def _write_notes(self, links: Mapping[str, SlideLink]) -> None:
        """Write the speaker's notes of a slide as a note."""
        target = next((link.part for link in links.values() if link.kind == "notesSlide"), "")
        tree = child(self._package.part(target), "cSld", "spTree") if target else None
        bodies = [] if tree is None else [s for s in shapes_in(tree) if placeholder(s) == _NOTES_BODY]
        texts = [_all_text(shape) for shape in bodies]
        if not any(map(str.strip, texts)):
            return
        self._seen.extend(texts)
        self._stream.begin_note()
        for shape in bodies:
            self.left_out.add("deleted text", struck_text(shape))
            body = child(shape, "txBody")
            if body is not None:
                self._notes += sum(bool(paragraph_text(one).strip()) for one in paragraphs_of(body))
                write_paragraphs(body, self._stream, {}, bulleted=False)
        self._stream.end_note()


def _all_text(root: etree._Element) -> str:
    """All text of shapes, a space after each paragraph, cell or line; of alternatives only the first."""
    parts: list[str] = []
    events = etree.iterwalk(root, events=("start", "end"))
    for event, element in events:
        name = local_name(element)
        if event == "start" and name == "Fallback":
            events.skip_subtree()
        elif event == "start" and name == "t":
            parts.append(element.text or "")
        elif name in {"p", "br"}:
            parts.append(" ")
    return "".join(parts)
