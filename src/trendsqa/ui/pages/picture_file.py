"""The picture of a page of a PDF, with the quoted words marked, as a file."""

from http import HTTPStatus

from fastapi import Request
from starlette.responses import Response

from trendsqa.answering.answering import Answering
from trendsqa.answering.picturing import wanted_picture
from trendsqa.errors import InputError, UnknownItemError, WorkStoppedError
from trendsqa.pictures.page_pictures import PagePictures, PictureState
from trendsqa.ui.frame.page_running import PageRoute
from trendsqa.ui.pages.read_address import ReadAddress, read_number

__all__ = ["PictureFile"]

_WAIT_S = 15.0
"""Longer than one picture takes at most; a browser shows the text meanwhile."""
_KEPT_FOR_S = 3600


class PictureFile:
    """The PNG at ``/page-picture?section=...&page=N&start=..&end=..``."""

    def __init__(self, pictures: PagePictures) -> None:
        self._pictures = pictures

    def route(self) -> PageRoute:
        """Its address."""
        return PageRoute("/page-picture", self.serve)

    def serve(self, request: Request, assistant: Answering) -> Response:
        """The picture, which the browser may keep for itself."""
        address, number = ReadAddress.of(request), request.query_params.get("page", "")
        if not number:
            raise InputError("The address names no page: it needs page=, the page's place in the file from 1.")
        page = read_number(number)
        wanted = wanted_picture(assistant.section(address.section_id), page, address.spans)
        outcome = self._pictures.outcome(wanted, wait_s=_WAIT_S)
        if outcome.picture is None:
            raise _refusal(outcome.state, page)
        headers = {
            "Cache-Control": f"private, max-age={_KEPT_FOR_S}",
            "ETag": f'"{outcome.picture.digest}"',
            "Content-Disposition": f'inline; filename="page-{page}.png"',
            "X-Content-Type-Options": "nosniff",
        }
        if headers["ETag"] in request.headers.get("if-none-match", ""):
            return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
        return Response(outcome.picture.png, media_type="image/png", headers=headers)


def _refusal(state: PictureState, page: int) -> UnknownItemError | WorkStoppedError:
    if state is PictureState.PENDING:
        return WorkStoppedError(f"The picture of page {page} is not ready yet. Load this address again.")
    if state is PictureState.FAILED:
        return UnknownItemError(f"Page {page} cannot be shown as a picture. Its text is complete on the reading page.")
    return UnknownItemError(f"The file with page {page} is not held on this server, or was changed since it was read.")
