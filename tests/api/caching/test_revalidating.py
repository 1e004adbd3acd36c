import pytest

from trendsqa.api.caching.revalidating import is_held, tag_of
from trendsqa.settings import RetrievalSettings, Settings

TAGGED = [
    "/api/v1/search?q=bread", "/api/v1/documents", "/api/v1/documents/gardens", "/api/v1/documents/gardens/text",
]  # fmt: skip
FRESH = "private, no-cache"


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("address", TAGGED)
def test_what_the_client_holds_is_not_sent_again(client, method, address):
    first = client.request(method, address)
    assert first.headers["cache-control"] == FRESH
    again = client.request(method, address, headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    for name in ("etag", "cache-control", "vary"):
        assert again.headers[name] == first.headers[name]
    assert again.headers["x-request-id"] != first.headers["x-request-id"]


def test_nothing_is_searched_for_who_holds_the_answer(client_for, assistant):
    class Counting(type(assistant)):
        searches = 0

        def search(self, *args, **kwargs):
            Counting.searches += 1
            return super().search(*args, **kwargs)

    client = client_for(Counting())
    tag = client.get(TAGGED[0]).headers["etag"]
    assert client.get(TAGGED[0], headers={"If-None-Match": tag}).status_code == 304
    assert Counting.searches == 1


@pytest.mark.parametrize("given", ['W/"other"', '"paper"', "", "rubbish"])
def test_who_holds_something_else_gets_the_answer(client, given):
    assert client.get(TAGGED[0], headers={"If-None-Match": given}).status_code == 200


def test_tags_differ_by_generation_and_by_settings_that_answer():
    settings = Settings()
    searched = settings.model_copy(update={"retrieval": RetrievalSettings(candidates=77)})
    elsewhere = settings.model_copy(update={"log_level": "debug"})
    assert len({tag_of("a", settings), tag_of("b", settings), tag_of("a", searched)}) == 3
    assert tag_of("a", settings) == tag_of("a", elsewhere)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ('W/"a"', True),
        ('"a"', True),
        ('"b", W/"a"', True),
        ("*", True),
        ('W/"b"', False),
        ("", False),
        ("a", False),
        ('"a', False),
    ],
)
def test_tags_are_compared_weakly(given, expected):
    assert is_held(given, 'W/"a"') is expected


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/api/v1/search?q=a&limit=0", 422),
        ("/api/v1/documents/attics", 404),
        ("/api/v1/documents/attics/text", 404),
        ("/api/v1/documents/workshops/text", 403),
    ],
)
def test_a_condition_makes_no_answer_of_a_refusal(client, problem, address, status):
    response = client.get(address, headers={"If-None-Match": "*"})
    problem(response, status, {404: "unknown-item", 403: "rights", 422: "invalid-request"}[status])
    assert response.headers["cache-control"] == "no-store"
    assert "etag" not in response.headers


def test_a_text_that_another_machine_may_not_have_is_refused_whatever_it_holds(client_for, client, problem):
    tag = client.get("/api/v1/documents/kitchens/text").headers["etag"]
    asked = {"If-None-Match": tag}
    assert client.get("/api/v1/documents/kitchens/text", headers=asked).status_code == 304
    problem(client_for(remote=True).get("/api/v1/documents/kitchens/text", headers=asked), 403, "rights")


def test_a_posted_search_takes_no_condition(client):
    response = client.post("/api/v1/search", json={"query": "bread"}, headers={"If-None-Match": "*"})
    assert response.status_code == 200
    assert response.headers["cache-control"] == "no-store"
