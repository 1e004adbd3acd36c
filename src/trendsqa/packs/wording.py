"""Words of a pack's own, the same in every format. A pack is written in British English (en-GB)."""

from datetime import date

from trendsqa.answering.answer import Outcome
from trendsqa.answering.confidence import Sureness, sureness_of

__all__ = [
    "ABOUT",
    "FORBIDDEN",
    "LANGUAGE",
    "OUR_SUMMARY",
    "SERVICE",
    "TITLE",
    "as_day",
    "confidence_in_words",
    "headline_of",
]

LANGUAGE = "en-GB"
SERVICE = "Digital trends answers"
TITLE = "Evidence pack"
OUR_SUMMARY = "OUR SUMMARY, not the publisher’s words"
FORBIDDEN = "The terms of this source allow its address to be given, not its words."
ABOUT = (
    (
        "Quotes stand word for word in the documents of the collection. What is labelled as our summary was written "
        "for this service and is not a quotation: cite it as a summary, or open the publisher’s page and quote that."
    ),
    (
        "Passages in context hold the quoted passages and what stands directly beside them. Read the whole section at "
        "its publisher’s before you rely on a quote. Rights in the quoted texts stay with their publishers."
    ),
    (
        "References give no date of access. Where your style asks for one, open the address and add the day on which "
        "you did. A reference without a known date of publication says n.d."
    ),
)
"""Paragraphs with what a reader has to know before relying on a pack."""

_CONFIDENCE = {
    Sureness.HIGH: "High: by the service’s own estimate, at least eight in ten answers with such evidence answer the "
    "question.",
    Sureness.FAIR: "Fair: by the service’s own estimate, five to eight in ten answers with such evidence answer the "
    "question.",
    Sureness.LOW: "Low: it passed the level below which nothing is answered, but not by much. Check each quote in its "
    "context.",
}
_HEADLINES = {
    Outcome.ANSWERED: "The collection answers this with the quotes below.",
    Outcome.CLOSE: "This may not answer the question.",
    Outcome.NOT_HELD: "The collection does not answer this.",
    Outcome.REPLY: "This was read as no question to the collection.",
}


def headline_of(outcome: Outcome) -> str:
    """The outcome as a sentence."""
    return _HEADLINES[outcome]


def confidence_in_words(confidence: float) -> str:
    """The confidence of an answer, 0 to 1, as a word and what it means."""
    return _CONFIDENCE[sureness_of(confidence)]


def as_day(day: date) -> str:
    """A day as it is written in the United Kingdom: ``5 March 2031``; names of months do not follow the locale."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
