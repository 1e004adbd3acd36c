import csv
import io
from datetime import date

import pytest

from trendsqa.feedback.entry import Feedback, FeedbackEntry
from trendsqa.feedback.exporting import feedback_to_csv


def exported(**changes):
    said = {"question": "Why?", "useful": True, "citation": None, "section_id": None, "words": None}
    feedback = Feedback(**said | {"generation": "g", "outcome": "close"} | changes)
    data = feedback_to_csv([FeedbackEntry("-id", date(2024, 3, 1), feedback)])
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_each_entry_is_a_row_under_the_names_of_its_fields():
    assert exported(citation=2, words='a "b", c\nd') == [
        {
            "id": "'-id", "day": "2024-03-01", "question": "Why?", "useful": "yes", "citation": "2",
            "section_id": "", "words": 'a "b", c\nd', "generation": "g", "outcome": "close",
        }
    ]  # fmt: skip


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_no_text_becomes_a_formula(start):
    (row,) = exported(words=f"{start}HYPERLINK(1)", question=f"{start}1")
    assert row["words"] == f"'{start}HYPERLINK(1)"
    assert row["question"] == f"'{start}1"


def test_the_file_begins_with_the_signature_that_spreadsheets_look_for():
    assert feedback_to_csv([]) == b"\xef\xbb\xbfid,day,question,useful,citation,section_id,words,generation,outcome\r\n"
