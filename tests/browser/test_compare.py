"""The page that compares editions in a real browser, without JavaScript."""

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.model]


@pytest.fixture
def plain(visit, editions_server_url):
    return visit(editions_server_url, java_script_enabled=False)


def test_a_topic_is_compared_and_a_quote_opens_in_its_context(plain):
    page = plain.open("/search")
    page.get_by_role("link", name="Compare editions").click()
    page.get_by_label("Topic").fill("skills")
    expect(page.get_by_role("checkbox", name="2024")).to_be_checked()
    page.get_by_role("button", name="Compare").click()
    table = page.get_by_role("table", name="What 2024 and 2025 say")
    expect(table.get_by_role("columnheader")).to_have_text(["2024", "2025"])
    table.get_by_role("row").nth(1).get_by_role("link").first.click()
    expect(page.locator("mark").first).to_be_visible()


@pytest.mark.parametrize("width", [320, 1280])
def test_the_comparison_needs_no_scrolling_sideways_and_stays_a_table(visit, editions_server_url, width):
    there = visit(editions_server_url, viewport={"width": width, "height": 800})
    page = there.open("/compare?q=skills&edition=2024&edition=2025")
    assert page.evaluate("document.documentElement.scrollWidth") == width
    cells = page.get_by_role("table", name="What 2024 and 2025 say").get_by_role("row").nth(1).get_by_role("cell")
    expect(cells).to_have_count(2)
    first, second = (cells.nth(n).bounding_box() for n in (0, 1))
    stacked = second["y"] >= first["y"] + first["height"] - 1
    assert stacked == (width == 320)


def test_the_search_page_can_be_kept_to_one_edition(plain):
    page = plain.open("/search")
    page.get_by_label("Enter a question").fill("Where should we start with skills?")
    page.get_by_text("Filters", exact=True).click()
    page.get_by_label("Edition").select_option("2024")
    page.get_by_role("button", name="Ask").click()
    expect(page.locator(".stands").first).to_contain_text("2024")
    expect(page.locator("main")).not_to_contain_text("trends 2025")
