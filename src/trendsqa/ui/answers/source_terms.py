"""Licences and terms of use in words."""

from trendsqa.corpus.rights import UNKNOWN_LICENCE, Terms
from trendsqa.translatable import translatable

__all__ = ["licence_words", "terms_words"]


_LICENCES = {
    "": translatable("Not known"),
    UNKNOWN_LICENCE: translatable("Not known"),
    "all-rights-reserved": translatable("All rights reserved"),
    "OGL-UK-3.0": translatable("Open Government Licence v3.0"),
    "CC-BY-4.0": translatable("Creative Commons Attribution 4.0"),
    "public-domain": translatable("Public domain"),
}
_TERMS: dict[str, str] = {
    Terms.FULL: translatable("The full text may be kept and shown."),
    Terms.QUOTE: translatable("Passages may be shown; the text stays on this machine."),
    Terms.LINK: translatable("No text is kept: title, address and our own summary only."),
}


def licence_words(licence: str) -> str:
    """A licence's name in English; one that is not known by its id is shown as the manifest has it."""
    return _LICENCES.get(licence, licence)


def terms_words(terms: str) -> str:
    """A sentence in English on what may be done with a source's text here."""
    return _TERMS.get(terms, str(terms))
