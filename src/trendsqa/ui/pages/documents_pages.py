"""Pages of what is held: the list of documents, and each with its sections."""

from fastapi import Request
from starlette.responses import Response

from trendsqa.answering.answering import Answering
from trendsqa.ui.asked_text import one_line
from trendsqa.ui.browsing.document_groups import list_documents
from trendsqa.ui.frame.page_frame import PageFrame
from trendsqa.ui.frame.page_running import PageRoute

__all__ = ["DocumentsPages"]

_LONGEST_FILTER = 200
"""Characters; no title is found by more."""


class DocumentsPages:
    """The pages at ``/documents`` and below."""

    def __init__(self, frame: PageFrame) -> None:
        self._frame = frame

    def routes(self) -> tuple[PageRoute, ...]:
        """Their addresses."""
        return (PageRoute("/documents", self.documents), PageRoute("/documents/{document_id}", self.outline))

    def documents(self, request: Request, assistant: Answering) -> Response:
        """The documents that are held, or those of them that a filter leaves."""
        wanted = one_line(request.query_params.get("filter", ""))[:_LONGEST_FILTER]
        listed = list_documents(assistant.documents(), wanted)
        return self._frame.page(request, "documents.html", listed=listed, wanted=wanted)

    def outline(self, request: Request, assistant: Answering) -> Response:
        """One document's sections."""
        outline = assistant.outline(request.path_params["document_id"])
        return self._frame.page(request, "outline.html", outline=outline)
