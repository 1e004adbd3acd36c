"""The questions of this tab: kept in the browser, opened, asked again, and wiped."""

import json

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

FERRIES, BOAT = "Where should we start with ferries?", "What does the library boat lend?"
HOSTILE = "<img src=x onerror=document.title='owned'> ferries & <b>boats</b>?"


def entries(page):
    return page.locator(".question-list li")


def open_list(page):
    """Opens the list by keyboard."""
    page.locator(".question-list summary").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".question-list .hint")).to_be_visible()


def test_each_question_leads_to_its_own_page_newest_first(visit, server_url, put):
    page = visit(server_url).open_chat()
    open_list(page)
    expect(page.locator(".question-list")).to_contain_text("Nothing asked yet.")
    put(page, FERRIES)
    put(page, BOAT)
    put(page, "Hello")
    expect(entries(page)).to_have_count(2)
    expect(entries(page).first.locator("a")).to_contain_text(BOAT)
    link = entries(page).last.locator("a").get_attribute("href")
    assert link.startswith("../answer?q=Where+should+we+start+with+ferries%3F")
    put(page, FERRIES)
    expect(entries(page)).to_have_count(2)
    expect(entries(page).first.locator("a")).to_contain_text(FERRIES)


def test_a_question_is_put_into_the_box_again_by_keyboard(visit, server_url, put):
    page = visit(server_url).open_chat()
    put(page, FERRIES)
    open_list(page)
    page.keyboard.press("Tab")
    expect(entries(page).locator("a")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Enter a question")).to_be_focused()
    expect(page.get_by_label("Enter a question")).to_have_value(FERRIES)
    expect(page.locator("#announcement")).to_contain_text("Press Enter to ask it")


def test_the_list_outlives_the_page_and_is_not_sent(visit, server_url, put):
    person = visit(server_url)
    page = person.open_chat()
    put(page, FERRIES)
    sent = []
    page.on("request", lambda request: sent.append(f"{request.url} {request.post_data or ''}"))
    page.reload()
    page.locator("#examples button").first.wait_for()
    expect(page.locator("#transcript .turn")).to_have_count(0)
    open_list(page)
    expect(entries(page)).to_have_count(1)
    assert sent
    assert not [one for one in sent if "ferries" in one]
    other = person.open_chat()
    expect(other.locator(".question-list.is-empty")).to_have_count(1)


def test_the_list_is_wiped_by_keyboard_and_that_is_said(visit, server_url, put):
    page = visit(server_url).open_chat()
    put(page, FERRIES)
    open_list(page)
    for _ in range(3):
        page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Clear the list")).to_be_focused()
    page.keyboard.press("Enter")
    expect(entries(page)).to_have_count(0)
    expect(page.locator("#announcement")).to_have_text("The list of your questions is cleared.")
    expect(page.locator(".question-list summary")).to_be_focused()
    assert page.evaluate("sessionStorage.length") == 0
    page.reload()
    page.locator("#examples button").first.wait_for()
    expect(page.locator(".question-list.is-empty")).to_have_count(1)


def test_a_question_that_holds_markup_is_listed_as_its_characters(visit, server_url, put):
    page = visit(server_url).open_chat()
    put(page, HOSTILE)
    open_list(page)
    expect(entries(page).locator("a")).to_contain_text(HOSTILE)
    expect(page.locator(".question-list img, .question-list b")).to_have_count(0)
    assert page.title() != "owned"


def test_what_is_stored_in_another_form_is_left_out_and_the_rest_bounded(visit, server_url):
    page = visit(server_url).open_chat()
    fine = [{"text": f"Question {n}?", "link": f"../answer?q={n}"} for n in range(60)]
    bad = [
        {"text": "a", "link": "javascript:alert(1)"},
        {"text": 7},
        None,
        {"text": "a" * 1001, "link": "../answer?q="},
    ]
    for held, count in ((json.dumps([*bad, *fine]), 50), ("{", 0), ("7", 0)):
        page.evaluate("held => sessionStorage.setItem('trendsqa-questions', held)", held)
        page.reload()
        page.locator("#examples button").first.wait_for()
        expect(page.locator(".question-list")).to_have_count(1)
        expect(entries(page)).to_have_count(count)
