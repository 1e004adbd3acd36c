"""Words of a pack's own, the same in every format: in English here, and said in the language of who saves it."""

from datetime import date
from typing import Protocol

from trendsqa.answering.answer import Outcome
from trendsqa.answering.confidence import Sureness, sureness_of
from trendsqa.translatable import translatable

__all__ = [
    "ABOUT",
    "FORBIDDEN",
    "OUR_SUMMARY",
    "SERVICE",
    "SOURCE_LANGUAGE",
    "TITLE",
    "PackWords",
    "confidence_in_words",
    "headline_of",
]


class PackWords(Protocol):
    """Says the words of packs in one language."""

    @property
    def tag(self) -> str:
        """Tag of the language (BCP 47)."""

    def say(self, text: str, /) -> str:
        """The English ``text`` in this language."""

    def day(self, day: date, /) -> str:
        """``day`` in words."""


SOURCE_LANGUAGE = "en-GB"
"""Language of what is quoted: it stays as it is."""
SERVICE = translatable("Digital trends answers")
TITLE = translatable("Evidence pack")
OUR_SUMMARY = translatable("Our summary, not the publisher’s words")
FORBIDDEN = translatable("The terms of this source allow its address to be given, not its words.")
ABOUT = (
    translatable(
        "Quotes stand word for word in the documents held by the service. What is labelled as our summary was written "
        "for this service and is not a quotation: cite it as a summary, or open the publisher’s page and quote that."
    ),
    translatable(
        "Passages in context hold the quoted passages and what stands directly beside them. Read the whole section at "
        "its publisher’s before you rely on a quote. Rights in the quoted texts stay with their publishers."
    ),
    translatable(
        "References give no date of access. Where your style asks for one, open the address and add the day on which "
        "you did. A reference without a known date of publication says n.d."
    ),
)
"""Paragraphs with what a reader has to know before relying on a pack."""

_CONFIDENCE = {
    Sureness.HIGH: translatable(
        "High: by the service’s own estimate, at least eight in ten answers with such evidence answer the question."
    ),
    Sureness.FAIR: translatable(
        "Fair: by the service’s own estimate, five to eight in ten answers with such evidence answer the question."
    ),
    Sureness.LOW: translatable(
        "Low: it passed the level below which nothing is answered, but not by much. Check each quote in its context."
    ),
}
_HEADLINES = {
    Outcome.ANSWERED: translatable("The documents held answer this with the quotes below."),
    Outcome.CLOSE: translatable("This may not answer the question."),
    Outcome.NOT_HELD: translatable("The documents held do not answer this."),
    Outcome.REPLY: translatable("This was not read as a question to the documents."),
}


def headline_of(outcome: Outcome) -> str:
    """The outcome as a sentence."""
    return _HEADLINES[outcome]


def confidence_in_words(confidence: float) -> str:
    """The confidence of an answer, 0 to 1, as a word and what it means."""
    return _CONFIDENCE[sureness_of(confidence)]
