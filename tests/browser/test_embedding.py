"""The README and docs/embedding.md, followed word for word by a page of another origin; only addresses are put in."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import expect

from conftest import serving

pytestmark = [pytest.mark.browser, pytest.mark.model]

ROOT = Path(__file__).resolve().parents[2]
README, GUIDE = ROOT / "README.md", ROOT / "docs" / "embedding.md"
SERVER, PAGE = "https://trends.example.gov.uk", "https://intranet.example.gov.uk"
QUESTION = "Where should we start with ferries?"
FIRST_WORDS = "Count the passengers on each crossing for a month."


def blocks(text, language):
    """The blocks of code in one language."""
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.DOTALL | re.MULTILINE)


def section(path, title):
    """The text under one heading, up to the next of its level."""
    level, _, _ = title.partition(" ")
    return re.search(rf"^{re.escape(title)}\n(.*?)(?=^{level} |\Z)", path.read_text("utf-8"), re.DOTALL | re.MULTILINE)[
        1
    ]


@pytest.fixture
def follow(visit, intranet, handbook, tmp_path):
    """Follows the instructions of a section: the settings, a server, the snippet in a page with a strict policy."""
    running = []

    def start(instructions, *, key=""):
        (settings,) = blocks(instructions, "toml")
        (tmp_path / "trendsqa.toml").write_text(settings.replace(PAGE, intranet.origin), encoding="utf-8")
        server = serving(handbook, "--no-chat", home=tmp_path)
        running.append(server)
        ours = server.__enter__().rstrip("/")
        snippet = blocks(instructions, "html")[0].replace(SERVER, ours).replace("KEY", key)
        intranet.policy = (
            f"default-src 'self'; script-src 'self' {ours}; connect-src {ours}; frame-src {ours}; style-src 'self'"
        )
        intranet.files["/"] = (
            '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Intranet</title></head>'
            f"<body><main><h1>Intranet</h1>{snippet}</main></body></html>"
        )
        return visit(intranet.origin, friends=(ours,)).open("/")

    yield start
    for server in running:
        server.__exit__(None, None, None)


def is_answered(place):
    box = place.get_by_label("Enter a question")
    box.fill(QUESTION)
    box.press("Enter")
    expect(place.locator("blockquote").first).to_contain_text(FIRST_WORDS)


def test_the_readme_puts_the_widget_into_a_page(follow):
    page = follow(section(README, "## Embed"))
    is_answered(page.locator("trends-search"))
    with page.expect_popup() as opened:
        page.get_by_role("link", name="Open in context").first.click()
    expect(opened.value.locator("mark", has_text=FIRST_WORDS)).to_be_visible()


def test_the_guide_puts_the_widget_with_a_key_into_a_page(follow, handbook):
    instructions = section(GUIDE, "## The widget")
    (command,) = blocks(instructions, "sh")
    made = subprocess.run(
        [sys.executable, "-m", *shlex.split(command), "--index", str(handbook.locations.index)],
        capture_output=True, text=True, check=True, timeout=60,
    )  # fmt: skip
    page = follow(instructions, key=made.stdout.strip())
    is_answered(page.locator("trends-search"))


def test_the_guide_puts_the_frame_into_a_page(follow):
    page = follow(section(GUIDE, "## The frame"))
    frame = page.frame_locator("iframe")
    is_answered(frame)
    page.frames[1].wait_for_function("() => innerHeight === Math.ceil(document.body.getBoundingClientRect().height)")


def test_the_guide_names_every_attribute_property_and_event_of_the_widget():
    module, guide = (ROOT / "ui" / "widget" / "trends-search.js").read_text("utf-8"), GUIDE.read_text("utf-8")
    attributes = re.findall(r'"([\w-]+)"', re.search(r"observedAttributes = \[(.*?)\]", module)[1])
    named = {*attributes, *re.findall(r"var\((--trends-[\w-]+)", module), *re.findall(r'#tell\("([\w-]+)"', module)}
    assert len(named) > 20
    assert sorted(name for name in named if f"`{name}`" not in guide) == []
