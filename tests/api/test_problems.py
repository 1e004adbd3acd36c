import logging

import pytest

from trendsqa.errors import QuoteError

SECRET = "open sesame"


@pytest.mark.parametrize("address", ["/api/v1/documents", "/api/v1/documents/gardens/text", "/readyz"])
@pytest.mark.parametrize("error", [RuntimeError(SECRET), QuoteError(SECRET)], ids=repr)
def test_an_unexpected_error_is_a_500_without_its_words(client_for, failing, problem, caplog, address, error):
    response = client_for(failing(error)).get(address)
    problem(response, 500)
    assert SECRET not in response.text
    record = caplog.records[-1]
    assert (record.levelno, record.name) == (logging.ERROR, "trendsqa.api.problems")
    assert record.exc_info[1] is error


def test_the_log_of_a_failure_names_the_path_but_not_the_question(client_for, failing, caplog):
    client_for(failing(RuntimeError("broken"))).get("/api/v1/search?q=a+private+matter")
    assert "GET /api/v1/search failed" in caplog.text
    assert "private" not in caplog.text


def test_a_failure_carries_the_security_headers_too(client_for, failing):
    response = client_for(failing(RuntimeError("broken"))).get("/readyz")
    assert response.headers["x-content-type-options"] == "nosniff"


def test_a_line_break_in_a_path_stays_out_of_the_log(client_for, failing, caplog):
    client_for(failing(RuntimeError("broken"))).get("/api/v1/documents/a%0aERROR%20forged")
    assert "\nERROR forged" not in caplog.text


def test_a_response_that_fails_midway_is_cut_off(client, raw):
    """A client must not take half a response for a whole one."""

    async def half(scope, receive, send):
        del scope, receive
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"half", "more_body": True})
        raise RuntimeError("broken")

    client.app.mount("/half", half)
    with pytest.raises(RuntimeError, match="broken"):
        raw(client.app, {"method": "GET", "path": "/half/"})


def test_an_address_that_nobody_serves_is_a_problem(client, problem):
    assert "/docs" in problem(client.get("/nothing"), 404)["detail"]


def test_the_instance_is_the_escaped_path_without_its_query(client, problem):
    body = problem(client.get("/api/caf%C3%A9%22?q=a+private+matter"), 404)
    assert body["instance"] == "/api/caf%C3%A9%22"
