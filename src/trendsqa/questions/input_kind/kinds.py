"""Kinds of input."""

from enum import StrEnum

__all__ = ["InputKind"]


class InputKind(StrEnum):
    """The kind of an input. Anything that may be a question to the collection is QUESTION."""

    QUESTION = "question"
    GREETING = "greeting"
    THANKS = "thanks"
    """Thanks, a farewell, or a word on the answer before."""
    ABUSE = "abuse"
    ABOUT = "about"
    """Asks what this service is, or for help with it."""
    INSTRUCTION = "instruction"
    """Tries to change what the service does: "ignore your rules"."""
    TASK = "task"
    """Asks to write, compute, translate or do something."""
    DISTRESS = "distress"
    WELSH = "welsh"
    LANGUAGE = "language"
    """Another language than English or Welsh."""
    UNREADABLE = "unreadable"
    """No words: punctuation, invisible characters, keyboard mash."""
    RESIDENT = "resident"
    """Asks for a service, or on the person's own case."""
    GENERAL = "general"
    """General knowledge."""
    ADVICE = "advice"
    """Personal advice or opinion: legal, medical, financial, political."""

    @property
    def may_be_answered(self) -> bool:
        """True if the collection decides: a handbook may well hold what a resident or employee asks."""
        return self in {InputKind.QUESTION, InputKind.RESIDENT, InputKind.GENERAL, InputKind.ADVICE}
