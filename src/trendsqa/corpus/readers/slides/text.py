"""Paragraphs of a shape's text, with their bullets, links and raised figures.

Names go without their namespace, so that the strict form of Open XML reads as the common one does.
"""

from collections.abc import Mapping

from lxml import etree

from trendsqa.corpus.readers.block_stream import BlockStream
from trendsqa.corpus.readers.parsed_xml import local_name
from trendsqa.corpus.readers.raised_text import spell_raised
from trendsqa.corpus.readers.slides.package import SlideLink

__all__ = ["attribute", "child", "paragraph_text", "paragraphs_of", "struck_text", "write_paragraphs"]

_LINK = "hlinkClick"
_DEEPEST = 8


def child(element: etree._Element | None, *path: str) -> etree._Element | None:
    """The first descendant along these local names; None if there is none."""
    for name in path:
        element = None if element is None else next((one for one in element if local_name(one) == name), None)
    return element


def attribute(element: etree._Element, name: str) -> str:
    """The value of an attribute in a namespace, by its local name; empty without it."""
    return next((str(value) for key, value in element.attrib.items() if str(key).endswith(f"}}{name}")), "")


def paragraphs_of(text_body: etree._Element) -> list[etree._Element]:
    """The paragraphs of a text body."""
    return [element for element in text_body if local_name(element) == "p"]


def paragraph_text(paragraph: etree._Element) -> str:
    """The text of a paragraph; a line break is a new line."""
    parts: list[str] = []
    for text, _ in _runs(paragraph):
        parts.append(text)
    return "".join(parts)


def write_paragraphs(
    text_body: etree._Element, stream: BlockStream, links: Mapping[str, SlideLink], *, bulleted: bool
) -> None:
    """Write paragraphs; ``bulleted`` is true if those that say nothing have a bullet, as in a slide's body."""
    open_lists = 0
    for paragraph in paragraphs_of(text_body):
        if not paragraph_text(paragraph).strip():
            continue
        properties = child(paragraph, "pPr")
        depth = _depth(properties) if _has_bullet(properties, default=bulleted) else 0
        while open_lists > depth:
            stream.end_list()
            open_lists -= 1
        while open_lists < depth:
            stream.begin_list()
            open_lists += 1
        if depth:
            stream.begin_item()
        _write_runs(paragraph, stream, links)
        if depth:
            stream.end_item()
        else:
            stream.paragraph_break()
    for _ in range(open_lists):
        stream.end_list()


def struck_text(root: etree._Element) -> str:
    """The text of all runs that are struck out; of alternatives only the first."""
    parts: list[str] = []
    events = etree.iterwalk(root, events=("start",))
    for _, element in events:
        name = local_name(element)
        if name == "Fallback":
            events.skip_subtree()
        elif name in {"r", "fld"} and _is_struck(child(element, "rPr")):
            parts.extend(part.text or "" for part in element if local_name(part) == "t")
    return " ".join(parts)


def _is_struck(properties: etree._Element | None) -> bool:
    return properties is not None and properties.get("strike") in {"sngStrike", "dblStrike"}


def _has_bullet(properties: etree._Element | None, *, default: bool) -> bool:
    for mark in [] if properties is None else properties:
        if local_name(mark) in {"buChar", "buAutoNum", "buBlip"}:
            return True
        if local_name(mark) == "buNone":
            return False
    return default


def _depth(properties: etree._Element | None) -> int:
    """The depth of a bulleted paragraph, 1 for the outermost."""
    level = "" if properties is None else properties.get("lvl", "")
    return min(int(level), _DEEPEST) + 1 if level.isdecimal() else 1


def _write_runs(paragraph: etree._Element, stream: BlockStream, links: Mapping[str, SlideLink]) -> None:
    for text, properties in _runs(paragraph):
        address = _address(properties, links)
        if address:
            stream.begin_link(address)
        stream.write(text, strong=properties is not None and properties.get("b") in {"1", "true"})
        if address:
            stream.end_link()


def _runs(paragraph: etree._Element) -> list[tuple[str, etree._Element | None]]:
    """The text of each run that stands, with its properties."""
    found: list[tuple[str, etree._Element | None]] = []
    before = ""
    for run in paragraph:
        name = local_name(run)
        properties = child(run, "rPr")
        if name == "br":
            text = "\n"
        elif name in {"r", "fld"}:
            text = "".join(part.text or "" for part in run if local_name(part) == "t")
            is_raised = properties is not None and (properties.get("baseline") or "0").strip("%") not in {"0", ""}
            if is_raised and not str(properties.get("baseline")).startswith("-"):  # type: ignore[union-attr]
                text = spell_raised(text, before)
        else:
            continue
        if _is_struck(properties):
            continue
        before = (before + text)[-60:]
        found.append((text, properties))
    return found


def _address(properties: etree._Element | None, links: Mapping[str, SlideLink]) -> str:
    click = child(properties, _LINK)
    if click is None:
        return ""
    link = links.get(attribute(click, "id"))
    return link.address if link is not None else ""
