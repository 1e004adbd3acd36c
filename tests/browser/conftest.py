"""A real browser: Debian's Chromium through Playwright, every request recorded."""

import os
import shutil
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from reverse_proxies import HOST

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # The name under which the tests reach a proxy of this machine.
    f"--host-resolver-rules=MAP {HOST} 127.0.0.1",
]
NAMES = ("/usr/bin/chromium", "chromium", "chromium-browser", "google-chrome")
SECONDS_TO_SHOW = 30
# Addresses that hold their content themselves: nothing is asked for them.
CARRIED = ("data", "blob", "about")


def find_chromium() -> str:
    """The browser's path; a test that needs it is skipped without one, except where all must run."""
    named = os.environ.get("TRENDSQA_CHROMIUM")
    found = shutil.which(named) if named else next(filter(None, map(shutil.which, NAMES)), None)
    if found:
        return found
    message = (
        f"no Chromium at TRENDSQA_CHROMIUM={named}" if named else "no Chromium found"
    ) + ": install one (Debian: apt-get install chromium) or set TRENDSQA_CHROMIUM to its path"
    if os.environ.get("CI"):
        pytest.fail(message)
    pytest.skip(message)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for the whole run."""
    path = find_chromium()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


class Visit:
    """One person's visit to one server, with every request that their pages made."""

    def __init__(self, browser: Browser, address: str, **options: object) -> None:
        self.address = address.rstrip("/")
        self.requests: list[str] = []
        self.refusals: list[str] = []
        self.context = browser.new_context(**options)
        self.context.set_default_timeout(SECONDS_TO_SHOW * 1000)
        self.context.on("request", lambda request: self.requests.append(request.url))
        self.context.on("console", lambda said: self._note(said.text))

    def _note(self, text: str) -> None:
        if "Content Security Policy" in text:
            self.refusals.append(text)

    def open(self, path: str) -> Page:
        """A page of the server."""
        page = self.context.new_page()
        page.goto(self.address + path)
        return page

    def open_chat(self) -> Page:
        """The chat, ready to be asked."""
        page = self.open("/chat/")
        page.get_by_label("Your question").wait_for()
        page.locator("#examples button").first.wait_for()
        return page

    def foreign(self) -> list[str]:
        """The requests that went to another origin."""
        here = urlsplit(self.address)
        asked = [urlsplit(url) for url in self.requests]
        return [url.geturl() for url in asked if url.scheme not in CARRIED and url[:2] != here[:2]]


@pytest.fixture
def visit(browser) -> Iterator[Callable[..., Visit]]:
    """Starts visits; afterwards none of them may have asked another origin or been refused by a policy."""
    visits: list[Visit] = []

    def start(address: str, **options: object) -> Visit:
        visits.append(Visit(browser, address, **options))
        return visits[-1]

    yield start
    for one in visits:
        one.context.close()
    assert [url for one in visits for url in one.foreign()] == []
    assert [text for one in visits for text in one.refusals] == []
    assert all(one.requests for one in visits)


def ask(page: Page, question: str) -> None:
    """Put a question to the chat and wait for what comes of it."""
    before = page.locator("#transcript .turn").count()
    page.get_by_label("Your question").fill(question)
    page.get_by_role("button", name="Ask", exact=True).click()
    page.locator("#transcript .turn").nth(before).wait_for()


@pytest.fixture
def put() -> Callable[[Page, str], None]:
    """Puts a question to the chat."""
    return ask
