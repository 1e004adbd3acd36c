"""Filters on the search page and on the page for a frame, without JavaScript."""

from urllib.parse import urlencode

import pytest
from lxml import html
from starlette.testclient import TestClient

PAGES = pytest.mark.parametrize("path", ["/search", "/embed"])
QUESTION = "What are lamps?"


def tree_of(response):
    assert response.status_code == 200, response.text
    return html.fromstring(response.text)


def opened(page, path, **query):
    return tree_of(page.get(f"{path}?{urlencode(query)}"))


def links(tree, words):
    return [str(one.get("href")) for one in tree.xpath("//a") if words in one.text_content()]


@PAGES
def test_filters_are_folded_until_one_is_set(page, path):
    form = opened(page, path)
    assert form.xpath("//details[@class='filters' and not(@open)]/summary/text()") == ["Filters"]
    assert not form.xpath("//ul[@class='chosen-filters']")
    labels = form.xpath("//details[@class='filters']//label")
    assert [label.text for label in labels] == ["Edition", "Trend", "Kind of source", "Publisher", "Text"]
    assert [form.get_element_by_id(label.get("for")).get("name") for label in labels] == [
        "edition", "trend", "kind", "publisher", "form",
    ]  # fmt: skip
    chosen = opened(page, path, kind="guidance")
    assert chosen.xpath("//details[@class='filters']/@open")
    assert chosen.xpath("//select[@name='kind']/option[@selected]/@value") == ["guidance"]


@PAGES
def test_only_what_passes_is_quoted_and_every_link_keeps_the_filters(page, path):
    kept = {"kind": "guidance", "publisher": "Pole & <Wire> Board"}
    tree = opened(page, path, q="Where are lamps?", **kept)
    assert "Paint poles and lamps." in tree.xpath("string(//blockquote)")
    assert len(tree.xpath("//section[@class='passages']//li")) == 1
    assert links(tree, "Remove filter: Kind of source Guidance") == [
        f"{path}?q=Where%20are%20lamps%3F&publisher=Pole+%26+%3CWire%3E+Board"
    ]
    assert links(tree, "Clear all filters") == [f"{path}?q=Where%20are%20lamps%3F"]
    assert "<Wire>" not in page.get(f"{path}?{urlencode(kept)}").text
    first = opened(page, path, **kept)
    assert links(first, "What are lamps?") == [f"{path}?q=What%20are%20lamps%3F&{urlencode(kept)}"]
    assert links(opened(page, path, q="Hello", **kept), "What are lamps?")[0].endswith(urlencode(kept))


@PAGES
def test_the_question_as_it_was_typed_keeps_the_filters(shelf, visit, path):
    shelf._spelling = {"lampes": "lamps"}
    tree = opened(visit(shelf), path, q="lampes", kind="report")
    (exact,) = links(tree, "Take it as it was typed")
    assert exact == f"{path}?exact=1&q=lampes&kind=report"
    assert tree_of(visit(shelf).get(exact)).xpath("//details[@class='filters']/@open")


@PAGES
def test_what_filters_leave_without_an_answer_can_be_asked_without_them(page, path):
    tree = opened(page, path, q="What do sensors weigh?", kind="video")
    told = tree.xpath("//p[@class='within-filters']")[0].text_content()
    assert told == "Filters are set: only what passes them was searched. Ask without filters"
    (without,) = links(tree, "Ask without filters")
    whole = tree_of(page.get(without))
    assert "Sensors weigh the bins." in whole.xpath("string(//blockquote)")
    assert not whole.xpath("//p[@class='within-filters']")


@PAGES
@pytest.mark.parametrize("form", ["full", "brief"])
def test_text_is_the_publishers_or_ours(page, path, form):
    tree = opened(page, path, q="Where is a film on lamps?", form=form)
    shown = tree.xpath("string(//blockquote)") + tree.xpath("string(//*[contains(@class, 'summary ')])")
    assert ("A film on lamps." in shown) == (form == "brief")


@PAGES
@pytest.mark.parametrize(("name", "value"), [("edition", "1999"), ("kind", "<b>"), ("trend", "x"), ("form", "none")])
def test_a_value_that_nothing_has_is_a_page_that_names_what_is_held(page, path, name, value):
    response = page.get(f"{path}?{urlencode({'q': QUESTION, name: value})}")
    assert response.status_code == 404
    told = html.fromstring(response.text).xpath("string(//main)")
    assert f"No {name} '{value}' is held here. Held: " in told


@PAGES
def test_a_collection_without_anything_to_choose_offers_no_filters(client, path):
    assert not opened(client, path).xpath("//details[@class='filters']")


def test_under_a_path_the_links_of_filters_stay_there(page):
    placed = TestClient(page.app, root_path="/trends")
    tree = tree_of(placed.get("/trends/search?q=lamps&kind=guidance"))
    assert links(tree, "Remove filter") == ["/trends/search?q=lamps"]
