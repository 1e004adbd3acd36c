"""Time until the pages and the chat can be used, in a real Chromium on a real server.

    python benchmarks/pages.py [--corpus DIR --index DIR] [--runs 5] [--write]

Without folders it builds an index over the briefs that are shipped first. **Cold** is a browser that has never been
here, **warm** one that has: its files are kept. The chat can be used once its question box is there and its server has
said which questions could be asked. From Enter to the answer counts what a person sees: a key is pressed, the answer
is drawn. Bytes are those that come over the wire. Everything is on loopback, so no network adds to it. What a browser
of this machine needs before it draws anything at all, the row of ``/healthz`` tells: one line of text without a style.
"""

import argparse
import os
import platform
import shutil
import statistics
import tempfile
import time
import urllib.request
from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from server_process import serving
from trendsqa.assembly import Assembly
from trendsqa.evaluation.reports.page_part import PagePart
from trendsqa.evaluation.table import Table
from trendsqa.settings import Settings
from trendsqa.upkeep.rebuilding import build_index

ROOT = Path(__file__).resolve().parents[1]
CHROMIUM = os.environ.get("TRENDSQA_CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]
QUESTIONS = (
    "Where should we start with harnessing data?",
    "What are the risks of artificial intelligence?",
    "How do we protect digital identity?",
    "Why does digital inclusion matter?",
    "What should leaders do about cyber security?",
    "How can councils work with partners?",
    "What is a digital twin used for?",
    "How do we recruit people with digital skills?",
    "What does green technology mean for IT departments?",
    "How do we design services around users?",
    "What are the benefits of automation?",
    "Who should own data in an organisation?",
    "How is generative AI governed?",
    "What do residents expect of online services?",
    "How do we replace legacy systems?",
    "What should be done first about resilience?",
    "Which ethical questions does AI raise?",
    "How do we measure digital progress?",
    "What is the role of the chief information officer?",
    "How do smart places use sensors?",
)
PATIENCE_MS = 60_000
ROW = ("what", "median", "worst", "target")

_PRESSED = """() => {
  const count = () => document.querySelectorAll("#transcript .turn").length;
  const before = count();
  window.answered = new Promise((done) => {
    let began = 0;
    document.addEventListener("keydown", () => (began = performance.now()), { capture: true, once: true });
    new MutationObserver((_, watching) => {
      if (count() === before) return;
      watching.disconnect();
      requestAnimationFrame(() => done(performance.now() - began));
    }).observe(document.querySelector("#transcript"), { childList: true, subtree: true });
  });
}"""
_PAINTED = """() => new Promise((done) => {
  new PerformanceObserver((found) => done(found.getEntries()[0].startTime)).observe({ type: "paint", buffered: true });
})"""
_BYTES = """() => [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")]
  .reduce((all, one) => all + one.transferSize, 0)"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path)
    parser.add_argument("--index", type=Path)
    parser.add_argument("--runs", type=int, default=5, help="how often each is measured (1 to 50)")
    parser.add_argument("--write", action="store_true", help="into docs/operations.md")
    chosen = parser.parse_args()
    if not 1 <= chosen.runs <= 50:
        parser.error("--runs is 1 to 50")
    part = PagePart(ROOT / "docs" / "operations.md", "pages") if chosen.write else None
    machine = f"{platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} at the start"
    said = [f"{time.strftime('%d %B %Y')}, {machine}, Python {platform.python_version()}; {chosen.runs} runs."]
    with tempfile.TemporaryDirectory() as home:
        assembly = Assembly(Settings(), corpus=chosen.corpus, index=chosen.index or Path(home) / "index")
        if not chosen.index:
            assembly.export_models()
            build_index(assembly)
        locations = assembly.locations
        folders = ("--corpus", str(locations.corpus), "--index", str(locations.index))
        with serving(*folders) as (url, _), sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
            said.append(Table(ROW, tuple(measured(browser, url.rstrip("/"), chosen.runs)), ()).markdown())
    print("\n\n".join(said))
    if part:
        part.replace("\n\n".join(said))


def measured(browser: Browser, url: str, runs: int) -> list[tuple[str, str, str, str]]:
    # The chat is made beside the server's start; how long that takes, cold_start.py measures.
    urllib.request.urlopen(f"{url}/chat/").read()
    # Server and browser do some things once, at the first page.
    first_paint(browser, f"{url}/search")
    # Paints before the chat: a browser that closes a chat is busy for a while.
    least = [first_paint(browser, f"{url}/healthz")[0] for _ in range(runs)]
    searches = [first_paint(browser, f"{url}/search") for _ in range(runs)]
    cold, warm, answers = [], [], []
    for _ in range(runs):
        context = browser.new_context()
        cold.append(chat_usable(context, url)[1])
        page, took = chat_usable(context, url)
        warm.append(took)
        answers += [answer_shown(page, question) for question in QUESTIONS]
        context.close()
    return [
        row("the chat can be used, cold", cold, "ms", 2000),
        row("the chat can be used, warm", warm, "ms", 2000),
        row(f"Enter to answer in the chat, {len(QUESTIONS)} questions", answers, "ms", 200),
        row("first paint of /search, cold", [paint for paint, _ in searches], "ms", 100),
        row("first paint of /healthz, one line without a style, cold", least, "ms"),
        row("all bytes of /search, cold", [size / 1000 for _, size in searches], "kB", 60),
    ]


def row(what: str, found: Sequence[float], unit: str, target: int = 0) -> tuple[str, str, str, str]:
    wanted = f"{target} {unit}" if target else "–"
    return what, f"{statistics.median(found):.0f} {unit}", f"{max(found):.0f} {unit}", wanted


def first_paint(browser: Browser, address: str) -> tuple[float, float]:
    """Milliseconds until something is drawn, and all bytes, for a browser that has never been here."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(address, wait_until="networkidle")
    found = float(page.evaluate(_PAINTED)), float(page.evaluate(_BYTES))
    context.close()
    return found


def chat_usable(context: BrowserContext, url: str) -> tuple[Page, float]:
    """The chat, and milliseconds since it was asked for until its question box can be used."""
    page = context.new_page()
    page.set_default_timeout(PATIENCE_MS)
    page.goto(f"{url}/chat/", wait_until="commit")
    took = page.wait_for_function(
        """() => document.querySelector("#examples button")?.getClientRects().length
          && document.querySelector("#question textarea") ? performance.now() : 0"""
    ).json_value()
    return page, float(took)


def answer_shown(page: Page, question: str) -> float:
    """Milliseconds from Enter until the answer is drawn."""
    page.get_by_label("Enter a question").fill(question)
    page.evaluate(_PRESSED)
    page.keyboard.press("Enter")
    return float(page.evaluate("window.answered"))


if __name__ == "__main__":
    main()
