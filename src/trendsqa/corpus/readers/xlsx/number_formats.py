"""Number formats of cells: a value as the program shows it (ECMA-376, part 1, 18.8.31).

No digit is ever guessed: for a format that cannot be applied exactly the plain value is shown, and for a date ISO 8601.
"""

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from trendsqa.corpus.readers.tables.grid_row import CellKind
from trendsqa.corpus.readers.xlsx import date_showing, number_showing
from trendsqa.corpus.readers.xlsx.format_tokens import FormatKind, FormatSection, sections_of
from trendsqa.corpus.readers.xlsx.number_showing import plain_number

__all__ = ["GENERAL", "ShownValue", "shown_number", "shown_text"]

GENERAL = "General"
# Excel keeps fifteen digits; what a file has beyond them is noise of binary fractions.
_DIGITS = 15
_PLAIN_INTEGER = re.compile(r"-?\d{1,400}")
_NUMBER = re.compile(r"\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?\s*")
_YEARS = range(1900, 2101)
_SECTIONS = 4
_ONE, _TWO, _THREE = 1, 2, 3


@dataclass(frozen=True, slots=True)
class ShownValue:
    """A value as shown."""

    text: str
    kind: CellKind


@lru_cache(maxsize=2**16)
def shown_number(literal: str, code: str, *, from_1904: bool = False) -> ShownValue:
    """A number as the program shows it in a cell with the format ``code``; ``literal`` is the number in the file."""
    if _NUMBER.fullmatch(literal) is None:
        return ShownValue(literal, CellKind.TEXT)
    value = _decimal(literal.strip())
    plain = _plain(literal.strip(), value)
    if code == GENERAL:
        return ShownValue(plain, _kind(plain))
    section = _section_for(sections_of(code), value)
    if section is None:
        return ShownValue(plain, CellKind.NUMBER)
    match section.kind:
        case FormatKind.DATE:
            shown = date_showing.shown_date(value, section, from_1904=from_1904)
            kind = CellKind.PERIOD if section.has_date else CellKind.NUMBER
            return ShownValue(plain if shown is None else shown, kind)
        case FormatKind.GENERAL | FormatKind.UNKNOWN:
            return ShownValue(_with_literals(section, plain, value), _kind(plain))
    shown = number_showing.shown(value, section)
    return ShownValue(plain, _kind(plain)) if shown is None else ShownValue(shown, _kind(shown))


@lru_cache(maxsize=2**12)
def shown_text(text: str, code: str) -> str:
    """A text as the program shows it: a format may put words around it, or hide it."""
    sections = sections_of(code)
    if not sections:
        return text
    last = sections[-1]
    if last.kind is FormatKind.TEXT or len(sections) == _SECTIONS:
        return "".join(text if token.name == "text" else token.shown for token in last.tokens)
    return text


def _decimal(literal: str) -> Decimal:
    """The number with fifteen significant digits."""
    if sum(map(str.isdigit, literal)) <= _DIGITS:
        return Decimal(literal)
    try:
        return Decimal(f"{Decimal(literal):.{_DIGITS - 1}e}")
    except InvalidOperation:
        return Decimal(f"{float(literal):.{_DIGITS}g}")


def _plain(literal: str, value: Decimal) -> str:
    # A long integer is a number of something, not a measurement: no digit of it is noise.
    return literal if _PLAIN_INTEGER.fullmatch(literal) else plain_number(value)


def _kind(text: str) -> CellKind:
    is_year = len(text) == len("2025") and text.isdecimal() and int(text) in _YEARS
    return CellKind.PERIOD if is_year else CellKind.NUMBER


def _section_for(sections: tuple[FormatSection, ...], value: Decimal) -> FormatSection | None:
    """The section that applies to a number; None if the format is not one."""
    numeric = [section for section in sections if section.kind is not FormatKind.TEXT][:_THREE]
    if not numeric:
        return sections_of(GENERAL)[0] if sections else None
    conditional = [section for section in numeric if section.condition is not None]
    if conditional:
        found = next((section for section in conditional if section.condition.holds(value)), None)  # type: ignore[union-attr]
        others = [section for section in numeric if section.condition is None]
        return found or (others[-1] if others else None)
    if value < 0 and len(numeric) > _ONE:
        return numeric[_ONE]
    return numeric[_TWO] if value == 0 and len(numeric) > _TWO else numeric[0]


def _with_literals(section: FormatSection, plain: str, value: Decimal) -> str:
    """The plain value, with the words that stand beside ``General`` in the format."""
    if section.kind is FormatKind.UNKNOWN:
        return plain
    own = plain.removeprefix("-")
    text = "".join(own if token.name == "general" else token.shown for token in section.tokens)
    return f"-{text}" if value < 0 and section.shows_sign else text
