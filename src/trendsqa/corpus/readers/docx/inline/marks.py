"""Raised and lowered figures: marks of notes, powers and formulas, told apart by what stands before them.

``£4`` with a raised 1 becomes ``£4 [1]`` and never ``£41``; ``m²``, ``10⁶`` and ``1st`` stay what they are. A raised
figure that may be either stays raised: that is what the file shows.
"""

import re

from trendsqa.corpus.readers.docx.inline.equations import lowered, raised

__all__ = ["note_mark", "subscript", "superscript"]

_FIGURES = re.compile(r"\d{1,3}(?:\s?[,;–-]\s?\d{1,3})*")
_POWER = re.compile(r"[+\-−]?\d+")
_LETTER = re.compile(r"[a-dfgh]")
_FRACTION_BARS = ("/", "⁄")
# The last number, name or bracket before a figure.
_LAST = re.compile(r"[^\s/·×*⋅]+\Z")
_SQUARED = frozenset({"2", "3"})
_UNITS = re.compile(r"(?:\d[\d,.]*)?(?:[munpkcdµμ]?m|ft|in|yd|mi|s|sec)", re.IGNORECASE)
_MILLIONS = re.compile(r"[£$€]\s?\d[\d,.]*\s?m\Z")
_EXPRESSION = re.compile(r"\([^()]*[+\-−=*/×][^()]*\)")
_DEGREES = {"o": "º", "0": "⁰"}


def superscript(before: str, text: str, after: str) -> str:
    """The raised ``text`` as it is written between ``before`` and ``after``."""
    plain = text.strip()
    if _FIGURES.fullmatch(plain) and after.lstrip().startswith(_FRACTION_BARS):
        # The upper figure of a fraction: 3 1/2 and never 31/2.
        return f" {plain}" if before[-1:].isdigit() else text
    if plain in _DEGREES and before[-1:].isdigit():
        return _DEGREES[plain]
    if _FIGURES.fullmatch(plain):
        return raised(plain) if _is_power(before, plain) else note_mark(before, plain, after)
    if _POWER.fullmatch(plain):
        return raised(plain)
    if _LETTER.fullmatch(plain) and re.search(r"\d\Z|[^\W\d_]{2}\Z|[.,;:)%]\Z", before):
        return note_mark(before, plain, after)
    return text


def subscript(before: str, text: str) -> str:
    """The lowered ``text`` as it is written after ``before``: a figure never joins another."""
    joins = before[-1:].isdigit() and text[:1].isdigit()
    return lowered(text) if joins else text


def note_mark(before: str, mark: str, after: str) -> str:
    """The mark of a note in brackets, with spaces that keep it apart from words and figures."""
    space = "" if not before or before[-1].isspace() or before[-1] in "([“‘" else " "
    return f"{space}[{mark}]" + (" " if after[:1].isalnum() else "")


def _is_power(before: str, figure: str) -> bool:
    found = _LAST.search(before)
    if found is None:
        return False
    last = found.group(0).lstrip("(")
    if last == "10" or (len(last) == 1 and last.isalpha()) or _EXPRESSION.search(found.group(0)):
        return not _MILLIONS.search(before)
    return figure in _SQUARED and _UNITS.fullmatch(last) is not None
