"""Widget and frame in a page of another origin under a strict policy, served by nginx under ``/trends/``."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from conftest import serving
from fakes.host_pages import hosting
from reverse_proxies import NGINX, blocks, configuration, running_proxy

pytestmark = [pytest.mark.browser, pytest.mark.model]

QUESTION = "Where should we start with ferries?"
TYPED = "where should we st"
ANSWER = "Count the passengers on each crossing for a month."
STYLE = (
    ":root { color-scheme: light dark } body { font: 100%/1.5 sans-serif; margin: 0 } main { padding: 1rem }"
    " iframe { box-sizing: border-box; display: block; width: 100% }"
)
WIDTHS = pytest.mark.parametrize("width", [320, 1280])


@pytest.fixture(scope="module")
def intranet():
    """An intranet at an origin of its own, for all of these tests."""
    with hosting() as pages:
        yield pages


@pytest.fixture(scope="module")
def ours(handbook, intranet, tmp_path_factory):
    """The address of the service behind nginx, by the page on proxies; its settings let the intranet in too."""
    home = tmp_path_factory.mktemp("settings")
    let_in = f'[server]\ncors_origins = ["{intranet.origin}"]\nframe_ancestors = ["{intranet.origin}"]\n'
    (home / "trendsqa.toml").write_text(blocks("toml")[0].replace("[server]\n", let_in), "utf-8")
    with (
        serving(handbook, "--no-chat", home=home) as url,
        running_proxy(NGINX, configuration(NGINX), home / NGINX, urlsplit(url).port) as proxy,
    ):
        yield f"{proxy.url}/trends"


@pytest.fixture
def host_page(visit, intranet, ours):
    """Opens a page of the intranet with ``body`` in it; afterwards nothing was asked outside the path."""
    scheme, name = urlsplit(ours)[:2]
    theirs = f"{scheme}://{name}"
    visits = []

    def open_page(body, width):
        named = f"script-src 'self' {theirs}; connect-src {theirs}; frame-src {theirs}; style-src 'self'"
        intranet.policy = f"default-src 'self'; {named}"
        intranet.files["/host.css"] = STYLE
        intranet.files["/"] = (
            '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Intranet</title>'
            '<meta name="viewport" content="width=device-width, initial-scale=1">'
            '<link rel="stylesheet" href="/host.css">'
            f"</head><body><main><h1>Intranet</h1>{body}</main></body></html>"
        )
        viewport = {"width": width, "height": 800}
        there = visit(intranet.origin, friends=(theirs,), viewport=viewport, ignore_https_errors=True)
        there.context.grant_permissions(["clipboard-read", "clipboard-write"])
        visits.append(there)
        return there.open("/")

    yield open_page
    asked = [url for there in visits for url in there.requests if url.startswith(theirs)]
    assert asked
    assert [url for url in asked if not urlsplit(url).path.startswith("/trends/")] == []


@WIDTHS
def test_the_widget_suggests_answers_copies_and_takes_feedback_by_keyboard(host_page, ours, find_faults, width):
    page = host_page(
        f'<script type="module" src="{ours}/widget/trends-search.js"></script><trends-search></trends-search>', width
    )
    box = page.get_by_role("combobox", name="Enter a question")
    box.press_sequentially(TYPED)
    expect(page.get_by_role("option").first).to_be_visible()
    box.press("ArrowDown")
    chosen = page.locator("[role=option][aria-selected=true]")
    expect(chosen).to_have_count(1)
    assert find_faults(page) == []
    box.fill(QUESTION)
    box.press("Enter")
    # The API tells the blocks of a quote, so that a list of steps is one.
    expect(page.locator("blockquote").get_by_role("listitem").first).to_have_text(ANSWER)
    expect(page.locator("trends-search").get_by_role("status").first).to_contain_text("Answered with")
    assert find_faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == width
    with page.expect_popup() as opened:
        page.get_by_role("link", name="Open in context").first.press("Enter")
    assert opened.value.url.startswith(f"{ours}/read?")
    expect(opened.value.locator("mark", has_text=ANSWER)).to_be_visible()
    page.bring_to_front()
    page.get_by_role("button", name="Copy with sources").press("Enter")
    expect(page.get_by_text("Copied.")).to_be_visible()
    assert f"• {ANSWER}" in page.evaluate("navigator.clipboard.readText()")
    page.get_by_role("button", name="Yes").press("Enter")
    page.get_by_role("button", name="Send").press("Enter")
    expect(page.get_by_text("Thank you. Your feedback was sent.")).to_be_visible()
    page.get_by_role("button", name="Take it back").press("Enter")
    expect(page.get_by_text("Taken back. Nothing of it is kept.")).to_be_visible()


@WIDTHS
def test_the_frame_answers_and_grows(host_page, ours, find_faults, width):
    page = host_page(
        f'<script type="module" src="{ours}/widget/frame-height.js"></script>'
        f'<iframe src="{ours}/embed" title="Ask" allow="clipboard-write"></iframe>',
        width,
    )
    frame = page.frame_locator("iframe")
    frame.get_by_label("Enter a question").fill(QUESTION)
    frame.get_by_label("Enter a question").press("Enter")
    expect(frame.locator("blockquote li").first).to_have_text(ANSWER)
    page.frames[1].wait_for_function("() => innerHeight === Math.ceil(document.body.getBoundingClientRect().height)")
    assert find_faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == width
