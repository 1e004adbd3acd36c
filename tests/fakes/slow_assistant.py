"""An assistant on paper that takes its time over some questions, until it is told to go on."""

from threading import Event
from typing import Any

from fakes.assistant import PaperAssistant
from trendsqa.answering.answer import Answer

SLOW_WORD = "slowly"
_MOST_S = 20


class SlowAssistant(PaperAssistant):
    """Answers questions with the word "slowly" only once ``go_on`` is set."""

    def __init__(self, *documents: Any, **options: Any) -> None:
        super().__init__(*documents, **options)
        self.go_on = Event()

    def ask(self, question: str, **options: Any) -> Answer:
        if SLOW_WORD in question:
            self.go_on.wait(_MOST_S)
        return super().ask(question, **options)
