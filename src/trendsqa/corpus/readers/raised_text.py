"""Raised and lowered characters, spelt so that no reader can take them for part of the figure beside them.

A note's mark becomes ``[1]`` after a space; a power keeps its raised digits (10⁶); what only looks raised is joined
(1st, CO2). Plain text cannot show the difference between £4 with note 1 and £41 in any other way. A figure that may be
a note or a power stays raised: that is what the file shows.
"""

import re

__all__ = ["SUBSCRIPTS", "SUPERSCRIPTS", "is_power", "note_mark", "spell_lowered", "spell_raised", "superscript"]

SUPERSCRIPTS = str.maketrans("0123456789+-−–=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁼⁽⁾ⁿⁱ")
SUBSCRIPTS = str.maketrans("0123456789+-−=()aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ")
_LETTERS = str.maketrans("abcdefghijklmnoprstuvwxyz", "ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ")
_DEGREES = {"o": "º", "º": "º", "°": "°", "0": "⁰"}
# One number or several, perhaps with letters: 1, 2–4, 1a.
_NUMBERS = re.compile(r"\d{1,3}[a-z]?(?:\s*[,;–-]\s*\d{1,3}[a-z]?)*")
_NOTE_LETTERS = re.compile(r"[a-z](?:\s?[,;]\s?[a-z])+")
_SIGNED = re.compile(r"[+\-−–]\s?\d*|\d{1,2}[+\-−–]")
# The whole number before a fraction, and what stands below its stroke. A price or a year has a note.
_BEFORE_FRACTION = re.compile(r"(?<![\d.,£$€])(?<![£$€] )\d{1,3}\s?$|[^\w\s]$|\s$|^$")
_BELOW_STROKE = re.compile(r"\s*[/⁄∕]\s*(\d{1,3})(?![\d/])")
# Raised pence look like a note's number; raised digits say no more than the page does.
_PENCE = re.compile(r"\d\d")
_PRICE = re.compile(r"[£$€]\s?\d{1,4}$")
_ANY_PRICE = re.compile(r"[£$€]\s?\d[\d,.]*\s?(?:[kmb]|bn|mn)?$|\dp$", re.IGNORECASE)
_SQUARED = frozenset({"2", "3"})
_UNIT = re.compile(
    r"(?<![^\W\d_])(?:(?-i:m|[cdknµμ]m)|[ckm]m|ft|yds?|mi|sec|(?<=\d)in|(?<=\d )in|"
    r"(?:kilo|centi|milli)?met(?:re|er)s?|feet|inch(?:es)?|yards?|miles?)$",
    re.IGNORECASE,
)
_LETTER = re.compile(r"(?<![^\W\d_])[^\W\d_]$")
_TEN = re.compile(r"(?<![\w.,£$€])10$")
# A number, a letter with its number, or a bracket, after a sign; a financial year (2024/25) is no quotient.
_AFTER_SIGN = re.compile(r"(?:[×·^=+*]\s*[\d.,]*[^\W\d_]{0,2}|/\s?[^\W\d_])$|(?<=\d )x\s?\d+$")
_TERM = re.compile(r"(?:(?<![^\W\d_])[^\W\d_]|\d|\))$")
_SUM_AFTER = re.compile(r"\s*[=×÷+]")
_IN_BRACKETS = r"\s*(?:\d*[^\W\d_]?[⁰¹²³⁴-⁹]?|\d[\d.,]*)\s*"
_BRACKETED_SUM = re.compile(rf"\((?!\s*\d+\s*[-−–/]\s*\d+\s*\)){_IN_BRACKETS}(?:[+\-−–×*/=]{_IN_BRACKETS})+\)$")
_ELEMENT = re.compile(r"(?![AI]\b)[A-Z][a-z]?(?![a-z])")
_ONE_CHARACTER = re.compile(r"(?<!\w)\w$")
_VARIABLE = re.compile(r"(?<!\w)[a-z]$")
_MARKED_BY_LETTER = re.compile(r"\d$|[^\W\d_]{2}$|[.,;:)%\]’”]$")
# Languages whose ordinals end in one raised letter (1º, 2ª, 3e); elsewhere a raised letter is a note's mark.
_LETTER_ORDINALS = ("ca", "es", "fr", "gl", "it", "pt")
_OPENING = "([“‘"
# Characters before a raised figure that decide about it.
_CONTEXT = 60


def spell_raised(text: str, before: str, after: str = "", language: str = "") -> str:
    """The spelling of raised ``text`` between what stands before and after it, in a language if it is known."""
    shown = text.strip()
    if not shown:
        return text
    start, end = text[: text.index(shown)], text[text.index(shown) + len(shown) :]
    spelt = _spelt(" ".join(shown.split()), (before + start)[-_CONTEXT:], end + after, language)
    return start + spelt + end


def spell_lowered(text: str, before: str, after: str = "") -> str:
    """The spelling of lowered ``text``: plain (CO2), with lowered digits where it would join another figure."""
    joins = (before[-1:].isdigit() and text[:1].isdigit()) or (text[-1:].isdigit() and after[:1].isdigit())
    return text.translate(SUBSCRIPTS) if joins else text


def superscript(text: str) -> str:
    """The figures as raised characters, so that they are never taken for a part of the number before them."""
    return text.translate(SUPERSCRIPTS)


def note_mark(mark: str, before: str, after: str = "") -> str:
    """The mark of a note in brackets, with spaces that keep it apart from words and figures."""
    space = "" if not before or before[-1].isspace() or before[-1] in _OPENING else " "
    shown = mark if mark[:1] in {"[", "("} else f"[{mark}]"
    return f"{space}{shown}" + (" " if after[:1].isalnum() else "")


def is_power(figure: str, before: str, after: str = "") -> bool:
    """True if a raised number is a power, or may well be one, and not the mark of a note."""
    if not before[-1:].strip():
        # An isotope (¹⁴C); at a line's beginning more likely a note's own number before its text.
        return _ELEMENT.match(after) is not None and (before != "" or len(figure) > 1)
    if not figure.isdecimal() or _ANY_PRICE.search(before):
        return False
    if (
        _AFTER_SIGN.search(before)
        or _BRACKETED_SUM.search(before)
        or (_SUM_AFTER.match(after) and _TERM.search(before))
    ):
        return True
    is_squared = figure in _SQUARED and _UNIT.search(before) is not None
    return is_squared or (figure != "1" and (_TEN.search(before) or _LETTER.search(before)) is not None)


def _spelt(text: str, before: str, after: str, language: str) -> str:
    if _is_over_stroke(text, before, after):
        # The upper figure of a fraction: 3 1/2 and never 31/2.
        return f" {text}" if before[-1:].isdigit() else text
    if text in _DEGREES and before[-1:].isdigit():
        return _DEGREES[text]
    if any(map(str.isdigit, text)):
        return _figures(text, before, after)
    if _NOTE_LETTERS.fullmatch(text):
        return note_mark(text, before, after)
    if len(text) == 1 and text.isalpha():
        return _letter(text, before, after, language)
    return superscript(text) if _SIGNED.fullmatch(text) else _apart(text, before)


def _figures(text: str, before: str, after: str) -> str:
    if _SIGNED.fullmatch(text) or (_PENCE.fullmatch(text) and _PRICE.search(before)) or is_power(text, before, after):
        return superscript(text)
    if _NUMBERS.fullmatch(text):
        return note_mark(text, before, after)
    return superscript(text) if text.isdecimal() else _apart(text, before)


def _apart(text: str, before: str) -> str:
    """``text`` after a space if it would else be taken for a part of the word before it."""
    joins = before[-1:].isalnum() and (text in {"TM", "SM"} or text[0] in "([" or text[0].isdigit())
    return f" {text}" if joins else text


def _letter(text: str, before: str, after: str, language: str) -> str:
    """The spelling of one raised letter: a power (xⁿ), a note's mark (word [a]), or the end of a number (1a)."""
    if text in "ni" and _ONE_CHARACTER.search(before):
        return superscript(text)
    if language.startswith(_LETTER_ORDINALS):
        return text
    if text == "e" and not language and before[-1:].isdigit():
        # A note, or the French 3e.
        return text.translate(_LETTERS)
    if _MARKED_BY_LETTER.search(before):
        return note_mark(text, before, after)
    return text.translate(_LETTERS) if _VARIABLE.search(before) else text


def _is_over_stroke(text: str, before: str, after: str) -> bool:
    below = _BELOW_STROKE.match(after)
    if below is None or not text.isdecimal() or int(text) >= int(below[1]):
        return False
    return _BEFORE_FRACTION.search(before) is not None
