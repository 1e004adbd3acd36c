"""Pages that answer a question: search, and the same for a frame in another page."""

from collections.abc import Sequence
from http import HTTPStatus

from fastapi import Request
from starlette.responses import Response

from trendsqa.answering.answering import Answering
from trendsqa.errors import UnknownItemError
from trendsqa.retrieval.hit import Filters
from trendsqa.ui.answers.answer_view import view_answer
from trendsqa.ui.asked_text import one_line, too_long
from trendsqa.ui.frame.page_frame import PageFrame
from trendsqa.ui.frame.page_running import PageRoute

__all__ = ["AskPages"]

_PASSAGES_SHOWN = 10


class AskPages:
    """The pages at ``/search`` and ``/embed``."""

    def __init__(self, frame: PageFrame) -> None:
        self._frame = frame

    def routes(self) -> tuple[PageRoute, ...]:
        """Their addresses."""
        return (PageRoute("/search", self.search, asks=True), PageRoute("/embed", self.embed, asks=True))

    def search(self, request: Request, assistant: Answering) -> Response:
        """The search-and-ask page."""
        return self._page(request, assistant, "search.html")

    def embed(self, request: Request, assistant: Answering) -> Response:
        """The same without the site around it, for a frame."""
        return self._page(request, assistant, "embed.html", policy=self._frame.framed_policy)

    def _page(self, request: Request, assistant: Answering, name: str, *, policy: str = "") -> Response:
        question = one_line(request.query_params.get("q", ""))
        held = assistant.status()
        edition, empty = request.query_params.get("edition", ""), held.passages == 0
        if edition and edition not in held.editions:
            raise UnknownItemError(_no_such_edition(edition, held.editions))
        problem, view = too_long(question, self._frame.words(request)), None
        if question and not problem and not empty:
            view = view_answer(
                assistant.ask(
                    question,
                    as_written=request.query_params.get("exact") == "1",
                    limit=_PASSAGES_SHOWN,
                    filters=Filters(edition=edition),
                )
            )
        return self._frame.page(
            request,
            name,
            status=HTTPStatus.UNPROCESSABLE_ENTITY if problem else HTTPStatus.OK,
            policy=policy,
            question=question,
            problem=problem,
            view=view,
            empty=empty,
            examples=() if view or empty else assistant.example_questions(edition=edition),
            editions=held.editions,
            edition=edition,
        )


def _no_such_edition(edition: str, held: Sequence[str]) -> str:
    return f"No edition {edition[:40]!r} is held here. Held: {', '.join(held) or 'none'}."
