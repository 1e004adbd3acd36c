"""Names of the elements in a Word document's parts, and their attributes as values."""

from collections.abc import Iterator
from functools import cache

from lxml import etree

__all__ = ["Element", "child_value", "elements", "is_true", "names", "qualified", "switched_on"]

Element = etree._Element  # noqa: SLF001 - the only name that lxml has for it

_SCHEMAS = "http://schemas.openxmlformats.org"
_PREFIXES = {
    "a": f"{_SCHEMAS}/drawingml/2006/main",
    "dgm": f"{_SCHEMAS}/drawingml/2006/diagram",
    "m": f"{_SCHEMAS}/officeDocument/2006/math",
    "mc": f"{_SCHEMAS}/markup-compatibility/2006",
    "o": "urn:schemas-microsoft-com:office:office",
    "r": f"{_SCHEMAS}/officeDocument/2006/relationships",
    "v": "urn:schemas-microsoft-com:vml",
    "w": f"{_SCHEMAS}/wordprocessingml/2006/main",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
}
# An emoji, of which the form for older programs is the character itself.
_GIVEN_PLAINLY = frozenset({"w16se"})
_OFF = frozenset({"0", "false", "off", "none"})


@cache
def qualified(name: str) -> str:
    """The name as lxml writes it (``{address}p``) for ``w:p``."""
    prefix, _, local = name.partition(":")
    return f"{{{_PREFIXES[prefix]}}}{local}"


@cache
def names(listed: str) -> frozenset[str]:
    """Qualified names of a list with spaces between."""
    return frozenset(map(qualified, listed.split()))


def child_value(element: Element | None, child: str, attribute: str = "w:val") -> str:
    """An attribute of the first such child; empty without the child or the attribute."""
    found = None if element is None else element.find(qualified(child))
    return "" if found is None else found.get(qualified(attribute)) or ""


def switched_on(toggle: Element | None) -> bool:
    """True if an on-off element is present and not set to off."""
    return toggle is not None and is_true(toggle.get(qualified("w:val"), "on"))


def is_true(value: str | None) -> bool:
    """True if an on-off attribute is present and not off."""
    return value is not None and value not in _OFF


def elements(parent: Element) -> Iterator[Element]:
    """The child elements; a reference to an entity, which no sound document contains, is passed over.

    Of the alternatives that a file gives for programs of different age, the first counts: the others say the same.
    """
    for child in parent:
        if child.tag is etree.Entity:
            continue
        if child.tag != qualified("mc:AlternateContent"):
            yield child
            continue
        chosen = child.find(qualified("mc:Choice"))
        if chosen is None or chosen.get("Requires") in _GIVEN_PLAINLY:
            chosen = child.find(qualified("mc:Fallback"))
        if chosen is not None:
            yield from elements(chosen)
