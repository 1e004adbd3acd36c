"""Names of HTML elements by what a browser does with them, and the text that it shows."""

import re

from lxml import etree, html

from trendsqa.corpus.documents.text_cleaning import clean_text

__all__ = [
    "BLOCK_TAGS",
    "HEADINGS",
    "UNSEEN_TAGS",
    "class_names",
    "is_block",
    "is_styled_as_block",
    "shown_text",
    "text_before",
    "word_count",
]

HEADINGS = {f"h{level}": level for level in range(1, 7)}
BLOCK_TAGS = frozenset(
    [
        "address",
        "article",
        "aside",
        "body",
        "center",
        "dd",
        "details",
        "dialog",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figure",
        "footer",
        "form",
        "frameset",
        "header",
        "hgroup",
        "hr",
        "legend",
        "main",
        "nav",
        "optgroup",
        "option",
        "p",
        "pre",
        "search",
        "section",
        "summary",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
    ]
)
"""Each begins on a line of its own; lists, tables and headings do so too, and are named where they are written."""
_OTHER_BLOCKS = frozenset("blockquote br caption figcaption li menu ol table ul".split())  # noqa: SIM905
UNSEEN_TAGS = tuple(
    "audio canvas embed iframe noframes noscript object script style template title video".split()  # noqa: SIM905
)
"""Elements of whose text a browser shows nothing: it stands in for what the browser shows in its place."""
_BLOCK_STYLE = re.compile(r"display\s*:\s*(?:block|flex|grid|table|list-item)", re.IGNORECASE)
# Scripts without spaces between words: about so many characters make one.
_CHARACTERS_PER_WORD = 12
_CHARACTERS_BEFORE = 40
_STEPS_BACK = 8


def is_block(element: html.HtmlElement) -> bool:
    """True if the element begins on a line of its own."""
    tag = element.tag
    return tag in BLOCK_TAGS or tag in _OTHER_BLOCKS or tag in HEADINGS or is_styled_as_block(element)


def is_styled_as_block(element: html.HtmlElement) -> bool:
    """True if its own style makes a line of the element, whatever its name."""
    return _BLOCK_STYLE.search(element.get("style") or "") is not None


def class_names(element: html.HtmlElement) -> str:
    """The element's classes; empty if it has none."""
    return element.get("class") or ""


def shown_text(root: html.HtmlElement) -> str:
    """The cleaned text of the element, with spaces only where the page has them or a line begins."""
    parts: list[str] = []
    for event, element in etree.iterwalk(root, events=("start", "end")):
        parts.append(" " if is_block(element) else "")
        if event == "start":
            parts.append(element.text or "")
        elif element is not root:
            parts.append(element.tail or "")
    return clean_text("".join(parts))


def text_before(element: html.HtmlElement) -> str:
    """The last characters before the element on its line; empty at the line's beginning."""
    found = ""
    place = element
    for _ in range(_STEPS_BACK):
        before = place.getprevious()
        parent = place.getparent()
        if before is not None:
            found = _own_ending(before) + found
            place = before
        elif parent is None:
            break
        else:
            found = (parent.text or "") + found
            place = parent
        if len(found.strip()) >= _CHARACTERS_BEFORE or is_block(place):
            break
    return found[-_CHARACTERS_BEFORE:]


def word_count(text: str) -> int:
    """Number of words, by length in scripts without spaces between them."""
    return max(len(text.split()), len(text.strip()) // _CHARACTERS_PER_WORD)


def _own_ending(element: html.HtmlElement) -> str:
    """The text of an element and what follows it; only what follows if it is a block."""
    tail = element.tail or ""
    if is_block(element) or len(tail.strip()) >= _CHARACTERS_BEFORE:
        return tail
    return "".join(element.itertext()) + tail
