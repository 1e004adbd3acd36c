"""The chat as people use it, in a real browser on a real server."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

QUESTION = "Where should we start with ferries?"
STEPS = [
    "Count the passengers on each crossing for a month.",
    "Ask the harbour master which berths are free at low tide.",
    "Agree one timetable with the bus company.",
]
CLOSE = "What are the risks of the ferries of Lisbon?"
UNANSWERED = "What did the 1987 treaty on lunar mining rights cost Portugal?"


def change(page):
    """The button under the newest answer that was read otherwise than asked."""
    return page.get_by_role("button", name=re.compile("^Not what you meant")).last


def alone(page):
    """The box to tick for a question without the earlier ones."""
    return page.get_by_role("checkbox", name="Start a new topic")


def tab_to(page, key, name):
    """Presses ``key`` until the focus is on something of the class ``name``."""
    for _ in range(40):
        page.keyboard.press(key)
        if page.evaluate("name => document.activeElement.classList.contains(name)", name):
            return
    pytest.fail(f"{key} never reaches .{name}")


def test_a_question_is_answered_with_quotes_and_a_numbered_source(visit, server_url, put):
    page = visit(server_url).open_chat()
    put(page, QUESTION)
    turn = page.locator("#transcript .turn")
    for step in STEPS:
        expect(turn.locator("blockquote li", has_text=step)).to_be_visible()
    expect(turn.locator("h2")).to_contain_text(QUESTION)
    source = turn.locator(".source").first
    expect(source.locator(".open-context")).to_have_text("Ferries › Where to start (opens in a new tab)")
    expect(source.locator(".number").first).to_have_text("[1]")
    expect(page.get_by_label("Enter a question")).to_have_value("")


def test_a_citation_opens_its_words_in_their_context(visit, server_url, put):
    page = visit(server_url).open_chat()
    put(page, QUESTION)
    quote = page.locator("#transcript blockquote li").first.inner_text()
    with page.expect_popup() as opened:
        page.locator("#transcript a.open-context").first.click()
    context = opened.value
    expect(context.locator("h1")).to_have_text("Where to start")
    expect(context.locator("#quote")).to_be_in_viewport()
    expect(context.locator("mark", has_text=quote)).to_be_visible()


def test_a_follow_up_is_read_in_the_light_of_the_conversation(visit, server_url, put):
    page = visit(server_url).open_chat()
    put(page, "What are the risks of the ferries?")
    put(page, "And where do we start?")
    second = page.locator("#transcript .turn").nth(1)
    expect(second.locator(".read-as")).to_contain_text(re.compile("ferries", re.IGNORECASE))
    expect(page.locator("#transcript .turn").first.locator("h2")).to_contain_text("risks of the ferries")


def test_how_a_question_was_read_is_changed_and_asked_as_a_new_topic(visit, server_url, put):
    page = visit(server_url).open_chat()
    put(page, "What are the risks of the ferries?")
    put(page, "And where do we start?")
    second = page.locator("#transcript .turn").nth(1)
    read = second.locator(".read-as-text").inner_text()
    change(page).click()
    box = page.get_by_label("Enter a question")
    expect(box).to_be_focused()
    expect(box).to_have_value(read)
    expect(alone(page)).to_be_checked()
    expect(page.locator("#announcement")).to_contain_text("Change it and press Enter")
    box.fill("And where do we start?")
    page.keyboard.press("Enter")
    third = page.locator("#transcript .turn").nth(2)
    expect(third.locator(".asked-alone")).to_be_visible()
    expect(third.locator(".read-as")).to_have_count(0)
    expect(alone(page)).not_to_be_checked()
    expect(box).to_be_focused()


def test_what_is_asked_as_a_new_topic_is_the_topic_from_then_on(visit, server_url, put):
    page = visit(server_url).open_chat()
    put(page, "What are the risks of the ferries?")
    alone(page).check()
    put(page, "What does the library boat lend?")
    put(page, "And who runs it?")
    reading = page.locator("#transcript .turn").nth(2).locator(".read-as-text")
    expect(reading).to_contain_text("library boat")
    expect(reading).not_to_contain_text("ferries")


def test_the_keyboard_alone_changes_how_a_question_was_read(visit, server_url, put):
    page = visit(server_url).open_chat()
    put(page, "What are the risks of the ferries?")
    put(page, "And where do we start?")
    page.get_by_label("Enter a question").focus()
    tab_to(page, "Shift+Tab", "reread")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Enter a question")).to_be_focused()
    # The cursor stands behind the last word: what is typed is added.
    page.keyboard.type(" in winter")
    expect(page.get_by_label("Enter a question")).to_have_value(re.compile("in winter$"))
    page.keyboard.press("Tab")
    expect(alone(page)).to_be_focused()
    page.keyboard.press("Space")
    expect(alone(page)).not_to_be_checked()


def test_a_new_topic_is_offered_once_something_was_asked(visit, server_url, put):
    page = visit(server_url).open_chat()
    expect(alone(page)).to_have_count(0)
    put(page, QUESTION)
    expect(alone(page)).to_be_visible()
    page.get_by_role("button", name="New conversation").click()
    expect(page.locator("#transcript .turn")).to_have_count(0)
    expect(alone(page)).to_have_count(0)


@pytest.mark.parametrize("width", [320, 1280])
def test_changing_how_a_question_was_read_has_room_at_every_width(visit, server_url, put, width):
    page = visit(server_url, viewport={"width": width, "height": 800}).open_chat()
    put(page, "What are the risks of the ferries?")
    put(page, "And where do we start?")
    change(page).click()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    # WCAG 2.2, 2.5.8: a target is at least 24 by 24 CSS pixels.
    for target in (change(page), alone(page)):
        size = target.bounding_box()
        assert min(size["width"], size["height"]) >= 24


def test_a_question_that_the_collection_does_not_answer_is_said_plainly(visit, server_url, put):
    page = visit(server_url).open_chat()
    put(page, UNANSWERED)
    turn = page.locator("#transcript .turn")
    expect(turn.locator(".no-answer")).to_have_text("The documents held here do not answer this.")
    expect(turn.locator(".reason")).not_to_be_empty()
    expect(turn.locator("blockquote")).to_have_count(0)


def test_what_comes_closest_opens_in_its_context_after_a_warning(visit, server_url, put):
    page = visit(server_url).open_chat()
    put(page, CLOSE)
    turn = page.locator("#transcript .turn")
    expect(turn.locator(".no-answer")).to_have_text("This may not answer your question.")
    expect(turn.locator(".reason")).to_contain_text("Lisbon")
    words = turn.locator("blockquote .paragraph-text").first.inner_text()
    with page.expect_popup() as opened:
        turn.locator("a.open-context").click()
    expect(opened.value.locator("mark", has_text=words)).to_be_visible()


def test_a_greeting_gets_a_reply_and_a_suggestion_is_asked_by_keyboard(visit, server_url, put):
    page = visit(server_url).open_chat()
    put(page, "Hello")
    turn = page.locator("#transcript .turn")
    expect(turn.locator(".reply")).to_contain_text("Ask a question")
    expect(turn.locator(".no-answer, .nearest, .read-as")).to_have_count(0)
    suggested = turn.locator("button.suggested").first
    question = suggested.inner_text()
    suggested.focus()
    page.keyboard.press("Enter")
    box = page.get_by_label("Enter a question")
    expect(box).to_be_focused()
    expect(box).to_have_value(question)
    expect(page.locator("#announcement")).to_contain_text("Press Enter to ask it")
    page.keyboard.press("Enter")
    expect(turn.nth(1).locator("h2")).to_contain_text(question)
    expect(turn.nth(1).locator("blockquote").first).to_be_visible()


def test_an_example_question_is_asked_by_its_button(visit, server_url):
    page = visit(server_url).open_chat()
    example = page.locator("#examples button").first
    question = example.inner_text().strip()
    example.click()
    expect(page.locator("#transcript .turn h2")).to_contain_text(question)
    expect(page.locator("#examples")).to_be_hidden()


def test_a_new_conversation_forgets_the_old_one(visit, server_url, put):
    page = visit(server_url).open_chat()
    put(page, QUESTION)
    page.get_by_role("button", name="New conversation").click()
    expect(page.locator("#transcript .turn")).to_have_count(0)
    expect(page.locator("#examples button").first).to_be_visible()
    put(page, "And what does that cost?")
    expect(page.locator("#transcript .read-as")).to_have_count(0)


def test_the_keyboard_alone_asks_and_opens_a_source(visit, server_url):
    page = visit(server_url).open_chat()
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.tagName") == "TEXTAREA":
            break
    page.keyboard.type(QUESTION)
    page.keyboard.press("Enter")
    expect(page.locator("#transcript .turn")).to_have_count(1)
    expect(page.get_by_label("Enter a question")).to_be_focused()
    for _ in range(40):
        page.keyboard.press("Shift+Tab")
        if page.evaluate("document.activeElement.classList.contains('open-context')"):
            break
    with page.expect_popup() as opened:
        page.keyboard.press("Enter")
    expect(opened.value.locator("#quote")).to_be_in_viewport()


def test_the_focus_is_not_lost_with_a_button_that_goes_away(visit, server_url):
    page = visit(server_url).open_chat()
    page.locator("#examples button").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#transcript .turn")).to_have_count(1)
    expect(page.get_by_label("Enter a question")).to_be_focused()
    page.get_by_role("button", name="New conversation").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#transcript .turn")).to_have_count(0)
    expect(page.get_by_label("Enter a question")).to_be_focused()


def test_an_answer_is_announced_once_in_a_live_region(visit, server_url, put):
    page = visit(server_url).open_chat()
    put(page, QUESTION)
    region = page.locator("#announcement[aria-live=polite]")
    expect(region).to_contain_text(STEPS[0])
    put(page, UNANSWERED)
    expect(region).to_contain_text("The documents held here do not answer this.")
    expect(region).not_to_contain_text(STEPS[0])


def test_a_reply_is_announced_and_a_warning_before_the_closest_quote(visit, server_url, put):
    page = visit(server_url).open_chat()
    region = page.locator("#announcement[aria-live=polite]")
    put(page, "Hello")
    expect(region).to_contain_text("Ask a question")
    put(page, CLOSE)
    words = page.locator("#transcript blockquote .paragraph-text").first.inner_text()
    expect(region).to_have_text(re.compile(f"may not answer.*{re.escape(words)}"))


def test_an_answer_is_copied_with_its_sources(visit, server_url, put):
    chat = visit(server_url, permissions=["clipboard-read", "clipboard-write"])
    page = chat.open_chat()
    put(page, QUESTION)
    page.get_by_role("button", name="Copy with sources").click()
    expect(page.locator(".copied")).to_have_text("Copied.")
    copied = page.evaluate("navigator.clipboard.readText()").splitlines()
    assert copied[0] == QUESTION
    assert any(line.endswith(f"• {STEPS[1]}") for line in copied)
    assert "Sources" in copied


def test_feedback_on_an_answer_is_sent_by_keyboard(visit, server_url, put):
    page = visit(server_url).open_chat()
    put(page, QUESTION)
    page.get_by_role("button", name=re.compile("^Yes")).focus()
    page.keyboard.press("Enter")
    expect(page.locator(".feedback-state[role=status]")).to_contain_text("Thank you")


def test_a_question_that_holds_markup_is_shown_as_its_characters(visit, server_url, put):
    page = visit(server_url).open_chat()
    hostile = "<img src=x onerror=document.title='owned'> ferries <b>start</b> $$x$$ `code` {{1+1}} ${1+1}"
    put(page, hostile)
    expect(page.locator("#transcript .turn h2")).to_contain_text(hostile)
    expect(page.locator("#transcript img, #transcript b")).to_have_count(0)
    assert page.title() != "owned"


def test_a_question_of_too_many_characters_stays_to_be_shortened(visit, server_url, put):
    page = visit(server_url).open_chat()
    put(page, "ferry " * 200)
    expect(page.locator("#transcript .notice")).to_contain_text("Shorten it to 1000 characters or fewer.")
    expect(page.get_by_label("Enter a question")).not_to_have_value("")


def test_one_heading_one_language_and_one_main_landmark(visit, server_url, put):
    page = visit(server_url).open_chat()
    put(page, QUESTION)
    assert page.locator("h1").count() == 1
    assert page.locator("main").count() == 1
    assert page.evaluate("document.documentElement.lang") == "en-GB"
    assert page.title() == "Chat – Digital trends answers"


def test_the_chat_is_in_the_language_that_is_chosen_on_any_page(visit, server_url):
    page = visit(server_url).open("/search?lang=cy")
    page.goto(f"{server_url}/chat/")
    page.locator("#examples button").first.wait_for()
    assert page.evaluate("document.documentElement.lang") == "cy"
    page.get_by_role("link", name="English").click()
    page.locator("#examples button").first.wait_for()
    assert page.evaluate("document.documentElement.lang") == "en-GB"


def test_each_target_in_the_chat_is_large_enough(visit, server_url, put):
    """WCAG 2.2, 2.5.8: 24 by 24 CSS pixels, in a narrow window too."""
    page = visit(server_url, viewport={"width": 320, "height": 640}).open_chat()
    put(page, CLOSE)
    put(page, "Hello")
    page.get_by_text("Your questions").click()
    page.get_by_role("button", name="Edit question").click()
    for target in ("button.suggested", ".put-again", ".clear", "#replacing input", ".question-list summary"):
        size = page.locator(target).first.bounding_box()
        assert min(size["width"], size["height"]) >= 24, target


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_header_and_footer_look_as_on_the_pages(visit, server_url, width, scheme):
    person = visit(server_url, viewport={"width": width, "height": 800}, color_scheme=scheme)
    seen = [looks_of(page) for page in (person.open("/search"), person.open_chat())]
    assert len(seen[0]) > 10
    assert seen[0] == seen[1]


def looks_of(page):
    """What header and footer say, in which size and colours, apart from which page is shown."""
    page.evaluate("document.querySelectorAll('[aria-current]').forEach(one => one.removeAttribute('aria-current'))")
    return page.evaluate(
        """() => [...document.querySelectorAll("body > header, body > footer, :is(body > header, body > footer) *")]
        .map((one) => {
          const { color, backgroundColor, font, textDecoration, margin, padding, borderBottom } = getComputedStyle(one);
          const { width, height, left } = one.getBoundingClientRect();
          const words = one.children.length ? "" : one.textContent;
          const looks = [color, backgroundColor, font, textDecoration, margin, padding, borderBottom];
          return [one.tagName, words, ...looks, width, height, left].join("; ");
        })"""
    )


def test_without_javascript_the_chat_says_where_to_go(visit, server_url):
    page = visit(server_url, java_script_enabled=False).open("/chat/")
    expect(page.locator("h1")).to_have_text("The chat needs JavaScript")
    expect(page.locator("footer")).to_contain_text("Last updated")
    page.get_by_role("link", name="Search and ask without it").click()
    expect(page).to_have_url(f"{server_url}/search")


def test_the_first_key_leads_past_the_header_to_the_question(visit, server_url):
    page = visit(server_url).open_chat()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the question")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Enter a question")).to_be_focused()


@pytest.mark.report
def test_the_report_says_where_to_start_with_harnessing_data(visit, report_server_url, put):
    page = visit(report_server_url).open_chat()
    put(page, "Where should we start with harnessing data?")
    expect(page.locator("#transcript a.open-context").first).to_contain_text(
        re.compile("Harnessing data › Where to start", re.IGNORECASE)
    )
    expect(page.locator("#transcript blockquote").first.locator("li")).to_have_count(3)


def test_two_pages_of_one_browser_each_hold_their_own_conversation(visit, server_url, put):
    person = visit(server_url)
    first, second = person.open_chat(), person.open_chat()
    put(first, "What are the risks of the ferries?")
    put(second, QUESTION)
    put(first, "And where do we start?")
    expect(first.locator("#transcript .turn")).to_have_count(2)
    expect(second.locator("#transcript .turn")).to_have_count(1)
    (cookie,) = [one for one in person.context.cookies() if one["name"] == "trendsqa-chat"]
    assert (cookie["httpOnly"], cookie["sameSite"], cookie["path"]) == (True, "Strict", "/chat")


def test_a_link_from_another_site_opens_the_chat_and_leaves_an_open_one_as_it_is(visit, server_url, put):
    """A browser keeps a strict cookie back on such a visit; the chat asks again before it gives a new one."""
    person = visit(server_url)
    first = person.open_chat()
    put(first, QUESTION)
    before = person.context.cookies()
    elsewhere = person.context.new_page()
    # The other name of this machine is another site to a browser, and needs nothing from the network.
    elsewhere.goto(server_url.replace("127.0.0.1", "localhost") + "/search")
    elsewhere.evaluate("address => { location.href = address }", f"{server_url}/chat/")
    elsewhere.locator("#examples button").first.wait_for()
    put(elsewhere, QUESTION)
    put(first, "And what are the risks?")
    expect(first.locator("#transcript .turn")).to_have_count(2)
    assert [one["value"] for one in person.context.cookies()] == [one["value"] for one in before]
    person.requests[:] = [url for url in person.requests if "//localhost:" not in url]


def test_another_browser_that_knows_a_session_gets_nothing_of_it(visit, server_url, put):
    person, other = visit(server_url), visit(server_url)
    page = person.open_chat()
    put(page, QUESTION)
    session = next(found[1] for url in person.requests if (found := re.search(r"heartbeat/(\w+)", url)))
    stranger = other.open_chat()
    status = stranger.evaluate(
        """async session => (await fetch(`/chat/gradio_api/queue/data?session_hash=${session}`)).status""", session
    )
    assert status == 403
