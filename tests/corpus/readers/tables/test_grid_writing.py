"""Tables and their headers, from rows as a workbook and a delimited file give them."""

import pytest
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.worksheet.table import Table

from documents.reading_aloud import lines, read
from documents.xlsx_building import saved
from trendsqa.corpus.documents.document import BlockKind


def sheet_of(rows):
    workbook = Workbook()
    for cells in rows:
        workbook.active.append(cells)
    return workbook, workbook.active


def read_tables(workbook):
    """Each table's number of header rows and first column."""
    document = read(saved(workbook), "a.xlsx")
    tables = [block for block in document.blocks if block.kind is BlockKind.TABLE]
    return [(b.header_rows, [line.split(" | ")[0] for line in document.quote(b).splitlines()]) for b in tables]


def header_of(*rows):
    (found,) = read_tables(sheet_of(rows)[0])
    return found[0]


def test_words_over_numbers_are_the_header():
    assert header_of(["Pool", "Visits"], ["Quay", 10], ["Mill", 20]) == 1
    assert header_of(["Pool", "Visits"], ["Quay", None], ["Mill", 20]) == 1


def test_years_over_numbers_are_a_header_and_years_among_numbers_are_not():
    assert header_of(["Pool", 2023, 2024], ["Quay", 10, 11], ["Mill", 20, 21]) == 1
    assert header_of([None, 2023, 2024], ["Quay", 10, 11], ["Mill", 20, 21]) == 1
    assert header_of([2023, 10], [2024, 11], [2025, 12]) == 0


def test_a_first_row_with_values_is_no_header():
    assert header_of(["Quay", 10], ["Mill", 20]) == 0
    assert header_of(["Quay", "01632 960111"], ["Mill", "01632 960112"], ["Hill", "01632 960113"]) == 0
    assert header_of(["Name:", "Ann"], ["Team:", "Data"], ["Town:", "York"]) == 0


def test_short_names_over_words_are_a_header_if_every_column_has_its_own():
    assert header_of(["Ward", "Name", "Town"], ["Quay", "Ann", "York"], ["Mill", "Bob", "Hull"]) == 1
    assert header_of(["Ward", "Phone"], ["Quay", "01632 960111"], ["Mill", "01632 960112"]) == 1
    assert header_of(["Ann", "York"], ["Bob", "Hull"], ["Cyd", "Ripon"]) == 0


def test_a_header_may_have_two_rows():
    groups = ["Pool", "2024", None, "2025", None], [None, "Boys", "Girls", "Boys", "Girls"], ["Quay", 1, 2, 3, 4]
    units = [None, "Cost", "Visits"], [None, "£000", "number"], ["Quay", 1, 2], ["Mill", 3, 4]
    apart = [None, "2024", None, "2025"], ["Pool", "Boys", "Girls", "All"], ["Quay", 1, 2, 3]
    assert header_of(*groups) == header_of(*apart) == 2
    assert header_of(*units) == 2


def test_bold_rows_at_the_top_are_the_header():
    workbook, sheet = sheet_of([["Name", "Role"], ["Ann", "Chair"], ["Bob", "Clerk"]])
    assert read_tables(workbook)[0][0] == 0
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    assert read_tables(workbook)[0][0] == 1


@pytest.mark.parametrize("mark", ["table", "filter", "frozen"])
def test_a_header_that_the_file_marks_is_taken(mark):
    workbook, sheet = sheet_of([["Ann", "York"], ["Bob", "Hull"], ["Cyd", "Ripon"]])
    if mark == "table":
        sheet.add_table(Table(displayName="Names", ref="A1:B3"))
    elif mark == "filter":
        sheet.auto_filter.ref = "A1:B3"
    else:
        sheet.freeze_panes = "A2"
    assert read_tables(workbook) == [(1, ["Ann", "Bob", "Cyd"])]


def test_a_table_without_header_row_by_its_own_word_has_none_from_it():
    workbook, sheet = sheet_of([["Quay", 1], ["Mill", 2], ["Hill", 3]])
    sheet.add_table(Table(displayName="Visits", ref="A1:B3", headerRowCount=0))
    assert read_tables(workbook)[0][0] == 0


def test_names_and_values_above_a_header_are_a_table_of_their_own():
    rows = [["Printed", "4 May"], ["Author", "Ann"], ["Pool", "Visits", "Loans"], ["Quay", 1, 2], ["Mill", 3, 4]]
    assert read_tables(sheet_of(rows)[0]) == [(0, ["Printed", "Author"]), (1, ["Pool", "Quay", "Mill"])]


def test_an_empty_row_ends_a_table():
    rows = [["Pool", "Visits"], ["Quay", 10], [], ["Staff", 7], ["Days", 300]]
    assert read_tables(sheet_of(rows)[0]) == [(1, ["Pool", "Quay"]), (0, ["Staff", "Days"])]


def test_rows_after_an_empty_one_keep_a_header_that_is_still_theirs():
    """It stands alone above them, or they have its columns and kinds of value, or the program keeps it in sight."""
    alone = [["Pool", "Visits"], [], ["Quay", 10], ["Mill", 20]]
    same = [["Pool", "Visits", "Loans"], ["Quay", 1, 2], [], ["Mill", 3, 4]]
    grouped = [["Pool", "Visits"], ["Quay", 10], [], ["Out of town"], ["Mill", 20]]
    assert read_tables(sheet_of(alone)[0]) == [(1, ["Pool", "Quay", "Mill"])]
    assert read_tables(sheet_of(same)[0]) == [(1, ["Pool", "Quay", "Mill"])]
    workbook, sheet = sheet_of(grouped)
    assert len(read_tables(workbook)) == 2
    sheet.freeze_panes = "A2"
    assert read_tables(workbook) == [(1, ["Pool", "Quay", "Out of town", "Mill"])]


def test_a_list_in_one_column_is_lines_of_a_table():
    workbook, _ = sheet_of([["Ann"], ["Bob"], ["Cyd"]])
    assert lines(read(saved(workbook), "a.xlsx"))[1:] == ["table: Ann / Bob / Cyd"]


def test_an_empty_corner_is_no_title():
    assert header_of([None, "Visits"], ["Quay", 10], ["Mill", 20]) == 1
