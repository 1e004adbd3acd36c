"""The evidence pack of an answer over HTTP."""

from io import BytesIO
from urllib.parse import urlencode

import pytest
import rispy
from docx import Document
from lxml import html

from fakes.assistant import FailingAssistant
from trendsqa.errors import OverloadedError

QUESTION = "How do we begin a lamp programme?"


def fetch(client, method="GET", **query):
    return client.request(method, f"/pack?{urlencode(query)}")


@pytest.mark.parametrize("wanted", ["html", "docx", "bib", "ris"])
def test_a_pack_comes_as_a_file_to_save_that_nothing_keeps(client, wanted):
    response = fetch(client, q=QUESTION, format=wanted)
    assert response.status_code == 200
    assert response.headers["content-disposition"].startswith(
        f"attachment; filename=\"evidence-pack-how-do-we-begin-a-lamp-programme.{wanted}\"; filename*=UTF-8''"
    )
    assert response.headers["cache-control"] == "no-store"
    assert response.headers["x-content-type-options"] == "nosniff"
    assert "default-src 'none'" in response.headers["content-security-policy"]


def test_each_format_reads_back(client):
    page = html.fromstring(fetch(client, q=QUESTION).text)
    assert page.xpath("//blockquote//li")[0].text_content().strip() == "Count the lamps and their age."
    document = Document(BytesIO(fetch(client, q=QUESTION, format="docx").content))
    assert "Count the lamps and their age." in [paragraph.text for paragraph in document.paragraphs]
    (entry,) = rispy.loads(fetch(client, q=QUESTION, format="ris").text)
    assert entry["title"] == "The Lamp & Bin Book"
    assert fetch(client, q=QUESTION, format="bib").text.startswith("@techreport{lamp-book,")


def test_head_tells_what_get_would_send(client):
    got, told = fetch(client, q=QUESTION, format="docx"), fetch(client, "HEAD", q=QUESTION, format="docx")
    assert (told.status_code, told.content) == (200, b"")
    assert told.headers["content-length"] == got.headers["content-length"]
    assert told.headers["content-disposition"] == got.headers["content-disposition"]


@pytest.mark.parametrize(
    ("query", "status", "said"),
    [
        ({}, 422, "holds no question"),
        ({"q": " "}, 422, "holds no question"),
        ({"q": QUESTION, "format": "pdf"}, 422, "html, docx, bib, ris"),
        ({"q": QUESTION, "format": ""}, 422, "html, docx, bib, ris"),
        ({"q": "x" * 1001}, 422, "1001 characters"),
        ({"q": "a\x00b"}, 422, "NUL"),
        ({"q": QUESTION, "edition": "1900"}, 404, "1900"),
        ({"q": "Hello", "format": "bib"}, 422, "cites no document"),
    ],
)
def test_what_cannot_be_given_is_a_page_that_says_why(client, query, status, said):
    response = fetch(client, **query)
    assert response.status_code == status
    assert "content-disposition" not in response.headers
    assert said in html.fromstring(response.text).xpath("string(//main)")


def test_too_much_work_is_refused_as_for_other_questions(visit):
    response = fetch(visit(FailingAssistant(OverloadedError(7))), q=QUESTION)
    assert (response.status_code, response.headers["retry-after"]) == (503, "7")


def test_a_question_is_taken_as_it_is_written_if_that_is_asked_for(client):
    corrected = html.fromstring(fetch(client, q="How do we begin a lamp programe?").text)
    assert "How do we begin a lamp programme?" in corrected.xpath("string(//dl)")
    exact = html.fromstring(fetch(client, q="How do we begin a lamp programe?", exact="1").text)
    assert "Read as" not in exact.xpath("string(//dl)")


def test_filters_that_were_asked_for_are_named(client):
    page = html.fromstring(fetch(client, q=QUESTION, edition="2031", form="full").text)
    assert "2031, Full text" in page.xpath("string(//dl)")


@pytest.mark.parametrize("question", ["Lamps?\r\nSet-Cookie: a=b", 'lamps"; filename="x.exe', "מנורות 😀 lamps %"])
def test_no_question_reaches_a_header_as_it_stands(client, question):
    response = fetch(client, q=question)
    assert response.status_code == 200
    assert "set-cookie" not in response.headers
    assert response.headers["content-disposition"].count('"') == 2


def links_on(client, question, **query):
    page = html.fromstring(client.get(f"/search?{urlencode({'q': question, **query})}").text)
    return page.xpath("//*[@class='packs']//a/@href")


def test_an_answer_links_to_its_pack_in_every_format_and_each_link_works(client):
    links = links_on(client, QUESTION, edition="2031")
    assert [link.rpartition("=")[2] for link in links] == ["docx", "html", "bib", "ris"]
    assert all("edition=2031" in link for link in links)
    assert [client.get(link).status_code for link in links] == [200] * 4


def test_what_cites_nothing_has_no_references_to_link_to_and_a_reply_no_pack(client):
    assert [link.rpartition("=")[2] for link in links_on(client, "Who walked on the moon?")] == ["docx", "html"]
    assert links_on(client, "Hello") == []


def test_a_pack_is_in_the_language_of_the_page_and_its_quotes_are_in_theirs(client):
    response = fetch(client, q=QUESTION, lang="cy")
    page = html.fromstring(response.text)
    assert (response.headers["content-language"], page.get("lang")) == ("cy", "cy")
    assert page.xpath("string(//h1)") == "Pecyn tystiolaeth"
    assert {block.get("lang") for block in page.xpath("//blockquote")} == {"en-GB"}
    assert "Pecyn%20tystiolaeth%20" in response.headers["content-disposition"]
