"""Bounds on requests, at every address: the API's, the pages' and those of what is mounted beside them."""

import pytest
from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse
from starlette.routing import Mount, Route

ANYWHERE = ["/api/v1/ask", "/search", "/chat/gradio_api/queue/join", "/healthz", "/nothing/here"]
JSON = {"Content-Type": "application/json"}


def headers_of(*more):
    return [(b"host", b"localhost"), (b"content-type", b"application/json"), *more]


@pytest.mark.parametrize("path", ANYWHERE)
def test_a_declared_length_over_64_kib_is_refused_before_reading(client, raw, path):
    headers = headers_of((b"content-length", b"65537"))
    response = raw(client.app, {"path": path, "headers": headers}, [b"x" * 65_537])
    assert (response.status, response.reads) == (413, 0)


def test_a_body_over_64_kib_is_refused_while_reading_where_no_length_is_declared(client, raw):
    response = raw(client.app, {}, [b" " * 1024] * 200)
    assert (response.status, response.reads) == (413, 65)


def test_a_length_that_is_smaller_than_the_body_is_not_believed(client, raw):
    headers = headers_of((b"content-length", b"10"))
    response = raw(client.app, {"headers": headers}, [b" " * 1024] * 200)
    assert (response.status, response.reads) == (413, 65)


@pytest.mark.parametrize("content", [b" " * 65_537, [b" " * 1024] * 100], ids=["whole", "chunked"])
def test_a_body_over_64_kib_is_told_in_the_shape_of_every_error(client, problem, content):
    sent = content if isinstance(content, bytes) else iter(content)
    response = client.post("/api/v1/ask", content=sent, headers=JSON)
    assert "65536 bytes" in problem(response, 413)["detail"]


def test_a_body_of_64_kib_is_read(client):
    body = b'{"question": "a"}'.ljust(65_536)
    assert client.post("/api/v1/ask", content=body, headers=JSON).status_code == 200


def test_the_setting_says_how_large_a_body_may_be(client_for, problem):
    client = client_for(groups={"limits": {"body_kib": 2}})
    body = b'{"question": "a"}'
    assert client.post("/api/v1/ask", content=body.ljust(2048), headers=JSON).status_code == 200
    response = client.post("/api/v1/ask", content=body.ljust(2049), headers=JSON)
    assert "2048 bytes" in problem(response, 413)["detail"]


def _mounted(client, endpoint):
    """Puts ``endpoint`` beside the API, in an application that catches every error as Gradio's does."""

    async def careless(scope, receive, send):
        try:
            await Route("/upload", endpoint, methods=["POST"]).handle(scope, receive, send)
        except Exception:  # noqa: BLE001 - what the test is about
            await PlainTextResponse("Internal Server Error", 500)(scope, receive, send)

    client.app.router.routes.append(Mount("/chat", careless))


def test_what_is_mounted_beside_the_api_gets_no_more_either(client, raw):
    seen = [0]

    async def read(request):
        async for chunk in request.stream():
            seen[0] += len(chunk)
        return PlainTextResponse("read")

    _mounted(client, read)
    response = raw(client.app, {"path": "/chat/upload"}, [b"x" * 1024] * 100)
    assert (response.status, seen) == (413, [65_536])


def test_an_application_that_goes_on_after_a_refusal_is_not_heard(client, raw):
    async def stubborn(request):
        try:
            await request.body()
        except Exception as error:
            raise HTTPException(400, "unreadable") from error

    _mounted(client, stubborn)
    response = raw(client.app, {"path": "/chat/upload"}, [b"x" * 1024] * 100)
    begun = [message["status"] for message in response.messages if message["type"] == "http.response.start"]
    assert begun == [413]


def test_a_response_that_has_begun_is_cut_off_when_its_body_grows_too_large(client, raw):
    async def echo(scope, receive, send):
        await send({"type": "http.response.start", "status": 200, "headers": []})
        while (message := await receive())["type"] != "http.disconnect":
            await send({"type": "http.response.body", "body": message["body"], "more_body": True})
        await send({"type": "http.response.body", "body": b"end"})

    client.app.router.routes.append(Mount("/chat", echo))
    response = raw(client.app, {"path": "/chat/echo"}, [b"x" * 1024] * 100)
    assert [message["body"] for message in response.messages[1:]] == [b"x" * 1024] * 64


@pytest.mark.parametrize("path", ["/api/v1/search", "/search", "/chat/", "/docs"])
def test_a_query_string_over_16_kib_is_refused(client, problem, path):
    problem(client.get(f"{path}?q={'a' * 16_384}"), 414)


@pytest.mark.parametrize("path", ["/api/v1/documents/", "/documents/", "/chat/assets/"])
def test_a_path_over_4_kib_is_refused(client, problem, path):
    problem(client.get(path + "a" * 4096), 414)
