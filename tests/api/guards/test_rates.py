"""Rates of requests: each caller has its own, and what costs nothing is not counted."""

import pytest
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from fakes.problem_page import PEOPLE

DOCUMENTS = "/api/v1/documents"
PUBLIC = {"public": True}
BURST = 20
"""The least; at one a minute no test is slow enough to be given another."""


@pytest.fixture
def limited(client_for):
    """Makes a client of a public server with one request a minute, after the burst."""

    def make(remote=True, limits=None, **more):
        groups = {"access": PUBLIC, "limits": {"per_minute": 1, "per_minute_of_key": 1} | (limits or {})}
        client = client_for(remote=remote, groups=groups, **more)

        async def page(request):
            return PlainTextResponse("page")

        for path in (
            "/search",
            "/embed",
            "/compare",
            "/read",
            "/page-picture",
            "/chat/gradio_api/queue/join",
            "/static/a.css",
        ):
            client.app.router.routes.append(Route(path, page, methods=["GET", "POST"]))
        return client

    return make


def used_up(client, **request):
    """Ask until the burst is used up; the response after it."""
    for _ in range(BURST):
        assert client.get(DOCUMENTS, **request).status_code == 200
    return client.get(DOCUMENTS, **request)


def test_who_asks_too_often_is_told_when_to_come_back(limited, problem):
    response = used_up(limited())
    problem(response, 429, "too-many-requests")
    assert 1 <= int(response.headers["retry-after"]) <= 60


def test_each_response_says_what_is_left(limited):
    client = limited()
    first, second = client.get(DOCUMENTS), client.get(DOCUMENTS)
    assert (first.headers["ratelimit-limit"], first.headers["ratelimit-remaining"]) == ("20", "19")
    assert second.headers["ratelimit-remaining"] == "18"
    assert 1 <= int(second.headers["ratelimit-reset"]) <= BURST * 60


def test_a_sixth_of_a_minute_may_come_at_once(limited):
    assert limited(limits={"per_minute": 600}).get(DOCUMENTS).headers["ratelimit-limit"] == "100"


@pytest.mark.parametrize("address", ["/healthz", "/readyz", "/static/a.css", "/search", "/read", "/openapi.json"])
def test_what_costs_nothing_is_neither_counted_nor_refused(limited, address):
    client = limited()
    used_up(client)
    response = client.get(address)
    assert response.status_code == 200
    assert "ratelimit-limit" not in response.headers


@pytest.mark.parametrize(
    "address", ["/search?q=a", "/embed?q=a", "/compare?q=a", "/pack?q=a", "/read?section=a", "/page-picture?section=a"]
)
def test_a_page_that_answers_is_counted_and_refused_as_a_page(limited, address):
    client = limited()
    used_up(client)
    response = client.get(address, headers=PEOPLE)
    assert response.status_code == 429
    assert response.headers["content-type"].startswith("text/html")
    assert "<h1>429</h1>" in response.text
    assert "retry-after" in response.headers


def test_a_question_in_the_chat_is_counted(limited):
    client = limited()
    used_up(client)
    assert client.post("/chat/gradio_api/queue/join").status_code == 429


def test_a_key_has_a_count_of_its_own(limited, key_ring):
    ring, keys = key_ring(one=("read",), other=("read",))
    client = limited(keys=ring)
    used_up(client)
    response = used_up(client, headers={"X-API-Key": keys["one"]})
    assert response.status_code == 429
    assert client.get(DOCUMENTS, headers={"X-API-Key": keys["other"]}).status_code == 200


def test_people_who_have_signed_in_are_counted_by_name(client_for):
    groups = {"access": {"identity_header": "X-Forwarded-User"}, "limits": {"per_minute": 1}}
    client = client_for(trusted_proxies=("127.0.0.1",), groups=groups)
    assert used_up(client, headers={"X-Forwarded-User": "ines"}).status_code == 429
    assert client.get(DOCUMENTS, headers={"X-Forwarded-User": "otto"}).status_code == 200


def test_zero_sets_no_limit(limited):
    client = limited(limits={"per_minute": 0})
    assert used_up(client).status_code == 200
    assert "ratelimit-limit" not in client.get(DOCUMENTS).headers


def test_on_this_computer_nobody_is_limited(client_for):
    assert used_up(client_for(groups={"limits": {"per_minute": 1}})).status_code == 200
