"""A conversation of the chat: what was asked and shown. It lives in its session's memory and is written nowhere."""

from dataclasses import dataclass, replace
from typing import Self

from trendsqa.ui.frame.wording import Language

__all__ = ["Conversation", "ShownTurn"]

TURNS_KEPT = 50
"""Turns shown and kept: it bounds what a session can hold of the server's memory."""


@dataclass(frozen=True, slots=True)
class ShownTurn:
    """One question with what was shown for it.

    ``alone`` says that it began a topic: what came before it bears on no later question. ``filters`` are those that
    were set, as the end of an address.
    """

    question: str
    markup: str
    alone: bool = False
    filters: str = ""


@dataclass(frozen=True, slots=True)
class Conversation:
    """Questions in their order, and the language that they are answered in.

    ``asked`` counts every question that was asked, also those that were replaced or could not be answered: the next
    turn takes the number after it, so no two that were ever shown have the same ids.
    """

    language: Language = Language.ENGLISH
    turns: tuple[ShownTurn, ...] = ()
    asked: int = 0

    @property
    def last(self) -> ShownTurn | None:
        """The newest turn; None if nothing was answered yet."""
        return self.turns[-1] if self.turns else None

    def without_last(self) -> Self:
        """The conversation as it was before its newest turn."""
        return replace(self, turns=self.turns[:-1])

    def topic(self) -> tuple[str, ...]:
        """The questions since the last one that began a topic, oldest first."""
        since = next((n for n in reversed(range(len(self.turns))) if self.turns[n].alone), 0)
        return tuple(turn.question for turn in self.turns[since:])

    def with_turn(self, turn: ShownTurn) -> Self:
        """The conversation with ``turn`` at its end, and without what is older than is kept."""
        return replace(self, turns=(*self.turns, turn)[-TURNS_KEPT:])

    def counted(self) -> Self:
        """The conversation with one more question counted as asked."""
        return replace(self, asked=self.asked + 1)

    def markup(self) -> str:
        """Markup that was shown for all turns."""
        return "".join(f"{turn.markup}\n" for turn in self.turns)
