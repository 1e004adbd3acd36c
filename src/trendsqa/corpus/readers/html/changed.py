"""Date of a page's last change, as its metadata or its own words say it."""

import json
import re
from datetime import date

from lxml import html

__all__ = ["date_of_change"]

_META = (
    "article:modified_time",
    "dcterms.modified",
    "dc.date.modified",
    "govuk:public-updated-at",
    "govuk:updated-at",
    "og:updated_time",
    "datemodified",
    "last-modified",
)
_ISO = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})(?!\d)")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAY_FIRST = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)?\s+([A-Z][a-z]{2})[a-z]*\.?,?\s+(\d{4})\b")
_MONTH_FIRST = re.compile(r"\b([A-Z][a-z]{2})[a-z]*\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})\b")
_UPDATED = re.compile(r"\b(?:updated|modified|changed|revised|reviewed)\b", re.IGNORECASE)
_LONGEST_LABEL = 80
_LONGEST_DATA = 200_000
"""Characters of one block of JSON; longer ones are not about the page."""
_DEEPEST = 5


def date_of_change(page: html.HtmlElement) -> str:
    """The date as YYYY-MM-DD; empty if the page does not say it. Call before scripts are removed."""
    found = {
        (meta.get("property") or meta.get("name") or "").lower(): meta.get("content") for meta in page.iter("meta")
    }
    for name in _META:
        if day := _day(found.get(name) or ""):
            return day
    for script in page.iter("script"):
        if (script.get("type") or "").startswith("application/ld+json") and (day := _from_data(script.text or "")):
            return day
    for element in page.xpath("//*[@itemprop='dateModified']"):
        if day := _day(element.get("content") or element.get("datetime") or "".join(element.itertext())):
            return day
    return _from_words(page)


def _from_data(text: str) -> str:
    """The date from schema.org data; of an article on the page, or of the page."""
    if "dateModified" not in text or len(text) > _LONGEST_DATA:
        return ""
    try:
        level = [json.loads(text)]
    except (ValueError, RecursionError):
        return ""
    for _ in range(_DEEPEST):
        inner: list[object] = []
        for value in level:
            if isinstance(value, dict):
                if day := _day(str(value.get("dateModified") or "")):
                    return day
                inner += value.values()
            elif isinstance(value, list):
                inner += value
        level = inner
    return ""


def _from_words(page: html.HtmlElement) -> str:
    for element in page.iter("time"):
        label = f"{element.get('class') or ''} {_label(element)}"
        if _UPDATED.search(label.replace("-", " ").replace("_", " ")):
            day = _day(element.get("datetime") or "") or _day("".join(element.itertext()))
            if day:
                return day
    for element in page.iter("dt"):
        after = element.getnext()
        if after is not None and after.tag == "dd" and _UPDATED.search("".join(element.itertext())[:_LONGEST_LABEL]):
            return _day("".join(after.itertext())[:_LONGEST_LABEL])
    return ""


def _label(element: html.HtmlElement) -> str:
    """The words just before a time, on its line."""
    before = element.getprevious()
    parent = element.getparent()
    if before is not None:
        return f"{''.join(before.itertext())} {before.tail or ''}"[-_LONGEST_LABEL:]
    return (parent.text or "")[-_LONGEST_LABEL:] if parent is not None else ""


def _day(text: str) -> str:
    """The first date in the text, as YYYY-MM-DD; empty if there is none, or no such day."""
    if found := _ISO.search(text):
        year, month, day = map(int, found.groups())
    elif found := _DAY_FIRST.search(text):
        day, month, year = int(found[1]), _month(found[2]), int(found[3])
    elif found := _MONTH_FIRST.search(text):
        month, day, year = _month(found[1]), int(found[2]), int(found[3])
    else:
        return ""
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""


def _month(name: str) -> int:
    return _MONTHS.index(name.lower()) + 1 if name.lower() in _MONTHS else 0
