"""Equations: as text if one line of characters says the same, and otherwise a marker in their place."""

import re

from lxml import html

from trendsqa.corpus.readers.html.elements import class_names, shown_text
from trendsqa.corpus.readers.html.removal import EQUATIONS, Removal
from trendsqa.corpus.readers.raised_text import superscript

__all__ = ["EQUATION_MARK", "spell_equations"]

EQUATION_MARK = "[equation]"
_RAISABLE = re.compile(r"[0-9+\-−n]+")
_SIMPLE = re.compile(r"\w*|\d+[.,]\d+")
_ROWS = frozenset({"math", "mpadded", "mrow", "mstyle", "semantics"})
_LEAVES = frozenset({"mi", "mn", "mo", "ms", "mtext"})
_SPACED = frozenset("=+-−±×÷<>≤≥≈≠→")
# What MathJax, KaTeX and MediaWiki write around an equation: its text once more, glyph by glyph.
_RENDERED = re.compile(r"(?:^|\s)(?:MathJax\w*|MJX\w*|mjx-\w+|katex(?:-display)?|mwe-math-element)(?:\s|$)")
_PICTURE_CLASS = re.compile(r"(?:^|\s)(?:latex|tex|mwe-math-fallback-image\S*)(?:\s|$)")
_TEX = re.compile(r"\s*(?:\$|\\[a-zA-Z(\[]|\{\\)")


def spell_equations(root: html.HtmlElement, removal: Removal) -> tuple[int, int]:
    """Replace each equation by text; returns how many became a marker, and how many there are."""
    marked = total = 0
    for element in list(root.iterdescendants()):
        if element.getparent() is None or not _is_equation(element):
            continue
        text = _text_of(element)
        total += 1
        marked += text is None
        written = text or EQUATION_MARK
        shown = shown_text(element)
        # Glyphs and the equation itself are shown as one; what is written stands for both.
        removal.add(EQUATIONS, len(shown.split()) - len(written.split()), _letters(shown) - _letters(written))
        _replace(element, written)
    return marked, total


def _letters(text: str) -> int:
    return sum(map(len, text.split()))


def _is_equation(element: html.HtmlElement) -> bool:
    if element.tag == "img":
        return _PICTURE_CLASS.search(class_names(element)) is not None or bool(_TEX.match(element.get("alt") or ""))
    return element.tag in {"math", "mjx-container"} or _RENDERED.search(class_names(element)) is not None


def _text_of(element: html.HtmlElement) -> str | None:
    found = element if element.tag == "math" else next(element.iter("math"), None)
    text = None if found is None else _linear(found)
    return " ".join(text.split()) if text and text.strip() else None


def _linear(element: html.HtmlElement) -> str | None:
    """The equation on one line; None if its shape says more than its characters."""
    tag, children = element.tag, list(element)
    if tag in _LEAVES and not children:
        text = (element.text or "").strip()
        return f" {text} " if tag == "mtext" or text in _SPACED else text
    if tag == "mspace":
        return " "
    # The second child of this element is a source of the same equation.
    parts = [_linear(child) for child in (children[:1] if tag == "semantics" else children)]
    if any(part is None for part in parts) or (element.get("linethickness") or "1")[0] == "0":
        # Two numbers above one another without a stroke are no fraction.
        return None
    pieces = [part or "" for part in parts]
    return _row(pieces) if tag in _ROWS else _shaped(tag, pieces)


def _shaped(tag: str, pieces: list[str]) -> str | None:
    """A fraction, root or power on one line, in brackets where they are needed."""
    match tag, [piece.strip() for piece in pieces]:
        case "mfrac", [above, below]:
            return f" {_in_brackets(above)}/{_in_brackets(below)} "
        case "msqrt", inner:
            under = _row(inner)
            return None if under is None else f"√{_in_brackets(under)}"
        case "msup", [base, power] if base:
            raised = superscript(power) if _RAISABLE.fullmatch(power) else f"^{_in_brackets(power)}"
            return f"{_in_brackets(base)}{raised}"
        case "msub" | "munder", [base, index] if base:
            return f"{base}_{_in_brackets(index)} "
        case "msubsup" | "munderover", [base, index, power] if base:
            return f"{base}_{_in_brackets(index)}^{_in_brackets(power)} "
    return None


def _in_brackets(text: str) -> str:
    enclosed = text[:1] == "(" and text.find(")") == len(text) - 1
    return text if len(text) == 1 or _SIMPLE.fullmatch(text) or enclosed else f"({text})"


def _row(pieces: list[str]) -> str | None:
    text = ""
    for piece in pieces:
        if text[-1:].isdigit() and piece[:1].isdigit():
            # Two numbers side by side would read as one.
            return None
        text += piece
    return text


def _replace(element: html.HtmlElement, text: str) -> None:
    """Put a span with the text in place of the element, which may be a picture and then cannot contain text."""
    span = html.Element("span")
    span.text, span.tail = f" {text} ", element.tail
    parent = element.getparent()
    parent.replace(element, span)
    for inner in list(element.iterdescendants()):
        # An equation inside this one is spelt with it.
        element_parent = inner.getparent()
        if element_parent is not None:
            element_parent.remove(inner)
