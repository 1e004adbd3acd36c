"""Kinds of sources in words, the order in which they are listed, and what is held of each.

A kind is a word of the manifest, which an operator may make up: one that is not listed here is shown as it is written.
"""

from trendsqa.corpus.source import Form
from trendsqa.index.texts.records import DocumentRecord

__all__ = ["held_words", "kind_place", "kind_words"]


def _(text: str) -> str:
    """``text``, noted for the catalogues: it is translated where it is shown."""
    return text


_WORDS = {
    "report": (_("Report"), _("Reports")),
    "guidance": (_("Guidance"), _("Guidance")),
    "impact-case": (_("Case study"), _("Case studies")),
    "research": (_("Research"), _("Research")),
    "dataset": (_("Data set"), _("Data sets")),
    "video": (_("Video"), _("Videos")),
    "podcast": (_("Podcast"), _("Podcasts")),
    "organisation": (_("Organisation"), _("Organisations")),
    "document": (_("Document"), _("Other documents")),
}
_PLACES = {kind: place for place, kind in enumerate(_WORDS)}


def kind_words(kind: str, *, many: bool = False) -> str:
    """A kind in English words with a capital, for one source or for ``many``; pages translate it where they show it."""
    if kind in _WORDS:
        return _WORDS[kind][many]
    words = kind.replace("-", " ").replace("_", " ").strip()
    return words[:1].upper() + words[1:] if words else _WORDS["document"][many]


def kind_place(kind: str) -> tuple[int, str]:
    """A key that sorts kinds as they are listed: the report first, what is not known by name last."""
    return (_PLACES.get(kind, len(_PLACES)), kind)


def held_words(document: DocumentRecord) -> str:
    """What is held of a source, in two English words: its own text, our summary, or no more than where it is."""
    if document.form == Form.FULL:
        return _("Full text")
    if document.form == Form.BRIEF:
        return _("Our summary")
    return _("Address only") if document.url else _("Title only")
