"""Filters as they are read from an address, offered and told."""

from gettext import NullTranslations

import pytest

from fakes.documents import held
from trendsqa.errors import UnknownItemError
from trendsqa.retrieval.hit import Filters
from trendsqa.ui.filtering.filter_form import among_in_words, filter_form, read_filters
from trendsqa.ui.frame.wording import ENGLISH, Language, Wording


def offered(form):
    return {field.label: [option.text for option in (*field.options, *field.others)] for field in form.fields}


def test_every_filter_is_offered_in_words_with_what_it_leaves(shelf):
    assert offered(filter_form({}, shelf, ENGLISH)) == {
        "Edition": ["2031 (2 passages)", "2030 (1 passage)"],
        "Trend": ["Bins (1 passage)", "Lamps (1 passage)"],
        "Kind of source": ["Guidance (1 document)", "Report (2 documents)", "Video (1 document)"],
        "Publisher": ["Harbour Press (2 documents)", "Pole & <Wire> Board (1 document)"],
        "Text": ["Full text (4 passages)", "Our summary (1 passage)"],
    }


def test_a_value_that_would_leave_nothing_is_not_offered(shelf):
    form = filter_form({"kind": "report", "edition": "2030"}, shelf, ENGLISH)
    assert offered(form) == {
        "Edition": ["2031 (2 passages)", "2030 (1 passage)"],
        "Trend": [],
        "Kind of source": ["Report (1 document)"],
        "Publisher": ["Harbour Press (1 document)"],
        "Text": ["Full text (1 passage)"],
    }


def test_a_value_that_is_set_stays_in_its_list_if_it_leaves_nothing(shelf):
    form = filter_form({"kind": "video", "form": "full"}, shelf, ENGLISH)
    texts = next(field for field in form.fields if field.name == "form")
    assert (texts.value, [option.text for option in texts.options]) == (
        "full",
        ["Full text (0 passages)", "Our summary (1 passage)"],
    )


def test_a_filter_of_one_value_is_not_offered(variant):
    assert filter_form({}, variant(), ENGLISH).fields == ()


def test_filters_that_are_set_are_told_each_with_an_address_that_keeps_the_others(shelf):
    form = filter_form(
        {"kind": "guidance", "publisher": "Pole & <Wire> Board", "q": "x", "edition": ""}, shelf, ENGLISH
    )
    assert form.filters == Filters(kind="guidance", publisher="Pole & <Wire> Board")
    assert [(one.text, one.without) for one in form.chosen] == [
        ("Kind of source Guidance", "&publisher=Pole+%26+%3CWire%3E+Board"),
        ("Publisher Pole & <Wire> Board", "&kind=guidance"),
    ]
    assert form.among == "Guidance, Pole & <Wire> Board"
    assert form.kept == "&kind=guidance&publisher=Pole+%26+%3CWire%3E+Board"


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ({"edition": "1999"}, "No edition '1999' is held here. Held: 2031, 2030."),
        ({"kind": "Guidance"}, "No kind 'Guidance' is held here. Held: guidance, report, video."),
        ({"form": "none"}, "No form 'none' is held here. Held: full, brief."),
        ({"publisher": "a" * 99}, f"No publisher '{'a' * 40}' is held here. Held: Harbour Press, Pole & <Wire> Board."),
    ],
)  # fmt: skip
def test_a_value_that_nothing_has_is_an_error_that_names_what_is_held(shelf, query, message):
    with pytest.raises(UnknownItemError) as told:
        filter_form(query, shelf, ENGLISH)
    assert str(told.value) == message


def test_in_an_empty_collection_nothing_can_be_set(empty):
    assert filter_form({}, empty, ENGLISH).fields == ()
    with pytest.raises(UnknownItemError, match="Held: none"):
        read_filters({"kind": "report"}, empty.filter_choices(Filters()))


def crowd(count):
    return [
        held(("h", "A"), ("p", "One."), document_id=f"doc-{n}", publisher=name, kind="report")
        for n, name in enumerate([*(f"House {n:02}" for n in range(count)), "anvil", "Zinc"])
    ]


def test_of_many_publishers_those_with_most_come_first_and_the_others_by_name(shelf_of):
    many = shelf_of(*crowd(14))
    field = next(field for field in filter_form({}, many, ENGLISH).fields if field.name == "publisher")
    assert [len(field.options), len(field.others)] == [12, 6]
    names = [option.value for option in field.others]
    assert names == sorted(names, key=str.casefold)
    with pytest.raises(UnknownItemError, match=r"and 6 more\.$"):
        filter_form({"publisher": "Nobody"}, many, ENGLISH)


def test_a_kind_that_nobody_foresaw_is_shown_as_its_source_names_it(shelf_of):
    odd = shelf_of(held(("h", "A"), ("p", "One."), document_id="odd", kind="wax roll <1>"))
    assert "Wax roll <1> (1 document)" in offered(filter_form({}, odd, ENGLISH))["Kind of source"]


class _Shouted(NullTranslations):
    """A language in which every text of the interface is shouted."""

    def gettext(self, message):
        return message.upper()

    def ngettext(self, msgid1, msgid2, n):
        return (msgid1 if n == 1 else msgid2).replace("document", "DOCUMENT").replace("passage", "PASSAGE")


def test_names_are_in_the_language_of_the_page_and_values_that_are_somebodys_words_are_not(shelf):
    shouted = Wording(Language.WELSH, _Shouted())
    form = filter_form({"publisher": "Harbour Press"}, shelf, shouted)
    assert offered(form)["KIND OF SOURCE"] == ["REPORT (2 DOCUMENTs)"]
    assert form.chosen[0].text == "PUBLISHER Harbour Press"


def test_every_filter_that_is_set_is_told_those_that_no_form_offers_too():
    filters = Filters(edition="2031", kind="case-study", form="brief", facet="risks", document_id="lamp-book")
    assert among_in_words(filters, ENGLISH) == "2031, Case study, Our summary, risks, lamp-book"
    assert among_in_words(Filters(), ENGLISH) == ""
