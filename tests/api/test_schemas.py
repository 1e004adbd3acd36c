import json

import pytest

FILTER_NAMES = ["edition", "kind", "publisher", "trend", "facet", "document_id"]


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "question"),
        ({"question": None}, "question"),
        ({"question": 7}, "question"),
        ({"question": ["a"]}, "question"),
        ({"question": ""}, "question"),
        ({"question": " \t\n\u00a0\u3000"}, "question"),
        ({"question": "\x1c"}, "question"),
        ({"question": "a\x00b"}, "question"),
        ({"question": "a" * 1001}, "question"),
        ({"question": "a", "limit": 0}, "limit"),
        ({"question": "a", "limit": 51}, "limit"),
        ({"question": "a", "limit": 10**30}, "limit"),
        ({"question": "a", "limit": "10"}, "limit"),
        ({"question": "a", "limit": 7.5}, "limit"),
        ({"question": "a", "limit": -0.0}, "limit"),
        ({"question": "a", "limit": 1e300}, "limit"),
        ({"question": "a", "limit": 10**400}, "limit"),
        ({"question": "a", "limit": True}, "limit"),
        ({"question": "a", "limit": 1e999}, "limit"),
        ({"question": "a", "limit": 51.0}, "limit"),
        ({"question": "a", "limit": "7.0"}, "limit"),
        ({"question": "a", "limit": None}, "limit"),
        ({"question": "a", "history": "b"}, "history"),
        ({"question": "a", "history": ["b"]}, "history.0"),
        ({"question": "a", "history": [{"question": "b"}] * 21}, "history"),
        ({"question": "a", "history": [{"question": " "}]}, "history.0.question"),
        ({"question": "a", "history": [{"question": "b", "answer": "c"}]}, "history.0.answer"),
        ({"question": "a", "filters": []}, "filters"),
        ({"question": "a", "filters": {"colour": "red"}}, "filters.colour"),
        ({"question": "a", "filters": {"kind": 7}}, "filters.kind"),
        ({"question": "a", "filters": {"kind": "a" * 201}}, "filters.kind"),
        ({"question": "a", "filters": {"kind": "a\x00"}}, "filters.kind"),
        ({"question": "a", "offset": 1}, "offset"),
    ],
    ids=repr,
)
def test_a_field_that_is_not_as_expected_is_named(client, problem, body, field):
    content = json.dumps(body).replace("Infinity", "1e999")
    response = client.post("/api/v1/ask", content=content, headers={"Content-Type": "application/json"})
    found = problem(response, 422, "invalid-request")
    assert [error["field"] for error in found["errors"]] == [field]
    assert all(error["message"] for error in found["errors"])
    assert found["instance"] == "/api/v1/ask"


@pytest.mark.parametrize("body", ["[]", '"a"', "7", "null"])
def test_a_body_that_is_no_object_is_refused_as_a_whole(client, problem, body):
    response = client.post("/api/v1/ask", content=body, headers={"Content-Type": "application/json"})
    found = problem(response, 422, "invalid-request")
    assert [error["field"] for error in found["errors"]] == ["body"]


def test_an_empty_body_is_refused(client, problem):
    response = client.post("/api/v1/ask", content=b"", headers={"Content-Type": "application/json"})
    assert response.status_code in {400, 422}
    problem(response, response.status_code, "invalid-request")


@pytest.mark.parametrize("question", ["a", "a" * 1000, "  " + "a" * 1000 + "\n", "𝛼" * 1000, "é\u202e\u200b"])
def test_a_question_of_1_to_1000_characters_after_trimming_is_taken(client, question):
    response = client.post("/api/v1/ask", json={"question": question})
    assert response.status_code == 200
    assert response.json()["question"] == question.strip()


def test_twenty_earlier_questions_are_taken(client):
    body = {"question": "a", "history": [{"question": "b"}] * 20, "limit": 50}
    assert client.post("/api/v1/ask", json=body).status_code == 200


@pytest.mark.parametrize("name", FILTER_NAMES)
def test_each_of_the_six_filters_is_applied(client, name):
    body = {"query": "water", "filters": {name: "no such value"}}
    assert client.post("/api/v1/search", json=body).json()["total"] == 0


@pytest.mark.parametrize("limit", ["2.0", "2e0", "0.2e1", "20E-1"])
def test_a_number_without_a_fraction_is_an_integer_in_any_form(client, limit):
    """JSON has one sort of number, and JSON Schema calls 2.0 an integer."""
    content = f'{{"query": "water", "limit": {limit}, "offset": 0.0}}'
    response = client.post("/api/v1/search", content=content, headers={"Content-Type": "application/json"})
    assert (response.status_code, len(response.json()["hits"])) == (200, 2)


@pytest.mark.parametrize("offset", [-1, 10_001, "0", 0.5, True])
def test_an_offset_out_of_bounds_is_named(client, problem, offset):
    response = client.post("/api/v1/search", json={"query": "a", "offset": offset})
    assert problem(response, 422, "invalid-request")["errors"][0]["field"] == "offset"


def test_what_was_sent_is_not_given_back(client):
    """An error repeats no question: a log or a screenshot of it tells nobody what was asked."""
    response = client.post("/api/v1/ask", json={"question": "a secret" * 200, "limit": 10})
    assert "secret" not in response.text


def test_a_long_unknown_field_is_cut(client, problem):
    response = client.post("/api/v1/ask", json={"question": "a", "x" * 5000: 1})
    assert len(problem(response, 422, "invalid-request")["errors"][0]["field"]) == 101
