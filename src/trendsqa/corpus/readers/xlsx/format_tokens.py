"""Number formats taken apart: sections for positive, negative and zero values and for text, and their tokens."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

__all__ = ["FormatCondition", "FormatKind", "FormatSection", "FormatToken", "sections_of"]

# Programs allow 255 characters; a longer one is damage or an attack.
_LONGEST = 1000
_MOST_SECTIONS = 4
_TOKEN = re.compile(
    r"""
    "(?P<quoted>[^"]*)" | \\(?P<escaped>.) | _(?P<space>.) | \*(?P<fill>.) | \[(?P<bracket>[^\[\]]*)\]
    | (?P<general>general) | (?P<noon>am/pm|a/p) | (?P<exponent>e[+-]) | (?P<date>y+|m+|d+|h+|s+)
    | (?P<digit>[0\#?]) | (?P<point>\.) | (?P<comma>,) | (?P<percent>%) | (?P<slash>/) | (?P<text>@)
    | (?P<end>;) | (?P<literal>.)
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_COLOUR = re.compile(r"black|blue|cyan|green|magenta|red|white|yellow|colou?r\s*\d{1,2}", re.IGNORECASE)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)")
_COUNTED_TIME = re.compile(r"h+|m+|s+", re.IGNORECASE)
_LOCALE = re.compile(r"\$(?P<sign>[^-]*)(?:-(?P<code>[^\]]*))?")


class FormatKind(StrEnum):
    """Kind of a section, by the tokens in it."""

    GENERAL = "general"
    NUMBER = "number"
    SCIENTIFIC = "scientific"
    FRACTION = "fraction"
    DATE = "date"
    TEXT = "text"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class FormatToken:
    """A piece of a format: its name in the pattern above, and its characters as written or, for words, as shown."""

    name: str
    text: str

    @property
    def shown(self) -> str:
        """The characters that the token shows by itself; empty for one that stands for a part of the value."""
        return self.text if self.name == "literal" else ""


@dataclass(frozen=True, slots=True)
class FormatCondition:
    """A comparison that a value must meet for its section to apply."""

    sign: str
    limit: Decimal

    def holds(self, value: Decimal) -> bool:
        """True if the value meets it."""
        match self.sign:
            case "<":
                return value < self.limit
            case ">":
                return value > self.limit
            case "<=":
                return value <= self.limit
            case ">=":
                return value >= self.limit
            case "=":
                return value == self.limit
        return value != self.limit

    @property
    def only_negative(self) -> bool:
        """True if no value that meets it has a plus sign: then the section itself shows the sign, or none."""
        return (self.sign == "<" and self.limit <= 0) or (self.sign in {"<=", "="} and self.limit < 0)


@dataclass(frozen=True, slots=True)
class FormatSection:
    """A part of a format. ``locale`` is its country code, empty if it has none."""

    kind: FormatKind
    tokens: tuple[FormatToken, ...]
    condition: FormatCondition | None = None
    locale: str = ""
    shows_sign: bool = True

    @property
    def has_date(self) -> bool:
        """True if it shows a day, a month or a year, not a time alone."""
        return any(token.name in {"year", "month", "day"} for token in self.tokens)


@lru_cache(maxsize=2**12)
def sections_of(code: str) -> tuple[FormatSection, ...]:
    """The sections of a format; none if it is too long or has too many of them."""
    if len(code) > _LONGEST:
        return ()
    parts: list[list[FormatToken]] = [[]]
    for found in _TOKEN.finditer(code or "General"):
        if found.lastgroup == "end":
            parts.append([])
        else:
            parts[-1].append(_token(found))
    if len(parts) > _MOST_SECTIONS:
        return ()
    sections = [_section(part) for part in parts]
    # Without conditions the second section is for negative values, and shows their sign itself or not at all.
    if len(sections) > 1 and not any(section.condition for section in sections):
        sections[1] = replace(sections[1], shows_sign=False)
    return tuple(sections)


def _token(found: re.Match[str]) -> FormatToken:
    name = found.lastgroup or "literal"
    text = found.group(name)
    match name:
        case "quoted" | "escaped":
            name = "literal"
        case "space":
            name, text = "literal", " "
        case "fill":
            # Repeated over the rest of the cell's width, which a text does not have.
            name, text = "literal", ""
        case "bracket" if _COUNTED_TIME.fullmatch(text):
            name, text = "counted", text.lower()
        case "date":
            text = text.lower()
        case "literal" if text == '"' or (text.isascii() and text.isalpha()):
            name = "unknown"
    return FormatToken(name, text)


def _section(found: list[FormatToken]) -> FormatSection:
    tokens: list[FormatToken] = []
    condition, locale = None, ""
    for token in found:
        if token.name != "bracket":
            tokens.append(token)
        elif compared := _CONDITION.fullmatch(token.text):
            condition = FormatCondition(compared.group(1), Decimal(compared.group(2)))
        elif country := _LOCALE.fullmatch(token.text):
            locale = country.group("code") or locale
            tokens.append(FormatToken("literal", country.group("sign")))
        elif not _COLOUR.fullmatch(token.text):
            tokens.append(FormatToken("unknown", token.text))
    named = tuple(_months_and_minutes(tokens))
    shows_sign = condition is None or not condition.only_negative
    return FormatSection(_kind(named), named, condition, locale, shows_sign)


def _kind(tokens: tuple[FormatToken, ...]) -> FormatKind:
    names = {token.name for token in tokens}
    dated = names & {"year", "month", "day", "hour", "minute", "second", "counted", "noon"}
    if dated and names.isdisjoint({"general", "percent", "exponent"}) and _digits_are_seconds(tokens):
        # A date with letters that mean nothing is still a date; one letter of a unit, as in "km", makes none.
        is_date = "unknown" not in names or len(dated) > 1
        return FormatKind.DATE if is_date else FormatKind.UNKNOWN
    if "unknown" in names or dated:
        return FormatKind.UNKNOWN
    if "general" in names:
        return FormatKind.GENERAL if "digit" not in names else FormatKind.UNKNOWN
    if "text" in names:
        return FormatKind.TEXT if "digit" not in names else FormatKind.UNKNOWN
    if "exponent" in names:
        return FormatKind.SCIENTIFIC
    return FormatKind.FRACTION if "slash" in names and "digit" in names else FormatKind.NUMBER


def _digits_are_seconds(tokens: tuple[FormatToken, ...]) -> bool:
    """True if each run of digits is the fraction of a second, as in ``ss.00``."""
    before = ["", ""]
    for token in tokens:
        if token.name == "digit" and before[1] != "digit" and not (before[1] == "point" and before[0] == "second"):
            return False
        before = [before[1], "second" if token.text in {"s", "ss"} else token.name]
    return True


_PARTS = {"y": "year", "m": "month", "d": "day", "h": "hour", "s": "second"}


def _months_and_minutes(tokens: list[FormatToken]) -> Iterator[FormatToken]:
    """The tokens with parts of dates by name: ``m`` is a minute after hours or before seconds, else a month."""
    dates = [(place, token) for place, token in enumerate(tokens) if token.name in {"date", "counted"}]
    letters = [token.text[0] for _, token in dates]
    minutes = {
        place
        for number, (place, token) in enumerate(dates)
        if token.text in {"m", "mm"}
        and (letters[number - 1 : number] == ["h"] or letters[number + 1 : number + 2] == ["s"])
    }
    for place, token in enumerate(tokens):
        if token.name != "date":
            yield token
        else:
            yield FormatToken("minute" if place in minutes else _PARTS[token.text[0]], token.text)
