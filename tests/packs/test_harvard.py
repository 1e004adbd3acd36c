"""References in Harvard style, and the references they are made of."""

import pytest

from documents.pier_book import PLANKS, STEPS
from trendsqa.corpus.source import Form
from trendsqa.packs.evidence_pack import make_pack
from trendsqa.packs.harvard import harvard
from trendsqa.packs.reference import references_of

AT = " Available at: https://publisher.example/pier"


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({}, f"Harbour district (2031) The Pier Book, Third edn, Harbour Press, Buoys.{AT}"),
        (
            {"form": Form.BRIEF},
            f"Harbour district (2031) The Pier Book [summary by this service], Third edn, Harbour Press, Buoys.{AT}",
        ),
        ({"published": "", "url": "", "edition": ""}, "Harbour district (n.d.) The Pier Book, Harbour Press, Buoys."),
        (
            {"organisation": "", "url": "", "edition": "2031", "title": "The Pier Book 2031"},
            "Harbour Press (2031) The Pier Book 2031, Buoys.",
        ),
        ({"organisation": "", "publisher": " ", "url": "", "edition": ""}, "The Pier Book (2031), Buoys."),
        (
            {"published": "last spring", "url": "javascript:x"},
            "Harbour district (n.d.) The Pier Book, Third edn, Harbour Press, Buoys.",
        ),
    ],
)
def test_a_reference_says_what_is_known_and_no_more(pack, changes, text):
    (reference,) = pack(**changes).references
    assert harvard(reference).text == text


def test_several_citations_of_one_document_are_one_reference_with_every_place(book):
    assistant = book()
    answer = assistant.quoting_also(assistant.interpret(STEPS, among=[]), assistant.ask(STEPS), ["pier-book#piers"])
    (reference,) = make_pack(answer, assistant.section, made=None).references
    assert reference.numbers == (1, 2, 3)
    assert harvard(reference).details == ", Third edn, Harbour Press, Buoys; Piers."


def test_a_heading_that_says_the_title_again_is_left_out(pack):
    (reference,) = pack(title="Buoys", url="").references
    assert harvard(reference).text == "Harbour district (2031) Buoys, Third edn, Harbour Press."


def test_a_page_is_named_by_its_printed_number(book, placed):
    (reference,) = references_of(placed(book().ask(PLANKS).citations, page=2, labels=("iii", "iv")))
    assert (reference.where, reference.pages) == ("Piers, p. iv", ("iv",))


def test_the_words_of_a_document_and_our_summary_of_it_are_two_references(book, placed):
    whole, summary = book().ask(PLANKS).citations, book(form=Form.BRIEF).ask(STEPS).citations
    assert [reference.summary for reference in references_of([*whole, *summary])] == [False, True]


def test_a_document_cited_from_several_pages_is_named_by_its_own_address(book, placed):
    first = placed(book().ask(PLANKS).citations, url="https://publisher.example/pier/one")
    second = placed(book().ask(STEPS).citations, url="https://publisher.example/pier/two")
    assert references_of(first)[0].url == "https://publisher.example/pier/one"
    assert references_of([*first, *second])[0].url == "https://publisher.example/pier"
