"""Sessions belong to the browser that began them, and Gradio is handed nothing but what was checked."""

import re

import pytest

DATA, HEARTBEAT = "/chat/gradio_api/queue/data", "/chat/gradio_api/heartbeat/abc"


def test_the_page_gives_a_cookie_to_a_browser_that_has_none(visitor):
    given = visitor.get("/chat/").headers
    assert re.fullmatch(r"trendsqa-chat=[A-Za-z0-9_-]{43}; Path=/chat; HttpOnly; SameSite=Strict", given["set-cookie"])
    assert given["cache-control"] == "no-store"


def test_a_second_page_keeps_the_cookie_of_the_first(client):
    assert "set-cookie" not in client.get("/chat/").headers


def test_a_visit_from_another_site_asks_again_before_it_gives_a_cookie(visitor, inner):
    """A browser keeps the cookie back then, and a new one would end the sessions of the pages that it has open."""
    response = visitor.get("/chat/", headers={"Sec-Fetch-Site": "cross-site"})
    assert "set-cookie" not in response.headers
    assert '<meta http-equiv="refresh" content="0">' in response.text
    assert inner.asked == []


def test_a_session_is_closed_to_other_browsers(client, stranger, inner, sessions, join, problem):
    join(client)
    sessions.known.add("abc")
    asked = list(inner.asked)
    problem(join(stranger), 403)
    problem(stranger.get(DATA, params={"session_hash": "abc"}), 403)
    problem(stranger.get(HEARTBEAT), 403)
    ended = {"session_hash": "abc", "fn_index": 0, "event_id": "0" * 32}
    problem(stranger.post("/chat/gradio_api/cancel", json=ended), 403)
    assert inner.asked == asked
    assert client.get(DATA, params={"session_hash": "abc"}).text == "in"
    assert client.get(HEARTBEAT).text == "in"


def test_without_a_cookie_there_is_no_session(visitor, inner, join, problem):
    assert "Open the chat's page first" in problem(join(visitor), 403)["detail"]
    problem(visitor.get(DATA, params={"session_hash": "abc"}), 403)
    problem(visitor.get(HEARTBEAT), 403)
    problem(visitor.post("/chat/gradio_api/reset", json={"event_id": "0" * 32}), 403)
    assert inner.asked == []


def test_a_refused_message_begins_no_session(client, stranger, join, problem):
    problem(join(client, fn_index=99), 422)
    assert join(stranger).text == "in"


def test_a_page_that_is_open_holds_its_session(client, stranger, join, problem):
    assert client.get(HEARTBEAT).text == "in"
    problem(join(stranger), 403)


@pytest.mark.parametrize("session", ["a%20b", "%00", "a.b", "a" * 65, "%ff", "%ED%A0%80"])
def test_a_session_is_a_word(client, inner, problem, session):
    problem(client.get(f"/chat/gradio_api/heartbeat/{session}"), 422)
    problem(client.get(f"{DATA}?session_hash={session}"), 422)
    assert inner.asked == []


@pytest.mark.parametrize("query", ["", "?session=abc", "?session_hash=abc&session_hash=abc", "?session_hash="])
def test_a_stream_names_one_session(client, problem, query):
    problem(client.get(DATA + query), 422)


def test_a_stream_of_a_session_in_which_nothing_was_asked_is_not_opened(client, problem):
    client.get(HEARTBEAT)
    problem(client.get(DATA, params={"session_hash": "abc"}), 404)


def test_questions_that_nobody_fetches_the_answers_of_are_bounded(client, sessions, inner, join, problem):
    sessions.pending["abc"] = 8
    assert problem(join(client), 429)
    assert inner.asked == []


def test_gradio_reads_nothing_in_an_address_but_the_session(client, sessions, inner, join):
    join(client)
    sessions.known.add("abc")
    client.get(DATA, params={"__theme": "dark", "session_hash": "abc"})
    client.get("/chat/?page=other&deep_link=x")
    assert [query for _, _, query in inner.asked] == ["", "session_hash=abc", ""]


def test_a_body_beyond_the_limit_is_refused(client, inner, join, problem):
    problem(join(client, data=["a" * 2048, None, False]), 413)
    assert inner.asked == []


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("POST", "/chat/", "GET, HEAD, OPTIONS"),
        ("DELETE", "/chat/config", "GET, HEAD, OPTIONS"),
        ("GET", "/chat/gradio_api/queue/join", "POST, OPTIONS"),
        ("PUT", "/chat/gradio_api/cancel", "POST, OPTIONS"),
        ("HEAD", "/chat/gradio_api/queue/data", "GET, OPTIONS"),
        ("POST", "/chat/gradio_api/heartbeat/abc", "GET, OPTIONS"),
    ],
)
def test_another_method_is_refused_with_those_that_are_taken(client, inner, method, path, allowed):
    response = client.request(method, path)
    assert (response.status_code, response.headers["allow"]) == (405, allowed)
    assert response.headers["content-type"] == "application/problem+json"
    assert inner.asked == []


def test_options_tells_the_methods(client, inner):
    response = client.options("/chat/gradio_api/queue/join")
    assert (response.status_code, response.headers["allow"], response.content) == (204, "POST, OPTIONS", b"")
    assert inner.asked == []


@pytest.mark.parametrize(("path", "size"), [("/chat/", "19"), ("/chat/theme.css", "2")])
def test_head_tells_what_get_would(client, path, size):
    response = client.head(path)
    assert (response.status_code, response.headers["content-length"], response.content) == (200, size, b"")
