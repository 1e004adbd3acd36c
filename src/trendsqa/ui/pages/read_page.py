"""Page of a section in full with the quoted words marked."""

from fastapi import Request
from starlette.responses import Response

from trendsqa.answering.answering import Answering
from trendsqa.errors import InputError
from trendsqa.ui.answers.marking import mark_section
from trendsqa.ui.frame.page_frame import PageFrame
from trendsqa.ui.frame.page_running import PageRoute

__all__ = ["ReadPage"]

_MAX_SPANS = 50
"""More spans than any answer quotes from one section; an address with more was not made by these pages."""
_MAX_DIGITS = 12
"""More than any text has characters; int() stays cheap whatever a stranger sends."""


class ReadPage:
    """The page at ``/read``."""

    def __init__(self, frame: PageFrame) -> None:
        self._frame = frame

    def routes(self) -> tuple[PageRoute, ...]:
        """Its address."""
        return (PageRoute("/read", self.read),)

    def read(self, request: Request, assistant: Answering) -> Response:
        """A section in full with the quoted spans marked."""
        query = request.query_params
        spans = _spans(query.getlist("start"), query.getlist("end"))
        if not query.get("section"):
            raise InputError("The address names no section: it needs section=, as the links of an answer have it.")
        view = assistant.section(query["section"])
        marked = mark_section(view, spans)
        missing = bool(spans) and not marked.found
        return self._frame.page(request, "read.html", view=view, marked=marked, missing=missing)


def _spans(starts: list[str], ends: list[str]) -> list[tuple[int, int]]:
    if len(starts) != len(ends) or len(starts) > _MAX_SPANS:
        raise InputError(
            f"The address has {len(starts)} start= and {len(ends)} end=: it needs as many of one as of the "
            f"other, and at most {_MAX_SPANS}."
        )
    return [(_offset(start), _offset(end)) for start, end in zip(starts, ends, strict=True)]


def _offset(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= _MAX_DIGITS):
        raise InputError(f"The offset {text[:20]!r} in the address is not a whole number of characters.")
    return int(text)
