import json
from urllib.parse import quote_from_bytes

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

JSON = {"Content-Type": "application/json"}

# The application keeps nothing between requests, so one client serves all examples.
many = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

FIELDS = ["question", "history", "limit", "filters", "kind", "query", "offset"]

names = st.sampled_from(FIELDS) | st.text(max_size=5)

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(exclude_categories=())),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(names, inner, max_size=4),
    max_leaves=10,
)


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b"question=a",
        b'{"question": "a", "limit": NaN}',
        b'{"question": "a", "limit": Infinity}',
        b'{"question": "a", "limit": -Infinity}',
        b'{"question": "\\ud800"}',
        b'{"question": "\\udc00 after"}',
        b'{"\\ud800": "a"}',
        b'{"question": "\xff\xfe"}',
        b'{"question": "\xed\xa0\x80"}',
        b'{"question": "\x00"}',
        '{"question": "a"}'.encode("utf-16"),
        b"[" * 60_000,
        b'{"question": "a", "limit": 1' + b"0" * 5000 + b"}",
    ],
    ids=lambda body: repr(body[:30]),
)
def test_a_body_that_is_not_json_is_refused(client, problem, body):
    detail = problem(client.post("/api/v1/ask", content=body, headers=JSON), 400)["detail"]
    assert detail.startswith("The body is not valid JSON in UTF-8:")


@pytest.mark.parametrize(
    "headers",
    [
        {"Content-Type": "text/plain"},
        {"Content-Type": "application/x-www-form-urlencoded"},
        {"Content-Type": ""},
    ],
)
def test_a_body_of_another_media_type_is_refused(client, problem, headers):
    """A form of another site can post these without asking first, so they are not read as JSON."""
    response = client.post("/api/v1/ask", content=b'{"question": "a"}', headers=headers)
    assert "application/json" in problem(response, 415)["detail"]


def test_a_body_without_a_media_type_is_refused(raw, client):
    response = raw(client.app, {"headers": [(b"host", b"localhost")]}, [b'{"question": "a"}'])
    assert response.status == 415


@pytest.mark.parametrize(
    "headers", [{"Content-Type": "application/json; charset=utf-8"}, {"Content-Type": "Application/JSON"}]
)
def test_parameters_and_case_of_the_media_type_do_not_matter(client, headers):
    assert client.post("/api/v1/ask", content=b'{"question": "a"}', headers=headers).status_code == 200


def test_a_signature_in_front_of_the_body_is_ignored(client):
    body = b"\xef\xbb\xbf" + json.dumps({"question": "a"}).encode()
    assert client.post("/api/v1/ask", content=body, headers=JSON).status_code == 200


def test_a_search_by_address_needs_no_media_type(client):
    assert client.get("/api/v1/search?q=a").status_code == 200


@many
@given(body=st.binary(max_size=200))
def test_no_bytes_make_the_server_fail(client, body):
    assert client.post("/api/v1/ask", content=body, headers=JSON).status_code in {200, 400, 422}


@many
@given(body=st.dictionaries(names, values, max_size=5))
def test_no_value_makes_the_server_fail(client, body):
    content = json.dumps(body).encode("ascii")
    assert client.post("/api/v1/ask", content=content, headers=JSON).status_code in {200, 400, 422}
    assert client.post("/api/v1/search", content=content, headers=JSON).status_code in {200, 400, 422}


@many
@given(query=st.binary(max_size=100), name=st.sampled_from(["q", "limit", "offset", "kind", "%00", ""]))
def test_no_query_string_makes_the_server_fail(client, query, name):
    address = f"/api/v1/search?q=a&{name}={quote_from_bytes(query)}"
    assert client.get(address).status_code in {200, 422}


@many
# A client resolves "." and ".." before it asks: they name another address.
@given(name=st.binary(min_size=1, max_size=60).filter(lambda name: name not in {b".", b".."}))
def test_no_document_id_makes_the_server_fail(client, name):
    assert client.get(f"/api/v1/documents/{quote_from_bytes(name, safe='')}").status_code == 404
