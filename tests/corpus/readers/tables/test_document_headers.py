"""The header of a table that the file does not mark: the same tables through every format."""

import docx
import pytest

from documents.docx_building import saved
from documents.opendocument_building import build_odt
from documents.pdf_building import Tag, Words, build_pdf
from documents.pdf_drawing import build_drawn, shown
from documents.reading_aloud import read
from documents.slides_building import build_pptx, graphic, paragraph, slide
from trendsqa.corpus.documents.document import BlockKind
from trendsqa.corpus.readers.tables.document_headers import header_of_texts, plain_header_rows
from trendsqa.corpus.readers.tables.merged import SpannedCell, carried

TABLES = {
    "years over figures": (1, [("Pool", "2023", "2024"), ("Quay", "110", "1,204"), ("Mill", "95", "88")]),
    "words over figures": (1, [("Ward", "Boys", "Girls"), ("Quay", "31", "29"), ("Mill", "14", "–")]),
    "fees": (1, [("Ticket", "Price"), ("Grown-up", "£4.50"), ("Under 16", "£2"), ("Under 5", "free")]),
    "words alone": (0, [("Ward", "Chair", "Town"), ("Quay", "Ann Hale", "York"), ("Mill", "Bob Rye", "Hull")]),
    "facts": (0, [("Contact", "Ann Hale"), ("Phone", "01632 960111"), ("Fax", "01632 960112"), ("Seats", "40")]),
    "figures alone": (0, [("Quay", "110", "120"), ("Mill", "95", "88"), ("Hill", "70", "61")]),
}


def in_html(rows) -> bytes:
    cells = ("".join(f"<td>{text}</td>" for text in row) for row in rows)
    return f"<main><table>{''.join(f'<tr>{row}</tr>' for row in cells)}</table></main>".encode()


def in_docx(rows) -> bytes:
    document = docx.Document()
    table = document.add_table(rows=0, cols=len(rows[0]))
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    return saved(document)


def in_odt(rows) -> bytes:
    cells = ("".join(f"<table:table-cell><text:p>{text}</text:p></table:table-cell>" for text in row) for row in rows)
    inside = "".join(f"<table:table-row>{row}</table:table-row>" for row in cells)
    return build_odt(f"<table:table>{inside}</table:table>")


def in_rtf(rows) -> bytes:
    def row_of(texts):
        edges = "".join(rf"\cellx{place}" for place in range(1, len(texts) + 1))
        return rf"\trowd{edges}\pard\intbl " + "".join(rf"{text}\cell " for text in texts) + r"\row"

    body = "".join(map(row_of, rows)).replace("–", r"\endash ").replace("£", r"\'a3")
    return rf"{{\rtf1\ansi\ansicpg1252 {body}\pard}}".encode()


def in_pptx(rows) -> bytes:
    cells = ("".join(f"<a:tc><a:txBody>{paragraph(text)}</a:txBody></a:tc>" for text in row) for row in rows)
    return build_pptx(slide(graphic(f"<a:tbl>{''.join(f'<a:tr>{row}</a:tr>' for row in cells)}</a:tbl>")))


def in_pdf(rows) -> bytes:
    return build_drawn(["\n".join(
        shown(text, 72 + 120 * column, 700 - 16 * number)
        for number, row in enumerate(rows) for column, text in enumerate(row)
    )])  # fmt: skip


def in_tagged_pdf(rows) -> bytes:
    words = [
        Words(text, 72 + 120 * column, 700 - 16 * number, mark=number * len(row) + column)
        for number, row in enumerate(rows)
        for column, text in enumerate(row)
    ]
    marks = iter(range(len(words)))
    tags = [Tag("TR", [Tag("TD", [(1, next(marks))]) for _ in row]) for row in rows]
    return build_pdf([words], tags=[Tag("Document", [Tag("Table", tags)])])


FORMATS = {
    "html": ("a.html", in_html), "docx": ("a.docx", in_docx), "odt": ("a.odt", in_odt), "rtf": ("a.rtf", in_rtf),
    "pptx": ("a.pptx", in_pptx), "pdf": ("a.pdf", in_pdf), "tagged pdf": ("b.pdf", in_tagged_pdf),
}  # fmt: skip


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("form", FORMATS)
def test_the_same_table_has_the_same_header_in_every_format(form, table):
    header, rows = TABLES[table]
    name, build = FORMATS[form]
    document = read(build(rows), name)
    (block,) = [block for block in document.blocks if block.kind is BlockKind.TABLE]
    assert document.quote(block) == "\n".join(" | ".join(row) for row in rows)
    assert block.header_rows == header


@pytest.mark.parametrize(
    ("header", "rows"),
    [
        (1, [("Ticket", "Price"), ("Grown-up", "£4")]),
        (1, [("", "Visits"), ("Quay", "110"), ("Mill", "95"), ("Hill", "70")]),
        (1, [("Pay", "Allowance"), ("Weekly", "$ 71.15"), ("Monthly", "308.30")]),
        (1, [("Ward", "Boys", "Girls"), ("Quay", "31", "29")]),
        (1, [("Fair", "Begins", "Stalls"), ("Spring", "3 May 2024", "many"), ("Autumn", "9 June 2024", "few")]),
        # Facts of several measures, a year that is a fact, and one value.
        (0, [("Owner", "Quay Ltd"), ("Rent", "£400"), ("Area", "31 m"), ("Rooms", "4")]),
        (0, [("Founded", "1950"), ("Turnover", "£3m")]),
        (0, [("Owner", "Ann"), ("Rooms", "4")]),
        # A first row of values that are no numbers, or of counts that look like years.
        (0, [("Quay", "closed", "closed"), ("Mill", "31", "29"), ("Hill", "14", "12")]),
        (0, [("Quay", "2031", "1988"), ("Mill", "310", "290"), ("Hill", "140", "120")]),
        (0, [("Owner:", "Price"), ("Ann", "£4"), ("Bob", "£5")]),
        (0, [("Ward", "", "Girls"), ("Quay", "31", "29"), ("Mill", "14", "12")]),
        (0, [("Ward", "Boys", "Girls")]),
        (0, [("£4", "£5"), ("£6", "£7")]),
        (0, []),
    ],
)
def test_all_has_to_agree_before_a_first_row_is_a_header(header, rows):
    assert header_of_texts(rows) == header


def test_a_cell_over_several_columns_has_a_second_row_of_names_below_it():
    rows = [
        [SpannedCell("Pool", 2), SpannedCell("Boys", 1, 2), SpannedCell("Girls", 1, 2)],
        [SpannedCell(year) for year in ("2023", "2024", "2023", "2024")],
        [SpannedCell(text) for text in ("Quay", "31", "29", "17", "18")],
        [SpannedCell(text) for text in ("Mill", "21", "39", "27", "28")],
    ]
    assert plain_header_rows(carried(rows)) == 2


def test_a_row_of_a_page_that_names_its_rows_has_no_header_but_the_marked_one():
    rows = "".join(f"<tr><th>{name}</th><td>{price}</td></tr>" for name, price in TABLES["fees"][1])
    (block,) = read(f"<main><table>{rows}</table></main>", "a.html").blocks
    assert block.header_rows == 0
