"""Kinds of sources in words, the order in which they are listed, and what is held of each.

A kind is a word of the manifest, which an operator may make up: one that is not listed here is shown as it is written.
"""

from trendsqa.corpus.source import Form
from trendsqa.index.texts.records import DocumentRecord
from trendsqa.translatable import translatable

__all__ = ["held_words", "kind_place", "kind_words"]


_WORDS = {
    "report": (translatable("Report"), translatable("Reports")),
    "guidance": (translatable("Guidance"), translatable("Guidance")),
    "impact-case": (translatable("Case study"), translatable("Case studies")),
    "research": (translatable("Research"), translatable("Research")),
    "dataset": (translatable("Data set"), translatable("Data sets")),
    "video": (translatable("Video"), translatable("Videos")),
    "podcast": (translatable("Podcast"), translatable("Podcasts")),
    "organisation": (translatable("Organisation"), translatable("Organisations")),
    "document": (translatable("Document"), translatable("Other documents")),
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
    """Two English words for what is held of a source: its own text, our summary, or no more than where it is."""
    if document.form == Form.FULL:
        return translatable("Full text")
    if document.form == Form.BRIEF:
        return translatable("Our summary")
    return translatable("Address only") if document.url else translatable("Title only")
