"""The date on which a file was last changed, from how people and programs write it."""

import datetime as dt
import re

__all__ = ["iso_date"]

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ](\d\d:\d\d(?::\d\d)?)(?:\.\d+)?\s?(Z|[+-]\d\d:?\d\d)?)?(?:\s.*)?")
_WORDS = re.compile(r"(\d{1,2})(?:st|nd|rd|th)? ([A-Za-z]{3,9})\.? (\d{4})")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def iso_date(written: str) -> str:
    """The date, with its time if it has one, in ISO 8601; empty if it cannot be told, as in 05/03/2024."""
    text = written.strip()
    try:
        if found := _ISO.fullmatch(text):
            year, month, day, time, zone = found.groups()
            date = dt.date(int(year), int(month), int(day)).isoformat()
            zone = "+00:00" if zone == "Z" else zone or ""
            return dt.datetime.fromisoformat(f"{date}T{time}{zone}").isoformat() if time else date
        if (found := _WORDS.fullmatch(text)) and found[2][:3].lower() in _MONTHS:
            month_number = _MONTHS.index(found[2][:3].lower()) + 1
            return dt.date(int(found[3]), month_number, int(found[1])).isoformat()
    except ValueError:
        # A day that no calendar has.
        return ""
    return ""
