"""The front page: what this is, a box to ask in, and the ways on from here."""

from fastapi import Request
from starlette.responses import Response

from trendsqa.answering.answering import Answering
from trendsqa.ui.frame.page_frame import PageFrame
from trendsqa.ui.frame.page_running import PageRoute

__all__ = ["FrontPage"]


class FrontPage:
    """The page at the top of the site."""

    def __init__(self, frame: PageFrame) -> None:
        self._frame = frame

    def routes(self) -> tuple[PageRoute, ...]:
        """Its address."""
        return (PageRoute("/", self.front),)

    def front(self, request: Request, assistant: Answering) -> Response:
        """The front page."""
        empty = assistant.status().passages == 0
        examples = () if empty else assistant.example_questions()
        return self._frame.page(request, "front.html", empty=empty, examples=examples)
