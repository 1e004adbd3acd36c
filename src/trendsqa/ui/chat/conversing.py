"""Answers to the questions of a conversation, as markup. Gradio is not known here."""

import logging
from dataclasses import dataclass

from starlette.datastructures import QueryParams

from trendsqa.answering.live_index import LiveIndex
from trendsqa.errors import IndexUnavailableError, TrendsqaError
from trendsqa.limits import MOST_EARLIER_QUESTIONS
from trendsqa.ui.asked_text import too_long
from trendsqa.ui.chat.conversation import Conversation, ShownTurn
from trendsqa.ui.filtering.filter_form import filter_form
from trendsqa.ui.frame.rendering import Renderer
from trendsqa.ui.frame.wording import Language, Wording

__all__ = ["Conversing", "Said", "Welcome"]

_LOG = logging.getLogger(__name__)

ROOT = ".."
"""Links out of the chat are relative to its page: they hold under a proxy's path too."""

MAX_EXAMPLES = 6
_MOST_CHARACTERS = 2000
"""Of filters; more than any page sends."""


@dataclass(frozen=True, slots=True)
class Said:
    """The conversation after a question, and the markup of all that is shown then.

    ``put`` is False if the question could not be answered from what is held here: it is told why, and not kept.
    """

    conversation: Conversation
    markup: str
    put: bool


@dataclass(frozen=True, slots=True)
class Welcome:
    """Beginning of an empty conversation: questions to ask, or why there are none."""

    notice: str
    examples: tuple[str, ...]


class Conversing:
    """Answers questions in the light of the conversation; each takes one lease, so it shows one generation."""

    def __init__(self, live_index: LiveIndex, renderer: Renderer, *, taking: bool = False) -> None:
        """``taking`` is true if feedback on answers is taken."""
        self._live_index = live_index
        self._renderer = renderer
        self._taking = taking

    def words(self, language: Language) -> Wording:
        """The interface's words in ``language``."""
        return self._renderer.wording(language)

    def say(
        self,
        question: str,
        conversation: Conversation,
        *,
        filters: str = "",
        alone: bool = False,
        replacing: bool = False,
    ) -> Said:
        """``conversation`` with ``question`` answered at its end, or in place of its last one if ``replacing``.

        ``filters`` are those that are set, as the end of an address. ``alone`` has it begin a topic. What could not be
        answered replaces nothing.
        """
        before = conversation.without_last() if replacing else conversation
        markup, put = self._answered(question, before, filters, alone=alone)
        turn = ShownTurn(question, markup, alone, filters)
        kept = (before.with_turn(turn) if put else conversation).counted()
        return Said(kept, (kept if put else kept.with_turn(turn)).markup(), put)

    def welcome(self, language: Language) -> Welcome:
        """Markup that is shown before the first question."""
        try:
            with self._live_index.lease() as assistant:
                if assistant.status().passages == 0:
                    return Welcome(self._renderer.page("chat_empty.html", language=language), ())
                return Welcome("", assistant.example_questions()[:MAX_EXAMPLES])
        except TrendsqaError as error:
            return Welcome(self._notice("", self._message(error, language), 0, language), ())

    def part(self, name: str, language: Language) -> str:
        """The markup of the template ``name``, which says the same to everybody."""
        return self._renderer.page(name, root=ROOT, language=language)

    def _answered(self, question: str, before: Conversation, filters: str, *, alone: bool) -> tuple[str, bool]:
        """Markup of a turn, and whether the question was answered from what is held here."""
        language, number = before.language, before.asked + 1
        words = self.words(language)
        if message := too_long(question, words):
            return self._notice(f"{question[:80]}…", message, number, language), False
        history = () if alone else before.topic()[-MOST_EARLIER_QUESTIONS:]
        try:
            with self._live_index.lease() as assistant:
                form = filter_form(QueryParams(filters[:_MOST_CHARACTERS]), assistant, words)
                answer = assistant.ask(question, history=history, as_written=alone, filters=form.filters)
                # Within the lease: what stands around the quotes is read from the generation that they are from.
                turn = self._renderer.turn(
                    answer,
                    number=number,
                    root=ROOT,
                    read=assistant.section,
                    language=language,
                    alone=alone and bool(before.turns),
                    taking=self._taking,
                    among=form.among,
                    filters=form.filters,
                )
        except TrendsqaError as error:
            return self._notice(question, self._message(error, language), number, language), False
        except Exception:  # noqa: BLE001 - the edge of a request: the reason goes to the log, never to the page
            _LOG.exception("A question in the chat failed")
            failed = words.say(
                "Something went wrong and the question was not answered. The server's log says why. Please ask again."
            )
            return self._notice(question, failed, number, language), False
        return turn, True

    def _notice(self, question: str, message: str, number: int, language: Language) -> str:
        return self._renderer.notice(question, message, number=number, language=language)

    def _message(self, error: TrendsqaError, language: Language) -> str:
        if not isinstance(error, IndexUnavailableError):
            return str(error)
        # The reason names folders of the server.
        _LOG.error("The chat could not answer: %s", error)
        return self.words(language).say(
            "Nothing can be searched at the moment. Whoever runs this service finds out why with `trendsqa doctor`."
        )
