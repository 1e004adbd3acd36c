import re
from pathlib import Path

import httpx
import pytest
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from trendsqa.settings import ServerSettings
from trendsqa.ui.site import build_site

UI = Path(__file__).resolve().parents[3] / "ui"
UNKEPT = "no-store"
PAGES = ["/", "/search", "/search?q=bread", "/embed", "/compare", "/documents", "/documents/gardens", "/read"]


@pytest.mark.parametrize(
    ("method", "address"),
    [
        ("POST", "/api/v1/ask"),
        ("POST", "/api/v1/search"),
        ("POST", "/api/v1/compare"),
        ("GET", "/api/nothing"),
        ("GET", "/api/v1/documents/attics"),
        ("DELETE", "/api/v1/documents"),
        ("GET", "/healthz"),
        ("HEAD", "/readyz"),
        ("GET", "/metrics"),
        ("GET", "/openapi.json"),
        ("GET", "/docs"),
        ("GET", "/nothing"),
    ],
)
def test_answers_errors_and_counts_are_kept_by_nobody(client, method, address):
    body = {"json": {"question": "a", "topic": "a", "editions": ["1", "2"]}} if method == "POST" else {}
    assert client.request(method, address, **body).headers["cache-control"] == UNKEPT


def test_a_refusal_by_a_guard_is_kept_by_nobody(client):
    assert client.get("/healthz", headers={"Host": "stranger.example"}).headers["cache-control"] == UNKEPT


@pytest.mark.parametrize("address", PAGES)
def test_pages_are_kept_by_nobody(client, address):
    client.app.include_router(build_site(client.app.state.api.live_index, UI, ServerSettings()).router)
    assert client.get(address, follow_redirects=False).headers["cache-control"] == UNKEPT


def test_what_has_a_tag_may_be_kept_and_is_asked_about(client):
    async def asset(request):
        del request
        return PlainTextResponse("a", headers={"ETag": '"a"'})

    client.app.router.routes.append(Route("/chat/asset", asset))
    assert client.get("/chat/asset").headers["cache-control"] == "no-cache"


def test_a_response_that_says_how_it_may_be_kept_is_left_alone(client):
    async def kept(request):
        del request
        return PlainTextResponse("a", headers={"Cache-Control": "public, max-age=3600"})

    client.app.router.routes.append(Route("/chat/kept", kept))
    assert client.get("/chat/kept").headers["cache-control"] == "public, max-age=3600"


@pytest.mark.model
def test_everything_that_a_browser_loads_for_the_chat_says_if_it_may_be_kept(server_url):
    with httpx.Client(base_url=server_url, timeout=60) as client:
        page = client.get("/chat/")
        assert page.headers["cache-control"] == UNKEPT
        named = sorted(set(re.findall(r"(?:src|href)=\"(?:\.\.?/)?([\w./-]+\.(?:js|css))", page.text)))
        assert named
        for name in [*named, "config", "gradio_api/startup-events", "nothing"]:
            response = client.get(f"/chat/{name}", follow_redirects=True)
            assert response.headers["cache-control"], name
            assert ("etag" in response.headers) is (response.headers["cache-control"] != UNKEPT), name
