import logging
from datetime import date

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from fakes.live_index import live_index_of
from trendsqa.access.access_scope import AccessScope
from trendsqa.api.app import create_api
from trendsqa.api.guards.caller import OPEN, Caller, note_caller
from trendsqa.api.guards.requests.request_ids import RequestIds
from trendsqa.api.metrics import Metrics
from trendsqa.api.problems import add_problem_handlers
from trendsqa.api.routes import feedback
from trendsqa.api.state import ApiState, attach_state
from trendsqa.exchanges.connection_counts import ConnectionCounts
from trendsqa.feedback.store import FeedbackStore
from trendsqa.settings import FeedbackSettings, Settings
from trendsqa.workers.bounded_threads import BoundedThreads

ADDRESS = "/api/v1/feedback"
SENT = {
    "question": "When does bread rise?",
    "useful": False,
    "citation": 1,
    "section_id": "kitchens#baking",
    "words": "It tells where, not when.",
    "generation": "paper",
    "outcome": "answered",
}
ADMIN = Caller("", scopes=frozenset(AccessScope))


@pytest.fixture
def store(tmp_path):
    return FeedbackStore(tmp_path, FeedbackSettings(), today=lambda: date(2024, 3, 1))


@pytest.fixture
def client(assistant, store):
    app = create_api(live_index_of(assistant), Settings(), feedback_store=store)
    return TestClient(app, base_url="http://127.0.0.1:8000", client=("127.0.0.1", 50_000))


def behind(assistant, store, caller):
    """A client of the routes alone, whose every request is made by ``caller``."""
    live_index = live_index_of(assistant)
    app = FastAPI()
    attach_state(
        app,
        ApiState(
            live_index, Settings(), Metrics(live_index, ConnectionCounts()), BoundedThreads(live_index.ledger), store
        ),
    )
    add_problem_handlers(app)
    app.include_router(feedback.router)

    async def noted(scope, receive, send):
        note_caller(scope, caller)
        await RequestIds(app, ())(scope, receive, send)

    return TestClient(noted, base_url="http://127.0.0.1:8000")


@pytest.fixture
def admin(assistant, store):
    return behind(assistant, store, ADMIN)


def test_feedback_is_stored_as_it_is_sent(client, store):
    response = client.post(ADDRESS, json=SENT)
    assert response.status_code == 201
    assert response.json() == {"id": store.entries()[0].id}
    said = store.entries()[0].feedback
    assert {name: getattr(said, name) for name in SENT} == SENT


def test_a_word_on_the_answer_as_a_whole_needs_little(client, store):
    assert client.post(ADDRESS, json={"question": "Why?", "useful": True, "generation": ""}).status_code == 201
    said = store.entries()[0].feedback
    assert (said.citation, said.section_id, said.words, said.outcome) == (None, None, None, None)


@pytest.mark.parametrize("name", ["citation", "section_id", "words", "outcome"])
def test_a_field_that_is_null_says_nothing(client, store, name):
    assert client.post(ADDRESS, json=SENT | {name: None}).status_code == 201
    assert getattr(store.entries()[0].feedback, name) is None


def test_a_whole_number_may_be_written_with_a_fraction_of_nothing(client, store):
    assert client.post(ADDRESS, json=SENT | {"citation": 3.0}).status_code == 201
    assert store.entries()[0].feedback.citation == 3


def test_blank_words_are_none(client, store):
    assert client.post(ADDRESS, json=SENT | {"words": "  ", "section_id": ""}).status_code == 201
    assert (store.entries()[0].feedback.words, store.entries()[0].feedback.section_id) == (None, None)


def test_control_characters_become_spaces_but_lines_stay(client, store):
    changed = {"question": "\x1bWhen\x0bis\x9bit?", "words": "one\ntwo\tthree\x1b[2J"}
    assert client.post(ADDRESS, json=SENT | changed).status_code == 201
    said = store.entries()[0].feedback
    assert said.question == "When is it?"
    assert said.words == "one\ntwo\tthree [2J"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"question": ""}, "question"),
        ({"question": " \x1b "}, "question"),
        ({"question": "a" * 1001}, "question"),
        ({"question": "a\x00b"}, "question"),
        ({"useful": "yes"}, "useful"),
        ({"useful": 1}, "useful"),
        ({"useful": None}, "useful"),
        ({"citation": 0}, "citation"),
        ({"citation": 10**30}, "citation"),
        ({"citation": "1"}, "citation"),
        ({"citation": 1.5}, "citation"),
        ({"citation": True}, "citation"),
        ({"section_id": "a" * 501}, "section_id"),
        ({"section_id": "a\x00"}, "section_id"),
        ({"words": "a" * 1001}, "words"),
        ({"words": "a\x00"}, "words"),
        ({"generation": "a" * 101}, "generation"),
        ({"generation": None}, "generation"),
        ({"outcome": "great"}, "outcome"),
        ({"name": "Ann"}, "name"),
    ],
)
def test_a_field_out_of_bounds_is_named_and_nothing_is_stored(client, problem, store, changes, field):
    body = problem(client.post(ADDRESS, json=SENT | changes), 422, "invalid-request")
    assert [error["field"] for error in body["errors"]] == [field]
    assert store.entries() == ()


def test_a_body_that_is_no_json_is_refused(client, problem):
    problem(client.post(ADDRESS, content=b"{}", headers={"content-type": "text/plain"}), 415)
    problem(client.post(ADDRESS, content=b"{", headers={"content-type": "application/json"}), 400)


def test_whoever_holds_the_id_may_take_it_back(client, problem, store):
    entry_id = client.post(ADDRESS, json=SENT).json()["id"]
    response = client.delete(f"{ADDRESS}/{entry_id}")
    assert (response.status_code, response.content) == (204, b"")
    assert store.entries() == ()
    problem(client.delete(f"{ADDRESS}/{entry_id}"), 404, "unknown-item")


@pytest.mark.parametrize("entry_id", ["%00", "a%20b", "x" * 101, "é"])
def test_what_is_no_id_is_refused(client, problem, entry_id):
    problem(client.delete(f"{ADDRESS}/{entry_id}"), 422, "invalid-request")


def test_an_admin_reads_what_was_said_oldest_first_and_goes_on(admin, store):
    ids = [admin.post(ADDRESS, json=SENT | {"question": text}).json()["id"] for text in ("a", "b", "c")]
    whole = admin.get(ADDRESS).json()
    assert whole[0] == {"id": ids[0], "day": "2024-03-01"} | SENT | {"question": "a"}
    assert [one["id"] for one in whole] == ids
    part = admin.get(ADDRESS, params={"limit": 1, "after": ids[0]}).json()
    assert [one["question"] for one in part] == ["b"]


def test_nothing_said_is_an_empty_list(admin):
    assert admin.get(ADDRESS).json() == []
    assert admin.head(ADDRESS).status_code == 200


def test_reading_after_an_entry_that_has_gone_is_told(admin, problem):
    problem(admin.get(ADDRESS, params={"after": "gone"}), 404, "unknown-item")


@pytest.mark.parametrize("query", ["limit=0", "limit=1001", "after=%00", "colour=red"])
def test_a_parameter_out_of_bounds_is_refused(admin, problem, query):
    problem(admin.get(f"{ADDRESS}?{query}"), 422, "invalid-request")


@pytest.mark.parametrize("caller", [OPEN, Caller("", "ann", by_key=True, scopes=frozenset({AccessScope.READ}))])
def test_nobody_but_an_admin_reads_what_was_said(assistant, store, problem, caller):
    store_client = behind(assistant, store, caller)
    assert store_client.post(ADDRESS, json=SENT).status_code == 201
    body = problem(store_client.get(f"{ADDRESS}?limit=0"), 403)
    assert SENT["question"] not in str(body)
    assert store_client.head(ADDRESS).status_code == 403


def test_feedback_that_is_switched_off_is_refused_and_makes_no_file(assistant, tmp_path, problem):
    store = FeedbackStore(tmp_path, FeedbackSettings(enabled=False))
    client = behind(assistant, store, ADMIN)
    body = problem(client.post(ADDRESS, json=SENT), 403, "feedback-off")
    assert "switched off" in body["detail"]
    assert client.get(ADDRESS).json() == []
    problem(client.delete(f"{ADDRESS}/gone"), 404, "unknown-item")
    assert [*tmp_path.iterdir()] == []


def test_feedback_from_before_it_was_switched_off_can_be_taken_back(assistant, client, store, tmp_path):
    entry_id = client.post(ADDRESS, json=SENT).json()["id"]
    off = behind(assistant, FeedbackStore(tmp_path, FeedbackSettings(enabled=False)), OPEN)
    assert off.delete(f"{ADDRESS}/{entry_id}").status_code == 204


def test_an_api_without_a_store_takes_no_feedback(assistant, problem):
    client = behind(assistant, None, ADMIN)
    problem(client.post(ADDRESS, json=SENT), 403, "feedback-off")
    assert client.get(ADDRESS).json() == []
    problem(client.delete(f"{ADDRESS}/gone"), 404, "unknown-item")


def test_a_damaged_file_is_told_without_its_place_and_answering_goes_on(client, problem, store, caplog):
    client.post(ADDRESS, json=SENT)
    store.path.write_bytes(b"This is no database at all. " * 100)
    for response in (client.post(ADDRESS, json=SENT), client.delete(f"{ADDRESS}/x")):
        body = problem(response, 503, "storage-unavailable")
        assert str(store.path.parent) not in body["detail"]
    assert str(store.path) in caplog.text
    assert client.post("/api/v1/ask", json={"question": "When does bread rise?"}).status_code == 200


def test_what_is_sent_is_never_logged(client, store, caplog):
    caplog.set_level(logging.DEBUG, logger="trendsqa")
    client.post(ADDRESS, json=SENT)
    store.path.write_bytes(b"This is no database at all. " * 100)
    client.post(ADDRESS, json=SENT)
    client.post(ADDRESS, json=SENT | {"colour": "red"})
    assert "bread" not in caplog.text
    assert "It tells where" not in caplog.text


def test_what_is_too_old_goes_when_the_api_is_made(assistant, store, tmp_path):
    store.add(feedback.FeedbackRequest(**SENT).to_feedback())
    later = FeedbackStore(tmp_path, FeedbackSettings(), today=lambda: date(2026, 3, 1))
    create_api(live_index_of(assistant), Settings(), feedback_store=later)
    assert store.entries() == ()
