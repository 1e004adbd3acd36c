"""Text and layout of PDFs that councils add: inputs that were read wrongly, and some that must stay right."""

from pathlib import Path

import pytest

from documents.reading_aloud import read

FIELD = Path(__file__).resolve().parents[4] / "shared" / "field"

pytestmark = [
    pytest.mark.report,
    pytest.mark.skipif(not FIELD.is_dir(), reason="the inputs are not in ../shared"),
]

# File, texts that must be in what is stored, and texts that must not.
CASES = [
    (
        "q8a-gdocs.pdf",
        ["City | Jakarta | Berlin | Vienna\nPeople | 1,204 | 3,118 | 2,077\nFee | 40.50 | 95.00 | 61.25"],
        [],
    ),
    ("more/f-p16-gdocwords.pdf", ["pounds and are served at noon. Members book"], []),
    ("q4-rotcm.pdf", ["every street lamp in the borough with a lower energy type"], []),
    ("p7-rotated.pdf", ["budget The street", "in 2025. It pays"], []),
    (
        "p4-hyphen.pdf",
        [
            "self-assessment",
            "digital-first",
            "long-term",
            "one-off",
            "co-operative",
            "part-time",
            "low-income",
            "recycling",
        ],
        ["infor-", "re-cycling"],
    ),
    (
        "p10-columns.pdf",
        [
            "The three pools of the borough had 412,000 visits in the year.",
            "Loans of books fell to 298,000, though visits",
        ],
        ["pools of the Loans"],
    ),
    ("p1-table.pdf", ["Bulky waste, up to three items | £42.50 | £21.25 | 10\nGarden waste"], []),
    (
        "p2-running.pdf",
        [
            "Any appeal must be lodged",
            *(f"Application 24/001{n}" for n in (1, 2, 3, 4)),
            "Planning committee, 4 June 2024",
        ],
        ["Page 2 of 4"],
    ),
    ("more/f-p01-superscript.pdf", ["£320 [1] for each", "2019 [2] and"], ["3201", "20192"]),
    (
        "more/f-p02-linestart.pdf",
        ["exception – the harbour master", "paragraph 12. The licence", "years by - 5 per cent"],
        [],
    ),
    ("more/f-p04-footsplit.pdf", ["for no longer than fifty-six nights, after which"], []),
    ("more/f-p13-sidebar.pdf", ["paid for by the health board and is booked"], []),
    ("more/f-p12-linenumbers.pdf", ["a fine of 500 pounds"], ["4 500"]),
    (
        "public/nics-background-checks-2015-11.pdf",
        ["Texas | ", "| 0 | 5,748 | 5,331 |", "146,982", "California | 98 452 | 41 181"],
        ["05,748", "0146,982"],
    ),
    ("public/issue-90-example.pdf", ["| RUS | 4 | 49.88 |", "| 4.50"], ["49.88RUS", "4.500.50"]),
    ("public/movie-theater-booking-2024.pdf", ["12/20/24 | 12/31/24 | 48 | $12,500.00 | $11,250.00"], []),
    ("public/senate-expenditures.pdf", ["| | | DISTRICT DIRECTOR | 37,499.96"], ["towashington"]),
    ("public/amt_handbook_sample.pdf", ["The Boots self-locking nut"], ["T he Boots"]),
    ("ok/p12-tight.pdf", ["1,301.10 1,517.95 1,734.80", "Band A Band B Band C"], []),
    ("ok/k2-untagged.pdf", ["Adult burial | £810 | £1,620", "of application that was lodged."], []),
    ("ok-more/f-p11-watermark.pdf", ["ring road and all streets"], ["DRAFT"]),
]


@pytest.mark.parametrize(("name", "wanted", "unwanted"), CASES, ids=[name for name, _, _ in CASES])
def test_a_page_is_read_as_it_is_shown(name, wanted, unwanted):
    text = read((FIELD / name).read_bytes(), name).text
    assert [part for part in wanted if part not in text] == []
    assert [part for part in unwanted if part in text] == []


def test_words_overleaf_are_on_the_second_page():
    document = read((FIELD / "more" / "f-p03-crosspage.pdf").read_bytes(), "a.pdf")
    (block,) = [block for block in document.blocks if block.turns]
    (turn,) = block.turns
    assert (block.page_at(turn.start - 2), block.page_at(turn.start), turn.page) == (1, 2, 2)
