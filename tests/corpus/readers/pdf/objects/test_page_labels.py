import pytest

from documents.pdf_building import Parts, Words, build_pdf
from documents.reading_aloud import read

PAGES = [[Words(f"Page of text {number}.", y=700 - 9 * number)] for number in range(5)]


@pytest.mark.parametrize(
    ("numbers", "labels"),
    [
        ("0 << /S /r >> 2 << /S /D >>", ("i", "ii", "1", "2", "3")),
        ("0 << /S /D /St 17 >>", ("17", "18", "19", "20", "21")),
        ("0 << /S /A /P (Annex ) >> 3 << /S /a >>", ("Annex A", "Annex B", "Annex C", "a", "b")),
        ("0 << >> 1 << /S /D /P (B-) >>", ("1", "B-1", "B-2", "B-3", "B-4")),
        ("0 << /S /D >>", ()),
    ],
    ids=["roman", "a later start", "letters with a prefix", "a cover without a label", "counted from 1"],
)
def test_printed_page_numbers_are_read(numbers, labels):
    found = read(build_pdf(PAGES, parts=Parts(catalogue=f"/PageLabels << /Nums [{numbers}] >>")), "a.pdf")
    assert found.page_labels == labels


@pytest.mark.parametrize("labels", ["", "/PageLabels 7", "/PageLabels << /Nums [(x) 3] >>"])
def test_a_file_without_labels_or_with_damaged_ones_has_none(labels):
    assert read(build_pdf(PAGES, parts=Parts(catalogue=labels)), "a.pdf").page_labels == ()
