"""The service as staff reach it: in a real browser, through a real proxy with TLS, under a path of the intranet."""

from urllib.parse import quote, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from conftest import serving
from reverse_proxies import CADDY, NGINX, blocks, configuration, running_proxy

pytestmark = [pytest.mark.browser, pytest.mark.model]

QUESTION = "Where should we start with ferries?"
ANSWER = "Count the passengers on each crossing for a month."
WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"], "resultTypes": ["violations"]}


@pytest.fixture(scope="module")
def upstream(handbook, tmp_path_factory):
    """The port of a server with the settings that the page on proxies shows."""
    home = tmp_path_factory.mktemp("settings")
    (home / "trendsqa.toml").write_text(blocks("toml")[0], "utf-8")
    with serving(handbook, home=home) as url:
        yield urlsplit(url).port


BOTH = pytest.mark.parametrize("proxy", [NGINX, CADDY], indirect=True)
"""What a proxy can break: addresses, bodies and streams; the rest is tried behind one of them."""


@pytest.fixture(scope="module")
def proxy(request, upstream, tmp_path_factory):
    """A proxy before that server, nginx unless a test names one."""
    name = getattr(request, "param", NGINX)
    home = tmp_path_factory.mktemp("proxy") / name
    with running_proxy(name, configuration(name), home, upstream) as running:
        yield running


@pytest.fixture
def staff(visit, proxy):
    """A visit under the path; afterwards nothing may have been asked of the host outside it."""
    visiting = visit(f"{proxy.url}/trends", ignore_https_errors=True)
    yield visiting
    paths = [urlsplit(url).path for url in visiting.requests if url.startswith("http")]
    assert [path for path in paths if not path.startswith("/trends/")] == []


def violations(page):
    """The rules of WCAG that a page breaks."""
    return [found["id"] for found in Axe().run(page, options=WCAG).response["violations"]]


def test_the_start_leads_to_the_chat_under_the_path(staff, proxy):
    page = staff.open("/")
    page.locator("#main").get_by_role("link", name="Chat", exact=True).click()
    page.get_by_label("Enter a question").wait_for()
    assert page.url == f"{proxy.url}/trends/chat/"


@BOTH
def test_a_question_is_answered_and_opens_in_its_context(staff):
    page = staff.open("/search")
    page.get_by_label("Enter a question").fill(QUESTION)
    page.get_by_role("button", name="Ask").click()
    expect(page.locator("blockquote li").first).to_have_text(ANSWER)
    assert urlsplit(page.url).path == "/trends/search"
    assert violations(page) == []
    with page.expect_popup() as opened:
        page.locator("a.open-context").first.click()
    expect(opened.value.locator("mark", has_text=ANSWER)).to_be_visible()


@BOTH
def test_every_link_of_every_page_leads_on_under_the_path(staff):
    for path in (
        "/search",
        f"/search?q={quote(QUESTION)}",
        "/documents",
        "/embed",
        "/read?section=none",
        "/documents/none",
    ):
        page = staff.open(path)
        targets = page.eval_on_selector_all(
            "a[href^='/'], form[action], link[href], script[src]",
            "all => all.map(one => one.getAttribute('href') ?? one.getAttribute('action') ?? one.getAttribute('src'))",
        )
        assert targets
        assert [target for target in targets if not target.startswith(("/trends/", "#"))] == [], path
        page.close()


def test_the_documents_lead_to_their_sections(staff):
    page = staff.open("/documents")
    page.locator(".rows-of-documents a").first.click()
    page.get_by_role("link", name="Risks").click()
    expect(page.locator("h1")).to_have_text("Risks")
    page.get_by_role("link", name="Search", exact=True).click()
    expect(page.get_by_label("Enter a question")).to_be_visible()


@BOTH
def test_the_chat_answers_and_follows_up(staff, put):
    page = staff.open_chat()
    put(page, QUESTION)
    expect(page.locator("blockquote li").first).to_have_text(ANSWER)
    assert violations(page) == []
    with page.expect_popup() as opened:
        page.locator("a.open-context").first.click()
    expect(opened.value.locator("mark", has_text=ANSWER)).to_be_visible()
    page.get_by_role("link", name="Documents", exact=True).click()
    expect(page.locator("h1")).to_contain_text("Documents")
    asked = {urlsplit(url).path for url in staff.requests}
    assert {"/trends/chat/gradio_api/queue/join", "/trends/chat/gradio_api/queue/data"} <= asked


def test_the_chat_without_its_slash_leads_to_the_chat(staff, proxy):
    page = staff.open("/chat")
    page.get_by_label("Enter a question").wait_for()
    assert page.url == f"{proxy.url}/trends/chat/"


def test_embed_answers_in_a_frame_of_the_same_origin(staff):
    page = staff.open("/embed")
    page.evaluate('document.body.innerHTML = \'<iframe src="/trends/embed" title="Ask"></iframe>\'')
    frame = page.frame_locator("iframe")
    frame.get_by_label("Enter a question").fill(QUESTION)
    frame.get_by_role("button", name="Ask").click()
    expect(frame.locator("blockquote li").first).to_have_text(ANSWER)


def test_the_description_has_its_addresses_under_the_path(staff):
    page = staff.open("/docs")
    expect(page.get_by_text("curl https://SERVER/trends/api/v1/ask")).to_be_visible()
    page.get_by_role("link", name="The same as an OpenAPI document").click()
    assert urlsplit(page.url).path == "/trends/openapi.json"


def test_suggestions_are_asked_for_under_the_path_on_a_page_and_in_the_chat(staff):
    for page in (staff.open("/search"), staff.open_chat()):
        page.get_by_label("Enter a question").press_sequentially("where")
        expect(page.get_by_role("listbox").get_by_role("option").first).to_be_visible()
    asked = {urlsplit(url).path for url in staff.requests if "suggest?" in url}
    assert asked == {"/trends/api/v1/suggest"}


@BOTH
def test_a_page_posts_to_the_api_under_the_path(staff):
    """The browser sends an Origin, which must be that of the host as the proxy names it."""
    page = staff.open("/search")
    status = page.evaluate(
        "fetch('api/v1/ask', {method: 'POST', headers: {'Content-Type': 'application/json'},"
        " body: JSON.stringify({question: 'Where should we start with ferries?'})}).then(r => r.status)"
    )
    assert status == 200


def test_headers_of_a_browser_that_names_another_host_change_no_link(visit, proxy):
    forged = {
        "X-Forwarded-Host": "stranger.example",
        "X-Forwarded-Prefix": "/stranger",
        "X-Forwarded-Proto": "http",
        "X-Gradio-Server": "https://stranger.example",
    }
    visiting = visit(f"{proxy.url}/trends", ignore_https_errors=True, extra_http_headers=forged)
    page = visiting.open_chat()
    assert "stranger" not in page.content()
    assert page.evaluate("window.gradio_config.root") == f"{proxy.url}/trends/chat"
