"""Elements of a page with the text of a note: what a raised mark points to."""

from lxml import html

from trendsqa.corpus.readers.html.elements import is_block, text_before
from trendsqa.corpus.readers.html.raised import is_note_link
from trendsqa.corpus.readers.html.removal import CONTROLS, Removal

__all__ = ["note_elements", "remove_ways_back"]

_ROLES = frozenset({"doc-footnote", "doc-endnote"})
_NOT_NOTES = frozenset({"article", "body", "h1", "h2", "h3", "h4", "h5", "h6", "main", "section", "table", "td", "th"})
_LONGEST_NOTE = 3000
"""Characters; a mark that points to more points to a part of the page."""


def note_elements(root: html.HtmlElement) -> frozenset[html.HtmlElement]:
    """The elements with the notes' text, outermost only; call before marks are spelt."""
    ids = {element.get("id") or element.get("name"): element for element in root.iterdescendants()}
    found: set[html.HtmlElement] = {element for element in root.iterdescendants() if element.get("role") in _ROLES}
    marks: set[str] = set()
    beginnings: list[tuple[str, html.HtmlElement]] = []
    for element in root.iterdescendants():
        if is_note_link(element):
            target = ids.get((element.get("href") or "").partition("#")[2])
            # At a line's beginning it is the way back from a note.
            if target is None or not text_before(element).strip() or _block(target) is _block(element):
                continue
            if (note := _note_around(target)) is not None:
                found.add(note)
        elif element.tag == "sup":
            text = "".join(element.itertext()).strip()
            if text_before(element).strip():
                marks.add(text)
            else:
                beginnings.append((text, element))
    for text, element in beginnings:
        note = _note_around(element) if text in marks else None
        if note is not None:
            found.add(note)
    return frozenset(note for note in found if not any(above in found for above in note.iterancestors()))


def remove_ways_back(notes: frozenset[html.HtmlElement], removal: Removal) -> None:
    """Remove the arrows that lead from a note back to its mark."""
    for note in notes:
        for link in list(note.iter("a")):
            text = "".join(link.itertext())
            if (link.get("href") or "").startswith("#") and not any(map(str.isalnum, text)):
                removal.remove(link, CONTROLS)


def _block(element: html.HtmlElement) -> html.HtmlElement:
    """The element itself if it begins on a line of its own, else what does so around it."""
    while not is_block(element):
        above = element.getparent()
        if above is None:
            break
        element = above
    return element


def _note_around(element: html.HtmlElement) -> html.HtmlElement | None:
    """The item, paragraph or division with the element; None if it is no note by its kind or length."""
    block = _block(element)
    if block.tag in _NOT_NOTES or not 0 < len("".join(block.itertext()).strip()) <= _LONGEST_NOTE:
        return None
    parent = block.getparent()
    # The paragraph inside an item is not all of the note.
    return parent if parent is not None and parent.tag == "li" else block
