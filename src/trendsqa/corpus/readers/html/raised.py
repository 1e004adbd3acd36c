"""Raised and lowered elements of a page, and links to its notes, replaced by their spelling in plain text."""

import re
from itertools import islice

from lxml import html

from trendsqa.corpus.readers.html.elements import is_block, text_before
from trendsqa.corpus.readers.raised_text import note_mark, spell_lowered, spell_raised

__all__ = ["NOTE_ROLES", "is_note_link", "spell_raised_elements"]

NOTE_ROLES = frozenset({"doc-noteref"})
# Pieces of text in the next element; the first figure is in one of these.
_NEAR = 3
_RAISED_STYLE = re.compile(r"vertical-align\s*:\s*super", re.IGNORECASE)
_NUMBERS = re.compile(r"\d{1,3}(?:\s*[,;–-]\s*\d{1,3})*")


def is_note_link(element: html.HtmlElement) -> bool:
    """True if the element is a link to a note on its page, by its role or by its place and words."""
    if element.get("role") in NOTE_ROLES or "noteref" in (element.get("epub:type") or ""):
        return True
    if element.tag != "a" or not (element.get("href") or "").partition("#")[2]:
        return False
    text = "".join(element.itertext()).strip()
    if _inside_raised(element):
        return bool(text)
    # A bare number that touches the word before it.
    return _NUMBERS.fullmatch(text) is not None and text_before(element)[-1:].isalnum()


def spell_raised_elements(root: html.HtmlElement) -> None:
    """Replace the text of raised and lowered elements, and of links to notes, by its spelling."""
    for element in list(root.iterdescendants()):
        if element.getparent() is None:
            continue
        if element.tag in {"sup", "sub"} or _RAISED_STYLE.search(element.get("style") or ""):
            _spell(element)
        elif is_note_link(element) and not _inside_raised(element):
            _replace(element, _mark("".join(element.itertext()), text_before(element)), element)


def _inside_raised(element: html.HtmlElement) -> bool:
    for _ in range(3):
        element = element.getparent()
        if element is None:
            return False
        if element.tag == "sup" or _RAISED_STYLE.search(element.get("style") or ""):
            return True
    return False


def _spell(element: html.HtmlElement) -> None:
    text = " ".join("".join(element.itertext()).split())
    if not text or next(element.iter("img", "math", "br"), None) is not None:
        return
    before, after = text_before(element), _text_after(element)
    if element.tag == "sub":
        # What is raised after it is spelt apart from it.
        _replace(element, spell_lowered(text, before, element.tail or ""), None)
        return
    links = [found for found in element.iter("a") if is_note_link(found)]
    spelt = _marks(links, text, before) if links else spell_raised(text, before, after, _language(element))
    _replace(element, spelt, links[0] if len(links) == 1 else None)


def _mark(text: str, before: str) -> str:
    text = " ".join(text.split())
    return note_mark(text, before) if any(map(str.isalnum, text)) else text


def _marks(links: list[html.HtmlElement], text: str, before: str) -> str:
    """The marks of a raised element: one, or all that stand in it, each on its own."""
    spelt = ""
    for mark in [text] if len(links) == 1 else ["".join(link.itertext()) for link in links]:
        spelt += _mark(mark, before + spelt)
    return spelt


def _replace(element: html.HtmlElement, text: str, link: html.HtmlElement | None) -> None:
    """Give the element only this text, inside its link if it has one, apart from a word that follows at once."""
    if text[:1] in {" ", "["} and (element.tail or "")[:1].isalnum():
        element.tail = f" {element.tail}"
    del element[:]
    element.text = text
    if link is not None and link is not element:
        element.text = None
        link.tail = None
        del link[:]
        link.text = text
        element.append(link)


def _text_after(element: html.HtmlElement) -> str:
    """The text after the element, with the first words of the next: it may be the lower figure of a fraction."""
    following = element.getnext()
    if following is None or is_block(following):
        return element.tail or ""
    return (element.tail or "") + "".join(islice(following.itertext(), _NEAR))


def _language(element: html.HtmlElement) -> str:
    for ancestor in (element, *element.iterancestors()):
        language = ancestor.get("lang") or ancestor.get("{http://www.w3.org/XML/1998/namespace}lang")
        if language:
            return str(language).lower()
    return ""
