"""Pages of what is held: the list of documents, and each with its sections."""

from fastapi import Request
from starlette.responses import Response

from trendsqa.answering.answering import Answering
from trendsqa.ui.frame.page_frame import PageFrame
from trendsqa.ui.frame.page_running import PageRoute

__all__ = ["DocumentsPages"]


class DocumentsPages:
    """The pages at ``/documents`` and below."""

    def __init__(self, frame: PageFrame) -> None:
        self._frame = frame

    def routes(self) -> tuple[PageRoute, ...]:
        """Their addresses."""
        return (PageRoute("/documents", self.documents), PageRoute("/documents/{document_id}", self.outline))

    def documents(self, request: Request, assistant: Answering) -> Response:
        """List of the documents that are held."""
        return self._frame.page(request, "documents.html", documents=assistant.documents())

    def outline(self, request: Request, assistant: Answering) -> Response:
        """One document's sections."""
        outline = assistant.outline(request.path_params["document_id"])
        return self._frame.page(request, "outline.html", outline=outline)
