"""Log of requests: one event for each, without what was asked."""

import logging

import pytest

LOGGER = "trendsqa.api.guards.requests.request_log"


@pytest.fixture
def logged(caplog):
    caplog.set_level(logging.INFO, LOGGER)
    return lambda: [record for record in caplog.records if record.name == LOGGER]


def test_a_request_is_logged_by_its_template_without_what_was_asked(client, logged):
    client.get("/api/v1/documents/secret", params={"q": "secret"})
    client.post("/api/v1/ask", json={"question": "secret"})
    assert [(record.method, record.route, record.status) for record in logged()] == [
        ("GET", "/api/v1/documents/{document_id}", 404),
        ("POST", "/api/v1/ask", 200),
    ]
    assert not [record for record in logged() if "secret" in str(vars(record))]


def test_a_method_that_a_client_made_up_is_not_repeated(client, logged):
    client.request("SECRET", "/healthz")
    assert [record.method for record in logged()] == ["other"]


def test_the_id_of_a_request_is_logged_if_it_has_one(client, raw, logged):
    raw(client.app, {"method": "GET", "path": "/healthz", "trendsqa.request_id": "r-1"})
    raw(client.app, {"method": "GET", "path": "/healthz"})
    assert [record.request_id for record in logged()] == ["r-1", None]
