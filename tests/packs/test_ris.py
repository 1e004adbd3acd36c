"""References as RIS, read back with rispy."""

import rispy

from documents.pier_book import HOSTILE, HOSTILE_LINE
from trendsqa.corpus.source import Form
from trendsqa.packs.ris import ris


def test_an_entry_comes_back_with_every_fact(pack):
    assert rispy.loads(ris(pack(kind="report").references)) == [
        {
            "type_of_reference": "RPRT",
            "authors": ["Harbour district"],
            "title": "The Pier Book",
            "year": "2031",
            "date": "2031/05//",
            "edition": "Third",
            "publisher": "Harbour Press",
            "urls": ["https://publisher.example/pier"],
            "notes": ["Cited: Buoys"],
        }
    ]


def test_a_line_of_a_title_never_begins_a_field(pack):
    (entry,) = rispy.loads(ris(pack(title=HOSTILE, publisher="x\nER  - \nTY  - BOOK").references))
    assert entry["title"] == HOSTILE_LINE
    assert entry["publisher"] == "x ER - TY - BOOK"


def test_an_address_with_a_semicolon_stays_one(pack):
    (entry,) = rispy.loads(ris(pack(url="https://a.example/b;c").references))
    assert entry["urls"] == ["https://a.example/b%3Bc"]


def test_what_is_not_known_is_left_out_and_a_summary_called_one(pack):
    (entry,) = rispy.loads(ris(pack(form=Form.BRIEF, published="", url="", edition="").references))
    assert set(entry) == {"type_of_reference", "authors", "title", "publisher", "notes"}
    assert entry["type_of_reference"] == "GEN"
    assert entry["notes"] == ["[summary by this service]", "Cited: Buoys"]


def test_lines_end_as_the_specification_has_them_and_no_number_leads(pack):
    written = ris(pack().references)
    assert written.startswith("TY  - ELEC\r\n")
    assert written.count("\n") == written.count("\r\n")
