"""The chat: what it shows, and what of Gradio is let out."""

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from lxml import html

from fakes.assistant import FailingAssistant
from fakes.live_index import live_index_of
from trendsqa.errors import OverloadedError, SettingsError
from trendsqa.ui.chat import _Chat, mount_chat
from trendsqa.ui.frame.rendering import Renderer

QUESTION = "How do we begin a lamp programme?"


@pytest.fixture
def chat_of(ui_folder):
    return lambda asked: _Chat(live_index_of(asked), Renderer(ui_folder / "pages"))


def histories(assistant):
    return [history for _, history in assistant.asked]


def test_an_answer_clears_the_box_and_is_added_to_the_transcript(chat_of, assistant):
    shown, turns, box, *_ = chat_of(assistant).asked(QUESTION, ())
    assert box == ""
    assert [turn.question for turn in turns] == [QUESTION]
    assert "Count the lamps and their age." in shown


def test_a_follow_up_is_asked_with_the_earlier_questions(chat_of, assistant):
    chat = chat_of(assistant)
    _, turns, *_ = chat.asked(QUESTION, ())
    shown, turns, *_ = chat.asked("And who owns them?", turns)
    assert histories(assistant) == [(), (QUESTION,)]
    assert "And who owns them?" in html.fromstring(shown).xpath("string(//*[@class='read-as'])")
    assert html.fromstring(shown).xpath("//section/@id") == ["t1", "t2"]


def test_a_question_asked_as_it_stands_begins_a_topic(chat_of, assistant):
    """Neither it nor what follows is read with the questions before it."""
    chat = chat_of(assistant)
    _, turns, *_ = chat.asked(QUESTION, ())
    shown, turns, *_, told = chat.asked("What do sensors in bins tell the crew?", turns, alone=True)
    chat.asked("And who empties them?", turns)
    assert histories(assistant) == [(), (), ("What do sensors in bins tell the crew?",)]
    second = html.fromstring(shown).xpath("//section[@id='t2']")[0]
    assert "A new topic" in second.text_content()
    assert (told["value"], told["visible"]) == (False, True)


def test_what_was_chosen_stays_where_the_question_was_not_put(chat_of, assistant):
    chat = chat_of(assistant)
    _, turns, *_ = chat.asked(QUESTION, ())
    *_, told = chat.asked("é" * 1001, turns, alone=True)
    assert told["value"] is True


def test_as_it_stands_is_offered_only_where_there_is_an_earlier_question(chat_of, assistant):
    chat = chat_of(assistant)
    *_, hidden, _, _, _, _, _, _ = chat.opened()
    assert hidden["visible"] is False
    shown, _, *_, told = chat.asked(QUESTION, (), alone=True)
    assert told["visible"] is True
    assert "A new topic" not in shown


def test_a_question_of_too_many_characters_stays_in_the_box(chat_of, assistant):
    question = "é" * 1001
    shown, turns, box, *_ = chat_of(assistant).asked(question, ())
    assert (turns, box) == ((), question)
    assert "1001 characters" in shown
    assert assistant.asked == []


def test_an_index_that_cannot_be_opened_is_explained_with_the_command(chat_of, closed):
    shown, turns, box, *_ = chat_of(closed).asked(QUESTION, ())
    assert (turns, box) == ((), QUESTION)
    assert "trendsqa doctor" in shown
    opening, *_ = chat_of(closed).opened()
    assert "trendsqa doctor" in opening
    assert "No index is published" not in opening
    assert "You asked" not in opening


def test_too_many_questions_at_once_are_told_in_a_plain_sentence(chat_of):
    shown, turns, box, *_ = chat_of(FailingAssistant(OverloadedError(3))).asked(QUESTION, ())
    assert (turns, box) == ((), QUESTION)
    assert "Please try again in 3 seconds." in shown


def test_a_failure_shows_no_reason_and_no_traceback(chat_of, caplog):
    shown, *_ = chat_of(FailingAssistant(RuntimeError("a private reason"))).asked(QUESTION, ())
    assert "Something went wrong" in shown
    assert "private reason" not in shown
    assert "A question in the chat failed" in caplog.text


def test_an_empty_collection_says_how_to_add_documents(chat_of, empty):
    opening, *_ = chat_of(empty).opened()
    assert "trendsqa corpus add FILE" in opening


def test_a_long_conversation_is_bounded(chat_of, assistant):
    chat, turns = chat_of(assistant), ()
    for _ in range(60):
        _, turns, *_ = chat.asked("Moon?", turns)
    assert len(turns) == 50
    assert turns[-1].number == 60
    assert len(histories(assistant)[-1]) == 20


def test_white_space_alone_changes_nothing(chat_of, assistant):
    chat_of(assistant).asked(" \n", ())
    assert assistant.asked == []


def test_a_missing_file_of_the_chat_names_the_setting(assistant, tmp_path):
    with pytest.raises(SettingsError, match="TRENDSQA_UI"):
        mount_chat(FastAPI(), live_index_of(assistant), tmp_path)


def test_the_mounted_chat_hides_what_it_does_not_need(assistant, ui_folder):
    """Neither uploads, nor files, nor a description of its functions are to be had from the chat."""
    client = TestClient(mount_chat(FastAPI(), live_index_of(assistant), ui_folder))
    page = client.get("/chat/")
    assert page.status_code == 200
    assert "frame-ancestors 'none'" in page.headers["content-security-policy"]
    config = client.get("/chat/config").json()
    assert (config["analytics_enabled"], config["footer_links"], config["api_prefix"]) == (
        False,
        [],
        "/gradio_api",
    )
    assert client.post("/chat/gradio_api/upload", files={"files": b"x"}).status_code == 404
    assert client.get("/chat/gradio_api/info").status_code == 404
    assert client.post("/chat/gradio_api/call/asked", json={"data": ["x", []]}).status_code == 404


def test_a_conversation_goes_on_over_what_is_published_meanwhile(chat_of, replaced_while_read):
    """Opening the page reads one generation to its end; the next question is answered from the newer one."""
    chat = chat_of(replaced_while_read)
    assert chat._welcome()[1]
    shown, *_ = chat.asked(QUESTION, ())
    assert "The Later Book" in shown
