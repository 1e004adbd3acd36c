"""The page that compares editions, and pages kept to one edition, over a real generation of two."""

from urllib.parse import urlencode

import pytest
from lxml import html

from fakes.editions import both_editions, harbour_edition, over

LAMP = "What does the lamp do?"


@pytest.fixture(scope="module")
def both(tmp_path_factory):
    return both_editions(tmp_path_factory.mktemp("editions"))


@pytest.fixture
def pages(both, visit):
    return visit(both)


def compared(client, **asked):
    return client.get(f"/compare?{urlencode(asked, doseq=True)}")


def test_the_page_offers_the_editions_with_the_newest_two_chosen(pages):
    tree = html.fromstring(pages.get("/compare").text)
    assert tree.xpath("//fieldset//input/@value") == ["2025", "2024"]
    assert len(tree.xpath("//fieldset//input[@checked]")) == 2
    assert tree.xpath("string(//fieldset/legend)").startswith("Editions")
    assert not tree.xpath("//table")


def test_quotes_stand_side_by_side_under_their_editions(pages):
    tree = html.fromstring(compared(pages, q=LAMP, edition=["2024", "2025"]).text)
    (table,) = tree.xpath("//table[@class='compared']")
    assert table.xpath("string(./caption)") == "What 2024 and 2025 say"
    assert table.xpath(".//th/text()") == ["2024", "2025"]
    first = table.xpath("(.//tbody/tr)[1]/td")
    assert len(first) == 2
    assert all(cell.xpath(".//blockquote") for cell in first)
    cited = table.xpath(".//a[@class='cite']/@href")
    assert all(tree.xpath(f"//*[@id='{address[1:]}']") for address in cited)
    rows = [row.xpath("normalize-space(.)") for row in tree.xpath("//table[@class='trends']/tbody/tr")]
    assert any("Whales" in row and "went" in row for row in rows)


def test_an_edition_that_does_not_answer_says_so_with_its_nearest_section(pages):
    tree = html.fromstring(compared(pages, q="Where does the whale pass in spring?", edition=["2024", "2025"]).text)
    assert tree.xpath("string(//*[@class='no-answer'])") == "2025: not in this edition."
    assert tree.xpath("//*[@class='reason']/a[starts-with(@href, '/read?section=harbour-2025')]")


def test_editions_that_hold_something_near_may_not_answer(pages):
    """The lamp is in both, and Lisbon in neither."""
    tree = html.fromstring(compared(pages, q="What does the lamp of Lisbon do?", edition=["2024", "2025"]).text)
    assert tree.xpath("//*[@class='no-answer']/strong/text()") == [
        "2024: this edition may not answer it.",
        "2025: this edition may not answer it.",
    ]
    assert not tree.xpath("//ol[@class='sources']")


def test_what_is_no_topic_gets_a_reply_alone(pages):
    tree = html.fromstring(compared(pages, q="Hello", edition=["2024", "2025"]).text)
    assert tree.xpath("string(//*[@class='reply'])").startswith("Hello.")
    assert not tree.xpath("//table | //*[@class='no-answer'] | //*[@class='read-as']")


@pytest.mark.parametrize("editions", [["2024"], [], ["2024", "1999"], ["2024", "<script>"]])
def test_editions_that_cannot_be_compared_are_told_and_the_topic_is_kept(pages, editions):
    response = compared(pages, q=LAMP, edition=editions)
    tree = html.fromstring(response.text)
    assert response.status_code == 422
    assert tree.xpath("//input[@name='q']/@value") == [LAMP]
    assert tree.xpath("string(//*[@id='compare-problem'])").startswith("Error:")
    assert "<script>" not in tree.xpath("string(//title)") + response.text.split("</head>")[1]


def test_a_topic_of_too_many_characters_is_kept_and_explained(pages):
    response = compared(pages, q="é" * 1001, edition=["2024", "2025"])
    assert response.status_code == 422
    assert "1001 characters" in response.text


def test_a_topic_that_holds_markup_is_shown_as_its_characters(pages):
    assert "<b>lamp" not in compared(pages, q="<b>lamp</b>", edition=["2024", "2025"]).text


def test_comparing_is_offered_only_where_there_is_something_to_compare(pages, client, visit, tmp_path):
    link = "//a[@href='/compare']"
    assert html.fromstring(pages.get("/search").text).xpath(link)
    assert not html.fromstring(client.get("/search").text).xpath(link)
    assert "No report is held here in more than one edition" in client.get("/compare").text
    alone = visit(over(tmp_path, harbour_edition("2024")))
    assert not html.fromstring(alone.get("/search").text).xpath("//a[@href='/compare']")


def test_an_index_that_cannot_be_opened_is_told(visit, closed):
    response = visit(closed).get("/search")
    assert response.status_code == 503
    assert "trendsqa doctor" in response.text


@pytest.mark.parametrize("page", ["/search", "/embed"])
def test_a_page_kept_to_one_edition_shows_nothing_of_another(pages, page):
    text = pages.get(f"{page}?{urlencode({'q': LAMP, 'edition': '2024'})}").text
    tree = html.fromstring(text)
    assert tree.xpath("string(//select[@name='edition']/option[@selected])") == "2024 (18 passages)"
    assert tree.xpath("//blockquote")
    # The list of editions is the one place where another stands.
    for select in tree.xpath("//select | //footer"):
        select.getparent().remove(select)
    assert "2025" not in html.tostring(tree, encoding="unicode")


@pytest.mark.parametrize("page", ["/search", "/embed"])
def test_examples_of_an_edition_are_its_own_and_keep_to_it(pages, page):
    tree = html.fromstring(pages.get(f"{page}?edition=2024").text)
    examples = tree.xpath("//ul[@class='examples']//a")
    assert examples
    assert all("edition=2024" in example.get("href") for example in examples)
    assert not any("urbine" in example.text for example in examples)


def test_an_edition_that_is_not_held_is_no_page(pages):
    response = pages.get("/search?q=lamp&edition=1999")
    assert response.status_code == 404
    assert "Held: 2025, 2024." in html.fromstring(response.text).xpath("string(//main)")


def test_with_one_edition_there_is_nothing_to_choose(client):
    assert not html.fromstring(client.get("/search").text).xpath("//select")
