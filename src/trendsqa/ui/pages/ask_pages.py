"""Pages that answer a question: search, the same for a frame in another page, and one answer to link to."""

from http import HTTPStatus

from fastapi import Request
from starlette.responses import Response

from trendsqa.answering.answering import Answering
from trendsqa.errors import InputError
from trendsqa.ui.answers.answer_view import view_answer
from trendsqa.ui.asked_text import one_line, too_long
from trendsqa.ui.filtering.filter_form import filter_form
from trendsqa.ui.frame.page_frame import SENDS_FORMS, PageFrame
from trendsqa.ui.frame.page_running import PageRoute

__all__ = ["PASSAGES_SHOWN", "AskPages"]

PASSAGES_SHOWN = 10
"""Passages of a ranking that come with an answer; who asks for as many is answered from what is kept."""


class AskPages:
    """The pages at ``/search``, ``/embed`` and ``/answer``."""

    def __init__(self, frame: PageFrame, *, taking: bool) -> None:
        """``taking`` is true if feedback is taken."""
        self._frame = frame
        self._taking = taking

    def routes(self) -> tuple[PageRoute, ...]:
        """Their addresses."""
        pages = {"/search": self.search, "/embed": self.embed, "/answer": self.answer}
        return tuple(PageRoute(path, page, asks=True) for path, page in pages.items())

    def search(self, request: Request, assistant: Answering) -> Response:
        """The search-and-ask page."""
        return self._page(request, assistant, "search.html")

    def embed(self, request: Request, assistant: Answering) -> Response:
        """The same without the site around it, for a frame."""
        return self._page(request, assistant, "embed.html", policy=self._frame.framed_policy)

    def answer(self, request: Request, assistant: Answering) -> Response:
        """One answer on a page of its own, whose address can be passed on.

        The address names the generation that answered first, so that a later one is told from it.
        """
        if not one_line(request.query_params.get("q", "")):
            raise InputError("The address names no question: it needs q=, as the links of an answer have it.")
        return self._page(request, assistant, "shared_answer.html", has_changed=_has_changed(request, assistant))

    def _page(
        self, request: Request, assistant: Answering, name: str, *, policy: str = "", has_changed: bool = False
    ) -> Response:
        question = one_line(request.query_params.get("q", ""))
        empty, words = assistant.status().passages == 0, self._frame.words(request)
        form = filter_form(request.query_params, assistant, words)
        problem, view = too_long(question, words), None
        if question and not problem and not empty:
            filters, as_written = form.filters, request.query_params.get("exact") == "1"
            given = assistant.ask(question, as_written=as_written, limit=PASSAGES_SHOWN, filters=filters)
            view = view_answer(given, assistant.section, words, filters=filters, as_written=as_written)
        return self._frame.page(
            request,
            name,
            status=HTTPStatus.UNPROCESSABLE_ENTITY if problem else HTTPStatus.OK,
            policy=policy,
            headers=SENDS_FORMS,
            question=question,
            problem=problem,
            view=view,
            empty=empty,
            examples=() if view or empty else assistant.example_questions(filters=form.filters),
            form=form,
            taking=self._taking,
            has_changed=has_changed,
        )


def _has_changed(request: Request, assistant: Answering) -> bool:
    """True if the address names a generation and another one answers now."""
    return request.query_params.get("generation", "") not in {"", assistant.status().generation}
