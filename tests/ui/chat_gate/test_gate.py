"""The gate: what passes carries the chat's policy, and no failure behind it is seen or cuts anything."""

import asyncio

import pytest
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.websockets import WebSocketDisconnect

from fakes.own_loop import run_alone
from ui.chat_gate.conftest import MINE

DATA = "/chat/gradio_api/queue/data?session_hash=abc"


@pytest.mark.parametrize("path", ["/chat/", "/chat/assets/a.js", "/chat/gradio_api/heartbeat/x"])
def test_what_passes_carries_the_policy(client, path):
    response = client.get(path)
    assert "in" in response.text
    assert "unsafe-eval" not in response.headers["content-security-policy"]
    assert "frame-ancestors 'none'" in response.headers["content-security-policy"]


def test_the_page_gets_its_frame_and_nothing_else_does(client, visitor):
    page = client.get("/chat/")
    assert (page.text, page.headers["cache-control"]) == ("<header>in</header>", "no-store")
    assert client.get("/chat/config").text == "in"
    given = visitor.get("/chat/?lang=cy").headers.get_list("set-cookie")
    assert [cookie.partition("=")[0] for cookie in given] == ["language", "trendsqa-chat"]


def test_a_page_in_parts_is_framed_whole(client, inner):
    inner.answer = StreamingResponse(iter(["one ", "two"]))
    assert client.get("/chat/").text == "<header>one two</header>"


def test_a_page_without_end_is_not_held(client, inner, problem, caplog):
    inner.answer = StreamingResponse(b"x" * 2**20 for _ in range(1000))
    problem(client.get("/chat/"), 500)
    assert "larger than" in caplog.text


def test_a_page_that_is_none_gets_no_frame(client, inner, problem):
    inner.answer = Response("gone", 404)
    problem(client.get("/chat/"), 404)
    inner.answer = Response(status_code=307, headers={"Location": "/chat/"})
    assert client.get("/chat", follow_redirects=False).text == ""


@pytest.mark.parametrize("path", ["/chat/gradio_api/upload", "/chat/gradio_api/info", "/chat/login"])
def test_what_the_page_does_not_ask_for_is_not_there(client, problem, path):
    problem(client.post(path), 404)


def test_an_error_of_gradio_is_logged_and_told_without_its_words(client, inner, join, problem, caplog):
    inner.error = KeyError("a private reason")
    assert "private" not in problem(join(client), 500)["detail"]
    assert "KeyError" in caplog.text


@pytest.mark.parametrize("status", [404, 422, 503])
def test_a_refusal_of_gradio_is_told_in_the_form_of_all(client, inner, join, problem, status):
    inner.answer = JSONResponse({"detail": "Queue is full. Max size is 100."}, status)
    response = join(client)
    assert "Queue" not in problem(response, status)["detail"]
    assert ("retry-after" in response.headers) == (status == 503)


def test_a_socket_is_refused(client):
    with pytest.raises(WebSocketDisconnect), client.websocket_connect("/chat/gradio_api/queue/join"):
        pass


async def asked(gate, path, *, address="192.0.2.1", seen):
    """One request for a stream, noting each message in ``seen``, until it is cancelled or at its end."""
    plain, _, query = path.partition("?")
    scope = {
        "type": "http", "method": "GET", "path": plain, "query_string": query.encode(), "root_path": "/chat",
        "headers": [(b"cookie", f"trendsqa-chat={MINE}".encode())], "client": (address, 1), "scheme": "http",
        "http_version": "1.1",
    }  # fmt: skip

    async def receive():
        await asyncio.sleep(3600)

    async def send(message):
        seen.append(message)

    await gate(scope, receive, send)


class Endless:
    """An application whose streams stay open."""

    async def __call__(self, scope, receive, send):
        async def events():
            yield "data: 1\n\n"
            await asyncio.sleep(3600)

        del receive
        await send({"type": "http.response.start", "status": 200, "headers": []})
        async for event in events():
            await send({"type": "http.response.body", "body": event.encode(), "more_body": True})


def in_a_loop(steps):
    """Runs ``steps``, which end within seconds or fail."""

    async def bounded():
        await asyncio.wait_for(steps, 30)

    run_alone(bounded)


async def until_open(seen):
    while not seen:  # noqa: ASYNC110 - the message is noted by what stands for a server
        await asyncio.sleep(0)


def test_a_client_has_no_more_streams_open_than_the_setting_says(gate):
    gate._app = Endless()

    async def steps():
        first, second, third, other, again = [], [], [], [], []
        open_first = asyncio.create_task(asked(gate, "/chat/gradio_api/heartbeat/abc", seen=first))
        open_second = asyncio.create_task(asked(gate, "/chat/gradio_api/heartbeat/abc", seen=second))
        await until_open(first)
        await until_open(second)
        await asked(gate, "/chat/gradio_api/heartbeat/abd", seen=third)
        assert third[0]["status"] == 503
        assert (b"retry-after", b"5") in third[0]["headers"]
        elsewhere = asyncio.create_task(asked(gate, "/chat/gradio_api/heartbeat/abe", address="192.0.2.2", seen=other))
        await until_open(other)
        assert other[0]["status"] == 200
        open_first.cancel()
        await asyncio.wait([open_first])
        anew = asyncio.create_task(asked(gate, "/chat/gradio_api/heartbeat/abc", seen=again))
        await until_open(again)
        assert again[0]["status"] == 200
        for task in (open_second, elsewhere, anew):
            task.cancel()
        await asyncio.wait([open_second, elsewhere, anew])

    in_a_loop(steps())


def test_answers_of_a_stream_that_was_cut_off_are_forgotten(gate, sessions):
    gate._app = Endless()
    sessions.known.add("abc")

    async def steps():
        seen = []
        page = asyncio.create_task(asked(gate, "/chat/gradio_api/heartbeat/abc", seen=[]))
        await asyncio.sleep(0)
        stream = asyncio.create_task(asked(gate, DATA, seen=seen))
        await until_open(seen)
        stream.cancel()
        page.cancel()
        await asyncio.wait([stream, page])

    in_a_loop(steps())
    assert sessions.abandoned == ["abc"]


def test_a_stream_that_comes_to_its_end_leaves_nothing_to_forget(client, inner, sessions, join):
    join(client)
    sessions.known.add("abc")
    inner.answer = StreamingResponse(iter(["data: 1\n\n"]), media_type="text/event-stream")
    assert client.get(DATA).text == "data: 1\n\n"
    assert sessions.abandoned == []


def test_a_failure_within_a_response_cuts_it_off(client, inner):
    def half():
        yield "half"
        raise RuntimeError("gone")

    inner.answer = StreamingResponse(half())
    with pytest.raises(RuntimeError, match="gone"):
        client.get("/chat/config")


def test_a_browser_keeps_what_is_named_by_its_content_and_nothing_else(client, inner, problem):
    assert client.get("/chat/assets/a-DphvyggB.js").headers["cache-control"] == "public, max-age=31536000, immutable"
    assert "cache-control" not in client.get("/chat/config").headers
    inner.answer = Response("gone", 404)
    response = client.get("/chat/assets/none.js")
    problem(response, 404)
    assert response.headers["cache-control"] == "no-store"


def test_headers_of_gradio_stay(client, inner):
    inner.answer = Response("in", headers={"X-Own": "kept"})
    assert client.get("/chat/theme.css").headers["x-own"] == "kept"


BAD = [
    {"fn_index": 99},
    {"data": ["a", None]},
    {"data": [{"path": "/etc/passwd", "meta": {"_type": "gradio.FileData"}}, None, False]},
    {"trigger_id": 99},
    {"session_hash": "\x00"},
]


@pytest.mark.parametrize("changed", BAD, ids=repr)
def test_bad_input_to_the_chat_itself_leaves_no_traceback(gradio, join, problem, caplog, changed):
    problem(join(gradio, **{"trigger_id": None, **changed}), 422)
    assert [record for record in caplog.records if record.name.startswith("trendsqa")] == []


# Gradio counts its calls with pandas, and pandas warns of how.
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_the_chat_itself_answers_and_its_stream_ends(gradio, join):
    question = "How do we begin a lamp programme?\x01"
    event = join(gradio, data=[question, None, None, False, False], trigger_id=None).json()["event_id"]
    stream = gradio.get(DATA).text
    assert event in stream
    assert "Count the lamps and their age." in stream
    assert stream.rstrip().endswith('"msg":"close_stream","event_id":null}')


@pytest.mark.parametrize(
    "path", ["/chat/?page=other", "/chat/assets/none.js", "/chat/assets/%00", "/chat/config?x=%ff"]
)
def test_no_address_makes_the_chat_itself_fail(gradio, path):
    assert gradio.get(path).status_code in {200, 404}


def test_no_other_origin_may_read_the_chat(gradio):
    """Gradio would let any origin, and with cookies."""
    response = gradio.get("/chat/config", headers={"Origin": "https://stranger.example", "Host": "reports.example"})
    assert not [name for name in response.headers if name.startswith("access-control")]
