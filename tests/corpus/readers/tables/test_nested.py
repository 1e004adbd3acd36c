"""A table inside a cell, in every format that has one."""

import pytest

from documents.docx_package import WordFile, cell, row, table
from documents.opendocument_building import build_odt
from documents.pdf_building import Tag, Words, build_pdf
from documents.reading_aloud import lines, read

INNER = "Pool, 20; Quay, 30"
SHOWN = [f"table: Ward | Space / Abbey | Free {INNER} only"]


def in_html() -> bytes:
    inner = "<table><tr><th>Pool</th><th>20</th></tr><tr><td>Quay</td><td>30</td></tr></table>"
    rows = f"<tr><th>Ward</th><th>Space</th></tr><tr><td>Abbey</td><td><p>Free</p>{inner}<p>only</p></td></tr>"
    return f"<main><table>{rows}</table></main>".encode()


def in_docx() -> bytes:
    inner = table(row("Pool", "20"), row("Quay", "30"))
    return WordFile(table(row("Ward", "Space"), row("Abbey", cell("Free", inner, "only")))).saved()


def odt_table(*rows: tuple[str, ...]) -> str:
    cells = ("".join(f"<table:table-cell>{text}</table:table-cell>" for text in texts) for texts in rows)
    return f"<table:table>{''.join(f'<table:table-row>{one}</table:table-row>' for one in cells)}</table:table>"


def p(text: str) -> str:
    return f"<text:p>{text}</text:p>"


def in_odt() -> bytes:
    inner = odt_table((p("Pool"), p("20")), (p("Quay"), p("30")))
    return build_odt(odt_table((p("Ward"), p("Space")), (p("Abbey"), p("Free") + inner + p("only"))))


def in_rtf() -> bytes:
    inner = rtf_inner("Pool", "20") + rtf_inner("Quay", "30")
    outer = r"\pard\intbl Ward\cell Space\cell\row\pard\intbl Abbey\cell\pard\intbl Free\par "
    return rf"{{\rtf1\trowd\cellx1\cellx2 {outer}{inner}\pard\intbl only\cell\row\pard}}".encode()


def rtf_inner(*texts: str) -> str:
    """A row of an inner table as Word writes it: its definition and its end stand behind its words."""
    cells = "".join(rf"\pard\intbl\itap2 {text}\nestcell " for text in texts)
    return rf"{cells}{{\*\nesttableprops\trowd\trhdr\clmrg\cellx1\cellx2\nestrow}}{{\nonesttables\par}}"


def in_pdf() -> bytes:
    """A tagged page whose inner table stands close, so that only the tags keep its cells apart."""
    places = {"Ward": (72, 700), "Space": (200, 700), "Abbey": (72, 680), "Free": (200, 680), "Pool": (200, 660),
              "20": (222, 660), "Quay": (200, 640), "30": (226, 640), "only": (200, 620)}  # fmt: skip
    words = [Words(text, x, y, mark=mark) for mark, (text, (x, y)) in enumerate(places.items())]
    cells = {text: Tag("TD", [(1, mark)]) for mark, text in enumerate(places)}
    inner = Tag("Table", [Tag("TR", [cells["Pool"], cells["20"]]), Tag("TR", [cells["Quay"], cells["30"]])])
    lines_of = {text: Tag("P", cells[text].inner) for text in ("Free", "only")}
    space = Tag("TD", [lines_of["Free"], inner, lines_of["only"]])
    rows = [Tag("TR", [cells["Ward"], cells["Space"]]), Tag("TR", [cells["Abbey"], space])]
    return build_pdf([words], tags=[Tag("Document", [Tag("Table", rows)])])


@pytest.mark.parametrize(
    ("name", "build"),
    [("a.html", in_html), ("a.docx", in_docx), ("a.odt", in_odt), ("a.rtf", in_rtf), ("a.pdf", in_pdf)],
)
def test_a_table_in_a_cell_is_one_line_with_its_cells_and_rows_apart(name, build):
    document = read(build(), name)
    assert lines(document) == SHOWN
    assert document.coverage.losses == ()


def test_a_table_around_one_cell_of_a_text_document_leaves_the_inner_table_whole():
    inner = odt_table((p("Pool"), p("20")), (p("Quay"), p("30")))
    assert lines(read(build_odt(odt_table((inner,))), "a.odt")) == ["table: Pool | 20 / Quay | 30"]


def test_a_table_of_rich_text_may_be_in_a_cell_of_an_inner_table():
    deep = r"\pard\intbl\itap3 one\nestcell two\nestcell{\*\nesttableprops\trowd\nestrow}{\nonesttables\par}"
    inner = rf"{deep}\pard\intbl\itap2 three\nestcell four\nestcell{{\*\nesttableprops\trowd\nestrow}}"
    body = rf"\trowd\cellx1\cellx2\pard\intbl left\cell {inner}\pard\intbl\cell\row\pard end\par"
    assert lines(read(rf"{{\rtf1 {body}}}", "a.rtf")) == ["table: left | one, two three, four", "paragraph: end"]
