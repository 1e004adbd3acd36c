"""Every page, and the chat, as people with different eyes and screens meet it.

Each page is loaded once and then looked at in four ways, since loading costs more than looking:

- 320 px wide and light: the narrowest screen, and axe by all its rules;
- 1280 px wide and dark: the widest layout and the other colours, and axe again;
- 320 by 256 px: what 1280 by 1024 px are at a zoom of 400 % (WCAG 2.2, 1.4.10). axe is left out: rules and colours are
  those of the first look, and only what depends on the height can differ;
- 1280 px wide in forced colours, on dark: each text is measured against what is behind it. axe is left out: its other
  rules see what they saw, and its rule on contrast is wrong here. It takes the colour of a text from
  -webkit-text-fill-color, for which Chromium tells what the page wished and not what it shows: for a button it told
  #05211e on black where white on black is shown.

In each nothing scrolls sideways and no text is cut off. Without JavaScript, for which axe is too slow since it needs
timers, the pages are looked at in the first three ways, for that alone.
"""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote

import httpx
import pytest
from playwright.sync_api import Page, expect

from fakes.whole_site import ANSWERED, CLOSE, FOREIGN, IN_PDF, IN_TABLE, NOT_HELD, serving_whole_site

pytestmark = [pytest.mark.browser, pytest.mark.filterwarnings("ignore::DeprecationWarning")]

TOO_LONG = "very " * 300 + "long?"
NARROW, WIDE, ZOOMED = (320, 640), (1280, 900), (320, 256)


@dataclass(frozen=True)
class Look:
    """Width and height in CSS pixels, and what the person's system asks for."""

    size: tuple[int, int]
    scheme: str = "light"
    forced: str = "none"
    by_axe: bool = True

    def put_on(self, page: Page) -> None:
        """Show ``page`` this way."""
        width, height = self.size
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme=self.scheme, forced_colors=self.forced, reduced_motion="reduce")


LOOKS = (
    Look(NARROW),
    Look(WIDE, scheme="dark"),
    Look(ZOOMED, by_axe=False),
    Look(WIDE, scheme="dark", forced="active", by_axe=False),
)
PLAIN_LOOKS = tuple(Look(size) for size in (NARROW, WIDE, ZOOMED))


def asked(path, question):
    return f"{path}?q={quote(question)}"


PAGES = {
    "front": "/",
    "search": "/search",
    "answered": asked("/search", ANSWERED),
    "answered from a table": asked("/search", IN_TABLE),
    "close": asked("/search", CLOSE),
    "not held": asked("/search", NOT_HELD),
    "reply": asked("/search", "Hello"),
    "filters": f"{asked('/search', ANSWERED)}&edition=2024",
    "too long": asked("/search", TOO_LONG),
    "one answer": asked("/answer", ANSWERED),
    "frame": "/embed",
    "frame, answered": asked("/embed", ANSWERED),
    "frame, filters": f"{asked('/embed', NOT_HELD)}&edition=2024",
    "compare": "/compare",
    "compared": "/compare?q=skills&edition=2024&edition=2025",
    "trends": "/trends",
    "trend": "/trends/reimagining-services",
    "documents": "/documents",
    "documents found": "/documents?filter=trends",
    "document": "/documents/socitm-trends-2025",
    "foreign document": f"/documents/{FOREIGN}",
    "sources": "/sources",
    "about": "/about",
    "reference": "/docs",
    "feedback deleted": "/feedback/deleted",
    "signing in": "/admin",
    "no such address": "/nothing-is-here",
    "no such document": "/documents/nothing-is-here",
    "not well formed": "/read?section=",
}
REFUSED = {"too long": 422, "no such address": 404, "no such document": 404, "not well formed": 422}

OPEN_ALL = "document.querySelectorAll('details').forEach(one => { one.open = true; })"
CUT_OFF = """() => {
  const cut = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const tell = (why, node) => cut.push(`${why}: ${node.textContent.trim().slice(0, 60)}`);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const one = node.parentElement;
    if (!node.textContent.trim() || !one.checkVisibility({visibilityProperty: true})) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const box = range.getBoundingClientRect();
    for (let above = one; ; above = above.parentElement) {
      if (!above) {
        if (box.right > window.innerWidth + 1 || box.left < -1) tell('outside the window', node);
        break;
      }
      const style = getComputedStyle(above);
      // Words for screen readers alone.
      if (style.clipPath !== 'none' || style.clip !== 'auto') break;
      if (['auto', 'scroll'].includes(style.overflowX) && above !== document.documentElement) break;
      const edge = above.getBoundingClientRect();
      const shut = ['hidden', 'clip'];
      if (shut.includes(style.overflowX) && (box.right > edge.right + 1 || box.left < edge.left - 1)) {
        tell('cut off at its side', node);
        break;
      }
      if (shut.includes(style.overflowY) && (box.bottom > edge.bottom + 2 || box.top < edge.top - 2)) {
        tell('cut off below or above', node);
        break;
      }
    }
  }
  for (const one of document.querySelectorAll('input, textarea, select, button, img, svg')) {
    const box = one.getBoundingClientRect();
    const outside = box.width > 1 && box.right > window.innerWidth + 1;
    if (outside && !one.closest('.rows') && one.checkVisibility()) cut.push(one.outerHTML);
  }
  return cut;
}"""
UNREADABLE = """() => {
  const parts = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const light = (colour) => {
    const [r, g, b] = parts(colour).map((part) => part / 255)
      .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (one) => {
    for (let above = one; above; above = above.parentElement) {
      const colour = getComputedStyle(above).backgroundColor;
      if (parts(colour).length === 3) return colour;
    }
    return getComputedStyle(document.documentElement).colorScheme.includes('dark') ? 'rgb(0,0,0)' : 'rgb(255,255,255)';
  };
  const faults = [];
  for (const one of document.body.querySelectorAll('*')) {
    const says = [...one.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
    // What is written into a chart has its own shapes behind it.
    if (!says || one instanceof SVGElement || !one.checkVisibility({visibilityProperty: true})) continue;
    const style = getComputedStyle(one);
    const inks = [light(style.color), light(behind(one))];
    const contrast = (Math.max(...inks) + 0.05) / (Math.min(...inks) + 0.05);
    if (contrast < 4.5) faults.push(`contrast ${contrast}: ${one.outerHTML}`);
  }
  return faults;
}"""
"""Faults of contrast (WCAG 2.2, 1.4.3) by the colours that are shown: all of them are opaque in forced colours."""


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """One server for all."""
    with serving_whole_site(tmp_path_factory.mktemp("whole-site")) as site:
        yield site


def fits(page: Page) -> list[str]:
    """Faults of the layout as it stands: sideways scrolling, and text or controls that are cut off."""
    faults = page.evaluate(CUT_OFF)
    width = page.evaluate("document.documentElement.scrollWidth")
    return faults + ([f"{width} px wide"] if width > page.viewport_size["width"] else [])


@pytest.fixture
def look_at(find_faults) -> Callable[[Page], None]:
    """Looks at a page in every way, with all that folds out open."""

    def look_at(page: Page) -> None:
        page.evaluate(OPEN_ALL)
        faults = {}
        for look in LOOKS:
            look.put_on(page)
            faults[look] = fits(page)
            faults[look] += find_faults(page) if look.by_axe else []
            faults[look] += page.evaluate(UNREADABLE) if look.forced == "active" else []
        assert not any(faults.values()), faults

    return look_at


@pytest.fixture
def person(visit, site):
    """Somebody with JavaScript; no page and no console may tell an error afterwards."""
    visiting = visit(site.address)
    yield visiting
    assert visiting.errors == []


def status_of(visiting, page, path):
    """The status of a page; that the browser tells of one that says there is nothing is no fault."""
    response = page.goto(visiting.address + path)
    if response.status >= 400:
        visiting.errors[:] = [(url, text) for url, text in visiting.errors if url != page.url]
    return response.status


@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_no_fault_in_any_look(person, look_at, name):
    page = person.context.new_page()
    assert status_of(person, page, PAGES[name]) == REFUSED.get(name, 200)
    expect(page.locator("h1")).to_have_count(1)
    look_at(page)


def test_a_quote_in_its_context_beside_its_page_has_no_fault_in_any_look(person, look_at):
    page = person.open(asked("/search", IN_PDF))
    page.goto(person.address + page.locator("a.open-context").first.get_attribute("href"))
    expect(page.locator("mark").first).to_be_visible()
    expect(page.locator("figure img").first).to_be_visible()
    look_at(page)


def test_thanks_for_feedback_have_no_fault_in_any_look(person, site, look_at):
    sent = httpx.post(f"{site.address}/feedback", data={"question": ANSWERED, "useful": "yes", "outcome": "answered"})
    look_at(person.open(httpx.URL(sent.headers["location"]).path))


def test_the_page_of_maintainers_has_no_fault_in_any_look(person, site, look_at):
    page = person.open("/admin")
    page.get_by_label("Admin key").fill(site.admin_key)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Maintenance")
    look_at(page)


def test_a_saved_pack_has_no_fault_in_any_look(visit, site, look_at, tmp_path):
    pack = tmp_path / "pack.html"
    pack.write_bytes(httpx.get(f"{site.address}/pack?format=html&q={quote(IN_TABLE)}", timeout=60).content)
    # Its own policy would keep axe out.
    saved = visit(pack.as_uri(), bypass_csp=True)
    look_at(saved.open(""))
    assert saved.errors == []


def test_the_chat_with_answers_and_lists_open_has_no_fault_in_any_look(person, put, look_at):
    page = person.open_chat()
    for question in (ANSWERED, IN_TABLE, CLOSE, NOT_HELD, "Hello"):
        put(page, question)
    page.get_by_text("Your questions").click()
    page.get_by_role("button", name="Edit question").click()
    look_at(page)


def test_without_javascript_every_page_is_whole(visit, site):
    plain = visit(site.address, java_script_enabled=False)
    page, faults = plain.context.new_page(), {}
    for name, path in PAGES.items():
        assert status_of(plain, page, path) == REFUSED.get(name, 200)
        expect(page.locator("h1")).to_have_count(1)
        page.evaluate(OPEN_ALL)
        for look in PLAIN_LOOKS:
            look.put_on(page)
            if found := fits(page):
                faults[name, look.size] = found
    assert faults == {}
    assert plain.errors == []
