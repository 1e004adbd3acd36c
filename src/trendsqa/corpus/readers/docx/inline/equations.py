"""Equations as one line of text: ``a/λ = m/(sin θ) = 1.41``, ``x²``, ``√(a + b)``, ``∑_(i=1)^n xᵢ``.

Nothing is computed or reordered, and an equation with a part that is not known here has no text.
"""

import re
from collections.abc import Callable

from trendsqa.corpus.readers.docx.amounts import shown_text
from trendsqa.corpus.readers.docx.parts.namespaces import Element, child_value, elements, names, qualified
from trendsqa.corpus.readers.raised_text import SUBSCRIPTS, SUPERSCRIPTS

__all__ = ["equation_text"]

_DEGREE = {"∘": "°", "°": "°", "′": "′", "″": "″"}
_ROOTS = {"": "√", "2": "√", "3": "∛", "4": "∜"}
_RELATION = re.compile(r"\s*([=≈≠≤≥<>≡→⇒⇔])\s*")
# Invisible operators: the application of a function needs a space to be read, and the others none.
_INVISIBLE = str.maketrans({"\u2061": " ", "\u2062": "", "\u2063": ""})
# One number, one letter with its scripts, or one bracket: what needs none under a line or above one.
_SINGLE = re.compile(r"\d+(?:[.,]\d+)*|[+\-−]\d+|\w[⁰¹²³⁴-⁹ⁿⁱ₀-₉ₐ-ₜ′]*|\([^()]*\)")
_PRODUCT = re.compile(r"\w+|\([^()]*\)")
_PASSED_OVER = names(
    "m:ctrlPr m:rPr m:fPr m:sSupPr m:sSubPr m:sSubSupPr m:sPrePr m:radPr m:naryPr m:dPr m:funcPr m:limLowPr m:limUppPr "
    "m:mPr m:eqArrPr m:accPr m:barPr m:boxPr m:borderBoxPr m:groupChrPr m:phantPr m:oMathParaPr m:argPr w:rPr w:del "
    "w:moveFrom w:bookmarkStart w:bookmarkEnd w:proofErr w:commentRangeStart w:commentRangeEnd"
)
_TRANSPARENT = names(
    "m:oMath m:oMathPara m:r m:e m:num m:den m:sup m:sub m:deg m:lim m:fName m:box m:borderBox m:phant w:ins w:moveTo "
    "w:r w:smartTag w:customXml w:sdt w:sdtContent w:hyperlink"
)
_DEFAULT_ACCENT = "\u0302"
_OVERBAR = "\u0305"


class _UnknownPartError(Exception):
    pass


def equation_text(element: Element) -> str:
    """The equation in one line; empty if it contains a part that has no linear form here."""
    try:
        parts = [_text(one) for one in element.iterchildren(qualified("m:oMath"))] or [_text(element)]
    except _UnknownPartError:
        return ""
    return "; ".join(" ".join(_RELATION.sub(r" \1 ", part).split()) for part in parts if part.strip())


def _raised(text: str) -> str:
    """``text`` in superscript characters, or after ``^`` if there are none for it."""
    return _shifted(text, SUPERSCRIPTS, "^")


def _lowered(text: str) -> str:
    """``text`` in subscript characters, or after ``_`` if there are none for it."""
    return _shifted(text, SUBSCRIPTS, "_")


def _shifted(text: str, table: dict[int, int], sign: str) -> str:
    plain = text.strip()
    if not plain or plain in _DEGREE:
        return _DEGREE.get(plain, "")
    if all(ord(one) in table for one in plain):
        return plain.translate(table)
    return sign + _grouped(plain)


def _grouped(text: str) -> str:
    """``text`` in brackets, unless it is one number, name or bracket already."""
    plain = " ".join(text.split())
    return plain if _SINGLE.fullmatch(plain) else f"({plain})"


def _text(element: Element) -> str:
    return "".join(map(_part, elements(element)))


def _part(element: Element) -> str:
    if element.tag in _PASSED_OVER:
        return ""
    if element.tag in _FORMS:
        return _FORMS[element.tag](element)
    if element.tag in _TRANSPARENT:
        return _text(element)
    if shown_text(element):
        raise _UnknownPartError
    return ""


def _argument(element: Element, name: str) -> str:
    found = element.find(qualified(name))
    return "" if found is None else _text(found).strip()


def _fraction(element: Element) -> str:
    over, under = _argument(element, "m:num"), _argument(element, "m:den")
    form = child_value(element.find(qualified("m:fPr")), "m:type", "m:val")
    # Without a bar it is a binomial coefficient.
    if form == "noBar":
        return f"({over} over {under})"
    return f"{over if _PRODUCT.fullmatch(over) else _grouped(over)}/{_grouped(under)}"


def _scripts(element: Element) -> str:
    base = _argument(element, "m:e")
    return _based(base) + _lowered(_argument(element, "m:sub")) + _raised(_argument(element, "m:sup"))


def _scripts_before(element: Element) -> str:
    return _lowered(_argument(element, "m:sub")) + _raised(_argument(element, "m:sup")) + _argument(element, "m:e")


def _based(base: str) -> str:
    return base if not base or _PRODUCT.fullmatch(base) or _SINGLE.fullmatch(base) else _grouped(base)


def _root(element: Element) -> str:
    degree = _argument(element, "m:deg")
    sign = _ROOTS.get(degree) or f"{_raised(degree)}√"
    return sign + _grouped(_argument(element, "m:e"))


def _sum(element: Element) -> str:
    properties = element.find(qualified("m:naryPr"))
    has_sign = properties is not None and properties.find(qualified("m:chr")) is not None
    sign = child_value(properties, "m:chr", "m:val") if has_sign else "∫"
    return f"{sign}{_scripts_of_sum(element)} {_argument(element, 'm:e')}"


def _scripts_of_sum(element: Element) -> str:
    below, above = _argument(element, "m:sub"), _argument(element, "m:sup")
    return (f"_{_grouped(below)}" if below else "") + (f"^{_grouped(above)}" if above else "")


def _delimited(element: Element) -> str:
    properties = element.find(qualified("m:dPr"))
    begin, end, between = (
        _sign(properties, name, usual) for name, usual in (("m:begChr", "("), ("m:endChr", ")"), ("m:sepChr", "|"))
    )
    inner = between.join(_text(one).strip() for one in element.iterchildren(qualified("m:e")))
    return f"{begin}{inner}{end}"


def _sign(properties: Element | None, name: str, usual: str) -> str:
    found = None if properties is None else properties.find(qualified(name))
    return usual if found is None else found.get(qualified("m:val")) or ""


def _function(element: Element) -> str:
    return f"{_argument(element, 'm:fName')} {_argument(element, 'm:e')}"


def _limit(element: Element) -> str:
    sign = "_" if element.tag == qualified("m:limLow") else "^"
    return f"{_argument(element, 'm:e')}{sign}{_grouped(_argument(element, 'm:lim'))}"


def _matrix(element: Element) -> str:
    rows = (
        ", ".join(_text(one).strip() for one in row.iterchildren(qualified("m:e")))
        for row in element.iterchildren(qualified("m:mr"))
    )
    return "; ".join(rows)


def _stacked(element: Element) -> str:
    return "; ".join(_text(one).strip() for one in element.iterchildren(qualified("m:e")))


def _accented(element: Element) -> str:
    accent = _sign(element.find(qualified("m:accPr")), "m:chr", _DEFAULT_ACCENT)
    return "".join(letter + accent for letter in _argument(element, "m:e"))


def _barred(element: Element) -> str:
    return "".join(letter + _OVERBAR for letter in _argument(element, "m:e"))


_FORMS: dict[str, Callable[[Element], str]] = {
    qualified(name): form
    for name, form in {
        "m:t": lambda element: (element.text or "").translate(_INVISIBLE),
        "w:t": lambda element: element.text or "",
        "m:f": _fraction,
        "m:sSup": _scripts,
        "m:sSub": _scripts,
        "m:sSubSup": _scripts,
        "m:sPre": _scripts_before,
        "m:rad": _root,
        "m:nary": _sum,
        "m:d": _delimited,
        "m:func": _function,
        "m:limLow": _limit,
        "m:limUpp": _limit,
        "m:m": _matrix,
        "m:eqArr": _stacked,
        "m:acc": _accented,
        "m:bar": _barred,
        "m:groupChr": lambda element: _argument(element, "m:e"),
    }.items()
}
