"""Questions put to the chat in a real browser, and what axe holds against a page."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

EVERY_RULE = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
"""axe leaves out the size of targets (WCAG 2.2, 2.5.8) unless it is asked for."""


def ask(page: Page, question: str) -> None:
    """Put a question to the chat and wait for what comes of it."""
    before = page.locator("#transcript .turn").count()
    page.get_by_label("Enter a question").fill(question)
    page.get_by_role("button", name="Ask", exact=True).click()
    page.locator("#transcript .turn").nth(before).wait_for()


@pytest.fixture
def find_faults() -> Callable[[Page], list[str]]:
    """Finds what axe holds against a page as it stands, by all its rules."""
    axe = Axe()

    def find(page: Page) -> list[str]:
        found = axe.run(page, options=EVERY_RULE).response["violations"]
        return [f"{one['id']}: {node['html']}" for one in found for node in one["nodes"]]

    return find


@pytest.fixture
def put() -> Callable[[Page, str], None]:
    """Puts a question to the chat."""
    return ask
