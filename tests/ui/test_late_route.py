import threading

import pytest
from fastapi import FastAPI
from starlette.responses import PlainTextResponse
from starlette.testclient import TestClient

from trendsqa.ui.late_route import add_late_route


def late_app():
    made = FastAPI()

    @made.get("/late/{name}")
    def named(name: str) -> PlainTextResponse:
        return PlainTextResponse(name)

    return made


def app_with(make):
    app = FastAPI()

    @app.get("/early")
    def early() -> str:
        return "here"

    add_late_route(app, "/late", make)
    return app


def test_other_routes_answer_while_the_application_is_being_made():
    may_go_on = threading.Event()

    def make():
        may_go_on.wait(timeout=30)
        return late_app()

    with TestClient(app_with(make)) as client:
        assert client.get("/early").json() == "here"
        may_go_on.set()
        assert client.get("/late/one").text == "one"


def test_only_the_path_and_what_is_below_it_is_taken():
    with TestClient(app_with(late_app)) as client:
        assert client.get("/late/two").text == "two"
        assert client.get("/later").status_code == 404
        assert client.get("/late").status_code == 404


def test_under_a_root_the_path_and_what_is_below_it_is_taken():
    with TestClient(app_with(late_app), root_path="/trends") as client:
        assert client.get("/trends/late/two").text == "two"
        assert client.get("/trends/later").status_code == 404
        assert client.get("/trendslate/two").status_code == 404


def test_the_late_application_has_its_own_start_and_end():
    told = []

    def make():
        from contextlib import asynccontextmanager

        @asynccontextmanager
        async def lifespan(_app):
            told.append("start")
            yield
            told.append("end")

        made = late_app()
        made.router.lifespan_context = lifespan
        return made

    with TestClient(app_with(make)) as client:
        client.get("/late/one")
        assert told == ["start"]
    assert told == ["start", "end"]


def test_an_application_that_cannot_be_made_leaves_the_rest_and_says_where_to_go(caplog):
    def make():
        raise RuntimeError("broken on purpose")

    with TestClient(app_with(make)) as client:
        response = client.get("/late/one")
        assert client.get("/early").status_code == 200
    assert response.status_code == 503
    assert "/search" in response.text
    assert "broken on purpose" in caplog.text


@pytest.mark.usefixtures("caplog")
def test_what_could_not_be_made_once_is_made_at_the_next_request():
    attempts = []

    def make():
        attempts.append("attempt")
        if len(attempts) == 1:
            raise ImportError("partially initialised")
        return late_app()

    with TestClient(app_with(make)) as client:
        # It waits for the first attempt and is told that it failed, or comes after it and begins the second.
        client.get("/late/one")
        assert client.get("/late/one").text == "one"
        assert client.get("/late/two").text == "two"
    assert len(attempts) == 2


@pytest.mark.usefixtures("caplog")
def test_under_a_root_it_says_where_to_go_below_it():
    def make():
        raise RuntimeError("broken on purpose")

    with TestClient(app_with(make), root_path="/trends") as client:
        assert client.get("/trends/late/one").text.endswith(": /trends/search")


def test_an_application_that_is_made_when_asked_is_not_made_before():
    made = []

    def make():
        made.append("made")
        return late_app()

    app = FastAPI()
    add_late_route(app, "/late", make, when_asked=True)
    with TestClient(app) as client:
        assert made == []
        assert client.get("/late/one").text == "one"
        assert client.get("/late/two").text == "two"
    assert made == ["made"]


def test_a_server_ends_that_never_made_what_nobody_asked_for():
    app = FastAPI()
    add_late_route(app, "/late", late_app, when_asked=True)
    with TestClient(app) as client:
        assert client.get("/later").status_code == 404


def test_a_request_without_a_started_server_is_a_defect():
    from trendsqa.ui.late_route import LateRoute

    route = LateRoute("/late", late_app)
    with pytest.raises(RuntimeError, match="before its server started"):
        TestClient(route.handle).get("/late/one")
