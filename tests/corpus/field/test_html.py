"""Pages of the kind that councils add, where they are at hand: each with texts that it must and must not have."""

from pathlib import Path

import pytest

from documents.reading_aloud import read

FIELD = Path(__file__).resolve().parents[4] / "shared" / "field"

pytestmark = [
    pytest.mark.report,
    pytest.mark.skipif(not FIELD.exists(), reason="the field files are not in ../shared"),
]

CASES = {
    "h1-details.html": (["25 per cent", "cheque", "Student households", "pays nothing"], ["TEMPLATE", "tracking"]),
    "h3-rowspan.html": (["Eastfield | £42 at weekends | £21", "Hall | Adult | Junior"], []),
    "h5-nomain.html": (["24 hours", "28 days"], ["Skip to", "Schools", "helpful", "Follow us", "cookies", "Gritting"]),
    "h6-tablehidden.html": (["Refunds take ten days.", "£80 [1]"], ["£1\n", "£99", "£2\n", "£30", "£801"]),
    "ok/h4-lists.html": (["£35 per copy"], ["£30 £35"]),
    "ok/h7-aspform.html": (["approve £3.4 million"], []),
    "more/f-h01-sectionids.html": (["£165", "free of charge", "for ever", "six weeks", "£578"], ["Council tax"]),
    "more/f-h02-accordionbutton.html": (["Who can apply", "What it costs", "Lost or stolen badges"], []),
    "more/f-h03-displaynone.html": (["15 January", "40 school days"], []),
    "more/f-h07-cells.html": (["zone 1, 1st class | £4.50", "CO2-free bus | £2.75 [3]"], ["£ 4", "C O"]),
    "more/f-h08-nested.html": (["Leisure centre | Weekday", "8 to 18", "Museum | 10 to 16"], []),
    "more/f-h12-sup.html": (["£4 [1]", "320 [2] people", "2024 [3]", "40 m²"], ["£41", "3202", "20243"]),
    "more/f-h14-aside.html": (["£520 a week"], []),
    "more/f-h16-feedback.html": (["compliment to the team", "21 days", "ten working days"], []),
    "more/f-h17-longtable.html": (["Larch street 113 | Thursday | Tuesday"], []),
    "ok-more/f-h11-wordpress.html": ([], ["cookie"]),
    "ok-more/f-h18-govuk.html": (["£30,000 [footnote 1]", "£36,000"], []),
    "public/test_wikipedia.html": (["Retrieved from"], ["Afrikaans\n", "ISNI identifiers"]),
}


@pytest.mark.parametrize("name", CASES)
def test_a_page_holds_what_it_shows_and_nothing_around_it(name):
    """Each page has the texts of its content, none of its surroundings, and no loss."""
    document = read((FIELD / name).read_bytes(), name)
    wanted, unwanted = CASES[name]
    assert [text for text in wanted if text not in document.text] == []
    assert [text for text in unwanted if text in document.text] == []
    assert document.coverage.losses == ()
