"""Accordions, tabs and other controls: a button that names content is its heading, any other is no text."""

import re

from lxml import html

from trendsqa.corpus.readers.html.elements import HEADINGS, word_count
from trendsqa.corpus.readers.html.removal import CONTROLS, DRAWINGS, Removal

__all__ = ["name_panels", "remove_controls"]

_NAMING = frozenset({"caption", "dt", "legend", "summary", "th", *HEADINGS})
_CONTROLS = ("datalist", "input", "keygen", "select", "textarea")
_SENTENCE = re.compile(r"[.!?。！？]\s*$")
_SENTENCE_WORDS = 6
# Beyond this many words a panel's button is a menu or a notice.
_LONGEST_NAME = 40


def name_panels(root: html.HtmlElement, removal: Removal) -> None:
    """Turn the buttons of accordions and the tabs of panels into headings of what they open."""
    ids = {element.get("id"): element for element in root.iterdescendants() if element.get("id")}
    level = 1
    named: set[html.HtmlElement] = set()
    for element in list(root.iterdescendants()):
        level = HEADINGS.get(element.tag, level)
        if element.getparent() is None or not _is_button(element):
            continue
        if any(ancestor.tag in _NAMING for ancestor in element.iterancestors()):
            _make_transparent(element, removal)
            continue
        panel = _panel(element, ids)
        if panel is None or panel in named:
            continue
        named.add(panel)
        _make_transparent(element, removal)
        _make_heading(element, panel, min(level + 1, 6))


def remove_controls(root: html.HtmlElement, removal: Removal) -> None:
    """Remove what a person uses and does not read: fields, buttons, drawings."""
    for element in list(root.iter("svg")):
        removal.remove(element, DRAWINGS)
    for element in list(root.iter(*_CONTROLS)):
        removal.remove(element, CONTROLS)
    for element in list(root.iter("button")):
        if element.getparent() is not None and not _is_text(element):
            removal.remove(element, CONTROLS)


def _is_button(element: html.HtmlElement) -> bool:
    role = element.get("role")
    if element.tag == "button" or role in {"button", "tab"}:
        return True
    return element.tag == "a" and element.get("aria-expanded") is not None


def _panel(button: html.HtmlElement, ids: dict[str | None, html.HtmlElement]) -> html.HtmlElement | None:
    """The content that the button opens; None if it opens none, or content with a heading of its own."""
    if not 0 < word_count("".join(button.itertext())) <= _LONGEST_NAME:
        return None
    target = button.get("aria-controls") or (button.get("href") or "#").partition("#")[2]
    panel = ids.get(target.split()[0]) if target.strip() else None
    if panel is None and (button.get("aria-expanded") is not None or button.tag == "button"):
        panel = _next_content(button)
    if panel is None or button in panel.iterdescendants() or panel.tag in {"form", "nav"}:
        return None
    if panel.get("role") in {"dialog", "listbox", "menu", "navigation"}:
        return None
    return None if _begins_with_name(panel) or not _has_content(panel) else panel


def _next_content(button: html.HtmlElement) -> html.HtmlElement | None:
    """The element after the button, or after what contains nothing but the button."""
    place = button
    for _ in range(3):
        if (place.tail or "").strip():
            return None
        after = place.getnext()
        if after is not None:
            return None if _is_button(after) else after
        parent = place.getparent()
        if parent is None or place.getprevious() is not None or (parent.text or "").strip():
            return None
        place = parent
    return None


def _begins_with_name(panel: html.HtmlElement) -> bool:
    """True if the first words of the panel are a heading or a button."""
    for element in panel.iter():
        if element.tag in HEADINGS or element.tag == "summary" or _is_button(element):
            return bool("".join(element.itertext()).strip())
        if (element.text or "").strip():
            return False
    return False


def _has_content(panel: html.HtmlElement) -> bool:
    """True if the panel has text of its own: more than links and fields."""
    text = "".join(panel.itertext())
    linked = sum(len("".join(link.itertext())) for link in panel.iter("a"))
    return bool(text.strip()) and len(text.split()) > 1 and linked * 2 < len(text)


def _make_heading(name: html.HtmlElement, panel: html.HtmlElement, level: int) -> None:
    """Make the name a heading of its panel, and the panel content that is shown."""
    for attribute in ("hidden", "aria-hidden", "style"):
        panel.attrib.pop(attribute, None)
    if name.get("role") != "tab" and panel.getprevious() is name:
        name.tag = f"h{level}"
        return
    # The name goes to its content: tabs stand together above all of their panels.
    heading = html.Element(f"h{level}")
    heading.text = " ".join("".join(name.itertext()).split())
    name.drop_tree()
    heading.tail, panel.text = panel.text, None
    panel.insert(0, heading)


def _make_transparent(element: html.HtmlElement, removal: Removal) -> None:
    """Leave the element's words as plain text, without the state that a script adds to them ("Show")."""
    for inner in element.xpath(".//*[@data-nosnippet]"):
        if inner.getparent() is not None:
            removal.remove(inner, CONTROLS)
    element.tag = "span"


def _is_text(button: html.HtmlElement) -> bool:
    """True for a button that is a card: it contains a heading or a sentence."""
    text = "".join(button.itertext())
    if any(found.tag in HEADINGS for found in button.iterdescendants()):
        return True
    return word_count(text) >= _SENTENCE_WORDS and _SENTENCE.search(text) is not None
