"""Raised text of a run, spelt so that it is never part of the figure before it.

Plain text cannot show the difference between £4 with note 1 and £41 in any other way than with a bracket.
"""

import re

__all__ = ["spell_raised_run"]

_RAISED = str.maketrans("0123456789+-−–", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻")
_NUMBERS = re.compile(r"\d{1,3}(?:\s*[,;–-]\s*\d{1,3})*")
_SIGNED = re.compile(r"[+\-−–]\d{1,3}|\d{1,2}[+\-−–]")
_UNIT = re.compile(r"(?:(?<![^\W\d_])(?:[^\W\d_]|[cdkm]m|ft|yds?|mi))$", re.IGNORECASE)
_TEN = re.compile(r"(?<![\w.,£$€])10$")
_HIGHEST_POWER_OF_A_UNIT = 9


def spell_raised_run(text: str, before: str) -> str:
    """The spelling of raised ``text`` after ``before``: a power (m²), a note's mark (`` [1]``), or joined (1st)."""
    shown = text.strip()
    if _SIGNED.fullmatch(shown):
        return shown.translate(_RAISED)
    if not _NUMBERS.fullmatch(shown):
        return text
    is_unit = shown.isdecimal() and 1 < int(shown) <= _HIGHEST_POWER_OF_A_UNIT and _UNIT.search(before)
    if is_unit or (_TEN.search(before) and shown.isdecimal() and shown != "1"):
        return shown.translate(_RAISED)
    return f" [{shown}]" if before[-1:].strip() else f"[{shown}]"
