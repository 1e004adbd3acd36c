"""Raised and lowered characters, spelt so that no reader can take them for part of the figure beside them.

A note's mark becomes ``[1]`` after a space; a power keeps its raised digits (10⁶); what only looks raised is joined
(1st, CO2). Plain text cannot show the difference between £4 with note 1 and £41 in any other way.
"""

import re

from lxml import html

from trendsqa.corpus.readers.html.elements import text_before

__all__ = ["NOTE_ROLES", "is_note_link", "spell_raised"]

NOTE_ROLES = frozenset({"doc-noteref"})
_RAISED_STYLE = re.compile(r"vertical-align\s*:\s*super", re.IGNORECASE)
_RAISED = str.maketrans("0123456789+-−–=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁼⁽⁾ⁿⁱ")
_LOWERED = str.maketrans("0123456789+-−–=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₋₌₍₎")
_NUMBERS = re.compile(r"\d{1,3}(?:\s*[,;–-]\s*\d{1,3})*")
_SIGNED = re.compile(r"[+\-−–]\s?\d{0,3}|\d{1,2}[+\-−–]")
_UNIT = re.compile(
    r"(?:(?<![^\W\d_])(?:[^\W\d_]|[cdkm]m|ft|yds?|mi|(?<=\d)in|(?<=\d )in)|"
    r"\b(?:(?:kilo|centi|milli)?met(?:re|er)s?|feet|foot|inch(?:es)?|yards?|miles?))$",
    re.IGNORECASE,
)
_TEN = re.compile(r"(?<![\w.,£$€])10$")
_AFTER_SIGN = re.compile(r"[×·^=+*/]\s*\S{1,12}$|(?<=\d )x\s?\d+$")
_BRACKETED_SUM = re.compile(r"\([^()]{0,12}[+\-−×*/][^()]{0,12}\)$")
_SUM_AFTER = re.compile(r"\s*[=×÷+]")
_ELEMENT = re.compile(r"(?![AI]\b)[A-Z][a-z]?(?![a-z])")
# Raised pence look like a note's number; raised digits say no more than the page does.
_PENCE = re.compile(r"\d\d")
_PRICE = re.compile(r"[£$€]\s?\d{1,4}$")
_ONE_CHARACTER = re.compile(r"(?<!\w)\w$")
_FIGURE_OR_WORD = re.compile(r"\d$|[^\W\d_]{3}$")
_SLASHES = frozenset({"/", "⁄", "∕"})
# Languages whose ordinals end in one raised letter (1º, 2ª, 3e); elsewhere a raised letter is a note's mark.
_LETTER_ORDINALS = ("ca", "es", "fr", "gl", "it", "pt")
_HIGHEST_POWER_OF_A_UNIT = 9


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


def spell_raised(root: html.HtmlElement) -> None:
    """Replace the text of raised and lowered elements, and of links to notes, by its spelling."""
    for element in list(root.iterdescendants()):
        if element.getparent() is None:
            continue
        if element.tag in {"sup", "sub"} or _RAISED_STYLE.search(element.get("style") or ""):
            _spell(element)
        elif is_note_link(element) and not _inside_raised(element):
            _replace(element, _mark("".join(element.itertext())), element)


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
    if _spell_fraction(element, text):
        return
    before, after = text_before(element), element.tail or ""
    if element.tag == "sub":
        between_figures = before[-1:].isdigit() or after[:1].isdigit()
        _replace(element, text.translate(_LOWERED) if between_figures else text, None)
        return
    links = [found for found in element.iter("a") if is_note_link(found)]
    spelt = _marks(links, text) if links else _raised(text, before, after, _language(element))
    _replace(element, spelt, links[0] if len(links) == 1 else None)


def _raised(text: str, before: str, after: str, language: str) -> str:
    """The spelling of raised text between what stands before and after it."""
    if _SIGNED.fullmatch(text) or (_PENCE.fullmatch(text) and _PRICE.search(before)):
        return text.translate(_RAISED)
    if _NUMBERS.fullmatch(text):
        return text.translate(_RAISED) if _is_power(text, before, after) else _mark(text)
    if len(text) == 1 and text.isalpha():
        if text in "ni" and _ONE_CHARACTER.search(before):
            return text.translate(_RAISED)
        if _FIGURE_OR_WORD.search(before) and not language.startswith(_LETTER_ORDINALS):
            return _mark(text)
    if before[-1:].isalnum() and (text in {"TM", "SM"} or text[0] in "([" or text[0].isdigit()):
        return f" {text}"
    return text


def _is_power(text: str, before: str, after: str) -> bool:
    if not before[-1:].strip():
        # An isotope (¹⁴C); at a line's beginning more likely a note's own number before its text.
        return _ELEMENT.match(after) is not None and (before != "" or len(text) > 1)
    if not text.isdecimal():
        return False
    if _AFTER_SIGN.search(before) or _SUM_AFTER.match(after) or _BRACKETED_SUM.search(before):
        return True
    if _TEN.search(before):
        return text != "1"
    return 1 < int(text) <= _HIGHEST_POWER_OF_A_UNIT and _UNIT.search(before) is not None


def _mark(text: str) -> str:
    text = " ".join(text.split())
    if not any(map(str.isalnum, text)):
        return text
    return f" {text}" if text[0] in "[(" else f" [{text}]"


def _marks(links: list[html.HtmlElement], text: str) -> str:
    """The marks of a raised element: one, or all that stand in it, each on its own."""
    if len(links) == 1:
        return _mark(text)
    return "".join(_mark("".join(link.itertext())) for link in links)


def _replace(element: html.HtmlElement, text: str, link: html.HtmlElement | None) -> None:
    """Give the element only this text, inside its link if it has one, apart from a word that follows at once."""
    if text.startswith(" ") and (element.tail or "")[:1].isalnum():
        element.tail = f" {element.tail}"
    del element[:]
    element.text = text
    if link is not None and link is not element:
        element.text = None
        link.tail = None
        del link[:]
        link.text = text
        element.append(link)


def _spell_fraction(element: html.HtmlElement, text: str) -> bool:
    """Spell a raised and a lowered number with a stroke between them: ``3 1/2``. False if there is none."""
    below = element.getnext()
    stroke = (element.tail or "").strip()
    if element.tag != "sup" or below is None or stroke not in _SLASHES or not text.isdecimal():
        return False
    divisor = "".join(below.itertext()).strip()
    if below.tag != "sub" or not divisor.isdecimal():
        return False
    apart = " " if text_before(element)[-1:].isdigit() else ""
    tail = below.tail or ""
    _replace(element, f"{apart}{text}/{divisor}", None)
    element.tail = tail
    below.tail = None
    below.drop_tree()
    return True


def _language(element: html.HtmlElement) -> str:
    for ancestor in (element, *element.iterancestors()):
        language = ancestor.get("lang") or ancestor.get("{http://www.w3.org/XML/1998/namespace}lang")
        if language:
            return str(language).lower()
    return ""
