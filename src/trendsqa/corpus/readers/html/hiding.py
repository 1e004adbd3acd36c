"""Text that a page does not show: hidden for good, struck out, or written for screen readers only.

What is only collapsed is content: a browser shows it once its heading is chosen. Pages are often saved collapsed, so a
hidden element counts as collapsed if something opens it.
"""

import re

from lxml import html

from trendsqa.corpus.readers.html.elements import HEADINGS, class_names, is_block, text_before, word_count
from trendsqa.corpus.readers.html.removal import DELETED, HIDDEN, Removal

__all__ = ["remove_hidden", "show_addresses"]

_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)", re.IGNORECASE)
_INVISIBLE_STYLE = re.compile(r"visibility\s*:", re.IGNORECASE)
_STRUCK_STYLE = re.compile(r"text-decoration(?:-line)?\s*:[^;]*line-through", re.IGNORECASE)
_STRUCK = frozenset({"del", "s", "strike"})
_READ_ALOUD = re.compile(
    r"(?:^|[\s_-])(?:screen-reader-text|visually-?hidden|sr-only|screenreader(?:-only)?)(?:$|[\s_-])", re.IGNORECASE
)
_READ_ALOUD_TAGS = frozenset({"a", "div", "p", "span", "ul"})
# Longer, and it is content that a style keeps for some window widths.
_LONGEST_READ_ALOUD = 20
_PANEL_TAGS = frozenset(
    {"article", "blockquote", "dd", "div", "dl", "fieldset", "figure", "ol", "section", "table", "ul"}
)
_PANEL_NAME = re.compile(r"accordion|collaps|panel|\btabs?\b|toggle|expand|reveal|\bfaqs?\b|answer", re.IGNORECASE)
_OPENER_NAME = re.compile(r"question|title|toggle|heading", re.IGNORECASE)
_ICON = re.compile(r"\bicons?\b|\bmaterial|\bfa\b|glyph", re.IGNORECASE)
# A screen reader's words may stand in for a sign; without the sign −5 reads 5, and 12.50 reads 1250.
_SIGN = re.compile(r"[-–—−+±<>≤≥/.,:%£$€×&]+")
# Cloudflare writes addresses so that robots do not find them; a script puts them back.
_COVERED = re.compile(r"\[email\s*protected\]")
_COVERED_LINK = "/cdn-cgi/l/email-protection"
_ADDRESS = re.compile(r"[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+")
_LONGEST_COVERED = 640
_OPENERS = frozenset({"button", "summary", "dt", "label", "legend"})


def remove_hidden(root: html.HtmlElement, removal: Removal) -> None:
    """Remove what is not shown and what is struck out; collapsed content stays."""
    opened = _opened_ids(root)
    for element in list(root.iterdescendants()):
        if _is_struck(element):
            removal.remove(element, DELETED, takes_space=False)
        elif _is_unseen(element, opened):
            removal.remove(element, HIDDEN, takes_space=False)
        elif _is_decoration(element) or _is_read_aloud(element):
            removal.remove(element, HIDDEN)


def show_addresses(page: html.HtmlElement) -> None:
    """Put back the e-mail addresses that a script would show; what does not look like one stays as it is."""
    for element in page.iter("a", "span"):
        address = _uncovered(element.get("data-cfemail") or "")
        if address and _COVERED.fullmatch("".join(element.itertext()).strip()):
            del element[:]
            element.text = address
        path, _, fragment = (element.get("href") or "").partition("#")
        if path.endswith(_COVERED_LINK) and (address := _uncovered(fragment) or address):
            element.set("href", f"mailto:{address}")


def _uncovered(covered: str) -> str:
    """The address in hexadecimal digits of which the first two are the key to all others; empty if there is none."""
    if len(covered) > _LONGEST_COVERED:
        return ""
    try:
        key, *others = bytes.fromhex(covered)
        address = bytes(byte ^ key for byte in others).decode()
    except ValueError:
        return ""
    return address if _ADDRESS.fullmatch(address) else ""


def _opened_ids(root: html.HtmlElement) -> frozenset[str]:
    """Ids of the elements that a button, a tab or a link on the page opens."""
    found: set[str] = set()
    for element in root.iter("a", "button", "div", "input", "label", "li", "span", "summary", *HEADINGS):
        for name in ("aria-controls", "data-target", "data-bs-target"):
            found |= {word.lstrip("#") for word in (element.get(name) or "").split()}
        address = element.get("href") or ""
        if address.startswith("#"):
            found.add(address[1:])
    return frozenset(found - {""})


def _is_struck(element: html.HtmlElement) -> bool:
    return element.tag in _STRUCK or _STRUCK_STYLE.search(element.get("style") or "") is not None


def _is_unseen(element: html.HtmlElement, opened: frozenset[str]) -> bool:
    hidden = element.get("hidden")
    if hidden is not None and hidden.strip().lower() == "until-found":
        return False
    if hidden is None and _HIDDEN_STYLE.search(element.get("style") or "") is None:
        return False
    return not _is_panel(element, opened)


def _is_panel(element: html.HtmlElement, opened: frozenset[str]) -> bool:
    """True for hidden content that something opens: an accordion's panel, a tab's, an answer."""
    if (
        element.tag not in _PANEL_TAGS
        or _INVISIBLE_STYLE.search(element.get("style") or "")
        or not "".join(element.itertext()).strip()
    ):
        return False
    if element.get("id") in opened or element.get("role") == "tabpanel":
        return True
    before, parent = element.getprevious(), element.getparent()
    opens = _opens(before)
    named = before is not None and _OPENER_NAME.search(class_names(before)) is not None
    if not opens and not named:
        return False
    if _PANEL_NAME.search(f"{class_names(element)} {class_names(parent) if parent is not None else ''}"):
        return True
    if not opens:
        return False
    after = element.getnext()
    # A heading with only hidden content, or one panel after the other.
    return after is None or _opens(after)


def _opens(element: html.HtmlElement | None) -> bool:
    """True for a heading, a button, or an element whose only words are those of one."""
    if element is None:
        return False
    if element.tag in HEADINGS or element.tag in _OPENERS or element.get("role") in {"button", "heading", "tab"}:
        return True
    if element.get("aria-expanded") is not None:
        return True
    inside = [found for found in element.iterdescendants() if found.tag in HEADINGS or found.tag == "button"]
    return len(inside) == 1 and "".join(inside[0].itertext()).split() == "".join(element.itertext()).split()


def _is_decoration(element: html.HtmlElement) -> bool:
    """True for text hidden from screen readers that is no content: icons, and doubles of an equation.

    Words with ``aria-hidden`` are shown; panels of an accordion have it while they are closed.
    """
    if element.get("aria-hidden") != "true":
        return False
    text = "".join(element.itertext())
    if _ICON.search(class_names(element)) or element.tag == "i":
        return True
    if not any(map(str.isalnum, text)):
        return _SIGN.fullmatch(text.strip()) is None
    if element.get("tabindex") == "-1" and element.tag in {"a", "button", "input"}:
        return True
    parent = element.getparent()
    return parent is not None and next(parent.iter("math"), None) is not None


def _is_read_aloud(element: html.HtmlElement) -> bool:
    """True for words that only a screen reader says, beside words that are shown."""
    if element.tag not in _READ_ALOUD_TAGS or not _READ_ALOUD.search(class_names(element)):
        return False
    text = "".join(element.itertext())
    if word_count(text) > _LONGEST_READ_ALOUD or any(found.tag in HEADINGS for found in element.iterdescendants()):
        return False
    if text_before(element)[-1:].isdigit() and not any(map(str.isalpha, text)):
        # The sign between a number and its fraction.
        return False
    return not _is_all_of_its_block(element, text)


def _is_all_of_its_block(element: html.HtmlElement, text: str) -> bool:
    """True if a table's cell has no other words: an icon is shown, and this is its meaning."""
    block = element.getparent()
    while block is not None and not is_block(block):
        block = block.getparent()
    if block is None or block.tag not in {"td", "th"}:
        return False
    return "".join(block.itertext()).split() == text.split()
