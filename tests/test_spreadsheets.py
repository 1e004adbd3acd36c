"""Tables for a spreadsheet."""

import csv
import io

import pytest

from trendsqa.spreadsheets import table_to_csv


def read(data):
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1"])
def test_a_text_that_a_spreadsheet_would_reckon_with_is_a_text_there(text):
    """A cell that begins as a formula gets an apostrophe before it."""
    assert read(table_to_csv(["title"], [[text]]))[1] == [f"'{text}"]


def test_other_values_stand_as_they_are():
    """Commas, quotes, line ends and letters of any language come back as they went in; nothing stays empty."""
    rows = [["a, b", 'say "yes"', "two\nlines", "Omvärld"], [None, True, False, 3]]
    assert read(table_to_csv(["w", "x", "y", "z"], rows))[1:] == [rows[0], ["", "yes", "no", "3"]]
