"""While an answer is looked for, and after it: stop, retry and edit, by keyboard alone and announced."""

import re
from types import SimpleNamespace

import pytest
from fastapi import FastAPI
from playwright.sync_api import expect

from fakes.live_index import live_index_of
from fakes.loopback_server import serving_in_thread
from fakes.slow_assistant import SlowAssistant
from trendsqa.settings import ServerSettings
from trendsqa.ui.chat.chat_page import mount_chat
from trendsqa.ui.site import build_site
from ui.conftest import EXAMPLES, UI_FOLDER, lamp_book

pytestmark = [pytest.mark.browser, pytest.mark.filterwarnings("ignore::DeprecationWarning")]

LOOKING = "Looking for an answer…"
SLOW = "How do we slowly count lamps?"
LAMPS, BINS = "How do we begin a lamp programme?", "What do sensors in bins tell the crew?"


@pytest.fixture(scope="module")
def slow():
    """A chat whose assistant takes its time over some questions."""
    assistant = SlowAssistant(lamp_book(), threshold=0.1, ranks_all=True, examples=(*EXAMPLES, SLOW))
    app, live_index = FastAPI(), live_index_of(assistant)
    app.include_router(build_site(live_index, UI_FOLDER, ServerSettings()).router)
    mount_chat(app, live_index, UI_FOLDER)
    with serving_in_thread(app) as url:
        yield SimpleNamespace(url=url, assistant=assistant)
        assistant.go_on.set()


@pytest.fixture
def page(visit, slow):
    """The chat, opened by somebody."""
    slow.assistant.go_on.clear()
    slow.assistant.asked.clear()
    return visit(slow.url).open_chat()


def box(page):
    return page.get_by_label("Enter a question")


def enter(page, question):
    box(page).focus()
    page.keyboard.press("Control+A")
    page.keyboard.type(question)
    page.keyboard.press("Enter")


def turns(page):
    return page.locator("#transcript .turn")


def press(page, name):
    """Presses the button ``name`` by keyboard, from the question box on."""
    button = page.get_by_role("button", name=name, exact=True)
    button.wait_for()
    box(page).focus()
    for key in ["Shift+Tab"] * 5 + ["Tab"] * 10:
        if button.evaluate("one => one === document.activeElement"):
            page.keyboard.press("Enter")
            return
        page.keyboard.press(key)
    pytest.fail(f"no key leads to {name}")


def asked(slow):
    return [question for question, _ in slow.assistant.asked]


def test_a_slow_answer_is_announced_as_looked_for_until_it_is_there(page, slow):
    enter(page, SLOW)
    expect(page.locator("#waiting[role=status]")).to_have_text(LOOKING)
    expect(page.get_by_role("button", name="Stop")).to_be_visible()
    slow.assistant.go_on.set()
    expect(turns(page)).to_have_count(1)
    expect(page.locator("#waiting")).to_be_empty()
    expect(page.get_by_role("button", name="Stop")).to_be_hidden()


def test_a_fast_answer_shows_nothing_of_the_waiting(page):
    """The moment that is waited for is stretched, so that a slow machine does not make a slow answer."""
    page.evaluate(
        """() => {
          const [set, clear] = [window.setTimeout, window.clearTimeout];
          window.moments = [];
          window.setTimeout = (then, ms, ...rest) => {
            const id = set(then, ms === 300 ? 20000 : ms, ...rest);
            if (ms === 300) window.moments.push(id);
            return id;
          };
          window.clearTimeout = (id) => {
            window.moments = window.moments.map((one) => (one === id ? "cleared" : one));
            clear(id);
          };
        }"""
    )
    enter(page, LAMPS)
    expect(turns(page)).to_have_count(1)
    page.wait_for_function("window.moments[0] === 'cleared'")
    expect(page.locator("#waiting")).to_be_empty()


def test_stop_gives_up_waiting_and_puts_the_question_back(page, slow):
    enter(page, SLOW)
    press(page, "Stop")
    expect(page.locator("#waiting")).to_have_text("Stopped.")
    expect(box(page)).to_have_value(SLOW)
    expect(box(page)).to_be_focused()
    slow.assistant.go_on.set()
    enter(page, LAMPS)
    # What was stopped is no part of the conversation, even if its answer was made later.
    expect(turns(page)).to_have_count(1)
    expect(turns(page).locator("h2")).to_contain_text(LAMPS)
    assert slow.assistant.asked[-1] == (LAMPS, ())
    expect(page.locator("#waiting")).to_be_empty()


def test_stop_puts_an_example_into_the_box(page):
    page.get_by_role("button", name=SLOW).click()
    page.get_by_role("button", name="Stop").click()
    expect(box(page)).to_have_value(SLOW)
    expect(box(page)).to_be_focused()


def test_retry_asks_the_last_question_again_in_its_place(page, slow):
    enter(page, BINS)
    expect(turns(page)).to_have_count(1)
    enter(page, LAMPS)
    expect(turns(page)).to_have_count(2)
    box(page).fill("half a thought")
    page.locator("#announcement").evaluate("one => { one.textContent = '' }")
    press(page, "Retry")
    expect(page.locator("#t3")).to_be_visible()
    expect(turns(page)).to_have_count(2)
    assert slow.assistant.asked[-2:] == [(LAMPS, (BINS,))] * 2
    expect(page.locator("#announcement")).to_contain_text(LAMPS)
    expect(box(page)).to_have_value("half a thought")


def test_edit_puts_the_last_question_into_the_box_and_replaces_it(page, slow):
    enter(page, BINS)
    expect(turns(page)).to_have_count(1)
    press(page, "Edit question")
    expect(box(page)).to_be_focused()
    expect(box(page)).to_have_value(BINS)
    expect(page.locator("#announcement")).to_contain_text("its answer will be replaced")
    expect(page.get_by_role("checkbox", name=re.compile("^Replace my last question"))).to_be_checked()
    page.keyboard.type(" Slow ones?")
    page.keyboard.press("Enter")
    expect(turns(page).locator("h2")).to_contain_text("Slow ones?")
    expect(turns(page)).to_have_count(1)
    assert slow.assistant.asked[-1] == (f"{BINS} Slow ones?", ())
    expect(page.locator("#replacing")).to_be_hidden()
    expect(box(page)).to_be_focused()


def test_what_was_edited_is_asked_as_a_new_question_if_it_shall_not_replace(page):
    enter(page, BINS)
    expect(turns(page)).to_have_count(1)
    press(page, "Edit question")
    page.keyboard.press("Tab")
    expect(page.get_by_role("checkbox", name=re.compile("^Replace my last question"))).to_be_focused()
    page.keyboard.press("Space")
    enter(page, LAMPS)
    expect(turns(page)).to_have_count(2)


def test_neither_retry_nor_edit_is_offered_before_an_answer(page):
    expect(page.locator("#last-answer, #stop:visible, #replacing:visible")).to_have_count(0)


def test_nothing_stands_against_the_chat_while_it_waits(page, find_faults):
    enter(page, SLOW)
    expect(page.locator("#waiting")).to_have_text(LOOKING)
    assert find_faults(page) == []
