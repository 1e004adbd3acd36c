"""The page of one answer, whose address can be passed on."""

from urllib.parse import urlencode

from lxml import html

QUESTION = "How do we begin a lamp programme?"


def opened(client, **query):
    return client.get(f"/answer?{urlencode(query)}")


def test_the_link_of_an_answer_opens_the_same_answer_on_a_page_of_its_own(client):
    tree = html.fromstring(client.get(f"/search?{urlencode({'q': QUESTION})}").text)
    (address,) = tree.xpath("//a[@class='permalink']/@href")
    shared = html.fromstring(client.get(address).text)
    assert shared.xpath("string(//h1)") == QUESTION
    quotes = "//blockquote//text()[normalize-space()]"
    assert shared.xpath(quotes) == tree.xpath(quotes)
    assert "has changed since" not in shared.text_content()


def test_an_answer_from_another_generation_is_told_from_the_one_that_was_shared(client):
    text = opened(client, q=QUESTION, generation="20200101T000000Z-aaaaaaaa").text
    assert "has changed since this link was made" in text
    assert "20200101" not in html.fromstring(text).xpath("string(//main)")


def test_an_address_without_a_question_is_explained(client):
    response = opened(client, q=" ")
    assert response.status_code == 422
    assert "names no question" in response.text


def test_what_is_not_answered_can_be_shared_too(client):
    assert "do not answer this" in opened(client, q="Who walked on the moon?", generation="paper").text


def test_a_hostile_question_stays_characters(client):
    response = opened(client, q="<script>alert(1)</script>", generation='"><script>')
    assert "<script>alert" not in response.text
    assert '"><script>' not in response.text
