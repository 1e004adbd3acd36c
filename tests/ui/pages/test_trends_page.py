"""Pages of the trends over HTTP, over a real generation of two editions."""

from dataclasses import replace

import pytest
from lxml import html

from fakes.editions import both_editions, harbour_edition, over

HOSTILE = '<script>alert(1)</script>"&{{ 7 * 7 }}'


@pytest.fixture(scope="module")
def both(tmp_path_factory):
    return both_editions(tmp_path_factory.mktemp("editions"))


@pytest.fixture
def pages(both, visit):
    return visit(both)


def tree_of(client, path):
    response = client.get(path)
    assert response.status_code == 200
    return html.fromstring(response.text)


def test_the_newest_edition_is_shown_and_the_others_are_a_link_away(pages):
    """Without a choice the newest edition's trends are listed; the links to each keep to the edition."""
    newest = tree_of(pages, "/trends")
    assert newest.xpath("//nav[@class='editions']//a[@aria-current]/text()") == ["2025"]
    assert newest.xpath("//li[@class='card']//h2/a/text()")[:2] == ["Ferries", "Beacon"]
    earlier = tree_of(pages, "/trends?edition=2024")
    assert earlier.xpath("//li[@class='card']//h2/a/@href")[1] == "/trends/lamp?edition=2024"


def test_every_link_of_the_grid_and_of_each_trend_leads_to_a_page(pages):
    """The way from the grid to a text is never broken, in either edition."""
    links = set()
    for edition in ("2024", "2025"):
        grid = tree_of(pages, f"/trends?edition={edition}")
        trends = set(grid.xpath("//li[@class='card']//h2/a/@href"))
        assert len(trends) == 6
        links |= trends | set(grid.xpath("//main//a/@href"))
        for trend in trends:
            links |= set(tree_of(pages, trend).xpath("//main//a/@href"))
    inner = {link for link in links if link.startswith(("/trends", "/read", "/documents"))}
    assert len(inner) > 40
    assert {link: code for link in inner if (code := pages.get(link).status_code) != 200} == {}


def test_the_first_words_are_a_quote_that_is_marked_in_its_section(pages):
    """A quoted line leads to its section, where exactly these words are marked."""
    card = tree_of(pages, "/trends").xpath("(//li[@class='card'])[1]")[0]
    quoted = card.xpath("string(.//blockquote/p[1])")
    (link,) = card.xpath(".//p[@class='cited']/a/@href")
    assert tree_of(pages, link).xpath("string(//mark)") == quoted == "The ferry crosses at dusk."


def test_what_became_of_the_trends_is_a_table_and_a_chart_that_say_the_same(pages):
    """Each row of the table has the places in both editions, and the chart has a number for each trend."""
    tree = tree_of(pages, "/trends")
    rows = [" ".join(row.text_content().split()) for row in tree.xpath("//table[@class='trends']/tbody/tr")]
    assert "2024 2 Lamp = Stayed in its place, under another name 2025 2 Beacon" in rows
    assert "2024 –None + New in this edition 2025 6 Turbines" in rows
    assert len(tree.xpath("//svg[@role='img']/circle")) == 12
    assert tree.xpath("//svg[@role='img']/@aria-label")
    assert not tree.xpath("//svg//@style")


def test_a_trend_tells_what_became_of_it_and_asks_within_its_edition(pages):
    """The page of a trend names its counterpart in the other edition; its questions keep to its own edition."""
    tree = tree_of(pages, "/trends/beacon?edition=2025")
    assert "/trends/lamp?edition=2024" in tree.xpath("//div[@class='moved']//a/@href")
    questions = tree.xpath("//ul[@class='examples']//a/@href")
    assert questions
    assert all(link.startswith("/search?q=") and link.endswith("&edition=2025") for link in questions)
    assert tree.xpath("//a[@rel='prev']/@href") == ["/trends/ferries?edition=2025"]


def test_one_edition_has_no_chart_and_no_choice(tmp_path, visit):
    """With a single edition nothing is compared, and addresses need no edition."""
    client = visit(over(tmp_path, harbour_edition("2024")))
    tree = tree_of(client, "/trends")
    assert not tree.xpath("//svg | //nav[@class='editions'] | //*[@id='moves']")
    assert tree.xpath("//li[@class='card']//h2/a/@href")[0] == "/trends/ferries"


def test_documents_without_trends_lead_on_to_the_documents(client):
    """Where no document has a grid the page says so; nothing is an error."""
    tree = tree_of(client, "/trends")
    assert "no grid" in tree.text_content()
    assert "/documents" in tree.xpath("//main//a/@href")


@pytest.mark.parametrize("path", ["/trends/none", "/trends?edition=1900", "/trends/ferries?edition=1900"])
def test_a_trend_or_an_edition_that_is_not_held_is_a_page_that_says_so(pages, path):
    """What is not held is said on a page with the status that fits, as everywhere."""
    response = pages.get(path)
    assert response.status_code == 404
    assert html.fromstring(response.text).xpath("string(//h1)") == "This is not held here"


def test_names_that_hold_markup_come_out_as_their_characters(tmp_path, visit):
    """A trend, a part, a facet and a title of whatever characters are shown as they are, and lead to a page."""
    first = harbour_edition("2024")
    sections = tuple(
        replace(
            one,
            trend=HOSTILE if one.trend == "Lamp" else one.trend,
            facet=HOSTILE if one.facet == "risks" else one.facet,
            title=HOSTILE,
            heading_path=(HOSTILE, *one.heading_path) if one.trend == "Lamp" else one.heading_path,
        )
        for one in first.document.sections
    )
    held = replace(
        first, document=replace(first.document, sections=sections), source=replace(first.source, title=HOSTILE)
    )
    client = visit(over(tmp_path, held))
    grid = tree_of(client, "/trends")
    (address,) = [link.get("href") for link in grid.xpath("//h2/a") if link.text == HOSTILE]
    for tree in (grid, tree_of(client, address)):
        assert HOSTILE in tree.text_content()
        assert not tree.xpath("//main//script")
        ids = tree.xpath("//@id")
        assert len(ids) == len(set(ids))
