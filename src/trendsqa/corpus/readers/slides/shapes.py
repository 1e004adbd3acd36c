"""Shapes of a slide in reading order, those in groups included: text, tables, diagrams and charts."""

from collections.abc import Iterator

from lxml import etree

from trendsqa.corpus.readers.parsed_xml import local_name
from trendsqa.corpus.readers.slides.text import attribute, child, paragraph_text, paragraphs_of
from trendsqa.corpus.readers.tables.document_headers import plain_header_rows
from trendsqa.corpus.readers.tables.merged import MarkedRows, carried, texts_of

__all__ = ["chart_rows", "diagram_lines", "graphic_part", "is_hidden", "placeholder", "shapes_in", "table_rows_of"]

_GROUPS = frozenset({"grpSp", "AlternateContent", "Choice"})
_SHAPES = frozenset({"sp", "graphicFrame", "cxnSp"})
# Placeholders whose text is the same on all slides.
_PLACEHOLDER_PATHS = (("nvSpPr", "nvPr", "ph"), ("nvGraphicFramePr", "nvPr", "ph"))


def shapes_in(tree: etree._Element) -> Iterator[etree._Element]:
    """The shapes of a tree in order; of alternatives only the first, which this program's readers are meant to see."""
    for element in tree:
        name = local_name(element)
        if name in _GROUPS:
            yield from shapes_in(element)
        elif name in _SHAPES:
            yield element


def is_hidden(shape: etree._Element) -> bool:
    """True for a shape that is not shown."""
    return any(name.get("hidden") in {"1", "true"} for part in shape for name in part if local_name(name) == "cNvPr")


def placeholder(shape: etree._Element) -> str | None:
    """The kind of placeholder that a shape fills ("title", "body"); None for a shape of its own."""
    for path in _PLACEHOLDER_PATHS:
        found = child(shape, *path)
        if found is not None:
            return found.get("type", "obj")
    return None


def table_rows_of(table: etree._Element) -> tuple[list[list[str]], int]:
    """The rows of a table, merged cells carried, and how many of them name the columns."""
    marked = MarkedRows()
    for row in (element for element in table if local_name(element) == "tr"):
        marked.begin_row()
        for cell in (element for element in row if local_name(element) == "tc"):
            covering = marked.left() if _is_set(cell, "hMerge") else None
            covering = covering or (marked.above() if _is_set(cell, "vMerge") else None)
            if covering is None:
                marked.add(_cell_text(cell))
            else:
                marked.go_on(covering)
    rows = carried(marked.rows)
    properties = child(table, "tblPr")
    has_header = properties is not None and _is_set(properties, "firstRow")
    return texts_of(rows), int(has_header and len(rows) > 1) or plain_header_rows(rows)


def graphic_part(shape: etree._Element, element: str, key: str) -> str:
    """The id of the part that a graphic shows: a diagram's data, or a chart; empty if it is another graphic."""
    data = child(shape, "graphic", "graphicData", element)
    return "" if data is None else attribute(data, key)


def diagram_lines(data: etree._Element) -> list[str]:
    """The texts of a diagram (SmartArt), in the order of its data."""
    texts = (paragraph_text(paragraph) for body in data.iter() if local_name(body) == "t" and len(body)
             for paragraph in paragraphs_of(body))  # fmt: skip
    return [text for text in texts if text.strip()]


def chart_rows(chart: etree._Element) -> list[list[str]]:
    """A chart's values as a table: a row for each category, a column for each series."""
    series = [element for element in chart.iter() if local_name(element) == "ser"]
    names = [_first_text(child(one, "tx")) for one in series]
    columns = [_points(child(one, "val")) or _points(child(one, "yVal")) for one in series]
    categories = next(
        (points for one in series if (points := _points(child(one, "cat")) or _points(child(one, "xVal")))), {}
    )
    places = sorted({*categories, *(place for column in columns for place in column)})
    rows = [[categories.get(place, ""), *(column.get(place, "") for column in columns)] for place in places]
    return [["", *names], *rows] if rows else []


def _is_set(element: etree._Element, name: str) -> bool:
    return element.get(name) in {"1", "true"}


def _cell_text(cell: etree._Element) -> str:
    body = child(cell, "txBody")
    return "" if body is None else " ".join(map(paragraph_text, paragraphs_of(body)))


def _first_text(element: etree._Element | None) -> str:
    if element is None:
        return ""
    return next((value.text or "" for value in element.iter() if local_name(value) in {"v", "t"} and value.text), "")


def _points(element: etree._Element | None) -> dict[int, str]:
    """The cached values of a series by their place."""
    points: dict[int, str] = {}
    for point in [] if element is None else element.iter():
        place = point.get("idx", "") if local_name(point) == "pt" else ""
        if place.isdecimal():
            points[int(place)] = _first_text(point)
    return points
