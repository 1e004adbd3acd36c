"""Values of filters over the wire."""

import pytest

HELD = {"value": "2024", "passages": 6, "documents": 3}


def test_values_have_exactly_the_fields_of_the_contract(client):
    body = client.get("/api/v1/filters").json()
    assert body == {
        "edition": [HELD],
        "trend": [],
        "kind": [
            {"value": "guidance", "passages": 2, "documents": 1},
            {"value": "report", "passages": 4, "documents": 2},
        ],
        "publisher": [{**HELD, "value": "Example Press"}],
        "form": [{**HELD, "value": "full"}],
        "passages": 6,
        "documents": 3,
        "generation": "paper",
    }


def test_a_filter_narrows_all_values_but_its_own(client):
    body = client.get("/api/v1/filters", params={"kind": "guidance", "form": ""}).json()
    assert body["edition"] == [{"value": "2024", "passages": 2, "documents": 1}]
    assert [one["passages"] for one in body["kind"]] == [2, 4]
    assert (body["passages"], body["documents"]) == (2, 1)


def test_a_count_is_the_number_of_passages_that_a_search_ranks(client):
    for one in client.get("/api/v1/filters").json()["kind"]:
        found = client.get("/api/v1/search", params={"q": "bread", "kind": one["value"]}).json()
        assert found["total"] == one["passages"]


def test_a_value_that_nothing_has_leaves_nothing(client):
    body = client.get("/api/v1/filters", params={"publisher": "Nobody"}).json()
    assert body["kind"] == [
        {"value": "guidance", "passages": 0, "documents": 0},
        {"value": "report", "passages": 0, "documents": 0},
    ]
    assert (body["passages"], body["publisher"]) == (0, [{**HELD, "value": "Example Press"}])


@pytest.mark.parametrize(
    ("query", "field"), [("form=none", "form"), ("kind=%00", "kind"), ("q=bread", "q"), ("trend=" + "a" * 201, "trend")]
)
def test_a_parameter_out_of_bounds_is_named(client, problem, query, field):
    body = problem(client.get(f"/api/v1/filters?{query}"), 422, "invalid-request")
    assert [error["field"] for error in body["errors"]] == [field]


def test_values_are_not_sent_again_to_who_holds_them(client):
    first = client.get("/api/v1/filters")
    assert client.get("/api/v1/filters", headers={"If-None-Match": first.headers["ETag"]}).status_code == 304


def test_head_is_answered_where_get_is(client):
    assert client.head("/api/v1/filters?kind=report").status_code == 200


@pytest.mark.parametrize(("form", "total"), [("full", 6), ("brief", 0), ("", 6)])
def test_a_search_keeps_to_the_words_that_are_asked_for(client, form, total):
    asked = {"query": "bread", "filters": {"form": form}}
    assert client.post("/api/v1/search", json=asked).json()["total"] == total
    assert client.get("/api/v1/search", params={"q": "bread", "form": form}).json()["total"] == total


def test_a_question_is_answered_in_the_words_that_are_asked_for(client):
    asked = {"question": "What rises in a warm kitchen?"}
    assert client.post("/api/v1/ask", json={**asked, "filters": {"form": "full"}}).json()["answered"]
    assert not client.post("/api/v1/ask", json={**asked, "filters": {"form": "brief"}}).json()["answered"]
