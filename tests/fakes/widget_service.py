"""The service as a widget meets it: the real application on a real port, whose next response a test may decide.

Suggestions and feedback are answered here, by the contract of version 1, so that a test knows what comes.
"""

import contextlib
import socket
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import anyio
import uvicorn
from fastapi import FastAPI
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from fakes.live_index import live_index_of
from trendsqa.access.key_ring import KeyRing
from trendsqa.answering.answering import Answering
from trendsqa.api.app import create_api
from trendsqa.api.guards.access.guard import KeyCheck
from trendsqa.api.responses import AskResponse
from trendsqa.settings import ServerSettings, Settings
from trendsqa.ui.intranet.intranet_routes import build_intranet
from trendsqa.ui.site import build_site

UI = Path(__file__).resolve().parents[2] / "ui"
SECONDS_TO_START = 30
LONGEST_HOLD_S = 20


@dataclass
class WidgetService:
    """What is asked of the service, and what it says next."""

    address: str = ""
    suggestions: Sequence[tuple[str, str]] = ()
    """(text, kind) of what is suggested for a text that stands in it."""
    missing: tuple[str, ...] = ()
    """Paths that answer 404, as on a server without them."""
    refusal: tuple[int, dict[str, str]] | None = None
    """Status and headers of the response to the next question."""
    answer: dict[str, Any] | None = None
    """The response to the next question, by the API's own form."""
    held: bool = False
    """True while a question waits to be answered."""
    requests: list[tuple[str, str]] = field(default_factory=list)
    """(method, address with its query) of each request to the API."""
    feedback: dict[str, dict[str, Any]] = field(default_factory=dict)
    """What was sent and not taken back, by its id."""
    offered: bool = True
    """False as on a server whose operator has switched feedback off."""


class _Stage:
    """ASGI middleware behind the guards: what a test has decided, else the application."""

    def __init__(self, app: ASGIApp, service: WidgetService) -> None:
        self.app = app
        self.service = service

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request = Request(scope, receive)
        if request.url.path.startswith("/api/"):
            address = request.url.path + (f"?{request.url.query}" if request.url.query else "")
            self.service.requests.append((request.method, address))
        response = await self._staged(request)
        await (response or self.app)(scope, receive, send)

    async def _staged(self, request: Request) -> Response | None:
        service, path = self.service, request.url.path
        if any(path.startswith(missing) for missing in service.missing):
            return JSONResponse({"status": 404, "detail": "Nothing is served at this address."}, 404)
        if path == "/widget/offers.json":
            return JSONResponse({"feedback": service.offered}, headers={"Access-Control-Allow-Origin": "*"})
        if path not in {"/api/v1/ask", "/api/v1/search"}:
            return None
        ends = time.monotonic() + LONGEST_HOLD_S
        held, service.held = service.held, False
        while held and time.monotonic() < ends:
            await anyio.sleep(0.02)
            held = not await request.is_disconnected()
        if service.refusal:
            (status, headers), service.refusal = service.refusal, None
            return JSONResponse({"status": status, "detail": "Refused by the test."}, status, headers=headers)
        if service.answer:
            answer, service.answer = service.answer, None
            return JSONResponse(AskResponse.model_validate(answer).model_dump())
        return None


def _application(service: WidgetService, assistant: Answering, settings: Settings, keys: KeyRing | None) -> FastAPI:
    def suggest(request: Request) -> Response:
        typed = request.query_params["q"]
        held = [
            {
                "text": text, "kind": kind, "document_id": "harbour", "document_title": "Harbour handbook",
                "section_id": None, "edition": "2024",
            }
            for text, kind in service.suggestions
            if typed.casefold() in text.casefold()
        ]  # fmt: skip
        return JSONResponse({"query": typed, "suggestions": held, "generation": "paper", "took_ms": 1.0})

    async def take(request: Request) -> Response:
        sent = f"f{len(service.feedback) + 1}"
        service.feedback[sent] = await request.json()
        return JSONResponse({"id": sent}, 201)

    def take_back(request: Request) -> Response:
        return Response(status_code=204 if service.feedback.pop(request.path_params["id"], None) else 404)

    live_index = live_index_of(assistant)
    app = create_api(live_index, settings, keys=KeyCheck(keys) if keys else None)
    app.include_router(build_site(live_index, UI, settings.server, describe=app.openapi).router)
    app.include_router(build_intranet(live_index, UI / "widget", takes_feedback=True))
    app.router.routes[:0] = [
        Route("/api/v1/suggest", suggest),
        Route("/api/v1/feedback", take, methods=["POST"]),
        Route("/api/v1/feedback/{id}", take_back, methods=["DELETE"]),
    ]
    # The innermost: what it says is seen through the guards, as a real refusal is.
    app.user_middleware.append(Middleware(_Stage, service=service))
    return app


@contextlib.contextmanager
def serving_widget(assistant: Answering, *origins: str, keys: KeyRing | None = None) -> Iterator[WidgetService]:
    """A server over ``assistant`` on a free port, which knows ``keys``; pages of ``origins`` may call and frame it."""
    service = WidgetService()
    settings = Settings(server=ServerSettings(chat=False, cors_origins=origins, frame_ancestors=origins))
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        service.address = f"http://127.0.0.1:{listening.getsockname()[1]}"
        app = _application(service, assistant, settings, keys)
        server = uvicorn.Server(uvicorn.Config(app, log_config=None, ws="none", timeout_graceful_shutdown=1))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        try:
            ends = time.monotonic() + SECONDS_TO_START
            while not server.started and time.monotonic() < ends:
                time.sleep(0.02)
            yield service
        finally:
            server.should_exit = True
            thread.join(timeout=SECONDS_TO_START)
