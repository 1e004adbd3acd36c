import datetime as dt
from io import BytesIO

import pytest
from openpyxl import Workbook

from documents.reading_aloud import GENEROUS, lines, read
from trendsqa.corpus.documents.reading import ReadingLimits
from trendsqa.errors import UnreadableFileError


def saved(workbook):
    out = BytesIO()
    workbook.save(out)
    return out.getvalue()


def test_each_sheet_is_a_section_and_cells_are_shown_as_a_person_sees_them():
    workbook = Workbook()
    sheet = workbook.active
    sheet.title = "Costs"
    sheet.append(["Item", None, "Share", "Since", "Done"])
    sheet.append([])
    sheet.append(["Cloud", 1.5, 0.256, dt.date(2024, 1, 2), True])
    sheet["C3"].number_format = "0.0%"
    workbook.create_sheet("Empty")
    hidden = workbook.create_sheet("Secret")
    hidden.append(["unseen"])
    hidden.sheet_state = "hidden"
    assert lines(read(saved(workbook), "a.xlsx")) == [
        "heading 1: Costs",
        "table: Item | | Share | Since | Done / Cloud | 1.5 | 25.6% | 2024-01-02 | TRUE",
        "heading 1: Empty",
    ]


def test_long_sheets_become_tables_of_a_size_to_quote():
    workbook = Workbook()
    for number in range(50):
        workbook.active.append([f"row {number}", number])
    document = read(saved(workbook), "a.xlsx")
    assert [document.quote(block).count("\n") + 1 for block in document.blocks[1:]] == [20, 20, 10]


def test_a_workbook_over_the_limit_or_without_words_is_refused():
    workbook = Workbook()
    workbook.active.append(["many words"])
    tight = ReadingLimits(GENEROUS.max_bytes, GENEROUS.max_pages, 5)
    with pytest.raises(UnreadableFileError, match=r"reading\.max_characters"):
        read(saved(workbook), "a.xlsx", limits=tight)
    with pytest.raises(UnreadableFileError, match="holds no text"):
        read(saved(Workbook()), "a.xlsx")
