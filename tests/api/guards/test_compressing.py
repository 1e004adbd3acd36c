import gzip

import httpx
import pytest
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

GZIP = {"Accept-Encoding": "gzip"}
PLAIN = {"Accept-Encoding": "identity"}
SEARCH = "/api/v1/search?q=bread"


def serve(client, path, body, media_type="text/plain", **headers):
    """Add an address that gives ``body``: bytes, or chunks of them."""

    async def endpoint(request):
        del request
        if isinstance(body, bytes):
            return Response(body, media_type=media_type, headers=headers)

        async def chunks():
            for chunk in body:
                yield chunk

        return StreamingResponse(chunks(), media_type=media_type, headers=headers)

    client.app.router.routes.append(Route(path, endpoint))


def test_a_large_answer_is_compressed_for_who_takes_it(client):
    compressed, plain = client.get(SEARCH, headers=GZIP), client.get(SEARCH, headers=PLAIN)
    assert compressed.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert int(compressed.headers["content-length"]) < int(plain.headers["content-length"]) / 2
    assert compressed.json()["hits"] == plain.json()["hits"]
    assert {compressed.headers["vary"], plain.headers["vary"]} == {"Accept-Encoding"}


def test_a_posted_answer_is_compressed_too(client):
    response = client.post("/api/v1/search", json={"query": "bread"}, headers=GZIP)
    assert response.headers["content-encoding"] == "gzip"


@pytest.mark.parametrize("address", ["/healthz", "/api/nothing"])
def test_a_small_body_is_sent_as_it_is(client, address):
    assert "content-encoding" not in client.get(address, headers=GZIP).headers


def test_an_event_stream_passes_untouched(client, raw):
    events = [b"data: " + b"a" * 5000 + b"\n\n"] * 3
    serve(client, "/chat/events", events, "text/event-stream")
    headers = [(b"host", b"127.0.0.1"), (b"accept-encoding", b"gzip")]
    response = raw(client.app, {"method": "GET", "path": "/chat/events", "headers": headers})
    assert b"content-encoding" not in dict(response.messages[0]["headers"])
    assert [message["body"] for message in response.messages[1:] if message["body"]] == events


def test_what_is_compressed_already_passes_untouched(client, raw):
    body = gzip.compress(bytes(range(256)) * 20)
    serve(client, "/chat/script", body, "text/javascript", **{"Content-Encoding": "gzip"})
    headers = [(b"host", b"127.0.0.1"), (b"accept-encoding", b"gzip")]
    response = raw(client.app, {"method": "GET", "path": "/chat/script", "headers": headers})
    assert response.messages[1]["body"] == body


def test_head_names_the_length_that_get_sends(client, raw):
    headers = [(b"host", b"127.0.0.1"), (b"accept-encoding", b"gzip")]
    told = {}
    for method in ("GET", "HEAD"):
        scope = {"method": method, "path": "/api/v1/documents/gardens", "headers": headers}
        told[method] = dict(raw(client.app, scope).messages[0]["headers"])
    for name in (b"content-encoding", b"content-length", b"etag", b"vary"):
        assert told["HEAD"].get(name) == told["GET"].get(name)


def test_the_etag_of_what_is_compressed_is_weak(client):
    serve(client, "/static/style", b"a{}" * 1000, "text/css", ETag='"digest"')
    assert client.get("/static/style", headers=GZIP).headers["etag"] == 'W/"digest"'
    assert client.get("/static/style", headers=PLAIN).headers["etag"] == '"digest"'
    assert client.get("/static/style", headers=PLAIN).headers["vary"] == "Accept-Encoding"


def test_the_vary_of_a_response_stays(client):
    serve(client, "/static/of-origin", b"a{}" * 1000, "text/css", ETag='"digest"', Vary="Origin")
    varying = client.get("/static/of-origin", headers=GZIP).headers["vary"]
    assert sorted(varying.split(", ")) == ["Accept-Encoding", "Origin"]


@pytest.mark.model
def test_the_events_of_the_real_chat_are_not_compressed_and_come_at_once(server_url):
    address = f"{server_url}/chat/gradio_api/heartbeat/a-session"
    with httpx.Client(timeout=60) as client:
        # The page gives the cookie without which there is no session.
        client.get(f"{server_url}/chat/").raise_for_status()
        with client.stream("GET", address, headers=GZIP) as response:
            assert response.headers["content-type"].startswith("text/event-stream")
            assert "content-encoding" not in response.headers
            assert next(response.iter_raw())
