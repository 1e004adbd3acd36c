"""The wiring of formats; each reader has tests of its own."""

import pytest

from documents.reading_aloud import lines, read
from trendsqa.corpus.readers import reader_choice
from trendsqa.corpus.readers.recognising.formats import NAMES


def test_every_format_that_is_recognised_has_a_reader():
    assert set(reader_choice._READERS) == set(NAMES)


@pytest.mark.parametrize(
    ("name", "between", "media_type"), [("a.csv", ",", "text/csv"), ("a.tsv", "\t", "text/tab-separated-values")]
)
def test_a_table_in_text_keeps_its_rows_by_its_ending_or_its_declared_type(name, between, media_type):
    rows = "\n".join(between.join(row) for row in (("Boat", "Fee"), ("Punt", "£3"), ("Canoe", "£5")))
    shown = ["table: Boat | Fee / Punt | £3 / Canoe | £5"]
    assert lines(read(rows, name)) == shown
    assert lines(read(rows, "https://x.org/data", media_type=media_type)) == shown


def test_a_table_in_text_is_read_in_the_charset_of_its_header():
    rows = "Łódź,Fee\nZażółć,3\n".encode("iso-8859-2")
    assert "Zażółć | 3" in read(rows, "a.csv", media_type="text/csv; charset=iso-8859-2").text
