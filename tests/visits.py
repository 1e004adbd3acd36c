"""A real browser and the visits that people make with it: Debian's Chromium through Playwright, every request recorded.

One browser serves the whole run, whichever folder the tests are in: Playwright cannot be started twice at once.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from fakes.host_pages import HostPages, hosting

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ConsoleMessage, Page

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
NAMES = ("/usr/bin/chromium", "chromium", "chromium-browser", "google-chrome")
SECONDS_TO_OPEN = 90
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
def browser() -> "Iterator[Browser]":
    """One browser for the whole run."""
    # Only tests with a browser pay for these.
    from playwright.sync_api import expect, sync_playwright

    from reverse_proxies import HOST

    # The name under which the tests reach a proxy of this machine.
    by_name = f"--host-resolver-rules=MAP {HOST} 127.0.0.1"
    expect.set_options(timeout=SECONDS_TO_SHOW * 1000)
    path = find_chromium()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=[*FLAGS, by_name])
        yield browser
        browser.close()


class Visit:
    """One person's visit to one server, with every request that their pages made."""

    def __init__(self, browser: "Browser", address: str, *, friends: tuple[str, ...] = (), **options: object) -> None:
        """``friends`` are addresses of other servers that its pages may ask."""
        self.address = address.rstrip("/")
        self.known = {urlsplit(url)[:2] for url in (address, *friends)}
        self.requests: list[str] = []
        self.refusals: list[str] = []
        self.errors: list[tuple[str, str]] = []
        """(address, message) of each error that a page or its console told."""
        self.context = browser.new_context(**options)
        self.context.set_default_timeout(SECONDS_TO_SHOW * 1000)
        # The first page of the chat waits until Gradio is imported, which a busy machine takes long for.
        self.context.set_default_navigation_timeout(SECONDS_TO_OPEN * 1000)
        self.context.on("request", lambda request: self.requests.append(request.url))
        self.context.on("console", self._note)
        self.context.on("weberror", lambda told: self.errors.append((told.page.url, str(told.error))))

    def _note(self, said: "ConsoleMessage") -> None:
        if "Content Security Policy" in said.text:
            self.refusals.append(said.text)
        if said.type == "error":
            self.errors.append((said.location["url"], said.text))

    def open(self, path: str) -> "Page":
        """A page of the server."""
        page = self.context.new_page()
        page.goto(self.address + path)
        return page

    def open_chat(self) -> "Page":
        """The chat, ready to be asked."""
        page = self.open("/chat/")
        page.get_by_label("Enter a question").wait_for()
        page.locator("#examples button").first.wait_for()
        return page

    def foreign(self) -> list[str]:
        """The requests that went to another origin."""
        asked = [urlsplit(url) for url in self.requests]
        return [url.geturl() for url in asked if url.scheme not in CARRIED and url[:2] not in self.known]


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


@pytest.fixture
def intranet() -> Iterator[HostPages]:
    """An intranet at an origin of its own."""
    with hosting() as pages:
        yield pages
