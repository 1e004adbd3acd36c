"""Texts inside drawings: text boxes, lettering and SmartArt."""

from collections.abc import Iterator

from trendsqa.corpus.readers.docx.parts.namespaces import Element, elements, names, qualified
from trendsqa.corpus.readers.docx.parts.package import DocxPart

__all__ = ["all_diagrams", "boxes", "diagram_points", "diagrams", "drawn_words"]

_BOX = qualified("w:txbxContent")
_PARAGRAPH = qualified("a:p")
_DIAGRAM = qualified("dgm:relIds")
_BREAKS = names("a:br a:tab")


def boxes(drawing: Element) -> Iterator[Element]:
    """The contents of the text boxes, outer ones only: those within are met when these are read."""
    yield from _outermost(drawing, frozenset({_BOX}))


def drawn_words(drawing: Element) -> Iterator[str]:
    """Lettering, and the paragraphs of drawings that are no text boxes."""
    for found in _outermost(drawing, frozenset({_PARAGRAPH, qualified("v:textpath"), _BOX})):
        if found.tag == _PARAGRAPH:
            yield _paragraph_words(found)
        elif found.tag != _BOX:
            yield found.get("string") or ""


def diagrams(drawing: Element, part: DocxPart) -> Iterator[DocxPart]:
    """The parts with the text of the SmartArt in a drawing."""
    for found in _outermost(drawing, frozenset({_DIAGRAM, _BOX})):
        data = part.target(found.get(qualified("r:dm")))
        if data is not None:
            yield data


def all_diagrams(part: DocxPart) -> list[DocxPart]:
    """The parts with the text of all SmartArt in a part."""
    return list(filter(None, (part.target(found.get(qualified("r:dm"))) for found in part.root.iter(_DIAGRAM))))


def diagram_points(root: Element) -> list[tuple[int, str]]:
    """The depth and text of each point of a diagram, from the outermost down, as the diagram orders them."""
    points = {point.get("modelId") or "": point for point in root.iter(qualified("dgm:pt"))}
    inner: dict[str, list[tuple[int, str]]] = {}
    for link in root.iter(qualified("dgm:cxn")):
        if link.get("type", "parOf") == "parOf":
            order = link.get("srcOrd") or "0"
            child = (int(order) if order.isdecimal() else 0, link.get("destId") or "")
            inner.setdefault(link.get("srcId") or "", []).append(child)
    waiting = [(0, key) for key in reversed(points)]
    waiting += [(0, key) for key, point in points.items() if point.get("type") == "doc"]
    found: list[tuple[int, str]] = []
    seen: set[str] = set()
    while waiting:
        depth, key = waiting.pop()
        if key in seen or key not in points:
            continue
        seen.add(key)
        text = " ".join(filter(None, map(_paragraph_words, points[key].iter(_PARAGRAPH))))
        if text.strip():
            found.append((depth, text))
        deeper = depth + bool(text.strip())
        waiting += [(deeper, child) for _, child in sorted(inner.get(key, ()), reverse=True)]
    return found


def _outermost(top: Element, wanted: frozenset[str]) -> Iterator[Element]:
    """The outermost elements with these names, in order; without recursion, since drawings nest at will."""
    waiting = [iter([top])]
    while waiting:
        element = next(waiting[-1], None)
        if element is None:
            waiting.pop()
        elif element.tag in wanted:
            yield element
        else:
            waiting.append(elements(element))


def _paragraph_words(paragraph: Element) -> str:
    parts = ("\n" if e.tag in _BREAKS else e.text or "" for e in paragraph.iter(qualified("a:t"), *_BREAKS))
    return "".join(parts)
