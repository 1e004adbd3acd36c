"""A chat's gate in front of an application that notes what reaches it, and in front of Gradio itself."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from fastapi import FastAPI
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount
from starlette.testclient import TestClient
from starlette.types import Receive, Scope, Send

from fakes.live_index import live_index_of
from trendsqa.settings import LimitSettings
from trendsqa.ui.chat.chat_page import mount_chat
from trendsqa.ui.chat_gate.functions import ChatFunction, ValueKind
from trendsqa.ui.chat_gate.gate import ChatGate
from ui.conftest import UI_FOLDER, about_lamps

MINE, THEIRS = "M" * 43, "T" * 43
FUNCTIONS = {
    0: ChatFunction(frozenset({4, 7}), (ValueKind.TEXT, ValueKind.HELD, ValueKind.FLAG)),
    7: ChatFunction(frozenset({0, 8}), ()),
}


@dataclass
class NotedSessions:
    """Sessions of a Gradio, set by hand."""

    known: set[str] = field(default_factory=set)
    pending: dict[str, int] = field(default_factory=dict)
    abandoned: list[str] = field(default_factory=list)
    forgotten: list[str] = field(default_factory=list)

    def knows(self, session: str) -> bool:
        return session in self.known

    def waiting(self, session: str) -> int:
        return self.pending.get(session, 0)

    def abandon(self, session: str) -> None:
        self.abandoned.append(session)

    def forget(self, session: str) -> None:
        self.forgotten.append(session)


@dataclass
class Inner:
    """An application that notes each request and answers it with ``answer``, or fails with ``error``."""

    asked: list[tuple[str, str, str]] = field(default_factory=list)
    bodies: list[bytes] = field(default_factory=list)
    answer: Response = field(default_factory=lambda: Response("in"))
    error: Exception | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        self.asked.append((request.method, request.url.path, request.url.query))
        self.bodies.append(await request.body())
        if self.error:
            raise self.error
        await self.answer(scope, receive, send)


@pytest.fixture
def sessions() -> NotedSessions:
    return NotedSessions()


@pytest.fixture
def inner() -> Inner:
    return Inner()


def framed(scope: Scope, page: bytes) -> Response:
    """A page with a frame around it, which gives a cookie for the language of the address."""
    response = Response(b"<header>" + page + b"</header>", media_type="text/html", headers={"Cache-Control": "public"})
    if b"lang=cy" in scope["query_string"]:
        response.set_cookie("language", "cy")
    return response


@pytest.fixture
def gate(inner, sessions) -> ChatGate:
    limits = LimitSettings(body_kib=2, streams_per_address=2)
    return ChatGate(inner, FUNCTIONS, sessions, limits, lambda scope: scope["client"][0], framed)


@pytest.fixture
def mounted(gate) -> Starlette:
    """The gate where the chat stands."""
    return Starlette(routes=[Mount("/chat", gate)])


@pytest.fixture
def client(mounted) -> TestClient:
    """A browser that has opened the page before."""
    return TestClient(mounted, base_url="http://127.0.0.1:8000", cookies={"trendsqa-chat": MINE})


@pytest.fixture
def stranger(mounted) -> TestClient:
    """Another browser that has, too."""
    return TestClient(mounted, base_url="http://127.0.0.1:8000", cookies={"trendsqa-chat": THEIRS})


@pytest.fixture
def visitor(mounted) -> TestClient:
    """A browser that has not."""
    return TestClient(mounted, base_url="http://127.0.0.1:8000")


def joined(**changed: object) -> dict[str, object]:
    """A question as the page sends it."""
    return {
        "data": ["How do we begin?", None, False], "fn_index": 0, "trigger_id": 4, "session_hash": "abc", **changed,
    }  # fmt: skip


@pytest.fixture
def join() -> Callable[..., Response]:
    """Sends a question as the page does, with some fields changed or the whole body given."""

    def send(client: TestClient, body: bytes | None = None, **changed: object) -> Response:
        content = json.dumps(joined(**changed)).encode() if body is None else body
        headers = {"Content-Type": "application/json"}
        return client.post("/chat/gradio_api/queue/join?", content=content, headers=headers)

    return send


@pytest.fixture
def problem() -> Callable[..., dict]:
    """Checks that a response is a problem of ``status`` and gives back its body."""

    def check(response, status: int) -> dict:
        assert response.status_code == status, response.text
        assert response.headers["content-type"] == "application/problem+json"
        assert "frame-ancestors 'none'" in response.headers["content-security-policy"]
        body = response.json()
        assert set(body) - {"errors"} == {"type", "title", "status", "detail", "instance"}
        assert body["status"] == status
        return body

    return check


@pytest.fixture(scope="package")
def gradio() -> Iterator[TestClient]:
    """The chat itself, its queue running, and a browser that has opened its page."""
    app = mount_chat(FastAPI(), live_index_of(about_lamps()), UI_FOLDER)
    with TestClient(app, base_url="http://127.0.0.1:8000") as client:
        assert client.get("/chat/").status_code == 200
        yield client
