"""Messages are taken in the form that the chat's page gives them, and no other."""

import pytest

HEARD = "/chat/gradio_api/queue/join"


def test_a_question_as_the_page_sends_it_is_handed_on(client, inner, join):
    assert join(client).text == "in"
    assert inner.asked == [("POST", HEARD, "")]


def test_a_page_that_was_just_opened_says_so_with_no_data(client, join):
    assert join(client, data=[], fn_index=7, trigger_id=0, event_data=None).text == "in"


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"fn_index": 99}, "fn_index"),
        ({"fn_index": -1}, "fn_index"),
        ({"fn_index": 10**400}, "fn_index"),
        ({"fn_index": "0"}, "fn_index"),
        ({"fn_index": True}, "fn_index"),
        ({"fn_index": 0.0}, "fn_index"),
        ({"fn_index": None}, "fn_index"),
        ({"trigger_id": 3}, "trigger_id"),
        ({"trigger_id": "4"}, "trigger_id"),
        ({"data": []}, "data"),
        ({"data": ["a", None, False, None]}, "data"),
        ({"data": {}}, "data"),
        ({"data": None}, "data"),
        ({"data": [7, None, False]}, "data.0"),
        ({"data": [["a"], None, False]}, "data.0"),
        ({"data": [{"path": "/etc/passwd"}, None, False]}, "data.0"),
        ({"data": ["a\x00b", None, False]}, "data.0"),
        ({"data": ["a", [], False]}, "data.1"),
        ({"data": ["a", "mine", False]}, "data.1"),
        ({"data": ["a", None, 1]}, "data.2"),
        ({"data": ["a", None, "true"]}, "data.2"),
        ({"event_data": {}}, "event_data"),
        ({"session_hash": ""}, "session_hash"),
        ({"session_hash": "a b"}, "session_hash"),
        ({"session_hash": "../x"}, "session_hash"),
        ({"session_hash": "a\n"}, "session_hash"),
        ({"session_hash": "a" * 65}, "session_hash"),
        ({"session_hash": 7}, "session_hash"),
        ({"simple_format": True}, "simple_format"),
        ({"batched": True}, "batched"),
        ({"oauth_token": "x"}, "oauth_token"),
        ({"x" * 1000: 1}, "x" * 100),
    ],
    ids=lambda value: repr(value)[:40],
)
def test_a_field_that_the_page_does_not_send_so_is_named(client, inner, join, problem, changed, field):
    found = problem(join(client, **changed), 422)
    assert [error["field"] for error in found["errors"]] == [field]
    assert field in found["detail"]
    assert inner.asked == []


@pytest.mark.parametrize("missing", ["data", "fn_index", "session_hash"])
def test_a_field_that_is_left_out_is_named(client, join, problem, missing):
    body = (
        b'{"data": [], "fn_index": 7, "session_hash": "abc"}'.replace(missing.encode(), b"event_data", 1)
        .replace(b'"event_data": []', b'"event_data": null')
        .replace(b'"event_data": 7', b'"event_data": null')
        .replace(b'"event_data": "abc"', b'"event_data": null')
    )
    assert problem(join(client, body), 422)["errors"][0]["field"] == missing


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"data=1",
        b'{"data": [NaN], "fn_index": 0}',
        b'{"data": ["\\ud800", null, false], "fn_index": 0, "session_hash": "abc"}',
        b'{"data": ["a\\udc00b", null, false], "fn_index": 0, "session_hash": "abc"}',
        b'{"data": ["\xff", null, false], "fn_index": 0, "session_hash": "abc"}',
        b'{"data": ["\xed\xa0\x80", null, false], "fn_index": 0, "session_hash": "abc"}',
        b'{"data": ["\x00", null, false], "fn_index": 0, "session_hash": "abc"}',
        b'{"data": ' + b"[" * 1000 + b"]" * 1000 + b"}",
        '{"data": []}'.encode("utf-16"),
    ],
    ids=lambda body: repr(body[:40]),
)
def test_a_body_that_is_not_json_is_refused(client, inner, join, problem, body):
    assert "not valid JSON" in problem(join(client, body), 400)["detail"]
    assert inner.asked == []


@pytest.mark.parametrize("body", [b"[]", b"7", b"null", b'"a"'])
def test_a_body_that_is_no_object_is_refused_as_a_whole(client, join, problem, body):
    assert [error["field"] for error in problem(join(client, body), 422)["errors"]] == ["body"]


def test_what_was_sent_is_not_given_back(client, join):
    assert "secret" not in join(client, data=["my secret", None, 7]).text


def test_a_signature_in_front_is_ignored_and_of_two_fields_of_a_name_the_last_is_heard(client, inner, join):
    body = b'\xef\xbb\xbf{"data": ["first"], "data": ["caf\\u00e9", null, true], "fn_index": 0, "session_hash": "abc"}'
    assert join(client, body).text == "in"
    (written,) = inner.bodies
    assert b"first" not in written
    assert '"data":["café",null,true]'.encode() in written


@pytest.mark.parametrize("address", ["queue/join", "cancel", "reset"])
@pytest.mark.parametrize("media_type", ["text/plain", "multipart/form-data; boundary=x", ""])
def test_a_body_of_another_media_type_is_refused(client, inner, problem, address, media_type):
    response = client.post(
        f"/chat/gradio_api/{address}", content=b"{}", headers={"Content-Type": media_type} if media_type else {}
    )
    problem(response, 415)
    assert inner.asked == []


EVENT = "a2eb2992c17a4879b26aa8c8d0b61665"


def test_the_end_of_a_question_is_handed_on(client, join):
    join(client)
    cancelled = {"session_hash": "abc", "fn_index": 0, "event_id": EVENT}
    assert client.post("/chat/gradio_api/cancel", json=cancelled).text == "in"
    assert client.post("/chat/gradio_api/reset", json={"event_id": EVENT}).text == "in"


@pytest.mark.parametrize(
    ("address", "body", "field"),
    [
        ("cancel", {"session_hash": "abc", "fn_index": 0, "event_id": "x"}, "event_id"),
        ("cancel", {"session_hash": "abc", "fn_index": "0", "event_id": EVENT}, "fn_index"),
        ("cancel", {"session_hash": "abc", "fn_index": 0, "event_id": EVENT, "x": 1}, "x"),
        ("cancel", [], "body"),
        ("reset", {"event_id": 7}, "event_id"),
        ("reset", {"event_id": EVENT, "fn_index": 0}, "fn_index"),
        ("reset", {}, "event_id"),
    ],
)
def test_the_end_of_a_question_is_told_as_the_page_tells_it(client, inner, problem, address, body, field):
    found = problem(client.post(f"/chat/gradio_api/{address}", json=body), 422)
    assert [error["field"] for error in found["errors"]] == [field]
    assert inner.asked == []
