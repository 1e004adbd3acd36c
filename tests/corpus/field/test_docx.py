"""Word files of the kind that councils add: the text that must be stored of each, and the text that must not."""

from pathlib import Path

import pytest

from documents.reading_aloud import GENEROUS
from trendsqa.corpus.documents.reading import build_document
from trendsqa.corpus.readers.docx.reader import read_docx
from trendsqa.errors import UnreadableFileError

FIELD = Path(__file__).resolve().parents[3].parent / "shared" / "field"
CASES = {
    "d2-boxes.docx": (["44 km", "51 km", "63 km", "1,240 bins", "900 tonnes"], []),
    "d3-notes.docx": (["million [1] at book value [i].", "bought after 2022", "table 14"], ["legal"]),
    "d4-runs.docx": (["16°C", "✓", "self-service", "councillors", "Version 3.1"], ["4471", "DRAFT", "in cash"]),
    "d6-headnum.docx": (["2.1 Chief", "2.2 Monitoring", "1. Definitions"], []),
    "d10-cells.docx": (["Paid monthly.", "Moved | Stays here.", "self-service"], ["52,000", "Old text"]),
    "more/f-d05-gridspan.docx": (["| £0", "| £61 | £70"], []),
    "public/footnotes.docx": (["tachyon", "Fin."], []),
    "public/footnote-hyperlink.docx": (["[1]"], []),
    "public/sdt_elements.docx": (["col1 content | Body copy | col3 content"], []),
    "public/strict-format.docx": (["Test"], []),
    "public/alternate_document_path.docx": (["Test", "italic"], []),
    "public/equations.docx": (["For m = 1,", "a/λ = ", "= 1.41.", "10⁻⁴"], ["is ."]),
    "public/drop_cap.docx": (["Drop cap"], []),
    "ok/d1-tracked.docx": (["£60", "North | £8"], ["£45", "Sundays", "£5"]),
    "ok-more/f-d06-macro.docm": (["Refused, on 3 June 2025."], []),
    "ok-more/f-d08b-xxe.docx": (["Before after"], []),
    "ok-more/f-d10-controls.docx": (["Refused, on 3 June 2025."], []),
}
HEADINGS = {
    "d7-bold.docx": ["Allotment rules", "Rent", "Water"],
    "more/f-d04-headinglang.docx": ["Ysgolion", "Cinio ysgol", "Cludiant", "Ferien", "Uniform grants"],
}
REFUSED = {
    "ok-more/f-d07-bomb.docx": "unpacks to",
    "ok-more/f-d07c-forged.docx": "BadZipFile",
    "ok-more/f-d08-entities.docx": "XMLSyntaxError",
}

pytestmark = [
    pytest.mark.report,
    pytest.mark.skipif(not FIELD.exists(), reason="the files are not in ../shared"),
]


def document(name):
    """The document of a file, by the reader itself: the media type is decided elsewhere."""
    parsed = read_docx((FIELD / name).read_bytes(), name)
    return build_document(parsed, document_id="field", name=name, max_characters=GENEROUS.max_characters)


@pytest.mark.parametrize("name", CASES)
def test_texts_that_a_person_sees_are_stored_and_others_are_not(name):
    """Each file holds what a person sees in it, once, and no loss is reported."""
    present, absent = CASES[name]
    found = document(name)
    assert [text for text in present if text not in found.text] == []
    assert [text for text in absent if text in found.text] == []
    assert found.coverage.losses == ()


@pytest.mark.parametrize("name", HEADINGS)
def test_headings_are_found_by_their_looks_and_by_the_styles_that_they_inherit(name):
    """The sections of a file are those that a person sees."""
    assert [section.title for section in document(name).sections] == HEADINGS[name]


def test_a_text_box_is_stored_once():
    """The text of a box is there once in each place."""
    assert [document(name).text.count("out of hours") for name in ("d2-boxes.docx", "d10-cells.docx")] == [1, 1]


@pytest.mark.parametrize("name", REFUSED)
def test_archives_that_are_attacks_are_refused(name):
    """Archives that unpack without end are refused with the reason."""
    with pytest.raises(UnreadableFileError, match=REFUSED[name]):
        document(name)
