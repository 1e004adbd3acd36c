"""Sections that came, went, moved or changed, in two real generations."""

from dataclasses import replace

import pytest

from fakes.building import opened
from fakes.documents import held
from fakes.encoder import KeywordEncoder
from trendsqa.comparing.generations.section_change import SectionKind, compare_sections
from trendsqa.corpus.rights import Terms
from trendsqa.corpus.source import Form

ENCODER = KeywordEncoder("ferry")
LONG = "The harbour keeps nine ferries and sends the oldest of them to the islands when the weather is calm."
OTHER = "Dogs are welcome on the open deck in summer, and bicycles pay half of what their riders pay."


@pytest.fixture
def compare(tmp_path):
    """What becomes of the sections of some documents where the others are built after them."""

    def found(before, after):
        old = opened(tmp_path / "before", *before, encoder=ENCODER)
        new = opened(tmp_path / "after", *after, encoder=ENCODER)
        try:
            return compare_sections(old.table, new.table)
        finally:
            old.close()
            new.close()

    return found


def brief(item):
    return replace(item, forms=(Form.BRIEF,) * len(item.forms))


def test_a_section_that_stayed_as_it_was_is_not_listed(compare):
    same = held(("h", "Ferries"), ("p", LONG))
    assert compare([same], [same]) == ()


def test_words_that_changed_are_shown_where_the_terms_allow_it(compare):
    (change,) = compare(
        [held(("h", "Ferries"), ("p", "The ferry leaves at six."))],
        [held(("h", "Ferries"), ("p", "The ferry leaves at noon."))],
    )
    assert (change.kind, change.section_id, change.words, change.earlier_words) == ("changed", "doc#ferries", 5, 5)
    assert [(place.removed, place.added) for place in change.difference.shown] == [("six.", "noon.")]
    assert change.why_not == ""


def test_the_stricter_terms_of_the_two_decide_what_is_shown(compare):
    words = [f"w{n}" for n in range(40)]
    before = held(("h", "Ferries"), ("p", " ".join(words)), terms=Terms.QUOTE)
    after = held(("h", "Ferries"), ("p", " ".join(words).replace("w", "v")), terms=Terms.FULL)
    (change,) = compare([before], [after])
    assert change.difference.removed == 40
    assert "w11 …" in change.difference.shown[0].removed
    assert "w12" not in change.difference.shown[0].removed
    assert "passages only" in change.why_not


def test_of_a_source_that_may_only_be_linked_to_our_own_summary_is_shown(compare):
    before = brief(held(("h", "Ferries"), ("p", "The ferry leaves at six."), terms=Terms.LINK))
    after = brief(held(("h", "Ferries"), ("p", "The ferry leaves at noon."), terms=Terms.LINK))
    (change,) = compare([before], [after])
    assert change.difference.shown[0].added == "noon."


def test_of_a_source_whose_terms_became_a_link_no_words_are_shown(compare):
    before = held(("h", "Ferries"), ("p", "The ferry leaves at six."), terms=Terms.FULL)
    after = held(("h", "Ferries"), ("p", "The ferry leaves at noon."), terms=Terms.LINK)
    (change,) = compare([before], [after])
    assert (change.difference.places, change.difference.shown) == (1, ())
    assert "link only" in change.why_not


def test_a_summary_and_the_text_it_stood_for_are_not_compared_word_by_word(compare):
    (change,) = compare(
        [brief(held(("h", "Ferries"), ("p", "In short, ferries.")))], [held(("h", "Ferries"), ("p", LONG))]
    )
    assert (change.kind, change.earlier_form, change.form, change.difference) == ("changed", "brief", "full", None)
    assert change.why_not


def test_a_section_whose_id_changed_with_its_heading_has_moved(compare):
    (change,) = compare(
        [held(("h", "Ferries"), ("p", LONG))], [held(("h", "Our ferries"), ("p", LONG.replace("nine", "ten")))]
    )
    assert (change.kind, change.earlier_id, change.section_id) == ("moved", "doc#ferries", "doc#our-ferries")
    assert (change.difference.shown[0].removed, change.difference.shown[0].added) == ("nine", "ten")


def test_sections_with_the_same_words_move_in_their_order(compare):
    before = held(("h", "A"), ("p", "See the guidance."), ("h", "B"), ("p", "See the guidance."))
    after = held(("h", "C"), ("p", "See the guidance."), ("h", "D"), ("p", "See the guidance."))
    assert [(change.earlier_id, change.section_id) for change in compare([before], [after])] == [
        ("doc#a", "doc#c"),
        ("doc#b", "doc#d"),
    ]


def test_a_section_moves_to_another_document_too(compare):
    stays = ("h", "Deck"), ("p", OTHER)
    before = [held(*stays, ("h", "Ferries"), ("p", LONG)), held(("h", "Island"), ("p", "Nothing."), document_id="isle")]
    after = [held(*stays), held(("h", "Island"), ("p", "Nothing."), ("h", "Boats"), ("p", LONG), document_id="isle")]
    (change,) = compare(before, after)
    assert (change.kind, change.earlier_id, change.section_id) == ("moved", "doc#ferries", "isle#boats")


def test_sections_with_other_words_went_and_came(compare):
    found = compare([held(("h", "Ferries"), ("p", LONG))], [held(("h", "Deck"), ("p", OTHER))])
    assert {(change.kind, change.section_id, change.words, change.earlier_words) for change in found} == {
        (SectionKind.REMOVED, "doc#ferries", 0, len(LONG.split())),
        (SectionKind.ADDED, "doc#deck", len(OTHER.split()), 0),
    }


def test_sections_without_words_are_never_taken_for_one_that_moved(compare):
    found = compare([held(("h", "Ferries"))], [held(("h", "Deck"))])
    assert {change.kind for change in found} == {SectionKind.REMOVED, SectionKind.ADDED}


def test_changes_come_by_document_and_in_the_order_of_the_outline(compare):
    before = held(("h", "Z"), ("p", "The first of all."), ("h", "A"), ("p", "And the second one."))
    after = held(("h", "Z"), ("p", "The first of many."), ("h", "A"), ("p", "And the third one."))
    assert [change.section_id for change in compare([before], [after])] == ["doc#z", "doc#a"]
