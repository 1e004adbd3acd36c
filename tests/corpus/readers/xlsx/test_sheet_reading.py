"""What of a sheet is kept, what is left out, and what is said to be lost."""

import pytest
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Font

from documents.reading_aloud import lines, read
from documents.xlsx_building import MAIN, RawWorkbook, cell, row, saved
from trendsqa.corpus.documents.coverage import LeftOut, LossKind

DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"


def sheet_of(rows):
    workbook = Workbook()
    for cells in rows:
        workbook.active.append(cells)
    return workbook, workbook.active


def test_hidden_rows_columns_and_sheets_are_left_out_and_counted():
    workbook, sheet = sheet_of([["Pool", "Code", "Visits"], ["Quay", "q1", 10], ["Mill", "m1", 20], ["Hill", "h1", 30]])
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["B"].hidden = True
    for state in ("hidden", "veryHidden"):
        workbook.create_sheet(state).append(["private", "words"])
        workbook[state].sheet_state = state
    document = read(saved(workbook), "a.xlsx")
    assert lines(document) == ["heading 1: Sheet", "table: Pool | Visits / Quay | 10 / Hill | 30"]
    assert document.coverage.left_out == (LeftOut("hidden rows, columns and sheets", 10, 40),)
    assert document.coverage.losses == ()


def test_a_row_without_height_is_hidden():
    rows = row(1, cell("A1", "seen")) + row(2, cell("A2", "unseen"), attributes='ht="0" customHeight="1"')
    assert lines(read(RawWorkbook(rows).saved(), "a.xlsx")) == ["heading 1: Data", "paragraph: seen"]


def test_struck_out_words_are_left_out_as_deleted():
    """A cell with struck-out letters, a run of a cell, and a row of such cells; the rows around it stay one table."""
    workbook, sheet = sheet_of([["Pool", "State"], ["Quay", "open"], ["Mill", "closed"], ["Hill", ""]])
    for struck in sheet[3]:
        struck.font = Font(strike=True)
    sheet["B4"] = CellRichText("opens ", TextBlock(InlineFont(strike=True), "in May"), " in June")
    document = read(saved(workbook), "a.xlsx")
    assert lines(document)[1:] == ["table: Pool | State / Quay | open / Hill | opens in June"]
    assert document.coverage.left_out == (LeftOut("deleted text", 4, 15),)


def test_raised_figures_of_a_cell_join_no_figure_before_them():
    """A note's mark, a power of ten, a unit, and an ordinal, whose raised letters do join."""
    workbook, sheet = sheet_of([["Pool", "Size"], ["Quay", ""], ["Mill", ""], ["Hill", ""], ["Dale", ""]])
    for number, (before, raised, after) in enumerate(
        [("2024", "1", ""), ("10", "6", " litres"), ("50 m", "2", ""), ("1", "st", " of May")], start=2
    ):
        above = TextBlock(InlineFont(vertAlign="superscript"), raised)
        sheet[f"B{number}"] = CellRichText(TextBlock(InlineFont(b=True), before), above, *filter(None, [after]))
    document = read(saved(workbook), "a.xlsx")
    shown = ["Quay | 2024 [1]", "Mill | 10⁶ litres", "Hill | 50 m²", "Dale | 1st of May"]
    assert lines(document)[1:] == [f"table: {' / '.join(['Pool | Size', *shown])}"]
    assert document.coverage.losses == ()


def test_white_letters_are_kept():
    workbook, sheet = sheet_of([["Pool", "Visits"], ["Quay", 10]])
    sheet["A2"].font = Font(color="FFFFFFFF")
    assert "Quay | 10" in read(saved(workbook), "a.xlsx").text


def test_a_value_that_its_format_hides_is_left_out_and_counted():
    styles = '<numFmts><numFmt numFmtId="164" formatCode=";;;"/></numFmts><cellXfs><xf/><xf numFmtId="164"/></cellXfs>'
    rows = row(1, cell("A1", "Quay"), cell("B1", 5, style=1), cell("C1", 6))
    document = read(RawWorkbook(rows, styles=styles).saved(), "a.xlsx")
    assert lines(document)[1] == "table: Quay | 6"
    assert document.coverage.left_out == (LeftOut("hidden text", 1, 1),)


def test_merged_cells_hold_for_every_row_and_column_they_cover():
    workbook, sheet = sheet_of(
        [
            ["Area", "Place", "Open", None],
            [None, None, "Weekday", "Sunday"],
            ["East", "Pool", 8, 10],
            [None, "Gym", 7, 9],
            ["Closed in August"],
            ["West", "Rink", 9, 11],
        ]
    )
    for area in ("A1:A2", "B1:B2", "C1:D1", "A3:A4", "A5:D5"):
        sheet.merge_cells(area)
    document = read(saved(workbook), "a.xlsx")
    assert lines(document)[1].removeprefix("table: ").split(" / ") == [
        "Area | Place | Open | Open",
        "Area | Place | Weekday | Sunday",
        "East | Pool | 8 | 10",
        "East | Gym | 7 | 9",
        "Closed in August",
        "West | Rink | 9 | 11",
    ]
    assert document.blocks[1].header_rows == 2


def test_a_merged_title_is_one_paragraph():
    workbook = Workbook()
    sheet = workbook.active
    for place, value in {"A1": "Visits in 2025", "A4": "Pool", "B4": "Count", "A5": "Quay", "B5": 5}.items():
        sheet[place] = value
    sheet.merge_cells("A1:F3")
    assert lines(read(saved(workbook), "a.xlsx"))[1:] == ["paragraph: Visits in 2025", "table: Pool | Count / Quay | 5"]


def test_a_merged_cell_that_begins_in_a_hidden_row_or_column_is_kept_where_it_is_seen():
    workbook, sheet = sheet_of(
        [["Area", "Place", "Visits"], ["East", "Pool", 8], [None, "Gym", 7], ["West", "Rink", 9]]
    )
    sheet.merge_cells("A2:A3")
    sheet.row_dimensions[2].hidden = True
    assert "East | Gym | 7\nWest | Rink | 9" in read(saved(workbook), "a.xlsx").text
    workbook, sheet = sheet_of([["Visits in 2025"], [None, "Pool", "Count"], [None, "Quay", 5]])
    sheet.merge_cells("A1:C1")
    sheet.column_dimensions["A"].hidden = True
    assert lines(read(saved(workbook), "a.xlsx"))[1] == "paragraph: Visits in 2025"


def test_notes_follow_their_table_and_name_their_cell():
    workbook, sheet = sheet_of([["Pool", "Visits"], ["Quay", 10], ["Mill", 20]])
    sheet["B2"].comment = Comment("Counted by hand", "Ann")
    sheet["B3"].comment = Comment("not to be seen", "Ann")
    sheet.row_dimensions[3].hidden = True
    document = read(saved(workbook), "a.xlsx")
    assert lines(document)[1:] == ["table: Pool | Visits / Quay | 10", "paragraph: Note at B2: Counted by hand"]
    assert document.coverage.seen.notes == document.coverage.stored.notes == 1


def test_a_thread_of_comments_is_told_once():
    """Programs repeat a thread as one note with a word on their version; text boxes are paragraphs, hidden ones not."""
    threads = (
        '<T xmlns="urn:t"><threadedComment ref="B1" id="1"><text>Is this final?</text></threadedComment>'
        '<threadedComment ref="B1" id="2" parentId="1"><text>It is.</text></threadedComment></T>'
    )
    notes = (
        f'<comments xmlns="{MAIN}"><commentList><comment ref="B1"><text><t>Update your program</t></text></comment>'
        '<comment ref="C9"><text><r><t>Far </t></r><r><t>away</t></r></text></comment></commentList></comments>'
    )

    def shape(name, *paragraphs):
        words = "".join(f"<a:p><a:r><a:t>{text}</a:t></a:r></a:p>" for text in paragraphs)
        return f'<sp><nvSpPr><cNvPr id="1" {name}/></nvSpPr><txBody>{words}</txBody></sp>'

    seen, unseen = shape("", "A box.", "Its end."), shape('hidden="1"', "Out of sight")
    drawing = (
        f'<wsDr xmlns="{DRAWING}/spreadsheetDrawing" xmlns:a="{DRAWING}/main">'
        f"<twoCellAnchor><from><row>0</row></from>{seen}</twoCellAnchor>"
        f"<oneCellAnchor><from><row>7</row></from>{unseen}</oneCellAnchor></wsDr>"
    )
    parts = {
        "xl/t.xml": ("threadedComment", threads),
        "xl/c.xml": ("comments", notes),
        "xl/d.xml": ("drawing", drawing),
    }
    rows = row(1, cell("A1", "Salt"), cell("B1", 5)) + row(2, cell("A2", "Grit"), cell("B2", 6))
    document = read(RawWorkbook(rows, sheet_parts=parts).saved(), "a.xlsx")
    assert lines(document)[1:] == [
        "table: Salt | 5 / Grit | 6",
        "paragraph: A box.",
        "paragraph: Its end.",
        "paragraph: Note at B1: Is this final?",
        "paragraph: Note at B1: It is.",
        "paragraph: Note at C9: Far away",
    ]
    assert document.coverage.left_out == (LeftOut("hidden rows, columns and sheets", 3, 10),)


def test_a_formula_without_its_result_is_marked_and_told():
    rows = (
        row(1, cell("A1", "Line"), cell("B1", "Cost"))
        + row(2, cell("A2", "Salt"), cell("B2", 5, "1+4"))
        + row(3, cell("A3", "Grit"), cell("B3", None, "2+4"), cell("C3", "", "3+4"))
        + row(4, cell("A4", "Name"), cell("B4", "", "T(1)", kind="str"))
        + row(5, cell("A5", "Share"), cell("B5", "#DIV/0!", "1/0", kind="e"))
    )
    document = read(RawWorkbook(rows).saved(), "a.xlsx")
    assert document.text.splitlines()[3:] == [
        "Salt | 5",
        "Grit | [not calculated] | [not calculated]",
        "Name",
        "Share | #DIV/0!",
    ]
    (loss,) = document.coverage.losses
    assert loss.kind is LossKind.NO_VALUE
    assert str(loss) == "2 of 5 formulas without a value (Data B3, Data C3)"


@pytest.mark.parametrize(("settings", "total"), [("", "0"), ('<calcPr fullCalcOnLoad="1"/>', "[not calculated]")])
def test_a_zero_that_waits_for_its_calculation_is_no_result(settings, total):
    """Programs that cannot compute write zeros beside formulas and ask for all to be computed on opening."""
    rows = row(1, cell("A1", "Salt"), cell("B1", 0)) + row(2, cell("A2", "Total"), cell("B2", 0, "1+1"))
    document = read(RawWorkbook(rows, settings=settings).saved(), "a.xlsx")
    assert lines(document)[1] == f"table: Salt | 0 / Total | {total}"


def test_what_is_seen_is_what_is_stored_and_left_out():
    """Bars and repeated merged cells are stored beside; no ordinary sheet has a loss."""
    workbook, sheet = sheet_of([["Pool", "Visits", "Cost"], ["Quay", 10, 1.5], ["Mill", 20, 2.5]])
    sheet["C2"].number_format = sheet["C3"].number_format = "£0.00"
    coverage = read(saved(workbook), "a.xlsx").coverage
    assert (coverage.seen.words, coverage.seen.characters, coverage.seen.tables) == (10, 41, 1)
    assert coverage.stored.characters - coverage.seen.characters == 0
    assert coverage.losses == ()
