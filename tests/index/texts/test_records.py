from dataclasses import fields, replace

import pytest

from fakes.records import passage_record
from trendsqa.index.texts.records import DocumentRecord, PassageRecord, SectionRecord

TEXT = "Lamp\n\nThe lamp was changed in one night, and nobody on the island noticed it."
PASSAGE = passage_record("handbook", 0, TEXT, 0)


def section(url, form="full"):
    return replace(PASSAGE.section, url=url, form=form)


def test_a_web_page_is_linked_with_a_text_fragment():
    on_web = section("https://harbour.example/handbook")
    assert on_web.link_to("A heading\n\nlow-cost, fast", None) == (
        "https://harbour.example/handbook#:~:text=low%2Dcost%2C%20fast"
    )
    assert on_web.link_to(TEXT, None).endswith(
        ":~:text=The%20lamp%20was%20changed%20in,on%20the%20island%20noticed%20it."
    )


def test_an_address_that_has_a_fragment_keeps_it():
    on_web = section("https://harbour.example/handbook#lamp")
    assert on_web.link_to("bright", None) == "https://harbour.example/handbook#lamp:~:text=bright"


def test_a_pdf_is_linked_at_its_page():
    in_pdf = section("https://harbour.example/handbook.pdf")
    assert in_pdf.link_to(TEXT, 7) == "https://harbour.example/handbook.pdf#page=7"


def test_a_brief_links_to_the_page_without_promising_its_own_words_there():
    brief = section("https://harbour.example/handbook", form="brief")
    assert brief.link_to(TEXT, None) == "https://harbour.example/handbook"


def test_no_address_gives_no_link():
    assert section("").link_to(TEXT, 7) == ""


@pytest.mark.parametrize(
    ("changes", "note"),
    [
        ({}, ""),
        ({"form": "brief"}, "Held as our summary, not the publisher's words."),
        ({"status": "moved"}, "Its public page no longer holds what the report saw."),
        (
            {"form": "brief", "status": "unresolved"},
            "Held as our summary, not the publisher's words. Named in the report; no public page is known.",
        ),
        ({"status": "unresolved", "same_as": "atlas"}, "The page of atlas is meant."),
    ],
)
def test_a_note_says_what_a_reader_must_know(changes, note):
    assert replace(PASSAGE.document, **changes).note == note


def test_nothing_that_is_known_of_a_document_is_said_again_of_its_sections_and_passages():
    """What records of all three kinds have is their own: an id, a page, a form, a title, an address."""
    names = [{field.name for field in fields(record)} for record in (DocumentRecord, SectionRecord, PassageRecord)]
    document, of_section, of_passage = names
    assert document & of_section == {"id", "title", "form", "url"}
    assert of_section & of_passage == {"id", "page"}
    assert document & of_passage == {"id"}


def test_a_pdf_is_known_by_its_path_whatever_its_query_and_fragment_are():
    assert section("https://h.example/a.PDF?edition=2#page=1").link_to(TEXT, 7) == (
        "https://h.example/a.PDF?edition=2#page=7"
    )
    assert section("https://h.example/a.html?file=a.pdf").link_to("bright", 7) == (
        "https://h.example/a.html?file=a.pdf#:~:text=bright"
    )


def test_a_pdf_is_known_by_having_been_fetched_from_an_address_that_does_not_tell():
    fetched = "https://h.example/download/7"
    in_pdf = replace(section(fetched), document=replace(PASSAGE.document, pdf_url=fetched))
    assert in_pdf.link_to(TEXT, 7) == f"{fetched}#page=7"
    assert in_pdf.pdf_link(7) == f"{fetched}#page=7"


def test_the_publishers_pdf_is_linked_where_an_address_of_one_is_known():
    assert section("https://h.example/a.pdf").pdf_link(3) == "https://h.example/a.pdf#page=3"
    assert section("https://h.example/a").pdf_link(3) == ""
    assert section("https://h.example/a.pdf", form="brief").pdf_link(3) == ""
    assert section("https://[h.example/a.pdf").pdf_link(3) == ""
