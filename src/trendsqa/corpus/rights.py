"""Terms of use of sources, and the attribution that a licence requires."""

from enum import StrEnum

__all__ = ["ATTRIBUTIONS", "UNKNOWN_LICENCE", "Terms", "attribution_for"]

UNKNOWN_LICENCE = "unknown"

ATTRIBUTIONS = {
    # The National Archives, Open Government Licence v3.0, "You must": the statement if the provider gives none.
    "OGL-UK-3.0": "Contains public sector information licensed under the Open Government Licence v3.0.",
}
"""The attribution line that each licence requires, by licence id."""


class Terms(StrEnum):
    """Permitted use of a source's text."""

    FULL = "full"
    """Store it and show it."""
    QUOTE = "quote"
    """Store it for local use and show passages."""
    LINK = "link"
    """Never store it: title, address and our own brief only."""


def attribution_for(licence: str) -> str:
    """The attribution line for citations of a source under ``licence``; empty if none is required."""
    return ATTRIBUTIONS.get(licence, "")
