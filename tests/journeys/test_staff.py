"""What a member of staff comes for, in a real browser on a real server.

1. "I ask on the search page with my keyboard alone, with a screen reader: I read the answer, open it in its context,
   copy it for my report, say that it helped and why, and go on with a question that is suggested."
2. "I do the same in the chat: I ask, ask on, turn to another topic, correct my last question. After a reload I find my
   questions again and open one at its own address."
3. "I have no question yet: I browse from the front page to a trend, to one of its parts, and to the guidance."
4. "I want guidance only, and I need the answer as a Word file for my manager."
5. "I ask what is not held. I am told so, look at what is nearest, and send a colleague the link."
6. "My browser runs no scripts: I ask from the front page, say why the answer was of no use, and think better of it."
7. "Rwy'n gofyn yn Gymraeg: I use my phone, in Welsh."
"""

import re
from pathlib import Path
from urllib.parse import quote

import pytest
from docx import Document
from playwright.sync_api import expect

from documents.staff_shelf import EXERCISE, GUIDE, NEXT
from journeys.keyboard import opened_by, press, reach
from trendsqa.ui.frame.wording import Language, load_wordings

pytestmark = [pytest.mark.browser, pytest.mark.model]

UI = Path(__file__).resolve().parents[2] / "ui"
FIRST_STEP = "Run an exercise with volunteers, utilities and faith groups in which the power is out for three days."
FOG = "Fog closes the northern berth on about forty days a year."
SUMMARY_LABEL = "Our summary, not the publisher’s words"
ABOUT_FERRIES, FOLLOW_UP = "What are the risks of the ferries?", "And where do we start?"
ABOUT_THE_BOAT, CORRECTED = "What does the library boat lend?", "Who runs the library boat?"
TWO_PARTS = "How do ferries cope with fog, and how does an exercise without power begin?"
NOT_HELD = "Who baked the king's wedding cake?"
TO_COPY = ["clipboard-read", "clipboard-write"]
PHONE = {"viewport": {"width": 320, "height": 640}, "has_touch": True, "is_mobile": True}


def test_asks_reads_copies_judges_and_goes_on_by_keyboard_on_the_search_page(person, service):
    page = person(service.address, permissions=TO_COPY).open("/search")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    box = page.get_by_label("Enter a question")
    reach(page, box)
    page.keyboard.type("How should an exercise")
    expect(page.locator("#suggestion-status[role=status]")).to_contain_text("Use the up and down arrow keys to choose.")
    page.keyboard.type(" without power begin?")
    page.keyboard.press("Enter")
    expect(page).to_have_title(re.compile("^How should an exercise"))
    step = page.locator(".quotes blockquote li").first
    expect(step).to_have_text(FIRST_STEP)

    context = opened_by(page, page.locator("a.open-context").first)
    expect(context.locator("mark", has_text=FIRST_STEP)).to_be_in_viewport()
    context.close()

    press(page, page.get_by_role("button", name="Copy with sources"))
    expect(page.locator(".copied[role=status]")).to_have_text("Copied.")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert FIRST_STEP in copied
    assert "Public sector digital trends 2025" in copied.partition("Sources")[2]

    press(page, page.get_by_role("button", name="Yes (useful)"))
    said = page.locator(".feedback-state[role=status]")
    expect(said).to_have_text("Thank you. Your feedback was sent.")
    reach(page, page.get_by_label("Why?"), "Shift+Tab")
    page.keyboard.type("It is what we plan")
    press(page, page.get_by_role("button", name="Send"))
    expect(page.get_by_label("Why?")).to_have_count(0)
    expect(said).to_have_text("Thank you. Your feedback was sent.")

    press(page, page.get_by_role("link", name=NEXT))
    expect(page.get_by_role("heading", name=NEXT)).to_be_visible()
    expect(page.locator(".quotes blockquote").first).to_contain_text("Emergency plans that assume the network is up")


def enter(page, question):
    """Type a question into the box of the chat, which has the focus, in place of what is in it."""
    expect(page.get_by_label("Enter a question")).to_be_focused()
    page.keyboard.press("Control+a")
    page.keyboard.type(question)
    page.keyboard.press("Enter")
    expect(page.locator("#transcript .turn").last).to_contain_text(question)


def test_asks_on_turns_to_another_topic_and_corrects_a_question_by_keyboard_in_the_chat(person, service):
    page = person(service.address).open_chat()
    turns, told = page.locator("#transcript .turn"), page.locator("#announcement[role=status]")
    press(page, page.get_by_role("link", name="Skip to the question"))
    enter(page, ABOUT_FERRIES)
    expect(told).to_contain_text(FOG)

    enter(page, FOLLOW_UP)
    expect(turns.nth(1).locator(".read-as-text")).to_contain_text("ferries")
    expect(told).to_contain_text("Count the passengers on each crossing")

    reach(page, page.get_by_role("checkbox", name="Start a new topic"))
    page.keyboard.press("Space")
    reach(page, page.get_by_label("Enter a question"), "Shift+Tab")
    enter(page, ABOUT_THE_BOAT)
    expect(turns.nth(2).locator(".asked-alone")).to_be_visible()
    expect(told).to_contain_text("A new topic")

    press(page, page.get_by_role("button", name="Edit question"), "Shift+Tab")
    expect(told).to_contain_text("its answer will be replaced")
    enter(page, CORRECTED)
    expect(turns).to_have_count(3)
    expect(turns.nth(2)).not_to_contain_text(ABOUT_THE_BOAT)
    expect(told).to_contain_text("Two librarians and a skipper share the work.")

    page.reload()
    page.locator("#examples button").first.wait_for()
    expect(turns).to_have_count(0)
    press(page, page.locator(".question-list summary"))
    links = page.locator(".question-list li a")
    expect(links.first).to_contain_text(CORRECTED)
    permalink = opened_by(page, page.locator(".question-list li a", has_text=ABOUT_FERRIES))
    expect(permalink).to_have_url(re.compile(r"/answer\?q="))
    expect(permalink.get_by_role("heading", level=1)).to_have_text(ABOUT_FERRIES)
    expect(permalink.locator("blockquote").first).to_contain_text(FOG)


def test_browses_from_the_front_page_to_a_trend_its_parts_and_its_guidance(person, service):
    page = person(service.address).open("/")
    page.get_by_role("main").get_by_role("link", name="Trends").click()
    page.get_by_role("heading", name="Community resilience").get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Community resilience")
    page.get_by_role("link", name=re.compile("^Read it in full ?: Where to start$")).click()
    expect(page.get_by_role("article")).to_contain_text(FIRST_STEP)
    page.go_back()
    page.get_by_role("region", name="Also linked from this trend").get_by_role("link", name=GUIDE).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(GUIDE)
    expect(page.get_by_role("main")).to_contain_text("Skerry Press")


def test_narrows_to_guidance_and_takes_the_answer_as_a_word_file(person, service, tmp_path):
    page = person(service.address).open("/search")
    page.get_by_label("Enter a question").fill(TWO_PARTS)
    page.get_by_text("Filters", exact=True).click()
    page.get_by_label("Kind of source").select_option("guidance")
    page.get_by_role("button", name="Ask").click()
    expect(page.get_by_role("link", name="Remove filter: Kind")).to_be_visible()
    expect(page.locator("figure.cited")).to_have_count(2)
    expect(page.locator("figure.cited", has_text="Public sector digital trends 2025")).to_have_count(0)
    expect(page.locator("figure.cited .summary-label")).to_have_text(SUMMARY_LABEL)
    with page.expect_download() as taken:
        page.get_by_role("link", name="Word document").click()
    assert taken.value.suggested_filename.endswith(".docx")
    file = tmp_path / "answer.docx"
    taken.value.save_as(file)
    pack = Document(str(file))
    lines = [paragraph.text for paragraph in pack.paragraphs]
    text = "\n".join(lines)
    assert TWO_PARTS in text
    assert FOG in text
    assert any(SUMMARY_LABEL.casefold() in line.casefold() for line in lines)
    references = lines[lines.index("References") :]
    assert any(f"Skerry Press (2024) {GUIDE}" in line for line in references)
    assert "Public sector digital trends 2025" not in text


def test_is_told_what_is_not_held_looks_at_the_nearest_and_sends_a_colleague_the_link(person, service):
    page = person(service.address).open(f"/search?q={quote(NOT_HELD)}")
    expect(page.locator(".no-answer")).to_have_text("The documents held here do not answer this.")
    expect(page.get_by_role("blockquote")).to_have_count(0)
    nearest = page.locator(".nearest a").first
    with page.expect_popup() as opened:
        nearest.click()
    expect(opened.value.get_by_role("heading", level=1)).to_be_visible()
    shared = page.get_by_role("link", name="Link to this answer").get_attribute("href")
    colleague = person(service.address).open(shared)
    expect(colleague.get_by_role("heading", level=1)).to_have_text(NOT_HELD)
    expect(colleague.locator(".no-answer")).to_have_text("The documents held here do not answer this.")


def test_asks_judges_says_why_and_takes_it_back_without_javascript(person, service):
    page = person(service.address, java_script_enabled=False).open("/")
    page.get_by_label("Enter a question").fill(EXERCISE)
    page.get_by_role("button", name="Ask").click()
    expect(page.locator(".quotes blockquote li").first).to_have_text(FIRST_STEP)
    page.get_by_role("button", name="No (not useful)").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you. Your feedback was sent.")
    page.get_by_label("Why? (optional)").fill("It says nothing of boats")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("main")).to_contain_text("It says nothing of boats")
    page.get_by_role("button", name="Take it back").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your feedback was deleted.")
    page.get_by_role("link", name="Ask a question").click()
    expect(page.get_by_label("Enter a question")).to_be_visible()


def test_asks_in_welsh_on_a_phone(person, service):
    welsh = load_wordings(UI / "locale")[Language.WELSH]
    assert welsh.say("Enter a question") != "Enter a question"
    page = person(service.address, **PHONE).open("/")
    page.get_by_role("link", name="Cymraeg").tap()
    page.get_by_label(welsh.say("Enter a question")).fill(EXERCISE)
    page.get_by_role("button", name=welsh.say("Ask"), exact=True).tap()
    expect(page.get_by_role("heading", level=1)).to_have_text(welsh.say("Search and ask"))
    assert page.evaluate("document.documentElement.lang") == "cy"
    expect(page.get_by_text(welsh.say("Was this useful?"))).to_be_visible()
    step = page.locator(".quotes blockquote li").first
    expect(step).to_have_text(FIRST_STEP)
    assert step.evaluate("one => one.closest('[lang]').lang").startswith("en")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["viewport"]["width"]
