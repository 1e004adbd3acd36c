"""The plain pages over HTTP."""

from urllib.parse import urlencode

import pytest
from lxml import html
from starlette.testclient import TestClient

from fakes.assistant import FailingAssistant
from trendsqa.errors import OverloadedError, WorkStoppedError
from trendsqa.settings import ServerSettings

QUESTION = "How do we begin a lamp programme?"
BROWSED = ("/", "/trends", "/documents", "/documents/lamp-book", "/sources", "/about")
"""Pages for people who look around."""


def ask(client, question, page="/search"):
    return client.get(f"{page}?{urlencode({'q': question})}")


def test_the_front_page_asks_through_search_and_leads_to_the_chat_where_it_is_served(client, assistant, visit):
    tree = html.fromstring(client.get("/").text)
    assert tree.xpath("//main//form/@action") == ["/search"]
    assert tree.xpath("//main//a[@href='/chat/']")
    silent = html.fromstring(visit(assistant, ServerSettings(chat=False)).get("/").text)
    assert not silent.xpath("//a[@href='/chat/']")


def test_a_page_is_in_the_language_that_a_browser_prefers_and_the_address_beats_it(client):
    welsh = client.get("/search", headers={"Accept-Language": "cy, en;q=0.5"})
    assert html.fromstring(welsh.text).get("lang") == "cy"
    assert welsh.headers["content-language"] == "cy"
    english = client.get("/search?lang=en", headers={"Accept-Language": "cy"})
    assert html.fromstring(english.text).get("lang") == "en-GB"


def test_the_language_that_somebody_chose_is_kept_for_the_next_page(client):
    chosen = client.get("/search?lang=cy")
    assert "HttpOnly" in chosen.headers["set-cookie"]
    assert html.fromstring(client.get("/documents").text).get("lang") == "cy"
    assert "set-cookie" not in client.get("/documents").headers


def test_the_other_language_is_one_link_away_with_the_question_kept(client):
    (address,) = html.fromstring(ask(client, QUESTION).text).xpath("//header//a[@lang='cy']/@href")
    assert "lang=cy" in address
    assert html.fromstring(client.get(f"/search{address}").text).xpath("//input[@name='q']/@value") == [QUESTION]


def test_settings_may_fix_one_language(assistant, visit):
    client = visit(assistant, ServerSettings(language="cy"))
    tree = html.fromstring(client.get("/search?lang=en", headers={"Accept-Language": "en"}).text)
    assert tree.get("lang") == "cy"
    assert not tree.xpath("//header//a[@hreflang]")


def test_under_a_path_the_start_and_every_link_stay_there(client):
    """Before, `/trends/` led to `/chat/`, and a proxy that takes the path off got forms and styles at the top."""
    placed = TestClient(client.app, root_path="/trends", follow_redirects=False)
    for path in (
        *BROWSED, "/search", f"/search?{urlencode({'q': QUESTION})}", "/embed", "/read?section=none", "/trends/none",
    ):  # fmt: skip
        tree = html.fromstring(placed.get(f"/trends{path}").text)
        addresses = [found for found in tree.xpath("//@href | //@src | //@action") if found.startswith("/")]
        assert addresses
        assert [found for found in addresses if not found.startswith("/trends/")] == [], path


def test_under_a_path_the_page_that_is_shown_is_marked_and_an_error_in_a_frame_is_small(client):
    placed = TestClient(client.app, root_path="/trends")
    tree = html.fromstring(placed.get("/trends/search").text)
    assert tree.xpath("//*[@aria-current]/@href") == ["/trends/search"]
    failed = html.fromstring(placed.get("/trends/embed?edition=1900").text)
    assert failed.xpath("//h1/@class") == ["small"]
    assert not failed.xpath("//nav")


@pytest.mark.parametrize("page", ["/search", "/embed"])
def test_a_question_is_answered_with_quotes_sources_and_passages(client, page):
    tree = html.fromstring(ask(client, QUESTION, page).text)
    items = [item.text.strip() for item in tree.xpath("//blockquote//li")]
    assert items[0] == "Count the lamps and their age."
    assert len(tree.xpath("//figure[@class='cited']/figcaption")) == 1
    assert tree.xpath("//section[@class='passages']//li")


@pytest.mark.parametrize("page", ["/search", "/embed"])
def test_a_question_the_collection_does_not_answer_is_said_plainly(client, page):
    tree = html.fromstring(ask(client, "Who walked on the moon?", page).text)
    assert tree.xpath("string(//*[@class='no-answer'])") == "The documents held here do not answer this."
    assert len(tree.xpath("//ul[@class='nearest']/li/a")) == 3


@pytest.mark.parametrize("page", ["/search", "/embed"])
def test_what_comes_closest_opens_in_its_context(client, close, page):
    tree = html.fromstring(ask(client, close.question, page).text)
    assert tree.xpath("string(//*[@class='no-answer'])") == "This may not answer your question."
    (address,) = tree.xpath("//a[@class='open-context']/@href")
    opened = html.fromstring(client.get(address.partition("#")[0]).text)
    assert "".join(opened.xpath("//mark//text()")) == close.closest.quote.replace("\n", "")


@pytest.mark.parametrize("page", ["/search", "/embed"])
def test_a_reply_suggests_questions_that_the_same_page_answers(client, reply, page):
    tree = html.fromstring(ask(client, reply.question, page).text)
    assert tree.xpath("string(//*[@class='reply spoken'])") == reply.reason
    assert not tree.xpath("//section[@class='passages'] | //button[@class='suggested']")
    suggested = tree.xpath("//*[@class='could-ask']/following-sibling::ul[1]//a")
    assert [link.text for link in suggested] == list(reply.suggestions)
    answered = html.fromstring(client.get(suggested[0].get("href")).text)
    assert answered.xpath("//input[@name='q']/@value") == [suggested[0].text]
    assert answered.xpath("//blockquote")
    assert suggested[0].get("href").startswith(page)


@pytest.mark.parametrize("page", ["/search", "/embed"])
def test_a_question_that_was_read_otherwise_can_be_asked_as_it_was_typed(client, page):
    typed = "How do we begin a lamp programe & more?"
    tree = html.fromstring(ask(client, typed, page).text)
    assert tree.xpath("string(//*[@class='read-as-text'])") == "How do we begin a lamp programme & more?"
    (address,) = tree.xpath("//*[@class='change']/a/@href")
    exact = html.fromstring(client.get(address).text)
    assert not exact.xpath("//*[@class='read-as']")
    assert exact.xpath("//input[@name='q']/@value") == [typed]


def test_a_question_of_too_many_characters_is_kept_and_explained(client):
    response = ask(client, "é" * 1001)
    tree = html.fromstring(response.text)
    assert response.status_code == 422
    assert tree.xpath("//input[@name='q']/@value") == ["é" * 1001]
    assert "1001 characters" in tree.xpath("string(//*[@id='q-problem'])")
    assert "q-problem" in tree.xpath("//input/@aria-describedby")[0]


def test_a_question_of_exactly_the_limit_is_asked(client):
    assert ask(client, "é" * 1000).status_code == 200


def test_white_space_alone_is_no_question(client, assistant):
    assert ask(client, " \t\n ").status_code == 200
    assert assistant.asked == []


def test_reading_marks_the_quoted_words_and_shows_where_they_stand(client, assistant):
    citation = assistant.ask(QUESTION).citations[0]
    query = urlencode({"section": citation.passage.section.id, "start": citation.char_start, "end": citation.char_end})
    tree = html.fromstring(client.get(f"/read?{query}").text)
    assert tree.xpath("string(//mark[@id='quote'])") == citation.quote
    assert tree.xpath("string(//h1)") == "First steps"
    assert "page 4" in tree.text_content()
    assert tree.xpath("//nav[@aria-label='Sections']//a/@rel") == ["prev", "next"]
    assert tree.xpath("//a[@class='publisher']/@href") == ["https://publisher.example/lamps"]


def test_reading_marks_every_span_of_the_address(client, assistant):
    first, second = assistant.ask(QUESTION).citations
    query = urlencode(
        [("section", first.passage.section.id)]
        + [pair for c in (first, second) for pair in (("start", c.char_start), ("end", c.char_end))]
    )
    tree = html.fromstring(client.get(f"/read?{query}").text)
    assert len(tree.xpath("//mark")) == 5
    assert len(tree.xpath("//mark[@id]")) == 1


def test_reading_says_so_where_the_words_are_not_there(client):
    response = client.get("/read?section=lamp-book%23bin-rounds&start=1&end=4")
    assert "not at this place" in response.text
    assert not html.fromstring(response.text).xpath("//mark")


@pytest.mark.parametrize(
    "query",
    [
        "",
        "section=",
        "section=lamp-book%23bin-rounds&start=1",
        "section=lamp-book%23bin-rounds&start=-1&end=4",
        "section=lamp-book%23bin-rounds&start=1&end=x",
        "section=lamp-book%23bin-rounds&start=%C2%B2&end=4",
        "section=lamp-book%23bin-rounds&start=1&end=" + "9" * 5000,
        "section=lamp-book%23bin-rounds" + "&start=1&end=2" * 51,
    ],
)
def test_an_address_that_cannot_be_read_is_explained(client, query):
    response = client.get(f"/read?{query}")
    assert response.status_code == 422
    assert html.fromstring(response.text).xpath("string(//h1)") == "This address cannot be read"


def test_an_outline_leads_to_its_sections(client):
    links = html.fromstring(client.get("/documents/lamp-book").text).xpath("//ul[@class='outline']//a/@href")
    assert len(links) == 3
    assert all(client.get(link).status_code == 200 for link in links)


@pytest.mark.parametrize("path", ["/documents/none", "/read?section=none", "/read?section=lamp-book%23none"])
def test_what_is_not_in_the_collection_is_a_page_that_says_so(client, path):
    response = client.get(path)
    assert response.status_code == 404
    assert html.fromstring(response.text).xpath("string(//h1)") == "This is not held here"


def test_a_hostile_address_comes_back_as_characters(client):
    response = client.get("/read?section=%3Cscript%3Ealert(1)%3C/script%3E")
    assert response.status_code == 404
    assert "<script>alert" not in response.text


@pytest.mark.parametrize("page", ["/search", "/embed", "/search?q=lamps"])
def test_an_index_that_cannot_be_opened_is_a_page_with_the_command(closed, visit, page, caplog):
    """The reason names folders of the server, so it is in the log."""
    response = visit(closed).get(page)
    assert response.status_code == 503
    assert "trendsqa doctor" in response.text
    assert "No index is published" not in response.text
    assert "No index is published" in caplog.text
    assert "Traceback" not in response.text


def test_an_empty_collection_says_how_to_add_documents(empty, visit):
    for page in ("/search", "/embed", "/search?q=lamps", "/documents", "/trends", "/sources"):
        text = visit(empty).get(page).text
        assert "trendsqa corpus add FILE" in text
        assert "trendsqa index build" in text


def test_only_embed_may_be_framed_and_only_by_the_named_origins(assistant, visit):
    client = visit(assistant, ServerSettings(frame_ancestors=("https://intranet.example",)))
    policy = client.get("/embed").headers["content-security-policy"]
    assert "frame-ancestors 'self' https://intranet.example;" in policy
    for path in (*BROWSED, "/search", "/read?section=none"):
        assert "frame-ancestors 'none'" in client.get(path).headers["content-security-policy"]


@pytest.mark.parametrize("path", [*BROWSED, "/search", "/search?q=lamps", "/embed", "/read?section=none"])
def test_pages_hold_nothing_inline_and_name_no_other_origin_to_load_from(client, path):
    response = client.get(path)
    tree = html.fromstring(response.text)
    assert "unsafe" not in response.headers["content-security-policy"]
    assert not tree.xpath("//style | //script[not(@src)] | //@style | //@onclick")
    assert all(address.startswith("/") for address in tree.xpath("//script/@src | //link/@href | //img/@src"))


@pytest.mark.parametrize("path", ["/search", "/search?q=lamps", "/embed", "/documents", "/documents/lamp-book"])
def test_every_page_has_one_main_heading_a_language_and_a_title(client, path):
    tree = html.fromstring(client.get(path).text)
    assert len(tree.xpath("//h1")) == 1
    assert tree.get("lang") == "en-GB"
    assert tree.xpath("string(//title)")
    assert len(tree.xpath("//main")) == 1


def test_answers_are_not_cached_and_styles_are(client):
    assert ask(client, QUESTION).headers["cache-control"] == "no-store"
    (style, *_) = html.fromstring(client.get("/search").text).xpath("//link[@rel='stylesheet']/@href")
    response = client.get(style)
    assert "immutable" in response.headers["cache-control"]
    again = client.get(style.partition("?")[0], headers={"If-None-Match": response.headers["etag"]})
    assert again.status_code == 304


def test_a_style_under_an_old_digest_is_not_kept_for_ever(client):
    assert client.get("/static/site.css?v=old").headers["cache-control"] == "no-cache"


@pytest.mark.parametrize("name", ["search.html", "none.css", "..%2Fchat%2Ftheme.css"])
def test_only_styles_scripts_and_the_icon_are_files(client, name):
    assert client.get(f"/static/{name}").status_code == 404


def test_links_hold_behind_a_proxy_with_a_path(client):
    client.app.root_path = "/trends"
    tree = html.fromstring(ask(client, QUESTION).text)
    addresses = tree.xpath("//a/@href | //link/@href | //form/@action")
    assert all(a.startswith(("/trends/", "#", "?", "https://publisher.example/")) for a in addresses)


def test_a_page_shows_one_generation_even_if_another_is_published_while_it_is_made(visit, replaced_while_read):
    client = visit(replaced_while_read)
    address = "/search?q=How+do+we+begin+a+lamp+programme"
    first, second = client.get(address), client.get(address)
    assert "The Lamp &amp; Bin Book" in first.text
    assert "The Later Book" not in first.text
    assert "The Later Book" in second.text


@pytest.mark.parametrize(
    "address",
    [
        "/search?q=%00lamp",
        "/embed?q=lamp%00",
        "/search?edition=%00",
        "/compare?q=lamp&report=%00",
        "/read?section=lamp-book%00",
        "/documents?%00=1",
    ],
)
def test_an_address_with_a_nul_character_is_refused_in_words(client, address):
    page = client.get(address)
    assert page.status_code == 422
    assert "NUL character" in page.text
    assert "\x00" not in page.text


@pytest.mark.parametrize(
    "path", ["/documents/%00", "/documents/%ff", "/documents/%ED%A0%80", "/static/%00", "/read?section=%ff"]
)
def test_an_address_that_is_no_text_names_nothing_that_is_held(client, path):
    page = client.get(path)
    assert page.status_code == 404
    assert "\x00" not in page.text


@pytest.mark.parametrize("question", ["%ff", "%ED%A0%80", "lamp%01%1b%7f%C2%85", "%F4%90%80%80"])
def test_bytes_that_are_no_text_never_reach_a_page(client, question):
    """Bytes that are not UTF-8 are read as U+FFFD, as everywhere, and control characters as spaces."""
    page = client.get(f"/search?q={question}")
    assert page.status_code == 200
    assert not any(control in page.text for control in "\x00\x01\x1b\x7f\x85")


@pytest.mark.parametrize("page", ["/search", "/embed", "/compare"])
def test_too_many_questions_at_once_are_a_page_that_asks_to_try_again(visit, page):
    response = ask(visit(FailingAssistant(OverloadedError(3))), QUESTION, page)
    assert (response.status_code, response.headers["retry-after"]) == (503, "3")
    assert "Too many questions at once" in response.text
    assert "Please try again in 3 seconds." in response.text


def test_work_that_was_stopped_is_a_page_that_says_so(visit):
    response = ask(visit(FailingAssistant(WorkStoppedError("The work took longer than 10 seconds."))), QUESTION)
    assert response.status_code == 503
    assert "The answer took too long" in response.text
