"""Workbooks that are small as files and huge as sheets are refused, or read for what they show."""

import pytest

from documents.reading_aloud import lines, read
from documents.xlsx_building import RawWorkbook, cell, row
from trendsqa.corpus.readers.tables.ranges import cell_name
from trendsqa.corpus.readers.xlsx.reader import read_xlsx
from trendsqa.errors import UnreadableFileError

FORGED = "Open it in its own program"


def test_empty_cells_are_no_text():
    """A row of empty cells, and a cell at the far end of a sheet, leave no rows and no bars."""
    rows = row(1, cell("A1", "Depot")) + ("<row>" + "<c/>" * 5000 + "</row>") * 20
    rows += row(1_048_576, cell("XFD1048576", "End"))
    assert lines(read(RawWorkbook(rows).saved(), "a.xlsx")) == ["heading 1: Data", "paragraph: Depot", "paragraph: End"]


def test_columns_without_content_are_no_cells():
    rows = "".join(row(n, cell(f"A{n}", f"Depot {n}"), cell(f"XFD{n}", n)) for n in range(1, 4))
    assert lines(read(RawWorkbook(rows).saved(), "a.xlsx"))[1] == "table: Depot 1 | 1 / Depot 2 | 2 / Depot 3 | 3"


@pytest.mark.parametrize(
    "workbook",
    [
        RawWorkbook("<row>" + "<c/>" * 1_200_000 + "</row>"),
        RawWorkbook("<q/>" * 1_200_000),
        RawWorkbook(row(1, cell("A1", 1)), styles="<cellXfs>" + "<xf/>" * 110_000 + "</cellXfs>"),
        RawWorkbook(
            "".join(row(n, cell(f"A{n}", n)) for n in range(1, 2200)),
            after="".join(f'<mergeCell ref="A{n}:XFD1048576"/>' for n in range(1, 2200)).join(
                ("<mergeCells>", "</mergeCells>")
            ),
        ),
    ],
    ids=["one endless row", "unknown elements", "endless styles", "merged over each other"],
)
def test_a_forged_workbook_is_refused(workbook):
    with pytest.raises(UnreadableFileError, match=FORGED):
        read_xlsx(workbook.saved(), "a.xlsx", 20_000_000)


@pytest.mark.parametrize("entity", ["aaaa", "&b;&b;"])
def test_a_part_with_entities_of_its_own_is_refused(entity):
    """Their text would be lost, or unfold to gigabytes."""
    before = f'<!DOCTYPE d [<!ENTITY b "bb"><!ENTITY a "{entity}">]>'
    parts = {"xl/c.xml": ("comments", f'{before}<c><comment ref="A1"><text><t>&a;</t></text></comment></c>')}
    with pytest.raises(UnreadableFileError, match="declares a document type"):
        read_xlsx(RawWorkbook(row(1, cell("A1", 1)), sheet_parts=parts).saved(), "a.xlsx", 20_000)


@pytest.mark.parametrize(
    "workbook",
    [
        RawWorkbook(
            "".join(row(n, cell(f"A{n}", 0, kind="s")) for n in range(1, 50)),
            strings=f"<si><t>{'long words ' * 1000}</t></si>",
        ),
        RawWorkbook(
            row(1, cell("A1", "long words " * 20), cell("B1", 1))
            + "".join(row(n, cell(f"B{n}", n)) for n in range(2, 2000)),
            after='<mergeCells><mergeCell ref="A1:A2000"/></mergeCells>',
        ),
        RawWorkbook("".join(row(n, cell(f"A{n}", 1), cell(cell_name(n, n + 1), 1)) for n in range(1, 300))),
    ],
    ids=["one string in many cells", "merged", "a column for each row"],
)
def test_what_multiplies_a_text_counts_towards_the_limit(workbook):
    with pytest.raises(UnreadableFileError, match=r"reading\.max_characters"):
        read_xlsx(workbook.saved(), "a.xlsx", 20_000)
