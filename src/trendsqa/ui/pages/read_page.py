"""Page of a section in full with the quoted words marked, beside pictures of the pages on which they stand."""

from fastapi import Request
from starlette.responses import Response

from trendsqa.answering.answering import Answering
from trendsqa.pictures.page_pictures import PagePictures
from trendsqa.ui.answers.marking import mark_section
from trendsqa.ui.answers.page_figure import page_figures
from trendsqa.ui.frame.page_frame import PageFrame
from trendsqa.ui.frame.page_running import PageRoute
from trendsqa.ui.pages.read_address import ReadAddress

__all__ = ["ReadPage"]


class ReadPage:
    """The page at ``/read``."""

    def __init__(self, frame: PageFrame, pictures: PagePictures | None = None) -> None:
        """Without ``pictures`` only the text is shown."""
        self._frame = frame
        self._pictures = pictures

    def routes(self) -> tuple[PageRoute, ...]:
        """Its address."""
        return (PageRoute("/read", self.read),)

    def read(self, request: Request, assistant: Answering) -> Response:
        """A section in full with the quoted spans marked."""
        address = ReadAddress.of(request)
        view = assistant.section(address.section_id)
        marked = mark_section(view, address.spans)
        missing = bool(address.spans) and not marked.found
        figures = page_figures(view, address.spans, self._pictures) if marked.found else ()
        return self._frame.page(request, "read.html", view=view, marked=marked, missing=missing, figures=figures)
