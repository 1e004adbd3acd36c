"""What the team of an intranet comes for, in a real browser on a real server.

8. "I put the search into a page of ours, by your instructions, and try it with the keyboard: I type, take a suggestion,
   and read. Then I look the call up in your reference, make it from a program, and get the same quotes."
"""

import json
import re
import shlex
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import expect

from documents.staff_shelf import EXERCISE
from journeys.keyboard import opened_by, reach

pytestmark = [pytest.mark.browser, pytest.mark.model]

INSTRUCTIONS = Path(__file__).resolve().parents[2] / "docs" / "embedding.md"
SERVER_IN_INSTRUCTIONS = "https://trends.example.gov.uk"


@pytest.fixture
def host_page(service):
    """A page of the intranet with the widget in it, made of what the instructions say and nothing else."""
    widget = INSTRUCTIONS.read_text("utf-8").partition("## The widget")[2].partition("## The frame")[0]
    blocks = dict(re.findall(r"^```(\w*)\n(.*?)^```$", widget, flags=re.DOTALL | re.MULTILINE))
    put = blocks["html"].replace(SERVER_IN_INSTRUCTIONS, service.address).replace('"KEY"', f'"{service.intranet_key}"')
    allowed = " ".join(blocks[""].replace(SERVER_IN_INSTRUCTIONS, service.address).split())
    service.intranet.policy = f"default-src 'self'; {allowed}"
    service.intranet.files["/favicon.ico"] = ""
    service.intranet.files["/"] = (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Our intranet</title></head>'
        f"<body><main><h1>Our intranet</h1>{put}</main></body></html>"
    )
    return service.intranet.origin


def test_puts_the_widget_into_a_page_asks_by_keyboard_and_calls_the_api_for_the_same_quotes(person, service, host_page):
    page = person(host_page, friends=(service.address,)).open("/")
    box = page.get_by_role("combobox", name="Enter a question")
    said = page.locator("trends-search").get_by_role("status")
    reach(page, box)
    page.keyboard.type("exercise without power")
    expect(said).to_contain_text("Use the up and down arrow keys to choose.")
    chosen = page.get_by_role("listbox").get_by_role("option", selected=True)
    page.keyboard.press("ArrowDown")
    expect(chosen).to_contain_text(EXERCISE)
    page.keyboard.press("Enter")
    expect(said).to_have_text(re.compile("^Answered with 1 quote"))
    expect(box).to_have_value(EXERCISE)
    quotes = page.get_by_role("blockquote").get_by_role("listitem").all_inner_texts()
    assert quotes
    context = opened_by(page, page.get_by_role("link", name="Open in context").first)
    expect(context.locator("mark", has_text=quotes[0])).to_be_visible()

    reference = person(service.address).open("/docs")
    reference.get_by_role("navigation", name="Contents").get_by_role("link", name="Ask a question").click()
    shown = reference.get_by_role("article", name="Ask a question").locator("pre").first.inner_text()
    shown = shown.replace("https://SERVER", service.address).replace("KEY", service.intranet_key)
    # Its example is of an edition that is not held here: that is said, as an answer.
    assert call(shown)["reason"]
    quoted, *_ = call(shown, EXERCISE)["answer"]
    assert quoted["text"].splitlines()[-len(quotes) :] == quotes


def call(shown, question=None):
    """The answer to the call of curl that is shown, or to the same call with ``question`` alone."""
    _, address, *options = shlex.split(shown.replace("\\\n", ""))
    given = dict(zip(("authorization", "media type", "body"), options[1::2], strict=True))
    assert options[::2] == ["-H", "-H", "-d"]
    headers = dict(line.split(": ", 1) for line in (given["authorization"], given["media type"]))
    body = {"question": question} if question else json.loads(given["body"])
    response = httpx.post(address, headers=headers, json=body, timeout=60)
    assert response.status_code == 200, response.text
    return response.json()
