"""Feedback without a script, over HTTP."""

from urllib.parse import urlencode

import pytest
from lxml import html

from trendsqa.settings import FeedbackSettings

QUESTION = "How do we begin a lamp programme?"


def form_of(client, address):
    (form,) = html.fromstring(client.get(address).text).xpath("//form[@class='thumbs']")
    return form.get("action"), {field.get("name"): field.get("value") for field in form.xpath(".//input")}


def send(client, address, fields):
    """As a browser does, which names the media type of an empty form too."""
    media_type = {"Content-Type": "application/x-www-form-urlencoded"}
    return client.post(address, content=urlencode(fields), headers=media_type)


@pytest.fixture
def sent(client):
    """Feedback that somebody sent from an answer: where the browser is led."""
    address, fields = form_of(client, f"/search?{urlencode({'q': QUESTION})}")
    return send(client, address, {**fields, "useful": "no"})


def test_a_thumb_is_stored_with_what_answered_and_nothing_else(sent, feedback_store):
    (entry,) = feedback_store.entries()
    assert (entry.feedback.question, entry.feedback.useful, entry.feedback.words) == (QUESTION, False, None)
    assert (entry.feedback.generation, entry.feedback.outcome) == ("paper", "answered")
    assert (sent.status_code, sent.headers["location"]) == (303, f"/feedback/{entry.id}")


def test_a_page_says_thank_you_and_takes_a_reason_in_place_of_the_first(client, sent, feedback_store):
    tree = html.fromstring(client.get(sent.headers["location"]).text)
    address = tree.xpath("//form[.//textarea]/@action")[0]
    added = send(client, address, {"words": " It says <b>how</b>\r\nbut not when. "})
    (entry,) = feedback_store.entries()
    assert (entry.feedback.words, entry.feedback.useful) == ("It says <b>how</b> but not when.", False)
    shown = client.get(added.headers["location"]).text
    assert "&lt;b&gt;how" in shown
    assert "<textarea" not in shown


@pytest.mark.parametrize("path", ["/search", "/answer", "/embed"])
def test_a_browser_says_with_the_form_from_where_it_was_sent(client, sent, path):
    """Without a referrer it would send "Origin: null", which is refused as if another site had sent it."""
    for address in (f"{path}?{urlencode({'q': QUESTION})}", sent.headers["location"]):
        assert client.get(address).headers["referrer-policy"] == "same-origin", address


def test_it_can_be_taken_back(client, sent, feedback_store):
    (address,) = html.fromstring(client.get(sent.headers["location"]).text).xpath("//form[not(.//textarea)]/@action")
    gone = send(client, address, {})
    assert feedback_store.entries() == ()
    assert "was deleted" in client.get(gone.headers["location"]).text
    assert send(client, address, {}).status_code == 404
    assert client.get(sent.headers["location"]).status_code == 404


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"question": QUESTION},
        {"question": QUESTION, "useful": "maybe"},
        {"question": " ", "useful": "yes"},
        {"question": QUESTION, "useful": "yes", "outcome": "won"},
        {"question": "a" * 1001, "useful": "yes"},
        {"question": QUESTION, "useful": "yes", "generation": "a" * 101},
    ],
)
def test_a_form_that_says_too_little_or_too_much_is_a_page_that_says_so(client, feedback_store, fields):
    response = send(client, "/feedback", fields)
    assert response.status_code == 422
    assert html.fromstring(response.text).xpath("//h1")
    assert feedback_store.entries() == ()


@pytest.mark.parametrize(
    ("body", "media_type"),
    [
        (b'{"question": "a"}', "application/json"),
        (b"question=%ff&useful=yes", "application/x-www-form-urlencoded"),
        (b"\xff=1", "application/x-www-form-urlencoded"),
        (b"&".join(b"a%d=1" % n for n in range(60)), "application/x-www-form-urlencoded"),
    ],
)
def test_what_is_no_form_is_refused_as_a_page(client, body, media_type):
    response = client.post("/feedback", content=body, headers={"Content-Type": media_type})
    assert response.status_code == 422
    assert html.fromstring(response.text).xpath("//header")


def test_too_long_a_reason_is_refused_and_nothing_is_lost(client, sent, feedback_store):
    assert send(client, f"{sent.headers['location']}/words", {"words": "a" * 1001}).status_code == 422
    assert len(feedback_store.entries()) == 1


def test_where_no_feedback_is_taken_nobody_is_asked_for_any(assistant, visit, tmp_path):
    client = visit(assistant, feedback=FeedbackSettings(enabled=False))
    assert "Was this useful?" not in client.get(f"/search?{urlencode({'q': QUESTION})}").text
    assert client.post("/feedback", data={"question": QUESTION, "useful": "yes"}).status_code == 404
