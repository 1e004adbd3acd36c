"""A small collection of our own, an assistant that answers from it by shared words, and clients for it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import anyio
import pytest
from starlette.testclient import TestClient
from starlette.types import ASGIApp, Message, Scope

from fakes.assistant import FailingAssistant, PaperAssistant
from fakes.documents import held
from fakes.live_index import live_index_of
from fakes.own_loop import run_alone
from fakes.problem_page import plain_page
from fakes.records import LaidOutDocument
from trendsqa.access.access_scope import AccessScope
from trendsqa.access.key_file import KeyFile
from trendsqa.access.key_ring import KeyRing
from trendsqa.api.app import create_api
from trendsqa.api.guards.access.guard import KeyCheck
from trendsqa.api.problem_pages import show_problems_as_pages
from trendsqa.corpus.rights import Terms
from trendsqa.settings import ServerSettings, Settings

LOCAL = ("127.0.0.1", 50_000)
REMOTE = ("192.0.2.7", 50_000)
SECONDS_TO_ANSWER = 30

ORIGIN = {
    "organisation": "Example district",
    "edition": "2024",
    "publisher": "Example Press",
    "licence": "OGL-UK-3.0",
    "kind": "report",
}
COLLECTION = [
    held(
        ("h", "Watering"), ("p", "Tomatoes need water every morning."), ("p", "Lettuce bolts in dry heat."),
        document_id="gardens", url="https://example.org/gardens", terms=Terms.FULL, **ORIGIN | {"kind": "guidance"},
    ),
    # Accents and a letter beyond the basic plane, so that offsets in bytes or UTF-16 units would show.
    held(
        ("h", "Baking"), ("p", "Bread dough rises in a warm kitchen."), ("p", "Salt slows café yeast by 𝛼."),
        ("p", "𝛼 ovens run hot."),
        document_id="kitchens", url="https://example.org/kitchens", terms=Terms.QUOTE, **ORIGIN,
    ),
    held(
        ("h", "Tools"), ("p", "Sharpen a chisel before each joint."),
        document_id="workshops", url="https://example.org/workshops", terms=Terms.LINK, **ORIGIN,
    ),
]  # fmt: skip


def words_of_collection() -> PaperAssistant:
    """Answers by the share of the question's words that a passage holds; every passage is ranked."""
    return PaperAssistant(*map(LaidOutDocument.of, COLLECTION), ranks_all=True)


@dataclass
class Response:
    """What an application sent, message by message."""

    messages: list[Message]
    reads: int

    @property
    def status(self) -> int:
        return self.messages[0]["status"]


def send_raw(app: ASGIApp, scope: Scope, chunks: Sequence[bytes] = (b"",)) -> Response:
    """Send one request past every client library: the scope and the body's chunks as they are given."""
    base = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "POST",
        "scheme": "http",
        "path": "/api/v1/ask",
        "raw_path": b"/api/v1/ask",
        "query_string": b"",
        "root_path": "",
        "headers": [(b"host", b"127.0.0.1"), (b"content-type", b"application/json")],
        "client": LOCAL,
        "server": ("127.0.0.1", 8000),
    }
    response = Response([], 0)

    async def receive() -> Message:
        if response.reads == len(chunks):
            await anyio.sleep_forever()
        body = chunks[response.reads]
        response.reads += 1
        return {"type": "http.request", "body": body, "more_body": response.reads < len(chunks)}

    async def send(message: Message) -> None:
        response.messages.append(message)

    async def run() -> None:
        # An application that waits for more than the test sends fails its test instead of holding all of them up.
        with anyio.fail_after(SECONDS_TO_ANSWER):
            await app({**base, **scope}, receive, send)

    run_alone(run)
    return response


@pytest.fixture
def assistant() -> PaperAssistant:
    return words_of_collection()


@pytest.fixture
def failing() -> type[FailingAssistant]:
    return FailingAssistant


@pytest.fixture
def raw() -> Callable[..., Response]:
    return send_raw


@pytest.fixture
def texts() -> dict[str, str]:
    return {item.document.id: item.document.text for item in COLLECTION}


@pytest.fixture
def client_for(assistant: PaperAssistant) -> Callable[..., TestClient]:
    """Makes a client of ``given`` assistant, under ``settings`` of the server and of other ``groups``."""

    def make(
        given: object = None,
        *,
        remote: bool = False,
        groups: Mapping[str, object] | None = None,
        keys: KeyRing | None = None,
        **settings: object,
    ) -> TestClient:
        of_all = Settings(**(groups or {}), server=ServerSettings(**settings))
        app = create_api(live_index_of(given or assistant), of_all, keys=KeyCheck(keys) if keys else None)
        show_problems_as_pages(app, plain_page)
        return TestClient(app, base_url="http://127.0.0.1:8000", client=REMOTE if remote else LOCAL)

    return make


@pytest.fixture
def key_ring(tmp_path: Path) -> Callable[..., tuple[KeyRing, dict[str, str]]]:
    """Makes keys with the given scopes by name; gives a ring that takes them, and each as its holder sends it."""
    file = KeyFile(tmp_path / "access" / "keys.json")

    def make(**scopes: Sequence[str]) -> tuple[KeyRing, dict[str, str]]:
        given = {name: file.create(name, map(AccessScope, of_key))[1].written() for name, of_key in scopes.items()}
        return KeyRing(file), given

    return make


@pytest.fixture
def client(client_for: Callable[..., TestClient]) -> TestClient:
    return client_for()


@pytest.fixture
def problem() -> Callable[..., dict]:
    """Checks that a response is a problem of ``status`` in the shape of RFC 9457 and gives back its body."""

    def check(response, status: int, kind: str = "about:blank") -> dict:
        assert response.status_code == status, response.text
        assert response.headers["content-type"] == "application/problem+json"
        body = response.json()
        assert set(body) - {"errors"} == {"type", "title", "status", "detail", "instance", "request_id"}
        assert body["request_id"] == response.headers["x-request-id"]
        assert body["status"] == status
        assert body["type"] in {kind, f"urn:trendsqa:problem:{kind}"}
        assert body["title"]
        assert body["detail"]
        assert "Traceback" not in response.text
        return body

    return check
