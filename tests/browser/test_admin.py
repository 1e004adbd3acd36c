"""The pages for maintainers in a real browser, over a real server and the real model."""

from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from conftest import HANDBOOK, serving
from trendsqa.access.access_scope import AccessScope
from trendsqa.access.key_file import KeyFile

pytestmark = [pytest.mark.browser, pytest.mark.model]

NOTES = """\
# Notes of the lamp room

## Whale oil

The lamp room keeps nine barrels of whale oil for the old lighthouse.
"""
QUESTION = "How many barrels of whale oil does the lamp room keep?"
QUOTE = "The lamp room keeps nine barrels of whale oil for the old lighthouse."
MOST_STEPS = 60
SECONDS_TO_BUILD = 90
LOOKS = ((320, "light"), (1280, "dark"))


@pytest.fixture(scope="module")
def desk(assemble):
    """(address, key) of a server that maintainers may reach, over the handbook."""
    assembly = assemble(HANDBOOK, terms="full")
    _, key = KeyFile(assembly.layout.keys).create("desk", [AccessScope.ADMIN])
    with serving(assembly, "--no-chat", TRENDSQA_SERVER__ADMIN="true") as url:
        yield url, key.written()


@pytest.fixture
def check(visit, desk, find_faults):
    """Checks the page that another one shows: axe finds nothing, and nothing is wider than the window.

    It is opened again in a browser with JavaScript, since axe waits by its timers.
    """
    page = visit(desk[0]).open("/admin")

    def check(shown):
        page.context.add_cookies(shown.context.cookies())
        page.goto(shown.url)
        for width, scheme in LOOKS:
            page.set_viewport_size({"width": width, "height": 800})
            page.emulate_media(color_scheme=scheme)
            assert find_faults(page) == [], (page.url, width, scheme)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (page.url, width)

    return check


def go_to(page, control):
    """Move the focus to ``control`` by the Tab key alone."""
    for _ in range(MOST_STEPS):
        if control.evaluate("one => one === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{control} is not reached by the Tab key")


def press(page, role, name):
    """Use the first control of this name by the keyboard alone."""
    go_to(page, page.get_by_role(role, name=name).first)
    page.keyboard.press("Enter")
    page.wait_for_load_state()


def sign_in(page, key):
    go_to(page, page.get_by_label("Admin key"))
    page.keyboard.type(key)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Maintenance")


def wait_for(page, title):
    """Look again, by the link that is there for it, until what runs has ended."""
    heading = page.get_by_role("heading", level=1)
    for _ in range(SECONDS_TO_BUILD * 2):
        if heading.inner_text() == title:
            return
        press(page, "link", "See how far it is now")
        page.wait_for_timeout(500)
    raise AssertionError(f"{heading.inner_text()} did not become {title}")


def answer(page, address, *, quoted):
    """The page that answers the question, once it quotes the notes or does so no more."""
    for _ in range(40):
        page.goto(f"{address}/search?q={quote(QUESTION)}")
        if (page.locator(".quotes blockquote", has_text=QUOTE).count() > 0) is quoted:
            return
        page.wait_for_timeout(250)
    raise AssertionError(page.locator("main").inner_text())


def test_a_maintainer_adds_builds_goes_back_and_signs_out_by_the_keyboard_without_javascript(visit, desk, check):
    address, key = desk
    page = visit(address, java_script_enabled=False).open("/admin")
    check(page)
    sign_in(page, key)
    check(page)

    press(page, "link", "Add a file")
    check(page)
    page.get_by_label("File", exact=True).set_input_files(
        {"name": "../notes.md", "mimeType": "text/markdown", "buffer": NOTES.encode()}
    )
    press(page, "button", "Add the file")
    wait_for(page, "The file was added")
    expect(page.locator(".said").first).to_contain_text("Notes of the lamp room")
    expect(page.locator(".notice")).to_contain_text("1 source is not in the index yet")
    check(page)

    press(page, "button", "Build the index")
    wait_for(page, "The index is up to date")
    answer(page, address, quoted=True)

    page.goto(f"{address}/admin")
    press(page, "link", "What the last build changed")
    expect(page.locator("main")).to_contain_text("Notes of the lamp room")
    check(page)
    press(page, "link", "Generations")
    check(page)
    press(page, "link", "Publish this one")
    check(page)
    press(page, "button", "Publish it")
    expect(page.locator(".notice")).to_contain_text("This generation answers now:")
    answer(page, address, quoted=False)

    for path in ("/admin/sources", "/admin/feedback", "/admin/jobs/99", "/admin/sources/notes-of-the-lamp-room"):
        page.goto(address + path)
        check(page)
    press(page, "button", "Sign out")
    expect(page.locator(".notice")).to_have_text("You have signed out.")
    page.goto(f"{address}/admin/sources")
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in to maintain")


def test_with_javascript_a_build_tells_by_itself_how_it_ends_and_keeps_the_focus(visit, desk):
    address, key = desk
    page = visit(address).open("/admin")
    sign_in(page, key)
    page.get_by_label("Read everything anew").check()
    page.locator("form.form button").click()
    go_to(page, page.get_by_role("button", name="Cancel"))
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "The index is up to date", timeout=SECONDS_TO_BUILD * 1000
    )
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    expect(page.locator("#job-said")).to_have_text("The index is up to date")
    expect(page).to_have_title("The index is up to date – Digital trends answers")


def test_with_javascript_a_file_that_is_too_large_is_not_sent(visit, desk, tmp_path):
    address, key = desk
    visiting = visit(address)
    page = visiting.open("/admin")
    sign_in(page, key)
    page.goto(f"{address}/admin/add")
    large = tmp_path / "large.md"
    with large.open("wb") as file:
        file.truncate((50 << 20) + 1)
    page.get_by_label("File", exact=True).set_input_files(large)
    page.get_by_role("button", name="Add the file").click()
    assert (
        page.get_by_label("File", exact=True).evaluate("one => one.validationMessage").startswith("This file is larger")
    )
    assert page.url == f"{address}/admin/add"
