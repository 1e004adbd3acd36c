"""Word documents to blocks: headings by style, lists by numbering, tables, links.

Deleted and hidden text is left out, since a person does not see it.
"""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import docx
from docx.oxml.ns import qn

from trendsqa.corpus.documents.parsed_document import ParsedDocument
from trendsqa.corpus.readers.block_stream import BlockStream
from trendsqa.corpus.readers.damage import check_archive, damage_reported
from trendsqa.corpus.readers.docx.numbering import ListPlace, Numbering

__all__ = ["read_docx"]

_TITLE_STYLES = frozenset({"title"})
_QUOTATION_STYLES = frozenset({"quote", "intense quote", "block text", "blockquote"})
_CAPTION_STYLES = frozenset({"caption", "table caption", "image caption", "figure caption"})
_CONTENTS_STYLE = "toc"
# Invisible parts: deletions, the copy of a drawing for older programs, field codes.
_UNSEEN = frozenset(map(qn, ("w:del", "w:moveFrom", "w:instrText", "w:delText", "w:pPr", "w:rPr"))) | {
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
}
# The outline level that stands for "no heading".
_BODY_TEXT = 9
_BREAKS = frozenset(map(qn, ("w:br", "w:cr", "w:tab", "w:ptab")))


def read_docx(data: bytes, name: str) -> ParsedDocument:
    """The blocks of a Word document's body; ``name`` is for messages.

    Raises:
        UnreadableFileError: The file is damaged or unpacks to an unreasonable size.
    """
    check_archive(data, name)
    with damage_reported(name, "a DOCX document"):
        document = docx.Document(BytesIO(data))
        walk = _Walk(document)
        walk.container(document.element.body)
        return ParsedDocument(str(document.core_properties.title or ""), walk.blocks())


class _Walk:
    """Walks through the body in order and writes its content."""

    def __init__(self, document: Any) -> None:
        self._stream = BlockStream()
        self._numbering = Numbering(document)
        self._styles = {style.style_id: style for style in document.styles}
        self._links = {key: rel.target_ref for key, rel in document.part.rels.items() if rel.is_external}
        self._open_lists: list[ListPlace] = []

    def blocks(self) -> tuple[Any, ...]:
        """All pieces, after closing open lists."""
        self._close_lists(0)
        return self._stream.blocks()

    def container(self, element: Any) -> None:
        """Write the paragraphs and tables of the body or of a content control."""
        for child in element:
            if child.tag == qn("w:p"):
                self._paragraph(child)
            elif child.tag == qn("w:tbl"):
                self._close_lists(0)
                self._table(child)
            elif child.tag == qn("w:sdt"):
                gallery = child.find(f".//{qn('w:docPartGallery')}")
                contents = gallery is not None and "Contents" in (gallery.get(qn("w:val")) or "")
                inner = child.find(qn("w:sdtContent"))
                if inner is not None and not contents:
                    self.container(inner)
            elif child.tag in {qn("w:ins"), qn("w:moveTo"), qn("w:customXml")}:
                self.container(child)

    def _paragraph(self, paragraph: Any) -> None:
        style = self._styles.get(_style_id(paragraph))
        names = list(_style_names(style))
        if any(name.split(" ")[0] == _CONTENTS_STYLE for name in names) or not _has_words(paragraph):
            return
        level = _heading_level(paragraph, style, names)
        place = None if level else self._numbering.place(paragraph, style)
        if place is None:
            self._close_lists(0)
            self._plain_paragraph(paragraph, names, level)
        else:
            self._item(paragraph, place)

    def _plain_paragraph(self, paragraph: Any, names: list[str], level: int) -> None:
        stream = self._stream
        if level:
            stream.begin_heading(level)
            self._words(paragraph)
            stream.end_heading()
        elif _QUOTATION_STYLES.intersection(names):
            stream.begin_quotation()
            self._words(paragraph)
            stream.end_quotation()
        elif _CAPTION_STYLES.intersection(names):
            stream.begin_caption()
            self._words(paragraph)
            stream.end_caption()
        else:
            stream.paragraph_break()
            self._words(paragraph)
            stream.paragraph_break()

    def _item(self, paragraph: Any, place: ListPlace) -> None:
        stream = self._stream
        if place.goes_on and stream.in_item:
            stream.paragraph_break()
            self._words(paragraph)
            return
        while self._open_lists and not self._belongs(place):
            self._close_lists(len(self._open_lists) - 1)
        if self._open_lists and self._open_lists[-1].level == place.level:
            stream.end_item()
        else:
            stream.begin_list()
            self._open_lists.append(place)
        stream.begin_item(self._numbering.next_marker(place))
        self._words(paragraph)

    def _belongs(self, place: ListPlace) -> bool:
        """True if the innermost open list is the item's own or contains it."""
        last = self._open_lists[-1]
        return last.level < place.level or (last.level == place.level and last.number_id == place.number_id)

    def _close_lists(self, remaining: int) -> None:
        while len(self._open_lists) > remaining:
            self._open_lists.pop()
            self._stream.end_item()
            self._stream.end_list()

    def _words(self, paragraph: Any) -> None:
        self._content(paragraph, strong=self._style_is_bold(_style_id(paragraph)))

    def _content(self, element: Any, *, strong: bool) -> None:
        """Write the runs of a paragraph, a link or another wrapper."""
        for child in element:
            if child.tag in _UNSEEN:
                continue
            if child.tag == qn("w:r"):
                self._run(child, strong=strong)
            elif child.tag == qn("w:p"):
                # A paragraph inside a paragraph is in a text box.
                self._stream.write("\n")
                self._content(child, strong=strong)
            elif child.tag == qn("w:hyperlink"):
                self._stream.begin_link(self._address(child))
                self._content(child, strong=strong)
                self._stream.end_link()
            else:
                self._content(child, strong=strong)

    def _run(self, run: Any, *, strong: bool) -> None:
        properties = run.find(qn("w:rPr"))
        if properties is not None:
            if _switched_on(properties.find(qn("w:vanish"))):
                return
            own = properties.find(qn("w:b"))
            strong = strong if own is None else _switched_on(own)
        for child in run:
            if child.tag == qn("w:t"):
                self._stream.write(child.text or "", strong=strong)
            elif child.tag in _BREAKS:
                self._stream.write("\n")
            elif child.tag == qn("w:noBreakHyphen"):
                self._stream.write("-", strong=strong)
            elif len(child) and child.tag not in _UNSEEN:
                self._content(child, strong=strong)

    def _address(self, hyperlink: Any) -> str:
        """The target of a link; empty for a bookmark of the same document."""
        target = str(self._links.get(hyperlink.get(qn("r:id")) or "", ""))
        anchor = hyperlink.get(qn("w:anchor")) or ""
        return f"{target}#{anchor}" if target and anchor else target

    def _style_is_bold(self, style_id: str) -> bool:
        style = self._styles.get(style_id)
        return bool(style is not None and style.font.bold)

    def _table(self, table: Any) -> None:
        rows = [[_cell_words(cell) for cell in row.iterchildren(qn("w:tc"))] for row in table.iterchildren(qn("w:tr"))]
        self._stream.table(rows)


def _style_id(paragraph: Any) -> str:
    found = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    return "" if found is None else str(found.get(qn("w:val")) or "")


def _style_names(style: Any) -> Iterator[str]:
    """The names of a style and its base styles, in lower case."""
    seen: set[str] = set()
    while style is not None and style.style_id not in seen:
        seen.add(style.style_id)
        yield str(style.name or "").lower()
        style = getattr(style, "base_style", None)


def _heading_level(paragraph: Any, style: Any, names: list[str]) -> int:
    """Heading level 1-6 by style or outline level; 0 if it is not a heading."""
    for name in names:
        if name in _TITLE_STYLES:
            return 1
        word, _, number = name.partition(" ")
        if word == "heading" and number.isdecimal():
            return min(int(number), 6)
    for properties in (
        paragraph.find(qn("w:pPr")),
        style.element.find(qn("w:pPr")) if style is not None else None,
    ):
        found = None if properties is None else properties.find(qn("w:outlineLvl"))
        level = "" if found is None else found.get(qn("w:val")) or ""
        if level.isdecimal() and int(level) < _BODY_TEXT:
            return min(int(level) + 1, 6)
    return 0


def _has_words(paragraph: Any) -> bool:
    return any((text.text or "").strip() for text in paragraph.iter(qn("w:t")))


def _cell_words(cell: Any) -> str:
    texts = (
        "".join("\n" if part.tag in _BREAKS else part.text or "" for part in paragraph.iter(qn("w:t"), *_BREAKS))
        for paragraph in cell.iter(qn("w:p"))
    )
    return " ".join(texts)


def _switched_on(toggle: Any) -> bool:
    """True if an on-off element is present and not set to off."""
    return toggle is not None and toggle.get(qn("w:val")) not in {"0", "false", "off", "none"}
