"""The plain pages in a real browser, without JavaScript unless a test says otherwise."""

from urllib.parse import quote

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

QUESTION = "Where should we start with ferries?"
CLOSE = "What are the risks of the ferries of Lisbon?"


@pytest.fixture
def plain(visit, server_url):
    """A visit with JavaScript turned off."""
    return visit(server_url, java_script_enabled=False)


@pytest.mark.parametrize("path", ["/search", "/embed"])
def test_a_question_is_answered_and_its_citation_opens_without_javascript(plain, path):
    page = plain.open(path)
    page.get_by_label("Enter a question").fill(QUESTION)
    page.get_by_role("button", name="Ask").click()
    item = page.locator("blockquote li").first
    expect(item).to_have_text("Count the passengers on each crossing for a month.")
    with page.expect_popup() as opened:
        page.locator("a.open-context").first.click()
    context = opened.value
    expect(context.locator("mark", has_text=item.inner_text())).to_be_visible()
    expect(context.locator("#quote")).to_be_in_viewport()


def test_what_is_not_answered_is_said_plainly_without_javascript(plain):
    page = plain.open("/embed?q=" + quote("What did the 1987 treaty on lunar mining rights cost Portugal?"))
    expect(page.locator(".no-answer")).to_have_text("The documents held here do not answer this.")


@pytest.mark.parametrize("path", ["/search", "/embed"])
def test_what_comes_closest_opens_in_its_context_without_javascript(plain, path):
    page = plain.open(f"{path}?q={quote(CLOSE)}")
    expect(page.locator(".no-answer")).to_have_text("This may not answer your question.")
    words = page.locator("blockquote .paragraph-text").first.inner_text()
    with page.expect_popup() as opened:
        page.locator("a.open-context").first.click()
    expect(opened.value.locator("mark", has_text=words)).to_be_visible()


@pytest.mark.parametrize("path", ["/search", "/embed"])
def test_a_greeting_gets_a_reply_with_questions_that_are_answered_without_javascript(plain, path):
    page = plain.open(f"{path}?q=Hello")
    expect(page.locator(".reply")).to_contain_text("Ask a question")
    page.locator(".examples a").first.click()
    expect(page.locator("blockquote").first).to_be_visible()
    assert path in page.url


def test_embed_works_inside_a_page_of_its_own_origin(visit, server_url):
    page = visit(server_url).open("/embed")
    # A page of this origin that frames /embed: built here, because the project ships none of its own yet.
    page.evaluate('document.body.innerHTML = \'<iframe src="/embed" title="Ask"></iframe>\'')
    frame = page.frame_locator("iframe")
    frame.get_by_label("Enter a question").fill(QUESTION)
    frame.get_by_role("button", name="Ask").click()
    expect(frame.locator("blockquote li").first).to_be_visible()


def test_other_pages_refuse_to_be_framed(visit, server_url):
    page = visit(server_url).open("/embed")
    response = page.request.get(f"{server_url.rstrip('/')}/search")
    assert "frame-ancestors 'none'" in response.headers["content-security-policy"]


def test_the_keyboard_alone_searches_and_reads(visit, server_url):
    page = visit(server_url).open("/search")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_label("Enter a question")).to_be_focused()
    page.keyboard.type(QUESTION)
    page.keyboard.press("Enter")
    expect(page.locator("blockquote li").first).to_be_visible()


def test_the_documents_lead_to_sections_and_on_to_their_neighbours(plain):
    page = plain.open("/documents")
    page.locator(".rows-of-documents a").first.click()
    page.get_by_role("link", name="Risks").click()
    expect(page.locator("h1")).to_have_text("Risks")
    page.get_by_role("link", name="Previous").click()
    expect(page.locator("h1")).to_have_text("Where to start")


def test_the_text_to_copy_can_be_shown_without_javascript(plain):
    page = plain.open(f"/search?q={quote(QUESTION)}")
    expect(page.get_by_role("button", name="Copy with sources")).to_be_hidden()
    page.get_by_text("Show as plain text").click()
    expect(page.locator(".copy-text")).to_contain_text("Sources")
