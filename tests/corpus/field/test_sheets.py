"""Workbooks and delimited files of the kinds that councils add, read as they are shown."""

from pathlib import Path

import pytest

from documents.reading_aloud import GENEROUS
from trendsqa.corpus.documents.document import Document
from trendsqa.corpus.documents.reading import build_document, read_document
from trendsqa.corpus.readers.delimited import read_csv
from trendsqa.errors import UnreadableFileError

FIELD = Path(__file__).resolve().parents[3].parent / "shared" / "field"

pytestmark = [
    pytest.mark.report,
    pytest.mark.skipif(not FIELD.exists(), reason="the files are not in ../shared"),
]


def document_of(file: str) -> Document:
    path = FIELD / file
    if path.suffix == ".csv":
        parsed = read_csv(path.read_bytes(), path.name, GENEROUS.max_characters)
        return build_document(parsed, document_id="x", name=path.name, max_characters=GENEROUS.max_characters)
    return read_document(path.read_bytes(), name=path.name, document_id="x", limits=GENEROUS)


def parts_of(document: Document) -> list[tuple[int, str]]:
    return [(block.header_rows, document.quote(block)) for block in document.blocks]


@pytest.mark.parametrize(
    ("file", "present", "absent"),
    [
        ("x1-budget.xlsx", ["£1,250,000", "2024-04-01", "12.5%", "[not calculated]"], ["secret", "77"]),
        ("more/f-x02-merged.xlsx", ["North | Quay gym", "South | Park rink"], ["\n|"]),
        ("more/f-x03-nocache.xlsx", ["Total | [not calculated]"], ["Total\n"]),
        ("more/f-x04-dates.xlsx", ["£25.00", "Note at A1: Moved", "4 July 2025", "09:30:00"], []),
        ("more/f-x05-emptycells.xlsx", ["Depot list"], ["|"]),
        ("more/f-x05d-farrow.xlsx", ["Depot list", "End of sheet"], ["|"]),
        ("ok-more/f-x05b-farcell.xlsx", ["Depot 1 | 1\n"], ["| |"]),
        ("c1-services.csv", ["Housing | 01632 960444 | 9am, weekdays\n"], ['"']),
    ],
)
def test_a_file_is_read_as_it_is_shown(file, present, absent):
    text = document_of(file).text
    assert [words for words in present if words not in text] == []
    assert [words for words in absent if words in text] == []


@pytest.mark.parametrize(
    ("file", "rows", "header"),
    [
        ("x1-budget.xlsx", 6, 1),
        ("more/f-x01-longtable.xlsx", 61, 1),
        ("more/f-x02-merged.xlsx", 6, 2),
        ("c1-services.csv", 3, 1),
    ],
)
def test_a_table_is_one_block_with_its_header(file, rows, header):
    longest = max(parts_of(document_of(file)), key=lambda part: part[1].count("\n"))
    assert (longest[1].count("\n") + 1, longest[0]) == (rows, header)


def test_formulas_without_a_result_are_told():
    (loss,) = document_of("more/f-x03-nocache.xlsx").coverage.losses
    assert str(loss) == "3 of 3 formulas without a value (Budget B4, Budget B5, Budget B6)"


def test_a_file_that_unfolds_is_refused():
    with pytest.raises(UnreadableFileError, match="save it again"):
        document_of("ok-more/f-x05c-entities.xlsx")
