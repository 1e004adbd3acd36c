"""What of the chat's server may be reached."""

import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Mount, Route
from starlette.testclient import TestClient

from trendsqa.ui.chat_gate import ChatGate


@pytest.fixture
def client():
    inner = Starlette(routes=[Route("/{path:path}", lambda _: PlainTextResponse("in"), methods=["GET", "POST"])])
    return TestClient(Starlette(routes=[Mount("/chat", ChatGate(inner))]))


@pytest.mark.parametrize(
    "path", ["/chat/", "/chat/assets/a.js", "/chat/gradio_api/queue/join", "/chat/gradio_api/heartbeat/x"]
)
def test_the_page_its_files_and_its_queue_are_reached(client, path):
    response = client.get(path)
    assert response.text == "in"
    assert "unsafe-eval" not in response.headers["content-security-policy"]
    assert "frame-ancestors 'none'" in response.headers["content-security-policy"]


def test_under_a_root_the_same_is_reached_and_no_more(client):
    placed = TestClient(client.app, root_path="/trends")
    assert placed.get("/trends/chat/gradio_api/queue/join").text == "in"
    assert placed.get("/trends/chat/gradio_api/upload").status_code == 404
    assert placed.get("/trends/chat/trends/chat/").status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "/chat/gradio_api/upload",
        "/chat/gradio_api/file=/etc/passwd",
        "/chat/gradio_api/proxy=https://other.example/",
        "/chat/gradio_api/info",
        "/chat/gradio_api/queue/join/..%2f..%2fupload",
        "/chat/monitoring",
        "/chat/login",
    ],
)
def test_everything_else_is_not_there(client, path):
    assert client.post(path).status_code == 404
