"""Runs the pages: each over one generation from start to end, in threads of its own if it asks a question."""

import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from functools import partial
from urllib.parse import parse_qsl

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import Response

from trendsqa.answering.answering import Answering
from trendsqa.answering.live_index import LiveIndex
from trendsqa.errors import InputError, OverloadedError, TrendsqaError
from trendsqa.ui.frame.error_pages import ErrorPages
from trendsqa.ui.frame.page_frame import HeldNow
from trendsqa.workers.bounded_threads import BoundedThreads

__all__ = ["FormRoute", "Page", "PageRoute", "PageRunner"]

_LOG = logging.getLogger(__name__)

_FORM = "application/x-www-form-urlencoded"
_MOST_FIELDS = 50

Page = Callable[[Request, Answering], Response]


@dataclass(frozen=True, slots=True)
class PageRoute:
    """Address of a page and what makes it.

    ``asks`` if an address with ``q=`` has a question answered, which takes long.
    """

    path: str
    page: Page
    asks: bool = False


@dataclass(frozen=True, slots=True)
class FormRoute:
    """Address that a form is sent to, and what takes it: the fields of the form, each by its last value."""

    path: str
    take: Callable[[Request, Mapping[str, str]], Response]


class PageRunner:
    """Puts pages on a router."""

    def __init__(self, live_index: LiveIndex, errors: ErrorPages) -> None:
        self._live_index = live_index
        self._errors = errors
        self._threads = BoundedThreads(live_index.ledger)

    def add(self, router: APIRouter, route: PageRoute) -> None:
        """Have ``router`` serve the page; it changes nothing, so it is got and never posted."""
        endpoint = self._bounded(route.page) if route.asks else self._guarded(route.page)
        router.add_api_route(
            route.path, endpoint, methods=["GET", "HEAD"], include_in_schema=False, response_model=None
        )

    def add_form(self, router: APIRouter, route: FormRoute) -> None:
        """Have ``router`` take the form. Guards see to it that no page of another origin sends one."""

        async def taken(request: Request) -> Response:
            try:
                fields = _fields(request, await request.body())
                return await run_in_threadpool(route.take, request, fields)
            except TrendsqaError as error:
                return self._errors.of_error(request, error)
            except Exception:  # noqa: BLE001 - the edge of a request: logged, and shown without its reason
                _LOG.exception("The form at %s failed", route.path)
                return self._errors.of_failure(request)

        router.add_api_route(route.path, taken, methods=["POST"], include_in_schema=False, response_model=None)

    def _guarded(self, page: Page) -> Callable[[Request], Response]:
        """``page`` over one generation from start to end, with its errors shown as pages."""

        def made(request: Request) -> Response:
            try:
                _refuse_nul(request)
                with self._live_index.lease() as assistant:
                    # Asked once, of the generation that the page is made from: every page links to what there is.
                    request.state.held_now = HeldNow.of(assistant)
                    return page(request, assistant)
            except TrendsqaError as error:
                return self._errors.of_error(request, error)
            except Exception:  # noqa: BLE001 - the edge of a request: logged, and shown without its reason
                _LOG.exception("The page %s failed", request.url.path)
                return self._errors.of_failure(request)

        return made

    def _bounded(self, page: Page) -> Callable[[Request], Awaitable[Response]]:
        """``page``, which takes long if something is asked: then in threads of its own, or refused."""
        made = self._guarded(page)

        async def endpoint(request: Request) -> Response:
            if not request.query_params.get("q"):
                return await run_in_threadpool(made, request)
            try:
                return await self._threads.run(partial(made, request))
            except OverloadedError as error:
                return self._errors.of_error(request, error)

        return endpoint


def _fields(request: Request, body: bytes) -> dict[str, str]:
    if request.headers.get("content-type", "").partition(";")[0].strip() != _FORM:
        raise InputError(f"This address takes a form, of the media type {_FORM}.")
    try:
        return dict(
            parse_qsl(body.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=_MOST_FIELDS)
        )
    except ValueError as error:  # UnicodeDecodeError among them
        raise InputError("The form cannot be read: send it as a browser does.") from error


def _refuse_nul(request: Request) -> None:
    if any("\x00" in text for pair in request.query_params.multi_items() for text in pair):
        raise InputError("The address holds a NUL character (%00), which no text has. Ask again without it.")
