"""The pages for people who browse, in a real browser over two editions."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.model]


@pytest.mark.parametrize(("width", "shown"), [(320, False), (1280, True)])
def test_the_chart_of_moves_is_shown_where_there_is_room_and_the_table_always(visit, editions_server_url, width, shown):
    """On a narrow screen the table stands alone; it stays a table for assistive technology."""
    page = visit(editions_server_url, viewport={"width": width, "height": 800}).open("/trends")
    assert page.locator("svg[role=img]").is_visible() == shown
    table = page.get_by_role("table", name="From 2024 to 2025")
    expect(table.get_by_role("row")).not_to_have_count(0)
    expect(table.get_by_role("columnheader")).to_have_text(["2024", "What became of it", "2025"])


def test_from_the_grid_to_the_words_without_javascript(visit, editions_server_url):
    """A card leads to its trend, the trend to a section in full, and a question to an answer of this edition."""
    page = visit(editions_server_url, java_script_enabled=False).open("/search")
    page.get_by_role("navigation", name="Site").get_by_role("link", name="Trends").click()
    page.get_by_role("navigation", name="Editions").get_by_role("link", name="2024").click()
    page.get_by_role("heading", name="Harnessing data").get_by_role("link").click()
    expect(page.locator("h1")).to_have_text("Harnessing data")
    page.get_by_role("link", name=re.compile("^Read it in full ?: Risks$")).click()
    expect(page.locator("article h1")).to_be_visible()


def test_the_list_narrows_while_somebody_types_and_says_how_many_are_left(visit, editions_server_url):
    """With JavaScript the list narrows at once and the number is announced; emptied, the list is whole again."""
    page = visit(editions_server_url).open("/documents")
    rows = page.locator(".rows-of-documents > li:visible")
    expect(rows).to_have_count(2)
    page.get_by_label("Find a document").press_sequentially("2025")
    expect(page.get_by_role("status")).to_have_text("One document matches.")
    expect(rows).to_have_count(1)
    page.get_by_label("Find a document").fill("")
    expect(rows).to_have_count(2)
    expect(page.get_by_role("status")).to_have_text("")
