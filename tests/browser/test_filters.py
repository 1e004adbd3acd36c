"""Filters of the search page in a real browser."""

from urllib.parse import quote

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.model]

QUESTION = "Where should we start with skills?"


def test_filters_are_set_told_and_taken_away_without_javascript(visit, editions_server_url):
    page = visit(editions_server_url, java_script_enabled=False).open("/search")
    page.get_by_label("Enter a question").fill(QUESTION)
    page.get_by_text("Filters", exact=True).click()
    page.get_by_label("Edition").select_option("2024")
    page.get_by_label("Text", exact=True).select_option("brief")
    page.get_by_role("button", name="Ask").click()
    expect(page.locator(".source .brief-note").first).to_be_visible()
    told = page.get_by_role("list", name="Filters that are set").get_by_role("link")
    expect(told).to_have_text(["Remove filter: Edition 2024", "Remove filter: Text Our summary", "Clear all filters"])
    page.get_by_role("link", name="Remove filter: Edition 2024").click()
    expect(told).to_have_text(["Remove filter: Text Our summary", "Clear all filters"])
    page.get_by_role("link", name="Clear all filters").click()
    expect(page.get_by_label("Enter a question")).to_have_value(QUESTION)
    expect(page.locator(".source .brief-note")).to_have_count(0)


@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (1280, "dark")])
def test_axe_finds_no_fault_in_filters_and_nothing_scrolls_sideways(
    visit, editions_server_url, find_faults, width, scheme
):
    """Folded out by the keyboard, set, and where they leave no answer."""
    there = visit(editions_server_url, viewport={"width": width, "height": 800}, color_scheme=scheme)
    page = there.open("/search")
    page.get_by_label("Enter a question").focus()
    for _ in range(2):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Edition")).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.get_by_label("Edition")).to_be_focused()
    paths = [f"/search?edition=2024&q={quote(QUESTION)}", f"/embed?edition=2024&q={quote('Who walked on the moon?')}"]
    for number in range(len(paths) + 1):
        expect(page.locator("details.filters select").first).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") == width
        assert find_faults(page) == []
        if number < len(paths):
            page.goto(f"{there.address}{paths[number]}")
