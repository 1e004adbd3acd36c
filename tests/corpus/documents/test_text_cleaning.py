import string
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trendsqa.corpus.documents.parsed_block import ParsedLink
from trendsqa.corpus.documents.text_cleaning import (
    clean_linked_text,
    clean_text,
    is_quotation,
    legible,
    letters_only,
    opens_quotation,
    slug,
)


@pytest.mark.parametrize(
    ("raw", "cleaned"),
    [
        ("e\ufb03cient \ufb02ow", "efficient flow"),
        ("de\uf001ne \uf730", "define 0"),
        ("a\0b\u200bc\u00ad\ufeffd", "abcd"),
        ("one\u00a0two\u2009three\u3000four", "one two three four"),
        ("low\u2011code", "low-code"),
        ("  many \n\t lines  ", "many lines"),
        ("Cafe\u0301", "Café"),
        ("10 m² and ½ of x₂", "10 m² and ½ of x₂"),
        ("an\ue123unknown", "anunknown"),
    ],
)
def test_what_only_a_program_sees_is_repaired_or_removed(raw, cleaned):
    assert clean_text(raw) == cleaned


@settings(deadline=None)
@given(st.text())
def test_cleaning_twice_changes_nothing_more(text):
    once = clean_text(text)
    assert clean_text(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert once == " ".join(once.split())


@settings(deadline=None)
@given(st.text(string.ascii_letters + "  \n\u00a0\u00ad\ufb01\0"), st.data())
def test_a_link_stays_on_its_words(text, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    cleaned = clean_linked_text(text, [ParsedLink(start, end, "https://example.org")])
    assert cleaned.text == clean_text(text)
    words = clean_text(text[start:end])
    assert [cleaned.text[link.start : link.end] for link in cleaned.links] == ([words] if words else [])


@pytest.mark.parametrize("address", ["", "#", "  "])
def test_a_link_to_nowhere_is_dropped(address):
    assert clean_linked_text("some words", [ParsedLink(0, 4, address)]).links == ()


def test_letters_that_compose_across_a_links_edge_cost_the_link_and_not_the_text():
    cleaned = clean_linked_text("cafe\u0301s open", [ParsedLink(4, 6, "https://example.org")])
    assert cleaned.text == "cafés open"


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("“The sensors helped us plan.”", True),
        ('"The sensors helped us plan."', True),
        ("“They said “yes” and meant it.”", True),
        ("“One thing” is not “another thing”", False),
        ('"One thing" is not "another thing"', False),
        ("The sensors “helped us plan.”", False),
        ("“Connected places”", False),
        ("", False),
    ],
)
def test_a_quotation_stands_between_one_pair_of_marks(text, whole):
    assert is_quotation(text) is whole


def test_a_quotation_may_forget_its_closing_mark():
    assert opens_quotation("“The sensors helped us plan.")
    assert not opens_quotation("“The sensors” helped us plan.")


def test_a_slug_is_ascii_bounded_and_never_empty():
    assert slug("Risks & challenges – Taupō") == "risks-challenges-taupo"
    assert slug("日本") == "section"
    assert len(slug("word " * 40)) <= 60


def test_titles_are_compared_by_letters_alone():
    assert letters_only("What we got right:") == letters_only("What  we got\u00a0RIGHT")


@given(st.text(st.characters(codec=None)))
def test_legible_text_steers_no_terminal_fits_any_file_and_keeps_its_length(text):
    printed = legible(text)
    assert len(printed) == len(text)
    assert {character for character in printed.encode().decode() if unicodedata.category(character) == "Cc"} <= {
        "\t",
        "\n",
    }


def test_legible_text_keeps_lines_and_what_people_write():
    assert legible("Tŷ Gwyn – ‘a’\n\t⁠😀") == "Tŷ Gwyn – ‘a’\n\t⁠😀"
    assert legible("\x1b[2J\u202egpj") == "\ufffd[2J\ufffdgpj"
