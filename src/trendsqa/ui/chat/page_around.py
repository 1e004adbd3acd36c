"""The frame of all pages around Gradio's page: Gradio has no place for a header, a footer or words without scripts.

Of Gradio's page the scripts, the styles it links to and the body are taken. What else its head holds speaks of Gradio.
"""

import logging
import re

from fastapi import Request
from starlette.responses import Response
from starlette.types import Scope

from trendsqa.answering.live_index import LiveIndex
from trendsqa.errors import TrendsqaError
from trendsqa.ui.filtering.filter_form import filter_form
from trendsqa.ui.frame.page_frame import HeldNow, PageFrame

__all__ = ["CHAT_PATH", "PageAround"]

_LOG = logging.getLogger(__name__)

CHAT_PATH = "/chat"

_HEAD = re.compile(r"<head>(.*?)</head>", re.DOTALL)
_TAKEN = re.compile(r"<script\b.*?</script>|<link\b[^>]*\brel=\"stylesheet\"[^>]*>", re.DOTALL)
_BODY = re.compile(r"<body\b[^>]*>(.*)</body>", re.DOTALL)
# Gradio would set the title that it knows, in one language.
_TITLED = ('control_page_title="true"', 'control_page_title="false"')


class PageAround:
    """Puts the frame around Gradio's page. Safe to share between threads."""

    def __init__(self, frame: PageFrame, live_index: LiveIndex) -> None:
        self._frame = frame
        self._live_index = live_index

    def around(self, scope: Scope, page: bytes) -> Response:
        """``page`` within the frame, in the language of the request.

        Raises:
            ValueError: ``page`` is not of the form that Gradio 6 gives its pages.
        """
        text = page.decode("utf-8")
        head, body = _HEAD.search(text), _BODY.search(text)
        if head is None or body is None or text.count("<gradio-app") != 1 or _TITLED[0] not in body[1]:
            raise ValueError("the page of Gradio has no head, or no body with one <gradio-app> in it")
        above = str(scope.get("root_path", "")).removesuffix(CHAT_PATH)
        request = Request({**scope, "root_path": above})
        framed = self._framed(request)
        content = bytes(framed.body).decode("utf-8")
        content = _put(content, "<!--of-gradio-head-->", "\n".join(_TAKEN.findall(head[1])))
        content = _put(content, "<!--of-gradio-body-->", body[1].replace(*_TITLED))
        framed.body = content.encode("utf-8")
        framed.headers["content-length"] = str(len(framed.body))
        return framed

    def _framed(self, request: Request) -> Response:
        """The frame, with the filters of what is held; without them if that cannot be learnt: the chat says why."""
        form = None
        try:
            with self._live_index.lease() as assistant:
                request.state.held_now = HeldNow.of(assistant)
                form = filter_form({}, assistant, self._frame.words(request))
        except TrendsqaError as error:
            _LOG.warning("The chat's page does not say what is held: %s", error)
        return self._frame.page(request, "chat.html", form=form)


def _put(content: str, mark: str, part: str) -> str:
    before, _, after = content.partition(mark)
    return f"{before}{part}{after}"
