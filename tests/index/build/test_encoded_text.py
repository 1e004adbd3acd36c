from fakes.documents import document
from trendsqa.chunking.packing import pack
from trendsqa.index.build.encoded_text import sentences_with_subject, under_all_headings, under_headings_above

DOC = document(("h", "Bins"), ("t", "Street | Green\nQuay 1 | Monday\nQuay 2 | Friday"))
LAST = pack(DOC, count_tokens=lambda text: len(text.split()), max_tokens=7)[-1]


def test_a_passage_of_rows_is_encoded_and_searched_under_the_header_of_its_table():
    assert under_headings_above(DOC.text, LAST) == "Street | Green\nQuay 2 | Friday"
    assert under_all_headings(DOC.text, LAST) == "Bins\nStreet | Green\nQuay 2 | Friday"


def test_each_cell_of_a_row_is_encoded_with_the_name_of_its_column():
    assert list(sentences_with_subject(DOC.text, LAST)) == ["Street: Quay 2, Green: Friday"]


def test_a_row_of_other_cells_than_its_header_is_encoded_below_the_whole_header():
    doc = document(("h", "Bins"), ("t", "Street | Green | Blue\nQuay 1 | Monday"))
    (passage,) = pack(doc, count_tokens=lambda text: len(text.split()), max_tokens=50)
    assert list(sentences_with_subject(doc.text, passage))[-1] == "Street | Green | Blue\nQuay 1 | Monday"
