"""What a source's terms allow, and the attribution that a licence asks for."""

from enum import StrEnum

__all__ = ["ATTRIBUTIONS", "UNKNOWN_LICENCE", "Terms", "attribution_for"]

UNKNOWN_LICENCE = "unknown"

ATTRIBUTIONS = {
    # The National Archives, Open Government Licence v3.0, "You must": the statement where the provider gives none.
    "OGL-UK-3.0": "Contains public sector information licensed under the Open Government Licence v3.0.",
}
"""The attribution line that each licence asks for, by licence id."""


class Terms(StrEnum):
    """What may be done with a source's text."""

    FULL = "full"
    """Store it and show it."""
    QUOTE = "quote"
    """Store it for local use and show passages."""
    LINK = "link"
    """Never store it: title, address and our own brief only."""


def attribution_for(licence: str) -> str:
    """The line that every citation of a source under ``licence`` carries; empty where none is asked for."""
    return ATTRIBUTIONS.get(licence, "")
