import logging

import pytest

from fakes.assistant import FailingAssistant
from trendsqa.errors import IndexUnavailableError


def test_suggestions_have_exactly_the_fields_of_the_contract(client):
    body = client.get("/api/v1/suggest", params={"q": " Wat "}).json()
    assert set(body) == {"query", "suggestions", "generation", "took_ms"}
    assert (body["query"], body["generation"]) == ("Wat", "paper")
    assert body["suggestions"] == [
        {
            "text": "Watering",
            "kind": "heading",
            "document_id": "gardens",
            "document_title": "Gardens",
            "section_id": "gardens#watering",
            "edition": "2024",
        }
    ]


def test_one_letter_is_enough(client):
    assert [one["text"] for one in client.get("/api/v1/suggest?q=b").json()["suggestions"]] == ["Baking"]


def test_nothing_that_fits_is_an_empty_list(client):
    assert client.get("/api/v1/suggest?q=zebra").json()["suggestions"] == []


@pytest.mark.parametrize(("edition", "count"), [("2024", 1), ("1999", 0), ("", 1)])
def test_an_edition_can_be_asked_for(client, edition, count):
    body = client.get("/api/v1/suggest", params={"q": "bak", "edition": edition}).json()
    assert len(body["suggestions"]) == count


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("", "q"),
        ("q=", "q"),
        ("q=%20%09", "q"),
        ("q=%00", "q"),
        ("q=" + "a" * 1001, "q"),
        ("q=a&limit=0", "limit"),
        ("q=a&limit=11", "limit"),
        ("q=a&kind=report", "kind"),
        ("q=a&edition=%00", "edition"),
    ],
)
def test_a_parameter_out_of_bounds_is_named(client, problem, query, field):
    body = problem(client.get(f"/api/v1/suggest?{query}"), 422, "invalid-request")
    assert [error["field"] for error in body["errors"]] == [field]


def test_head_is_answered_where_get_is(client):
    response = client.head("/api/v1/suggest?q=bak")
    assert response.status_code == 200
    assert response.headers["cache-control"] == "no-store"


def test_what_is_typed_is_never_logged(client_for, problem, caplog):
    caplog.set_level(logging.DEBUG, logger="trendsqa")
    failing = client_for(FailingAssistant(IndexUnavailableError("No index is published.")))
    problem(failing.get("/api/v1/suggest?q=mysecret"), 503, "index-unavailable")
    problem(client_for(FailingAssistant(ZeroDivisionError())).get("/api/v1/suggest?q=mysecret"), 500)
    client_for().get("/api/v1/suggest?q=mysecret")
    assert "mysecret" not in caplog.text
