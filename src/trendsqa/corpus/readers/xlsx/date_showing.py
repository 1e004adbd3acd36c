"""Dates and times in a number format. A day and a month in figures, which countries order differently, are ISO 8601."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from trendsqa.corpus.readers.xlsx.format_tokens import FormatSection, FormatToken

__all__ = ["shown_date"]

_DAY_SECONDS = 86_400
_HOUR_SECONDS = 3600
_NOON = 12
# Excel counts a 29 February 1900 that never was.
_LEAP_BUG_DAY = 60
_BEFORE_BUG, _AFTER_BUG = dt.date(1899, 12, 31), dt.date(1899, 12, 30)
_EPOCH_1904 = dt.date(1904, 1, 1)
_LAST_DAY = (dt.date(9999, 12, 31) - _AFTER_BUG).days
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_NAMED = 3  # letters of m or d from which a name is shown
_FULL = 4
# Codes of the reader's own long date and long time (System.Globalization: LOCALE_SLONGDATE, LOCALE_STIMEFORMAT).
_SYSTEM_DATE, _SYSTEM_TIME = "F800", "F400"
_ENGLISH = re.compile(r"0*[0-9a-f]{0,2}09|en-.*", re.IGNORECASE)
_DATE_PARTS = ("year", "month", "day")


@dataclass(frozen=True, slots=True)
class _Moment:
    """A date and the time of day in seconds; ``total`` are all seconds since the first day."""

    date: dt.date
    seconds: int
    total: int
    fraction: Decimal

    @property
    def hour(self) -> int:
        return self.seconds // _HOUR_SECONDS

    @property
    def minute(self) -> int:
        return self.seconds % _HOUR_SECONDS // 60


def shown_date(value: Decimal, section: FormatSection, *, from_1904: bool) -> str | None:
    """A date or time in a section's format; None if the number is no date."""
    decimals = sum(token.name == "digit" for token in section.tokens)
    if not 0 <= value <= _LAST_DAY:
        return None
    moment = _moment(value, decimals, from_1904=from_1904, dated=section.has_date)
    return None if moment is None else _shown(moment, section, decimals)


def _shown(moment: _Moment, section: FormatSection, decimals: int) -> str:
    locale = section.locale.upper()
    if locale == _SYSTEM_DATE:
        return moment.date.isoformat()
    if locale == _SYSTEM_TIME:
        return _iso_time(moment)
    if not _exact(section):
        return _iso(moment, section.tokens)
    if _ambiguous(section.tokens):
        return _with_iso_date(moment, section.tokens, decimals)
    return _rendered(moment, section.tokens, decimals)


def _moment(value: Decimal, decimals: int, *, from_1904: bool, dated: bool) -> _Moment | None:
    unit = Decimal(1).scaleb(-decimals)
    total = (value * _DAY_SECONDS).quantize(unit, rounding=ROUND_HALF_UP)
    days, rest = divmod(int(total), _DAY_SECONDS)
    if from_1904:
        date = _EPOCH_1904
    elif days in {0, _LEAP_BUG_DAY} and dated:
        return None
    else:
        date = _AFTER_BUG if days > _LEAP_BUG_DAY else _BEFORE_BUG
    try:
        return _Moment(date + dt.timedelta(days=days), rest, int(total), total % 1)
    except OverflowError:
        return None


def _exact(section: FormatSection) -> bool:
    """True if every token is understood, in English: other languages name months and days in their own words."""
    named = any(token.name in {"month", "day"} and len(token.text) >= _NAMED for token in section.tokens)
    if section.locale and not _ENGLISH.fullmatch(section.locale) and (named or len(section.locale) > _FULL):
        return False
    return not any(
        token.name in {"unknown", "text"} or (token.name == "month" and len(token.text) > _FULL)
        for token in section.tokens
    )


def _ambiguous(tokens: Sequence[FormatToken]) -> bool:
    """True if the order of the figures does not say which is the day, the month or the year."""
    figures = [token for token in tokens if _is_figure(token)]
    names = [token.name for token in figures]
    full_year = any(token.name == "year" and len(token.text) >= _NAMED for token in figures)
    if "month" not in names:
        return False
    if "day" in names:
        return not (full_year and names == list(_DATE_PARTS))
    return "year" in names and not full_year


def _is_figure(token: FormatToken) -> bool:
    return token.name == "year" or (token.name in _DATE_PARTS and len(token.text) < _NAMED)


def _with_iso_date(moment: _Moment, tokens: Sequence[FormatToken], decimals: int) -> str:
    """The date as ISO 8601 in place of its figures, and the rest of the format around it."""
    places = [number for number, token in enumerate(tokens) if _is_figure(token)]
    first, last = places[0], places[-1]
    inside = {token.name for token in tokens[first : last + 1]}
    if not inside <= {*_DATE_PARTS, "literal", "slash", "point", "comma"}:
        return _iso(moment, tokens)
    iso = moment.date.isoformat()
    if "day" not in inside:
        iso = iso[: len("2025-01")]
    return _rendered(moment, [*tokens[:first], FormatToken("literal", iso), *tokens[last + 1 :]], decimals)


def _iso(moment: _Moment, tokens: Sequence[FormatToken]) -> str:
    names = {token.name for token in tokens}
    date = moment.date.isoformat() if not names.isdisjoint(_DATE_PARTS) else ""
    timed = not names.isdisjoint({"hour", "minute", "second", "counted"})
    return " ".join(part for part in (date, _iso_time(moment) if timed else "") if part)


def _iso_time(moment: _Moment) -> str:
    return f"{moment.hour:02d}:{moment.minute:02d}:{moment.seconds % 60:02d}"


def _rendered(moment: _Moment, tokens: Sequence[FormatToken], decimals: int) -> str:
    half_day = any(token.name == "noon" for token in tokens)
    parts: list[str] = []
    skipped_point = False
    for number, token in enumerate(tokens):
        following = tokens[number + 1].name if number + 1 < len(tokens) else ""
        if token.name == "point" and following == "digit":
            parts.append(f"{moment.fraction:.{decimals}f}"[1:])
            skipped_point = True
        elif token.name != "digit" or not skipped_point:
            parts.append(_part(moment, token, half_day=half_day))
    return "".join(parts)


def _part(moment: _Moment, token: FormatToken, *, half_day: bool) -> str:
    date, letters = moment.date, token.text
    match token.name:
        case "year":
            shown = f"{date.year:04d}" if len(letters) >= _NAMED else f"{date.year % 100:02d}"
        case "month":
            shown = _named(_MONTHS[date.month - 1], date.month, letters)
        case "day":
            shown = _named(_DAYS[date.weekday()], date.day, letters)
        case "hour":
            shown = str((moment.hour - 1) % _NOON + 1 if half_day else moment.hour).zfill(len(letters))
        case "minute":
            shown = str(moment.minute).zfill(len(letters))
        case "second":
            shown = str(moment.seconds % 60).zfill(len(letters))
        case "counted":
            shown = _counted(moment, letters)
        case "noon":
            shown = letters.split("/")[moment.hour >= _NOON]
        case name:
            shown = {"slash": "/", "point": ".", "comma": ","}.get(name, token.shown)
    return shown


def _named(name: str, number: int, letters: str) -> str:
    """The figure for one or two letters, the short name for three, the name for four."""
    if len(letters) < _NAMED:
        return str(number).zfill(len(letters))
    return name[:_NAMED] if len(letters) == _NAMED else name


def _counted(moment: _Moment, letters: str) -> str:
    """All hours, minutes or seconds since the first day, as a duration is shown."""
    unit = {"h": _HOUR_SECONDS, "m": 60, "s": 1}[letters[0]]
    return str(moment.total // unit).zfill(len(letters))
