"""What a maintainer comes for, in a real browser on a real server.

9. "I add a file and build, see what that changed, and staff who have the search page open are answered from it at once.
   It was the wrong file: I go back to what was there before, and sign out."
10. "I read what staff said of the answers, take it home as a table, and delete what should not be kept."
"""

import csv
import re
from time import monotonic

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.model]

NOTES = """\
# Notes of the lamp room

## Whale oil

The lamp room keeps nine barrels of whale oil for the old lighthouse.
"""
QUESTION = "How many barrels of whale oil does the lamp room keep?"
QUOTE = "The lamp room keeps nine barrels of whale oil for the old lighthouse."
SECONDS_TO_BUILD = 90
SECONDS_TO_FOLLOW = 30
JUDGED, REASON = "Where should we start with ferries?", "=We have no bus company"
PRAISED = "What are the risks of the ferries?"


@pytest.fixture
def desk(person, service):
    """The pages of maintainers, signed in."""
    page = person(service.address).open("/admin")
    page.get_by_label("Admin key").fill(service.admin_key)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Maintenance")
    return page


def ask(page, question):
    """Ask on the search page as it stands open."""
    page.get_by_label("Enter a question").fill(question)
    page.get_by_role("button", name="Ask").click()
    expect(page.get_by_role("heading", level=2, name=question)).to_be_visible()


def go_to(desk, name):
    desk.get_by_role("navigation", name="Maintenance").get_by_role("link", name=name).click()


def wait_for(desk, title):
    expect(desk.get_by_role("heading", level=1)).to_have_text(title, timeout=SECONDS_TO_BUILD * 1000)


def test_adds_a_file_builds_sees_it_answer_goes_back_and_signs_out(person, service, desk):
    staff = person(service.address).open("/search")
    ask(staff, QUESTION)
    expect(staff.locator(".no-answer")).to_be_visible()

    go_to(desk, "Add a file")
    file = {"name": "notes.md", "mimeType": "text/markdown", "buffer": NOTES.encode()}
    desk.get_by_label("File", exact=True).set_input_files(file)
    desk.get_by_role("button", name="Add the file").click()
    wait_for(desk, "The file was added")
    desk.get_by_role("button", name="Build the index").click()
    wait_for(desk, "The index is up to date")
    desk.get_by_role("link", name="What the last build changed").click()
    expect(desk.get_by_role("main")).to_contain_text("Notes of the lamp room")
    until_answered(staff, quoted=True)

    go_to(desk, "Generations")
    desk.get_by_role("link", name="Publish this one").first.click()
    desk.get_by_role("button", name="Publish it").click()
    expect(desk.get_by_role("status")).to_contain_text("This generation answers now:")
    until_answered(staff, quoted=False)

    desk.get_by_role("button", name="Sign out").click()
    expect(desk.get_by_role("status")).to_have_text("You have signed out.")
    desk.goto(f"{service.address}/admin/sources")
    expect(desk.get_by_role("heading", level=1)).to_have_text("Sign in to maintain")


def until_answered(staff, *, quoted):
    """Ask again on the open page until the notes are quoted, or no more: a server follows the index within seconds."""
    ends = monotonic() + SECONDS_TO_FOLLOW
    while monotonic() < ends:
        ask(staff, QUESTION)
        if (staff.locator(".quotes:not(.closest) blockquote", has_text=QUOTE).count() > 0) is quoted:
            return
    raise AssertionError(staff.get_by_role("main").inner_text())


def test_reads_feedback_exports_it_and_deletes_one(person, service, desk):
    staff = person(service.address).open("/search")
    ask(staff, PRAISED)
    staff.get_by_role("button", name="Yes (useful)").click()
    expect(staff.locator(".feedback-state")).to_contain_text("Thank you")
    ask(staff, JUDGED)
    staff.get_by_role("button", name="No (not useful)").click()
    staff.get_by_label("Why?").fill(REASON)
    staff.get_by_role("button", name="Send").click()
    expect(staff.get_by_label("Why?")).to_have_count(0)
    expect(staff.locator(".feedback-state")).to_contain_text("Thank you")

    go_to(desk, "Feedback")
    entries = desk.locator(".documents > li")
    judged = entries.filter(has=desk.get_by_role("heading", name=JUDGED))
    expect(judged).to_contain_text(REASON)
    expect(entries.filter(has=desk.get_by_role("heading", name=PRAISED))).to_have_count(1)
    with desk.expect_download() as taken:
        desk.get_by_role("link", name="CSV").click()
    with taken.value.path().open(encoding="utf-8-sig", newline="") as file:
        rows = {row["question"]: row for row in csv.DictReader(file)}
    # A spreadsheet would take a cell that begins with = for a formula.
    assert rows[JUDGED]["words"].lstrip("'") == REASON
    assert not rows[JUDGED]["words"].startswith("=")
    assert (rows[JUDGED]["useful"], rows[PRAISED]["useful"]) == ("no", "yes")

    judged.get_by_role("link", name=re.compile("^Delete")).click()
    desk.get_by_role("button", name="Delete it").click()
    expect(desk.get_by_role("status")).to_have_text("The entry was deleted for good.")
    expect(judged).to_have_count(0)
    expect(entries.filter(has=desk.get_by_role("heading", name=PRAISED))).to_have_count(1)
