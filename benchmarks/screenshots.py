"""Pictures of the main states of the pages and the chat, at both widths, from a real server in a real browser.

    python benchmarks/screenshots.py [--into build/screenshots] [--corpus DIR --index DIR] [--write]

Without folders it builds an index over the briefs that are shipped, whose words are our own: only pictures of that
index may be kept in the project. ``--write`` puts the three that README and docs show into docs/pictures.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from playwright.sync_api import Browser, Page, sync_playwright

from server_process import serving

ROOT = Path(__file__).resolve().parents[1]
CHROMIUM = os.environ.get("TRENDSQA_CHROMIUM", "/usr/bin/chromium")
WIDTHS = {"wide": 1280, "narrow": 320}
HEIGHT = 900
SETTLING_MS = 400
SHOWN = {"answer-wide": "answer.png", "chat-wide": "chat.png", "trends-wide": "trends.png"}
"""Pictures that README and docs show, and their names in docs/pictures."""

ANSWERED = "How did Derby use AI on its phone lines?"
CLOSE = "How much did Derby spend on holograms?"
FOLLOW_UP = "What did it save?"


@dataclass(frozen=True, slots=True)
class State:
    """A state that people meet: an address, what is done there, and the language of the browser."""

    name: str
    path: str
    act: Callable[[Page], None] | None = None
    language: str = "en-GB"


def asked(path: str, question: str) -> str:
    return f"{path}?{urlencode({'q': question})}"


def type_ahead(page: Page) -> None:
    page.locator("#q").press_sequentially("how do councils")
    page.get_by_role("option").first.wait_for()


def first_context(page: Page) -> None:
    address = page.locator("a.open-context").first.get_attribute("href")
    page.goto(page.url.partition("/search")[0] + str(address))


def start_chat(page: Page) -> None:
    page.locator("#question textarea").wait_for()
    page.locator("#examples button").first.wait_for()


def converse(page: Page) -> None:
    start_chat(page)
    for number, question in enumerate((ANSWERED, FOLLOW_UP), start=1):
        page.locator("#question textarea").fill(question)
        page.locator("#question textarea").press("Enter")
        page.locator(f"#t{number}").wait_for()


def first_trend(page: Page) -> None:
    page.locator("main h2 a").first.click()
    page.wait_for_load_state()


STATES = (
    State("front", "/"),
    State("search", "/search", type_ahead),
    State("answer", asked("/search", ANSWERED)),
    State("not-answered", asked("/search", CLOSE)),
    State("context", asked("/search", ANSWERED), first_context),
    State("chat", "/chat/", converse),
    State("chat-start", "/chat/", start_chat),
    State("trends", "/trends"),
    State("trend", "/trends", first_trend),
    State("documents", "/documents"),
    State("about", "/about"),
    State("answer-welsh", asked("/answer", ANSWERED), language="cy"),
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--into", type=Path, default=ROOT / "build" / "screenshots")
    parser.add_argument("--corpus", type=Path)
    parser.add_argument("--index", type=Path)
    parser.add_argument("--dark", action="store_true", help="in the dark scheme")
    parser.add_argument("--only", nargs="*", help="names of states")
    parser.add_argument("--write", action="store_true", help="put three of them into docs/pictures")
    chosen = parser.parse_args()
    if chosen.write and chosen.index:
        parser.error("only pictures of the briefs may be kept: leave out --index")
    chosen.into.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home:
        folders = ["--index", str(chosen.index or Path(home) / "index")]
        folders += ["--corpus", str(chosen.corpus)] if chosen.corpus else []
        if not chosen.index:
            subprocess.run([sys.executable, "-m", "trendsqa", "index", "build", *folders], check=True)
        with serving(*folders) as (url, _), sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
            take_all(browser, url.rstrip("/"), chosen.into, dark=chosen.dark, only=chosen.only)
            browser.close()
    if chosen.write:
        for taken, kept in SHOWN.items():
            shutil.copyfile(chosen.into / f"{taken}.png", ROOT / "docs" / "pictures" / kept)


def take_all(browser: Browser, url: str, into: Path, *, dark: bool, only: list[str] | None) -> None:
    for state in STATES:
        for width_name, width in WIDTHS.items():
            if not only or state.name in only:
                take(browser, url, state, into / f"{state.name}-{width_name}.png", width, dark=dark)


def take(browser: Browser, url: str, state: State, path: Path, width: int, *, dark: bool) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": HEIGHT},
        color_scheme="dark" if dark else "light",
        locale=state.language,
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.goto(url + state.path)
    if state.act:
        state.act(page)
    page.wait_for_timeout(SETTLING_MS)
    # The states that README and docs show stand there at the height of a screen.
    page.screenshot(path=path, full_page=path.stem not in SHOWN)
    too_wide = page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    print(f"{path.name}{': WIDER THAN ITS WINDOW' if too_wide else ''}")
    context.close()


if __name__ == "__main__":
    main()
