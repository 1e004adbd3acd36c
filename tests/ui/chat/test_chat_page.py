"""The chat's page in Gradio: what each event shows, and what of Gradio is let out."""

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from lxml import html

from fakes.assistant import FailingAssistant
from fakes.live_index import live_index_of
from trendsqa.errors import OverloadedError, SettingsError
from trendsqa.settings import ServerSettings
from trendsqa.ui.chat.chat_page import _Chat, mount_chat
from trendsqa.ui.chat.conversation import Conversation
from trendsqa.ui.chat.conversing import Conversing
from trendsqa.ui.frame.rendering import Renderer
from trendsqa.ui.frame.wording import Language, load_wordings

QUESTION = "How do we begin a lamp programme?"
SHOWN = ("transcript", "conversation", "question", "alone", "replacing", "last_answer", "again", "examples")


@pytest.fixture
def chat_of(ui_folder):
    wordings = load_wordings(ui_folder / "locale")
    return lambda asked: _Chat(Conversing(live_index_of(asked), Renderer(ui_folder / "pages", wordings=wordings)))


@pytest.fixture
def mounted(assistant, ui_folder):
    """A client on the chat, with the address that it is reached by and its settings."""

    def make(**settings):
        app = mount_chat(FastAPI(), live_index_of(assistant), ui_folder, settings=ServerSettings(**settings))
        return TestClient(app, base_url="http://127.0.0.1:8000")

    return make


def named(outcome):
    return dict(zip(SHOWN, outcome, strict=False))


def test_an_answer_clears_the_box_and_is_added_to_the_transcript(chat_of, assistant):
    shown = named(chat_of(assistant).asked(QUESTION, Conversation()))
    assert shown["question"] == ""
    assert [turn.question for turn in shown["conversation"].turns] == [QUESTION]
    assert "Count the lamps and their age." in shown["transcript"]
    assert shown["last_answer"]["visible"] is True
    assert shown["examples"]["visible"] is False


def test_what_was_chosen_stays_where_the_question_could_not_be_answered(chat_of, assistant):
    chat = chat_of(assistant)
    before = named(chat.asked(QUESTION, Conversation()))["conversation"]
    shown = named(chat.asked("é" * 1001, before, alone=True, replacing=True))
    assert (shown["alone"]["value"], shown["replacing"], shown["question"]) == (True, True, "é" * 1001)
    assert shown["conversation"].turns == before.turns
    shown = named(chat.asked("Bins?", shown["conversation"], alone=True, replacing=True))
    assert (shown["alone"]["value"], shown["replacing"]) == (False, False)
    assert [turn.question for turn in shown["conversation"].turns] == ["Bins?"]


def test_a_new_topic_is_offered_only_where_there_is_an_earlier_question(chat_of, assistant):
    chat = chat_of(assistant)
    assert named(chat.begun(Language.ENGLISH))["alone"]["visible"] is False
    assert named(chat.asked(QUESTION, Conversation()))["alone"]["visible"] is True


def test_the_last_question_is_asked_again_in_its_place_as_it_was_asked(chat_of, assistant):
    chat = chat_of(assistant)
    first = named(chat.asked(QUESTION, Conversation()))["conversation"]
    second = named(chat.asked("Bins?", first, alone=True))["conversation"]
    shown = named(chat.retried(second))
    assert [(turn.question, turn.alone) for turn in shown["conversation"].turns] == [(QUESTION, False), ("Bins?", True)]
    assert html.fromstring(shown["transcript"]).xpath("//section/@id") == ["t1", "t3"]
    assert assistant.asked[-1] == ("Bins?", ())
    assert "__type__" in shown["question"]


def test_asking_again_where_nothing_was_asked_changes_nothing(chat_of, assistant):
    chat_of(assistant).retried(Conversation())
    assert assistant.asked == []


def test_white_space_alone_changes_nothing(chat_of, assistant):
    chat_of(assistant).asked(" \n", Conversation())
    assert assistant.asked == []


def test_a_question_that_is_refused_stays_in_the_box(chat_of):
    shown = named(chat_of(FailingAssistant(OverloadedError(3))).asked(QUESTION, Conversation()))
    assert (shown["question"], shown["last_answer"]["visible"]) == (QUESTION, False)


def test_a_conversation_begins_in_the_language_that_is_asked_for(chat_of, assistant):
    assert named(chat_of(assistant).begun(Language.WELSH))["conversation"].language is Language.WELSH


def test_what_was_typed_while_the_page_opened_stays_and_a_new_conversation_empties_the_box(chat_of, assistant):
    chat = chat_of(assistant)
    assert "value" not in named(chat.begun(Language.ENGLISH))["question"]
    anew = named(chat.begun_anew(Conversation(Language.WELSH, asked=3)))
    assert anew["question"]["value"] == ""
    assert anew["conversation"] == Conversation(Language.WELSH)


def test_a_missing_file_of_the_chat_names_the_setting(assistant, tmp_path):
    with pytest.raises(SettingsError, match="TRENDSQA_UI"):
        mount_chat(FastAPI(), live_index_of(assistant), tmp_path)


def test_the_mounted_chat_hides_what_it_does_not_need(mounted):
    """Neither uploads, nor files, nor a description of its functions are to be had from the chat."""
    client = mounted()
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


def test_the_page_stands_in_the_frame_of_all_pages(mounted):
    page = html.fromstring(mounted().get("/chat/").text)
    assert page.xpath("string(/html/head/title)") == "Chat – Digital trends answers"
    assert page.xpath("/html/body/header//a[@aria-current]/@href") == ["/chat/"]
    assert "Last updated 1 January 2024." in page.xpath("string(//footer)")
    assert page.xpath("//a[@class='skip']/@href") == ["#question"]
    assert page.xpath("//noscript//a/@href") == ["/search"]
    assert page.xpath("count(//gradio-app)") == 1
    assert page.xpath("//base | //meta[@property] | //link[@rel='manifest']") == []


def test_the_page_is_in_the_language_that_the_setting_the_address_or_a_cookie_names(mounted):
    client = mounted()
    assert 'lang="en-GB"' in client.get("/chat/").text
    welsh = client.get("/chat/?lang=cy")
    assert (welsh.headers["content-language"], 'lang="cy"' in welsh.text) == ("cy", True)
    assert client.cookies["trendsqa-language"] == "cy"
    assert 'lang="cy"' in client.get("/chat/").text
    assert 'lang="en-GB"' in mounted(language="en").get("/chat/?lang=cy").text


def test_the_page_links_below_the_path_of_a_proxy(assistant, ui_folder):
    app = mount_chat(FastAPI(), live_index_of(assistant), ui_folder)
    client = TestClient(app, base_url="http://127.0.0.1:8000", root_path="/trends")
    page = html.fromstring(client.get("/trends/chat/").text)
    assert page.xpath("//noscript//a/@href") == ["/trends/search"]
    assert page.xpath("//link[@rel='stylesheet']/@href")[-1].startswith("/trends/static/chat.css")
