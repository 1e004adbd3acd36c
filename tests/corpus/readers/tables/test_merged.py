"""Merged cells, in every format that has them."""

import pytest

from documents.docx_package import WordFile, cell, row, table
from documents.opendocument_building import build_odt
from documents.pdf_building import Tag, Words, build_pdf
from documents.reading_aloud import lines, read
from documents.slides_building import build_pptx, graphic, paragraph, slide
from trendsqa.corpus.readers.tables.merged import SpannedCell, carried, texts_of

# Text, rows and columns that it covers. The second row is a cell over all columns; "Abbey" covers two rows.
ROWS = (
    (("Ward", 1, 1), ("Visits", 1, 2)),
    (("Every day", 1, 3),),
    (("Abbey", 2, 1), ("10", 1, 1), ("11", 1, 1)),
    (("12", 1, 2),),
)
SHOWN = ["table: Ward | Visits | Visits / Every day / Abbey | 10 | 11 / Abbey | 12 | 12"]
# The same with a mark at each covered place: the cell to the left or the one above.
MARKED = (
    ("Ward", "Visits", "left"),
    ("Every day", "left", "left"),
    ("Abbey", "10", "11"),
    ("above", "12", "left"),
)


def in_html() -> bytes:
    rows = (
        "".join(f'<td rowspan="{down}" colspan="{across}">{text}</td>' for text, down, across in one) for one in ROWS
    )
    return f"<main><table>{''.join(f'<tr>{one}</tr>' for one in rows)}</table></main>".encode()


def in_docx() -> bytes:
    def cells(*spans):
        return row(*(cell(text, properties=properties) for text, properties in spans))

    wide, widest = '<w:gridSpan w:val="2"/>', '<w:gridSpan w:val="3"/>'
    first = cells(("Ward", ""), ("Visits", wide))
    third = cells(("Abbey", '<w:vMerge w:val="restart"/>'), ("10", ""), ("11", ""))
    last = cells(("", "<w:vMerge/>"), ("12", wide))
    return WordFile(table(first, cells(("Every day", widest)), third, last)).saved()


def in_odt() -> bytes:
    def written(text, down=1, across=1):
        spans = f'table:number-rows-spanned="{down}" table:number-columns-spanned="{across}"'
        return f"<table:table-cell {spans}><text:p>{text}</text:p></table:table-cell>"

    spans = {text: (down, across) for one in ROWS for text, down, across in one}
    rows = (
        "".join(written(text, *spans[text]) if text in spans else "<table:covered-table-cell/>" for text in one)
        for one in MARKED
    )
    return build_odt(
        f"<table:table>{''.join(f'<table:table-row>{one}</table:table-row>' for one in rows)}</table:table>"
    )


def in_pptx() -> bytes:
    marks = {"left": 'hMerge="1"', "above": 'vMerge="1"'}
    rows = (
        "".join(
            f"<a:tc {marks.get(text, '')}><a:txBody>{paragraph('' if text in marks else text)}</a:txBody></a:tc>"
            for text in one
        )
        for one in MARKED
    )
    return build_pptx(slide(graphic(f"<a:tbl>{''.join(f'<a:tr>{one}</a:tr>' for one in rows)}</a:tbl>")))


def in_rtf() -> bytes:
    marks = {"left": r"\clmrg", "above": r"\clvmrg"}
    rows = (
        r"\trowd" + "".join(rf"{marks.get(text, '')}\cellx{place} " for place, text in enumerate(one, start=1))
        + r"\pard\intbl " + "".join(rf"{'' if text in marks else text}\cell " for text in one) + r"\row"
        for one in MARKED
    )  # fmt: skip
    return rf"{{\rtf1 {''.join(rows)}\pard}}".encode()


def in_pdf() -> bytes:
    words: list[Words] = []

    def tag(text, down, across):
        words.append(Words(text, 72 + 9 * len(words), 700 - 20 * len(words), mark=len(words)))
        return Tag("TD", [(1, len(words) - 1)], f"/O /Table /RowSpan {down} /ColSpan {across}")

    rows = [Tag("TR", [tag(*cell) for cell in one]) for one in ROWS]
    return build_pdf([words], tags=[Tag("Document", [Tag("Table", rows)])])


FORMATS = {
    "a.html": in_html, "a.docx": in_docx, "a.odt": in_odt, "a.pptx": in_pptx, "a.rtf": in_rtf, "a.pdf": in_pdf
}  # fmt: skip


@pytest.mark.parametrize("name", FORMATS)
def test_a_merged_cell_stands_in_all_that_it_covers_and_one_alone_in_its_row_once(name):
    document = read(FORMATS[name](), name)
    assert lines(document) == SHOWN
    assert document.coverage.losses == ()


def test_a_cell_over_several_whole_rows_stands_in_the_first_alone():
    rows = [[SpannedCell("a"), SpannedCell("b")], [SpannedCell("all", 2, 2)], [], [SpannedCell("c"), SpannedCell("d")]]
    assert texts_of(carried(rows)) == [["a", "b"], ["all"], [], ["c", "d"]]


def test_a_cell_that_stands_where_another_reaches_keeps_its_words():
    rows = [[SpannedCell("wide", 3, 2, 0), SpannedCell("own", column=1)], [SpannedCell("below", column=0)]]
    assert texts_of(carried(rows)) == [["wide", "own"], ["below"]]


def test_what_merged_cells_add_is_bounded_and_own_cells_stay():
    rows = [[SpannedCell("x" * 1000, 60_000, 900), SpannedCell("y")], *([SpannedCell("z")] for _ in range(2000))]
    texts = texts_of(carried(rows))
    assert sum(len(text) for row in texts for text in row) < 220_000
    assert all("z" in row for row in texts[1:])
