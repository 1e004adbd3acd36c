import datetime as dt

import pytest
from openpyxl import Workbook

from documents.reading_aloud import GENEROUS, lines, read
from documents.xlsx_building import STRICT_MAIN, STRICT_OFFICE, RawWorkbook, archived, cell, row, saved
from trendsqa.corpus.documents.document import BlockKind
from trendsqa.corpus.documents.reading import ReadingLimits
from trendsqa.corpus.readers.xlsx.reader import read_xlsx
from trendsqa.errors import UnreadableFileError


def sheet_of(rows, title="Sheet"):
    workbook = Workbook()
    workbook.active.title = title
    for cells in rows:
        workbook.active.append(cells)
    return workbook


def header_counts(document):
    return [block.header_rows for block in document.blocks if block.kind is BlockKind.TABLE]


def test_each_sheet_is_a_section_and_cells_are_shown_as_a_person_sees_them():
    workbook = sheet_of(
        [["Item", None, "Share", "Since", "Done"], [], ["Cloud", 1.5, 0.256, dt.date(2024, 1, 2), True]]
    )
    workbook.active.title = "Costs"
    workbook.active["C3"].number_format = "0.0%"
    workbook.create_sheet("Empty")
    document = read(saved(workbook), "a.xlsx")
    assert lines(document) == [
        "heading 1: Costs",
        "table: Item | | Share | Since | Done / Cloud | 1.5 | 25.6% | 2024-01-02 | TRUE",
    ]
    assert document.coverage.losses == ()


def test_a_long_table_is_one_block_with_its_header():
    document = read(saved(sheet_of([["Row", "Number"], *([f"row {n}", n] for n in range(500))])), "a.xlsx")
    assert [document.quote(block).count("\n") for block in document.blocks[1:]] == [500]
    assert header_counts(document) == [1]


def test_a_sheet_name_is_no_title():
    """A workbook without a title of its own is called by its file's name."""
    workbook = sheet_of([["Pool", 4], ["Gym", 5]])
    assert read(saved(workbook), "visits-2025.xlsx").title == "Visits 2025"
    workbook.properties.title = "Visits"
    assert read(saved(workbook), "visits-2025.xlsx").title == "Visits"


def test_the_date_of_the_last_change_is_that_of_the_file():
    workbook = sheet_of([["Pool", 4]])
    workbook.properties.modified = dt.datetime(2025, 3, 4, 5, 6, 7)  # noqa: DTZ001
    parsed = read_xlsx(saved(workbook), "a.xlsx", 1000)
    assert parsed.changed.startswith("20")
    assert read(saved(workbook), "a.xlsx").changed == parsed.changed


def test_lines_around_a_table_are_paragraphs():
    """A title above a table and a note below it are no rows; a sheet of sentences has no table."""
    note = "Note: the figures leave out the days on which the building was closed for repairs."
    document = read(
        saved(sheet_of([["Visits"], ["Pool", "Year", "Count"], ["Quay", "2024", 5], ["Mill", "2024", 6], [note]])),
        "a.xlsx",
    )
    assert lines(document)[1:] == [
        "paragraph: Visits",
        "table: Pool | Year | Count / Quay | 2024 | 5 / Mill | 2024 | 6",
        f"paragraph: {note}",
    ]
    prose = read(
        saved(sheet_of([["How to read this"], ["Start with the totals."], ["Then read the notes."]])), "a.xlsx"
    )
    assert [block.kind for block in prose.blocks[1:]] == [BlockKind.PARAGRAPH] * 3


def test_strict_open_xml_is_read():
    rows = row(1, cell("A1", "Line"), cell("B1", "Day")) + row(
        2, cell("A2", "Salt"), cell("B2", "2025-04-01T00:00:00", kind="d")
    )
    data = RawWorkbook(rows, main=STRICT_MAIN, office=STRICT_OFFICE).saved()
    assert lines(read(data, "a.xlsx"))[1] == "table: Line | Day / Salt | 2025-04-01"


def test_the_main_part_may_have_another_name():
    parsed = read_xlsx(
        RawWorkbook(row(1, cell("A1", "Salt"), cell("B1", 5)), main_part="xl/book7.xml").saved(), "a.xlsx", 1000
    )
    assert [block.text for block in parsed.blocks] == ["Data", "Salt | 5"]


def test_prefixed_names_and_cells_without_references_are_read():
    rows = "<row><c><v>1</v></c><c/><c><v>3</v></c></row><row><c/><c><v>5</v></c><c><v>6</v></c></row>"
    assert lines(read(RawWorkbook(rows).saved(), "a.xlsx"))[1] == "table: 1 | | 3 / | 5 | 6"
    prefixed = archived(
        {
            "_rels/.rels": RawWorkbook("").related({"r1": ("officeDocument", "xl/workbook.xml")}),
            "xl/_rels/workbook.xml.rels": RawWorkbook("").related({"r1": ("worksheet", "s.xml")}),
            "xl/workbook.xml": '<x:workbook xmlns:x="urn:a" xmlns:r="urn:b"><x:sheets>'
            '<x:sheet name="Data" r:id="r1"/></x:sheets></x:workbook>',
            "xl/s.xml": '<x:worksheet xmlns:x="urn:a"><x:sheetData><x:row r="2"><x:c r="B2"><x:v>7</x:v>'
            "</x:c></x:row></x:sheetData></x:worksheet>",
        }
    )
    assert lines(read(prefixed, "a.xlsx")) == ["heading 1: Data", "paragraph: 7"]


def test_strings_lose_escapes_and_readings_but_no_words():
    strings = (
        "<si><t>one_x000D_\ntwo _x005F_x0041_</t></si>"
        "<si><t>東</t><rPh><t>ひがし</t></rPh></si><si><r><t>three </t></r><r><rPr><b/></rPr><t>four</t></r></si>"
    )
    rows = row(1, *(cell(f"{letter}1", number, kind="s") for number, letter in enumerate("ABC")))
    assert (
        lines(read(RawWorkbook(rows, strings=strings).saved(), "a.xlsx"))[1]
        == "table: one two _x0041_ | 東 | three four"
    )


def test_currencies_of_a_country_that_the_file_does_not_name_have_no_sign():
    styles = '<cellXfs><xf numFmtId="0"/><xf numFmtId="7"/><xf numFmtId="14"/></cellXfs>'
    rows = row(1, cell("A1", -1250.5, style=1), cell("B1", 45383, style=2), cell("C1", 5, style=99))
    assert lines(read(RawWorkbook(rows, styles=styles).saved(), "a.xlsx"))[1] == "table: -1,250.50 | 2024-04-01 | 5"


@pytest.mark.parametrize(
    ("rows", "change", "message"),
    [
        (row(1, cell("A1", 9, kind="s")), {}, "is damaged"),
        (row(1, cell("A1", 1)), {"main_part": "xl/none/../w.xml"}, "is damaged"),
        ("<row><c>", {}, "is damaged"),
    ],
)
def test_a_damaged_workbook_is_refused_by_name(rows, change, message):
    with pytest.raises(UnreadableFileError, match=rf"a\.xlsx cannot be read as an XLSX workbook: it {message}"):
        read_xlsx(RawWorkbook(rows, **change).saved(), "a.xlsx", 1000)


def test_a_workbook_over_the_limit_or_without_words_is_refused():
    workbook = sheet_of([["many words"]])
    tight = ReadingLimits(GENEROUS.max_bytes, GENEROUS.max_pages, 5)
    with pytest.raises(UnreadableFileError, match=r"reading\.max_characters"):
        read(saved(workbook), "a.xlsx", limits=tight)
    with pytest.raises(UnreadableFileError, match="holds no text"):
        read(saved(Workbook()), "a.xlsx")
