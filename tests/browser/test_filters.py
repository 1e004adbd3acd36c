"""Filters of the search page in a real browser."""

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
    expect(page.locator(".summary-label").first).to_be_visible()
    told = page.get_by_role("list", name="Filters that are set").get_by_role("link")
    expect(told).to_have_text(["Remove filter: Edition 2024", "Remove filter: Text Our summary", "Clear all filters"])
    page.get_by_role("link", name="Remove filter: Edition 2024").click()
    expect(told).to_have_text(["Remove filter: Text Our summary", "Clear all filters"])
    page.get_by_role("link", name="Clear all filters").click()
    expect(page.get_by_label("Enter a question")).to_have_value(QUESTION)
    expect(page.locator(".summary-label")).to_have_count(0)


def test_filters_are_folded_out_by_keyboard(visit, editions_server_url):
    page = visit(editions_server_url).open("/search")
    page.get_by_label("Enter a question").focus()
    for _ in range(2):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Edition")).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.get_by_label("Edition")).to_be_focused()
