"""Licences and terms of use in words."""

from trendsqa.corpus.rights import UNKNOWN_LICENCE, Terms

__all__ = ["licence_words", "terms_words"]


def _(text: str) -> str:
    """``text``, noted for the catalogues: it is translated where it is shown."""
    return text


_LICENCES = {
    "": _("Not known"),
    UNKNOWN_LICENCE: _("Not known"),
    "all-rights-reserved": _("All rights reserved"),
    "OGL-UK-3.0": _("Open Government Licence v3.0"),
    "CC-BY-4.0": _("Creative Commons Attribution 4.0"),
    "public-domain": _("Public domain"),
}
_TERMS: dict[str, str] = {
    Terms.FULL: _("The full text may be kept and shown."),
    Terms.QUOTE: _("Passages may be shown; the text stays on this machine."),
    Terms.LINK: _("No text is kept: title, address and our own summary only."),
}


def licence_words(licence: str) -> str:
    """A licence's name in English; one that is not known by its id is shown as the manifest has it."""
    return _LICENCES.get(licence, licence)


def terms_words(terms: str) -> str:
    """A sentence in English on what may be done with a source's text here."""
    return _TERMS.get(terms, str(terms))
