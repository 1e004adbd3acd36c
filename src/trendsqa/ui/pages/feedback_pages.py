"""Feedback without a script: a form sends it, and a page says thank you, asks why and lets it be taken back.

Whoever holds the id of feedback may change it or take it back; nobody can guess one.
"""

from collections.abc import Mapping
from dataclasses import replace
from http import HTTPStatus

from fastapi import Request
from starlette.responses import RedirectResponse, Response

from trendsqa.answering.answer import Outcome
from trendsqa.answering.answering import Answering
from trendsqa.errors import InputError
from trendsqa.feedback.entry import Feedback
from trendsqa.feedback.store import FeedbackStore
from trendsqa.limits import MOST_QUESTION_CHARACTERS
from trendsqa.ui.asked_text import one_line
from trendsqa.ui.frame.page_frame import SENDS_FORMS, PageFrame, root_of
from trendsqa.ui.frame.page_running import FormRoute, PageRoute

__all__ = ["FeedbackPages"]

_MOST_WORDS_CHARACTERS = 1000
_MOST_NAME_CHARACTERS = 100
_VERDICTS = {"yes": True, "no": False}


class FeedbackPages:
    """The pages at ``/feedback``."""

    def __init__(self, frame: PageFrame, store: FeedbackStore) -> None:
        self._frame = frame
        self._store = store

    def routes(self) -> tuple[PageRoute, ...]:
        """Addresses that are read."""
        return (PageRoute("/feedback/deleted", self.deleted), PageRoute("/feedback/{feedback_id}", self.sent))

    def forms(self) -> tuple[FormRoute, ...]:
        """Addresses that forms are sent to."""
        return (
            FormRoute("/feedback", self.take),
            FormRoute("/feedback/{feedback_id}/words", self.add_words),
            FormRoute("/feedback/{feedback_id}/delete", self.delete),
        )

    def take(self, request: Request, fields: Mapping[str, str]) -> Response:
        """Store what a thumb says."""
        return self._to(request, self._store.add(_feedback(fields)))

    def sent(self, request: Request, _assistant: Answering) -> Response:
        """Thanks for feedback that is stored."""
        entry = self._store.entry(request.path_params["feedback_id"])
        return self._frame.page(request, "feedback.html", headers=SENDS_FORMS, entry=entry, most=_MOST_WORDS_CHARACTERS)

    def add_words(self, request: Request, fields: Mapping[str, str]) -> Response:
        """Store the same again with a reason, in place of what was stored."""
        feedback_id, words = request.path_params["feedback_id"], _text(fields, "words", _MOST_WORDS_CHARACTERS)
        if not words:
            return self._to(request, feedback_id)
        feedback = replace(self._store.entry(feedback_id).feedback, words=words)
        added = self._store.add(feedback)
        self._store.take_back(feedback_id)
        return self._to(request, added)

    def delete(self, request: Request, _fields: Mapping[str, str]) -> Response:
        """Take feedback back."""
        self._store.take_back(request.path_params["feedback_id"])
        return self._to(request, "deleted")

    def deleted(self, request: Request, _assistant: Answering) -> Response:
        """The page that says that feedback is gone."""
        return self._frame.page(request, "feedback.html", entry=None)

    @staticmethod
    def _to(request: Request, place: str) -> Response:
        # Seen by a GET, so that a page that is loaded again sends nothing twice.
        return RedirectResponse(f"{root_of(request.scope)}/feedback/{place}", HTTPStatus.SEE_OTHER)


def _feedback(fields: Mapping[str, str]) -> Feedback:
    question, outcome = _text(fields, "question", MOST_QUESTION_CHARACTERS), fields.get("outcome", "")
    if not question or fields.get("useful") not in _VERDICTS or outcome not in {"", *Outcome}:
        raise InputError("The form lacks the question, or says neither yes nor no. Go back and press a button again.")
    return Feedback(
        question=question,
        useful=_VERDICTS[fields["useful"]],
        citation=None,
        section_id=None,
        words=None,
        generation=_text(fields, "generation", _MOST_NAME_CHARACTERS),
        outcome=outcome or None,
    )


def _text(fields: Mapping[str, str], name: str, most: int) -> str:
    text = one_line(fields.get(name, ""))
    if len(text) > most:
        raise InputError(f"The {name} of your feedback has {len(text)} characters. Shorten it to {most} or fewer.")
    return text
