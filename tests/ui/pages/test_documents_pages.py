"""The list of documents and the table of rights over HTTP."""

import csv
import io
from dataclasses import replace

import pytest
from lxml import html

from fakes.assistant import PaperAssistant
from fakes.records import LaidOutDocument, untitled

HOSTILE = '=cmd|" /C calc"!A0 <script>alert(1)</script>'


def laid_out(document_id, **changes):
    made = LaidOutDocument.of(untitled(document_id, f"The text of {document_id}."))
    return replace(made, record=replace(made.record, **changes))


def a_brief(document_id, **changes):
    made = laid_out(document_id, form="brief", **changes)
    return replace(made, sections=tuple(replace(one, form="brief", document=made.record) for one in made.sections))


@pytest.fixture
def several(visit):
    return visit(
        PaperAssistant(
            laid_out("report", title="The harbour report", kind="report", edition="2031"),
            laid_out("moles", title="On moles", kind="guidance", publisher="Mole trust", licence="OGL-UK-3.0"),
            a_brief("tio", title="Tio trender", kind="impact-case", language="sv", url="https://a.example"),
            laid_out("odd", title=HOSTILE, kind="impact-case", publisher="-2+3", url=""),
        )
    )


def tree_of(client, path):
    response = client.get(path)
    assert response.status_code == 200
    return html.fromstring(response.text)


def test_documents_stand_under_their_kinds_with_what_is_held_of_each(several):
    """The report stands first; each row has a link, a tag on what is held, and each kind can be jumped to."""
    tree = tree_of(several, "/documents")
    headings = [" ".join(heading.text_content().split()) for heading in tree.xpath("//section//h2")]
    assert headings == ["Reports 1", "Guidance 1", "Case studies 2"]
    assert tree.xpath("//nav[@class='on-page']//a/@href") == [f"#{found}" for found in tree.xpath("//section//h2/@id")]
    row = tree.xpath("//li[.//a[@href='/documents/tio']]")[0]
    assert row.xpath("string(.//*[contains(@class, 'tag')])") == "Our summary"


@pytest.mark.parametrize(
    ("wanted", "left", "said"),
    [
        ("mole", ["moles"], "One document matches."),
        ("t", 4, "4 documents match."),
        ("zebra", 0, "No document matches."),
    ],
)
def test_the_filter_works_without_javascript_and_says_how_many_are_left(several, wanted, left, said):
    """A form narrows the list; what was typed stays in the box, and the whole list is a link away."""
    tree = tree_of(several, f"/documents?filter={wanted}")
    rows = tree.xpath("//ul[@class='rows-of-documents']/li/a/@href")
    assert rows == [f"/documents/{one}" for one in left] if isinstance(left, list) else len(rows) == left
    assert tree.xpath("string(//p[@id='found'])") == said
    assert tree.xpath("//input[@name='filter']/@value") == [wanted]
    assert tree.xpath("//main//a[@href='/documents']")


def test_a_filter_that_holds_markup_comes_back_as_characters(several):
    """What a stranger types into the filter is shown as it is and cut where it is endless."""
    response = several.get("/documents", params={"filter": "<script>alert(1)</script>" + "x" * 5000})
    assert response.status_code == 200
    assert "<script>alert" not in response.text
    assert len(html.fromstring(response.text).xpath("//input[@name='filter']/@value")[0]) == 200


@pytest.mark.parametrize("path", ["/documents", "/documents/tio", "/sources"])
def test_a_title_in_another_language_says_so(several, path):
    """The one Swedish title is marked as Swedish wherever it stands, and no other is."""
    tree = tree_of(several, path)
    assert set(tree.xpath("//main//*[@lang='sv']/text()")) == {"Tio trender"}


def test_titles_say_that_they_are_english_on_a_welsh_page(several):
    """On a Welsh page an English title is marked as English."""
    tree = tree_of(several, "/documents?lang=cy")
    assert "On moles" in tree.xpath("//main//*[@lang='en']/text()")


def test_rights_are_told_for_every_source(several):
    """Each source has its licence and its terms in words, what is held, and its publisher's page if one is known."""
    tree = tree_of(several, "/sources")
    rows = {
        row.xpath("string(.//th//a)"): " ".join(row.text_content().split())
        for row in tree.xpath("//table[contains(@class, 'rights')]/tbody/tr")
    }
    assert set(rows) == {"The harbour report", "On moles", "Tio trender", HOSTILE}
    assert "Open Government Licence v3.0" in rows["On moles"]
    assert "The full text may be kept and shown." in rows["On moles"]
    assert "https://a.example" in tree.xpath("//table//a[@class='publisher']/@href")
    assert not tree.xpath("//main//script")


def test_the_file_of_rights_is_safe_to_open_in_a_spreadsheet(several):
    """No title and no publisher becomes a formula; each source has one line."""
    response = several.get("/sources.csv")
    assert response.headers["content-type"] == "text/csv; charset=utf-8"
    assert response.headers["content-disposition"] == 'attachment; filename="sources.csv"'
    rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert [row["id"] for row in rows] == ["report", "moles", "odd", "tio"]
    odd = rows[2]
    assert (odd["title"], odd["publisher"], odd["held"]) == (f"'{HOSTILE}", "'-2+3", "Full text")
    assert rows[3]["language"] == "sv"


def test_an_outline_tells_what_is_known_of_its_document(client):
    """The page of a document has its licence in words, its extent and its kind."""
    text = " ".join(tree_of(client, "/documents/lamp-book").xpath("//main")[0].text_content().split())
    assert "Not known" in text
    assert "3 sections" in text
    assert "Passages may be shown" in text
    assert "© Harbour Press" in text
