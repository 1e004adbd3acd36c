"""``/embed`` in a frame of another origin's page: as tall as what it shows, and able to copy."""

import pytest
from playwright.sync_api import expect

from fakes.assistant import PaperAssistant
from fakes.documents import held
from fakes.records import LaidOutDocument
from fakes.widget_service import serving_widget

pytestmark = pytest.mark.browser

QUESTION = "Count passengers of ferries"
QUOTE = "Count the passengers of the ferries on each crossing for a month."
STYLE = """body { margin: 0 }
iframe { border: 3px solid; box-sizing: border-box; display: block; height: 10rem; width: 100% }
"""
HEARD = """window.heard = [];
addEventListener("message", ({ data, origin }) => heard.push([data, origin]));
"""


@pytest.fixture
def service(intranet):
    assistant = PaperAssistant(
        LaidOutDocument.of(held(("h", "Where to start"), ("p", QUOTE), document_id="harbour", edition="2024")),
        examples=[f"Which ferry is number {n}?" for n in range(6)],
    )
    with serving_widget(assistant, intranet.origin) as service:
        yield service


@pytest.fixture
def frame_in(visit, service):
    """Opens a page of a host with the frame in it, with or without the script that sizes it."""

    def open_page(pages, *, sized=True, **options):
        ours = service.address
        pages.policy = f"default-src 'self'; script-src 'self' {ours}; frame-src {ours}; style-src 'self'"
        pages.files["/host.css"], pages.files["/heard.js"] = STYLE, HEARD
        script = f'<script type="module" src="{ours}/widget/frame-height.js"></script>' if sized else ""
        pages.files["/"] = (
            "<!doctype html><html lang=en><head><meta charset=utf-8><title>Intranet</title>"
            f'<link rel="stylesheet" href="/host.css"><script src="/heard.js"></script>{script}</head><body><main>'
            f'<h1>Intranet</h1><iframe src="{ours}/embed" title="Ask" allow="clipboard-write"></iframe>'
            "</main></body></html>"
        )
        there = visit(pages.origin, friends=(ours,), **options)
        there.context.grant_permissions(["clipboard-read", "clipboard-write"])
        return there.open("/")

    return open_page


def heights(page):
    """Heights of the frame, and of what it shows."""
    frame = page.locator("iframe")
    shown = page.frame_locator("iframe").locator("body").evaluate("body => body.getBoundingClientRect().height")
    return frame.evaluate("frame => frame.clientHeight"), shown


def wait_until_it_fits(page):
    page.wait_for_function(
        "() => { const heard = window.heard.at(-1); const frame = document.querySelector('iframe');"
        " return heard && frame.clientHeight === heard[0].height; }"
    )


@pytest.mark.parametrize("width", [320, 1280])
def test_the_frame_grows_and_shrinks_with_what_it_shows(frame_in, intranet, width):
    page = frame_in(intranet, viewport={"width": width, "height": 800})
    frame = page.frame_locator("iframe")
    frame.get_by_text("Questions you could ask").wait_for()
    wait_until_it_fits(page)
    before = heights(page)
    frame.get_by_label("Enter a question").fill(QUESTION)
    frame.get_by_role("button", name="Ask").click()
    expect(frame.locator("blockquote").first).to_contain_text(QUOTE)
    wait_until_it_fits(page)
    after = heights(page)
    assert all(abs(tall - shown) <= 1 for tall, shown in (before, after))
    assert before != after
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_what_it_shows_can_be_copied_from_the_frame(frame_in, intranet):
    page = frame_in(intranet)
    frame = page.frame_locator("iframe")
    frame.get_by_label("Enter a question").fill(QUESTION)
    frame.get_by_label("Enter a question").press("Enter")
    frame.get_by_role("button", name="Copy with sources").click()
    expect(frame.locator(".copied")).to_have_text("Copied.")
    page.bring_to_front()
    page.locator("h1").click()
    assert QUOTE in page.evaluate("navigator.clipboard.readText()")


def test_only_the_height_is_told_and_only_by_the_service(frame_in, intranet, service):
    page = frame_in(intranet, sized=False)
    page.wait_for_function("() => heard.length > 0")
    told = page.evaluate("heard")
    assert {origin for _, origin in told} == {service.address}
    assert {tuple(sorted(data)) for data, _ in told} == {("height", "type")}


def test_axe_finds_no_fault_in_the_frame_and_around_it(frame_in, intranet, find_faults):
    page = frame_in(intranet)
    page.frame_locator("iframe").get_by_text("Questions you could ask").wait_for()
    assert find_faults(page) == []


def test_the_demonstration_has_no_fault_and_shows_both(visit, service, find_faults):
    for width, scheme in ((320, "dark"), (1280, "light")):
        there = visit(service.address, viewport={"width": width, "height": 800}, color_scheme=scheme)
        page = there.open("/widget/demo")
        page.locator("trends-search").get_by_role("combobox").fill(QUESTION)
        page.keyboard.press("Enter")
        expect(page.locator("trends-search blockquote")).to_have_text(QUOTE)
        page.frame_locator("iframe").get_by_label("Enter a question").wait_for()
        assert find_faults(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") == width
