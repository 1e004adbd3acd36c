"""Log of a serving process, read as its operator or a collector reads it."""

import io
import json
import logging
import sys
from datetime import datetime

import httpx
import pytest

from fakes.small_server import ASKED
from trendsqa.errors import IndexUnavailableError
from trendsqa.serving.logs import ConsoleFormatter, JsonFormatter

SECRET = "Who wears the purple hat?"


@pytest.fixture
def log():
    """A logger of its own and what it wrote, under a formatter."""

    def make(formatter):
        written = io.StringIO()
        handler = logging.StreamHandler(written)
        handler.setFormatter(formatter)
        logger.addHandler(handler)
        handlers.append(handler)
        return logger, written

    logger, handlers = logging.getLogger("trendsqa.somewhere"), []
    yield make
    for handler in handlers:
        logger.removeHandler(handler)


def fail(error, cause=None):
    try:
        raise error from cause
    except type(error):
        return sys.exc_info()


def test_a_json_line_says_when_how_grave_where_from_and_what(log):
    logger, written = log(JsonFormatter())
    logger.warning("%s\nwent wrong", "It", extra={"request_id": "r-1", "status": 503, "password": "p"})
    assert written.getvalue().count("\n") == 1
    line = json.loads(written.getvalue())
    assert datetime.fromisoformat(line.pop("time")).utcoffset().total_seconds() == 0
    assert line == {
        "level": "warning",
        "logger": "trendsqa.somewhere",
        "message": "It\nwent wrong",
        "request_id": "r-1",
        "status": 503,
    }


@pytest.mark.parametrize("formatter", [JsonFormatter(), ConsoleFormatter()])
def test_a_foreign_exception_is_told_by_kind_and_place_and_not_by_its_words(log, formatter):
    logger, written = log(formatter)
    logger.error("It failed", exc_info=fail(KeyError(SECRET), cause=ValueError(SECRET)))
    told = written.getvalue()
    assert SECRET not in told
    assert "builtins.ValueError" in told
    assert "builtins.KeyError" in told
    assert "test_logs.py" in told


def test_an_exception_of_ours_is_told_with_its_words(log):
    logger, written = log(JsonFormatter())
    logger.error("It failed", exc_info=fail(IndexUnavailableError("Build it: trendsqa index build")))
    assert "trendsqa index build" in json.loads(written.getvalue())["exception"]


def test_a_console_line_ends_with_the_request_it_is_about(log):
    logger, written = log(ConsoleFormatter())
    logger.error("It failed", extra={"request_id": "r-1"})
    logger.error("It failed")
    assert written.getvalue().splitlines() == [
        "ERROR trendsqa.somewhere: It failed [r-1]",
        "ERROR trendsqa.somewhere: It failed",
    ]


def test_a_server_whose_application_fails_logs_no_word_of_it(small):
    with small(log_format="json") as server:
        assert httpx.get(f"{server.url}/broken").status_code == 500
        line = json.loads(server.said().splitlines()[-1])
        assert (line["level"], line["logger"]) == ("error", "uvicorn.error")
        assert "builtins.ValueError" in line["exception"]
        assert ASKED not in server.said()


@pytest.mark.model
def test_every_line_of_a_server_that_logs_json_is_an_object_and_none_holds_a_question(whole):
    with whole("--no-chat", log_format="json", log_level="info") as server, httpx.Client(base_url=server.url) as client:
        client.post("/api/v1/ask", json={"question": SECRET}).raise_for_status()
        client.get("/api/v1/search", params={"q": SECRET}).raise_for_status()
        client.get("/search", params={"q": SECRET}).raise_for_status()
        client.get("/api/v1/documents/purple-hat")
        client.request("PURPLE", "/nowhere")
        said = server.said()
    lines = [json.loads(line) for line in said.splitlines()]
    asked = [(line["method"], line["route"], line["status"]) for line in lines if "route" in line]
    assert asked == [
        ("POST", "/api/v1/ask", 200),
        ("GET", "/api/v1/search", 200),
        ("GET", "/search", 200),
        ("GET", "/api/v1/documents/{document_id}", 404),
        ("other", "none", 404),
    ]
    assert all(line["ms"] >= 0 for line in lines if "route" in line)
    assert any(line["logger"] == "uvicorn.error" for line in lines)
    assert "purple" not in said.lower()


@pytest.mark.model
def test_a_server_logs_no_request_unless_it_is_told_to(whole):
    with whole("--no-chat") as server:
        httpx.get(f"{server.url}/healthz").raise_for_status()
        assert len(server.said().splitlines()) == 1
