"""The plain pages: search, embed, compare, read, documents. They need no JavaScript and no other origin.

Every page is a GET that changes nothing. An error of these pages is a page, never a traceback.
"""

import logging
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from http import HTTPStatus
from pathlib import Path

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from trendsqa.answering.answering import Answering
from trendsqa.answering.live_index import LiveIndex
from trendsqa.comparing.editions.compare import compare
from trendsqa.comparing.editions.held_report import HeldReport, held_reports
from trendsqa.errors import (
    IndexUnavailableError,
    InputError,
    OverloadedError,
    RightsError,
    TrendsqaError,
    UnknownItemError,
    WorkStoppedError,
)
from trendsqa.limits import MOST_QUESTION_CHARACTERS
from trendsqa.retrieval.hit import Filters
from trendsqa.served_path import path_below
from trendsqa.settings import ServerSettings
from trendsqa.ui.answer_view import view_answer
from trendsqa.ui.asked_text import one_line
from trendsqa.ui.asset import Asset, load_assets
from trendsqa.ui.comparison_view import view_comparison
from trendsqa.ui.content_policy import page_policy
from trendsqa.ui.marking import mark_section
from trendsqa.ui.rendering import Renderer
from trendsqa.workers.bounded_threads import BoundedThreads

__all__ = ["build_pages"]

_LOG = logging.getLogger(__name__)

_PASSAGES_SHOWN = 10
# More spans than any answer quotes from one section; an address with more was not made by these pages.
_MAX_SPANS = 50
# More than any text has characters; int() stays cheap whatever a stranger sends.
_MAX_DIGITS = 12
_ONE_YEAR_S = 31_536_000

_TITLES = {
    HTTPStatus.FORBIDDEN: "This text may not be shown",
    HTTPStatus.NOT_FOUND: "This is not in the collection",
    HTTPStatus.UNPROCESSABLE_ENTITY: "This address cannot be read",
    HTTPStatus.SERVICE_UNAVAILABLE: "The collection cannot be opened",
}

_TITLES_OF_ERRORS = {
    OverloadedError: "Too many questions at once",
    WorkStoppedError: "The answer took too long",
}
_FAILED = "Something went wrong"

_Page = Callable[[Request, Answering], Response]
_Endpoint = Callable[[Request], Response] | Callable[[Request], Awaitable[Response]]


def build_pages(live_index: LiveIndex, templates: Path, settings: ServerSettings) -> APIRouter:
    """Routes of the plain pages, their styles and their icon.

    Raises:
        SettingsError: ``templates`` cannot be read.
    """
    assets = load_assets(templates)
    pages = _Pages(live_index, Renderer(templates, assets), settings)
    files = _Files(assets)
    router = APIRouter()
    asking: dict[str, _Page] = {"/search": pages.search, "/embed": pages.embed, "/compare": pages.compare}
    for path, page in asking.items():
        _add(router, path, pages.bounded(page))
    routes: dict[str, _Page] = {
        "/": pages.start,
        "/read": pages.read,
        "/documents": pages.documents,
        "/documents/{document_id}": pages.outline,
    }
    for path, page in routes.items():
        _add(router, path, pages.guarded(page))
    _add(router, "/static/{name}", files.serve)
    _add(router, "/favicon.ico", files.icon)
    return router


def _add(router: APIRouter, path: str, endpoint: _Endpoint) -> None:
    router.add_api_route(path, endpoint, methods=["GET", "HEAD"], include_in_schema=False, response_model=None)


class _Files:
    """Serves the assets: for ever under their digest, with an ETag otherwise."""

    def __init__(self, assets: dict[str, Asset]) -> None:
        self._assets = assets

    def serve(self, request: Request) -> Response:
        """The asset that the path names."""
        asset = self._assets.get(request.path_params["name"])
        if asset is None:
            return Response("There is no such file.", HTTPStatus.NOT_FOUND, media_type="text/plain")
        named = request.query_params.get("v") == asset.digest
        caching = f"public, max-age={_ONE_YEAR_S}, immutable" if named else "no-cache"
        headers = {"Cache-Control": caching, "ETag": f'W/"{asset.digest}"', "X-Content-Type-Options": "nosniff"}
        if f'"{asset.digest}"' in request.headers.get("if-none-match", ""):
            return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
        return Response(asset.content, media_type=asset.media_type, headers=headers)

    def icon(self, request: Request) -> Response:
        """The icon, at the address that browsers try by themselves."""
        request.path_params["name"] = "icon.svg"
        return self.serve(request)


class _Pages:
    """One method per page."""

    def __init__(self, live_index: LiveIndex, renderer: Renderer, settings: ServerSettings) -> None:
        self._live_index = live_index
        self._renderer = renderer
        self._settings = settings
        self._threads = BoundedThreads(live_index.ledger)
        self._embed_policy = page_policy(("'self'", *settings.frame_ancestors))

    def guarded(self, page: _Page) -> Callable[[Request], Response]:
        """``page`` over one generation from start to end, with its errors shown as pages."""

        def made(request: Request) -> Response:
            try:
                _refuse_nul(request)
                with self._live_index.lease() as assistant:
                    # Asked once, of the generation that the page is made from: every page links to what there is.
                    request.state.comparing = bool(_comparable(assistant))
                    return page(request, assistant)
            except TrendsqaError as error:
                return self._told(request, error)
            except Exception:  # noqa: BLE001 - the edge of a request: logged, and shown without its reason
                _LOG.exception("The page %s failed", request.url.path)
                message = "The page could not be made. The server's log says why."
                return self._error(request, HTTPStatus.INTERNAL_SERVER_ERROR, message)

        return made

    def bounded(self, page: _Page) -> _Endpoint:
        """``page``, which takes long if something is asked: then in threads of its own, or refused."""
        made = self.guarded(page)

        async def endpoint(request: Request) -> Response:
            if not request.query_params.get("q"):
                return await run_in_threadpool(made, request)
            try:
                return await self._threads.run(partial(made, request))
            except OverloadedError as error:
                return self._told(request, error)

        return endpoint

    def start(self, request: Request, _assistant: Answering) -> Response:
        """The way in: the chat where it is served, otherwise the search page."""
        target = "/chat/" if self._settings.chat else "/search"
        return RedirectResponse(_root(request) + target, HTTPStatus.TEMPORARY_REDIRECT)

    def search(self, request: Request, assistant: Answering) -> Response:
        """The search-and-ask page."""
        return self._ask_page(request, assistant, "search.html", page_policy())

    def embed(self, request: Request, assistant: Answering) -> Response:
        """The same without the site around it, for a frame."""
        return self._ask_page(request, assistant, "embed.html", self._embed_policy)

    def compare(self, request: Request, assistant: Answering) -> Response:
        """Page of editions of a report about a topic, side by side."""
        query = request.query_params
        topic = one_line(query.get("q", ""))
        reports = _comparable(assistant)
        editions = list(dict.fromkeys(held.edition for report in reports for held in report.editions))
        asked = list(dict.fromkeys(query.getlist("edition")))
        problem, view = _too_long(topic), None
        if topic and not problem:
            try:
                view = view_comparison(compare(assistant, topic, asked, report=query.get("report", "")))
            except InputError as error:
                problem = str(error)
        return self._html(
            request,
            "compare.html",
            status=HTTPStatus.UNPROCESSABLE_ENTITY if problem else HTTPStatus.OK,
            topic=topic,
            problem=problem,
            view=view,
            reports=reports,
            report=query.get("report", ""),
            editions=sorted(editions, reverse=True),
            chosen=asked or sorted(editions)[-2:],
        )

    def read(self, request: Request, assistant: Answering) -> Response:
        """A section in full with the quoted spans marked."""
        query = request.query_params
        spans = _spans(query.getlist("start"), query.getlist("end"))
        if not query.get("section"):
            raise InputError("The address names no section: it needs section=, as the links of an answer have it.")
        view = assistant.section(query["section"])
        marked = mark_section(view, spans)
        missing = bool(spans) and not marked.found
        return self._html(request, "read.html", view=view, marked=marked, missing=missing)

    def documents(self, request: Request, assistant: Answering) -> Response:
        """Page of the documents in the collection."""
        documents = assistant.documents()
        return self._html(request, "documents.html", documents=documents)

    def outline(self, request: Request, assistant: Answering) -> Response:
        """One document's sections."""
        outline = assistant.outline(request.path_params["document_id"])
        return self._html(request, "outline.html", outline=outline)

    def _ask_page(self, request: Request, assistant: Answering, name: str, policy: str) -> Response:
        question = one_line(request.query_params.get("q", ""))
        held = assistant.status()
        edition, empty = request.query_params.get("edition", ""), held.passages == 0
        if edition and edition not in held.editions:
            raise UnknownItemError(_no_such_edition(edition, held.editions))
        problem, view = _too_long(question), None
        status = HTTPStatus.UNPROCESSABLE_ENTITY if problem else HTTPStatus.OK
        if question and not problem and not empty:
            view = view_answer(
                assistant.ask(
                    question,
                    as_written=request.query_params.get("exact") == "1",
                    limit=_PASSAGES_SHOWN,
                    filters=Filters(edition=edition),
                )
            )
        examples = () if view or empty else assistant.example_questions(filters=Filters(edition=edition))
        context = {
            "question": question,
            "problem": problem,
            "view": view,
            "empty": empty,
            "examples": examples,
            "editions": held.editions,
            "edition": edition,
        }
        return self._html(request, name, status=status, policy=policy, **context)

    def _told(self, request: Request, error: TrendsqaError) -> Response:
        status = _status_of(error)
        title = _TITLES_OF_ERRORS.get(type(error), _TITLES.get(status, _FAILED))
        page = self._error(request, status, _message_of(error), title=title)
        if isinstance(error, OverloadedError):
            page.headers["Retry-After"] = str(error.retry_after_s)
        return page

    def _error(self, request: Request, status: HTTPStatus, message: str, *, title: str = _FAILED) -> Response:
        embedded = path_below(request.scope) == "/embed"
        return self._html(
            request,
            "embed_error.html" if embedded else "error.html",
            status=status,
            policy=self._embed_policy if embedded else page_policy(),
            title=title,
            message=message,
        )

    def _html(
        self,
        request: Request,
        name: str,
        *,
        status: HTTPStatus = HTTPStatus.OK,
        policy: str = "",
        **context: object,
    ) -> Response:
        markup = self._renderer.page(
            name,
            root=_root(request),
            path=path_below(request.scope),
            chat=self._settings.chat,
            framed_by=self._settings.frame_ancestors,
            comparing=getattr(request.state, "comparing", False),
            **context,
        )
        # Answers are private and change with the collection: nothing in between may keep them.
        headers = {"Content-Security-Policy": policy or page_policy(), "Cache-Control": "no-store"}
        return HTMLResponse(markup, status, headers)


def _comparable(assistant: Answering) -> tuple[HeldReport, ...]:
    """The reports of which there are editions to compare."""
    return tuple(report for report in held_reports(assistant.documents()) if report.is_comparable)


def _too_long(question: str) -> str:
    """Message for a question of too many characters; empty for any other."""
    if len(question) <= MOST_QUESTION_CHARACTERS:
        return ""
    return f"The question has {len(question)} characters. Shorten it to {MOST_QUESTION_CHARACTERS} characters or fewer."


def _no_such_edition(edition: str, held: Sequence[str]) -> str:
    return f"This collection holds no edition {edition[:40]!r}. It holds {', '.join(held) or 'none'}."


def _root(request: Request) -> str:
    return str(request.scope.get("root_path", "")).rstrip("/")


def _status_of(error: TrendsqaError) -> HTTPStatus:
    for kind, status in (
        (UnknownItemError, HTTPStatus.NOT_FOUND),
        (RightsError, HTTPStatus.FORBIDDEN),
        (IndexUnavailableError, HTTPStatus.SERVICE_UNAVAILABLE),
        (OverloadedError, HTTPStatus.SERVICE_UNAVAILABLE),
        (WorkStoppedError, HTTPStatus.SERVICE_UNAVAILABLE),
        (InputError, HTTPStatus.UNPROCESSABLE_ENTITY),
    ):
        if isinstance(error, kind):
            return status
    _LOG.error("A page failed: %s", error)
    return HTTPStatus.INTERNAL_SERVER_ERROR


def _message_of(error: TrendsqaError) -> str:
    """The words of ``error`` for whoever asks; what names folders of the server goes to the log."""
    if not isinstance(error, IndexUnavailableError):
        return str(error)
    _LOG.error("A page could not be made: %s", error)
    return "Whoever runs this service finds out why with `trendsqa doctor`."


def _refuse_nul(request: Request) -> None:
    if any("\x00" in text for pair in request.query_params.multi_items() for text in pair):
        raise InputError("The address holds a NUL character (%00), which no text has. Ask again without it.")


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
