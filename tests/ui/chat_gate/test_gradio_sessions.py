"""Gradio forgets a session when it is told to."""

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from fakes.live_index import live_index_of
from trendsqa.ui.chat.chat_page import mount_chat
from trendsqa.ui.chat_gate.gradio_sessions import GradioSessions

# Gradio counts its calls with pandas, and pandas warns of how.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")

DATA = "/chat/gradio_api/queue/data?session_hash=abc"


ASKED = ["How do we begin?", None, None, False, False]


def served(assistant, ui_folder):
    app = mount_chat(FastAPI(), live_index_of(assistant), ui_folder)
    blocks = app.routes[-1].app.get_blocks()
    return TestClient(app, base_url="http://127.0.0.1:8000"), blocks, GradioSessions(blocks)


def test_what_was_asked_and_not_fetched_is_counted_until_it_is_fetched(assistant, ui_folder, join):
    client, _, sessions = served(assistant, ui_folder)
    with client:
        client.get("/chat/")
        assert not sessions.knows("abc")
        join(client, data=ASKED, trigger_id=None)
        assert (sessions.knows("abc"), sessions.waiting("abc")) == (True, 1)
        client.get(DATA)
        assert sessions.waiting("abc") == 0


def test_a_forgotten_session_leaves_nothing(assistant, ui_folder, join):
    client, blocks, sessions = served(assistant, ui_folder)
    with client:
        client.get("/chat/")
        join(client, data=ASKED, trigger_id=None)
        client.get(DATA)
        join(client, data=ASKED, trigger_id=None)
        sessions.forget("abc")
    queue = blocks._queue
    assert not sessions.knows("abc")
    assert sessions.waiting("abc") == 0
    assert "abc" not in blocks.state_holder.session_data
    assert queue.event_ids_to_events == {}


def test_forgetting_a_session_that_never_was_does_nothing(assistant, ui_folder):
    _, _, sessions = served(assistant, ui_folder)
    sessions.forget("none")
    sessions.abandon("none")


def test_an_answer_that_nobody_fetched_is_abandoned_and_one_in_the_making_kept(assistant, ui_folder):
    _, blocks, sessions = served(assistant, ui_folder)
    queue = blocks._queue
    for event in ("done", "running"):
        queue.pending_event_ids_session.setdefault("abc", set()).add(event)
    queue.pending_messages_per_session["abc"] = object()
    queue.event_ids_to_events["running"] = object()
    sessions.abandon("abc")
    assert (sessions.waiting("abc"), sessions.knows("abc")) == (1, True)
    del queue.event_ids_to_events["running"]
    sessions.abandon("abc")
    assert (sessions.waiting("abc"), sessions.knows("abc")) == (0, False)
