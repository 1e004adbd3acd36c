"""Texts of a sheet that are not in its cells: notes, threads of comments and text boxes."""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from trendsqa.corpus.readers.tables.ranges import CellRange, cell_place, cell_range
from trendsqa.corpus.readers.xlsx.package import WorkbookPackage, local_name
from trendsqa.corpus.readers.xlsx.strings import cell_text

__all__ = ["SheetNote", "TextBox", "headed_ranges", "sheet_notes", "text_boxes"]

_ANCHORS = ("twoCellAnchor", "oneCellAnchor", "absoluteAnchor")
_TRUE = {"1", "true", "on"}


@dataclass(frozen=True, slots=True)
class SheetNote:
    """A note or comment at a cell."""

    row: int
    column: int
    text: str


@dataclass(frozen=True, slots=True)
class TextBox:
    """The paragraphs of a shape; ``row`` is that of its upper edge, 0 for one that is not bound to a cell."""

    row: int
    paragraphs: tuple[str, ...]
    hidden: bool


def sheet_notes(package: WorkbookPackage, sheet: str) -> list[SheetNote]:
    """The notes of a sheet in the order of its cells; a thread of comments is one note for each comment.

    A program that writes a thread also writes a note that repeats it, for older programs.
    """
    related = package.relationships(sheet)
    found = [
        note
        for part in related
        if part.kind == "threadedComment"
        for note in _notes(package, part.target, "threadedComment", "text")
    ]
    threaded = {(note.row, note.column) for note in found}
    for part in related:
        if part.kind == "comments":
            notes = _notes(package, part.target, "comment", "text")
            found += [note for note in notes if (note.row, note.column) not in threaded]
    return sorted(found, key=lambda note: (note.row, note.column))


def text_boxes(package: WorkbookPackage, sheet: str) -> list[TextBox]:
    """The shapes with text that lie on a sheet, from top to bottom."""
    boxes = [
        box
        for part in package.related(sheet, "drawing")
        for anchor in package.elements(part, *_ANCHORS)
        for box in _boxes(anchor, _first_row(anchor))
    ]
    return sorted(boxes, key=lambda box: box.row)


def headed_ranges(package: WorkbookPackage, sheet: str) -> list[tuple[CellRange, int]]:
    """The tables that a person made in a sheet, with the number of their header rows."""
    ranges = []
    for part in package.related(sheet, "table"):
        for element in package.elements(part, "table"):
            area, count = cell_range(element.get("ref", "")), element.get("headerRowCount", "1")
            if area is not None and count.isdecimal():
                ranges.append((area, int(count)))
    return ranges


def _notes(package: WorkbookPackage, part: str, name: str, text_name: str) -> Iterator[SheetNote]:
    for element in package.elements(part, name):
        place = cell_place(element.get("ref", ""))
        for child in element:
            if place is not None and local_name(child) == text_name:
                # The words of a comment stand in the element itself, those of a note in runs.
                content = cell_text(child) or child.text or ""
                text = content if isinstance(content, str) else "".join(words for words, _ in content)
                if text.strip():
                    yield SheetNote(*place, text)


def _first_row(anchor: etree._Element) -> int:
    text = anchor.findtext("{*}from/{*}row", "").strip()
    return int(text) + 1 if text.isdecimal() else 0


def _boxes(element: etree._Element, row: int, *, hidden: bool = False) -> Iterator[TextBox]:
    """The shapes in an element; of alternatives for older programs only the first counts."""
    for child in element.iterchildren("{*}grpSp", "{*}AlternateContent", "{*}Choice", "{*}sp", "{*}cxnSp"):
        out_of_sight = hidden or _is_hidden(child)
        if local_name(child) not in {"sp", "cxnSp"}:
            yield from _boxes(child, row, hidden=out_of_sight)
            continue
        paragraphs = tuple(filter(str.strip, map(_paragraph, child.iter("{*}p"))))
        if paragraphs:
            yield TextBox(row, paragraphs, out_of_sight)


def _paragraph(element: etree._Element) -> str:
    return "".join((part.text or "") if local_name(part) == "t" else " " for part in element.iter("{*}t", "{*}br"))


def _is_hidden(shape: etree._Element) -> bool:
    return any(found.get("hidden", "") in _TRUE for found in shape.iterfind("./*/{*}cNvPr"))
