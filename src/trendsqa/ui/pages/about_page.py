"""Page about the service: how it answers, what it cannot do, its figures, accessibility, privacy and rights."""

from fastapi import Request
from starlette.responses import Response

from trendsqa.answering.answering import Answering
from trendsqa.corpus.source import Form
from trendsqa.ui.browsing.quality_figures import QualityFigures
from trendsqa.ui.frame.page_frame import PageFrame
from trendsqa.ui.frame.page_running import PageRoute

__all__ = ["AboutPage"]


class AboutPage:
    """The page at ``/about``."""

    def __init__(self, frame: PageFrame, quality: QualityFigures, *, takes_feedback: bool) -> None:
        self._frame = frame
        self._quality = quality
        self._takes_feedback = takes_feedback

    def routes(self) -> tuple[PageRoute, ...]:
        """Its address."""
        return (PageRoute("/about", self.about),)

    def about(self, request: Request, assistant: Answering) -> Response:
        """Page on what people ask of a service before they rely on it."""
        documents = assistant.documents()
        held = [sum(document.form == form for document in documents) for form in (Form.FULL, Form.BRIEF, Form.NONE)]
        return self._frame.page(
            request,
            "about.html",
            sources=len(documents),
            held_in_full=held[0],
            held_as_summary=held[1],
            held_by_address=held[2],
            quality=self._quality,
            takes_feedback=self._takes_feedback,
        )
