"""The page about the service over HTTP."""

import pytest
from lxml import html

from trendsqa.settings import FeedbackSettings
from trendsqa.ui.browsing.quality_figures import load_quality


def about(client):
    response = client.get("/about")
    assert response.status_code == 200
    return html.fromstring(response.text)


def test_the_parts_that_other_pages_link_to_are_there(client):
    """Every entry of the page's own list, and the address of the accessibility statement, leads to a heading."""
    tree = about(client)
    wanted = {link.removeprefix("#") for link in tree.xpath("//nav[@class='on-page']//a/@href")} | {"accessibility"}
    assert wanted == set(tree.xpath("//main//h2/@id"))


def test_figures_are_those_of_what_is_held_and_of_the_file(client, assistant, ui_folder):
    """Passages are counted in the generation that answers; quality is what the shipped file says."""
    tree = about(client)
    figures = dict(
        zip(tree.xpath("//dl[@class='figures']//dt/text()"), tree.xpath("//dl[@class='figures']//dd"), strict=True)
    )
    assert figures["Passages that can be quoted"].text == str(assistant.status().passages)
    assert figures["Generation"].text_content() == "paper"
    shown = [row.text_content() for row in tree.xpath("//h2[@id='quality']/following::table[1]/tbody/tr")]
    quality = load_quality(ui_folder).figures
    assert len(shown) == len(quality)
    assert f"{quality[0].value:.0%}" in shown[0]


def test_an_empty_collection_is_told(empty, visit):
    """Without documents the page still says how the service answers."""
    tree = about(visit(empty))
    assert "Nothing is held here yet." in tree.text_content()
    assert tree.xpath("//h2[@id='answers']")


@pytest.mark.parametrize("enabled", [True, False])
def test_feedback_is_told_of_where_it_is_taken(assistant, visit, enabled):
    """The statement on privacy says what feedback keeps, if the server takes any."""
    client = visit(assistant, feedback=FeedbackSettings(enabled=enabled))
    assert ("If you send feedback" in about(client).text_content()) == enabled
