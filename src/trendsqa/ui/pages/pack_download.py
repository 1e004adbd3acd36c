"""The evidence pack of an answer as a file to save, at ``/pack``.

A follow-up question is asked by its words as they were read, with ``exact=1``: the file holds no conversation.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime

from fastapi import Request
from starlette.responses import Response

from trendsqa.answering.answering import Answering
from trendsqa.errors import InputError
from trendsqa.packs.evidence_pack import make_pack
from trendsqa.packs.pack_format import PackFormat, file_of
from trendsqa.ui.answers.pack_page import pack_page
from trendsqa.ui.asked_text import one_line, too_long
from trendsqa.ui.filtering.filter_form import filter_form
from trendsqa.ui.frame.page_frame import PageFrame
from trendsqa.ui.frame.page_running import PageRoute
from trendsqa.ui.frame.rendering import Renderer
from trendsqa.ui.pages.ask_pages import PASSAGES_SHOWN

__all__ = ["PackDownload"]

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
"""For a browser that shows the file all the same: it has its style in itself and needs nothing else."""


def _today() -> date:
    return datetime.now(UTC).date()


class PackDownload:
    """The file at ``/pack``."""

    def __init__(self, frame: PageFrame, renderer: Renderer, today: Callable[[], date] = _today) -> None:
        """``today`` is the date that a pack says it was made on."""
        self._frame = frame
        self._renderer = renderer
        self._today = today

    def routes(self) -> tuple[PageRoute, ...]:
        """Its address."""
        return (PageRoute("/pack", self.pack, asks=True),)

    def pack(self, request: Request, assistant: Answering) -> Response:
        """The pack of the answer to ``q``, in ``format``.

        Raises:
            InputError: There is no question, or it is too long, or the format is not known or has nothing to hold.
            UnknownItemError: Nothing held passes a filter of the address.
        """
        query = request.query_params
        question, words = one_line(query.get("q", "")), self._frame.words(request)
        if not question:
            raise InputError("The address holds no question: it needs q=, as the links of an answer have it.")
        if problem := too_long(question, words):
            raise InputError(problem)
        wanted = _format(query.get("format", PackFormat.HTML.value))
        form = filter_form(query, assistant, words)
        answer = assistant.ask(
            question, as_written=query.get("exact") == "1", limit=PASSAGES_SHOWN, filters=form.filters
        )
        pack = make_pack(answer, assistant.section, made=self._today(), among=form.among)
        file = file_of(pack, wanted, words, lambda pack: pack_page(self._renderer, pack, words.language))
        headers = {
            "Cache-Control": "no-store",
            "Content-Disposition": file.disposition,
            "Content-Language": words.tag,
            "Content-Security-Policy": _POLICY,
            "X-Content-Type-Options": "nosniff",
        }
        return Response(file.content, media_type=file.media_type, headers=headers)


def _format(name: str) -> PackFormat:
    if name not in list(PackFormat):
        raise InputError(f"There is no format {name[:20]!r} of an evidence pack. Ask for {', '.join(PackFormat)}.")
    return PackFormat(name)
