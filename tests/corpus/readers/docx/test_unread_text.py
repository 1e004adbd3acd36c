"""Text that a person does not see, or that is deleted, in the body and in cells alike."""

import pytest

from documents.docx_package import WordFile, cell, control, field_marks, paragraph, row, run, style, table
from documents.reading_aloud import lines, read

HIDDEN_STYLES = (
    style("Hidden", words="<w:vanish/>")
    + style("Inner", based="Hidden")
    + style("HiddenWords", kind="character", words="<w:vanish/>")
)
UNREAD = {
    "hidden run": paragraph("Seen ", run("SECRET", "<w:vanish/>")),
    "hidden by a character style": paragraph("Seen ", run("SECRET", '<w:rStyle w:val="HiddenWords"/>')),
    "struck": paragraph("Seen ", run("SECRET", "<w:strike/>")),
    "struck twice": paragraph("Seen ", run("SECRET", "<w:dstrike/>")),
    "deleted": paragraph("Seen ", "<w:del><w:r><w:delText>SECRET</w:delText></w:r></w:del>"),
    "moved away": paragraph("Seen ", f"<w:moveFrom>{run('SECRET')}</w:moveFrom>"),
    "hidden by its paragraph's style": paragraph("SECRET", style="Hidden") + paragraph("Seen"),
    "hidden by the style below that": paragraph("SECRET", style="Inner") + paragraph("Seen"),
    "code of a field": paragraph("Seen ", field_marks(' IF "SECRET" ')),
}


@pytest.mark.parametrize("content", UNREAD.values(), ids=UNREAD)
def test_text_that_nobody_sees_is_not_read_in_the_body(content):
    """Hidden, struck, deleted and moved text is left out, and counted."""
    found = read(WordFile(body=content, styles=HIDDEN_STYLES).saved(), "a.docx")
    assert lines(found) == ["paragraph: Seen"]
    assert found.coverage.losses == ()


@pytest.mark.parametrize("content", UNREAD.values(), ids=UNREAD)
def test_text_that_nobody_sees_is_not_read_in_a_cell(content):
    """Cells are read by the rules of the body."""
    found = read(WordFile(body=table(row("a", cell(content)), row("b", "c")), styles=HIDDEN_STYLES).saved(), "a.docx")
    assert lines(found) == ["table: a | Seen / b | c"]
    assert found.coverage.losses == ()


def test_text_that_turns_hiding_off_is_read():
    """A run of its own format, or of a second style that turns the first round, is seen."""
    body = paragraph(
        run("plain", '<w:vanish w:val="0"/>'), run(" twice", '<w:rStyle w:val="HiddenWords"/>'), style="Inner"
    )
    assert lines(read(WordFile(body=body, styles=HIDDEN_STYLES).saved(), "a.docx")) == ["paragraph: plain twice"]


def test_a_document_that_hides_by_default_is_not_read():
    """The defaults of a document may hide text."""
    hiding = "<w:docDefaults><w:rPrDefault><w:rPr><w:vanish/></w:rPr></w:rPrDefault></w:docDefaults>"
    body = paragraph("SECRET") + paragraph(run("Seen", '<w:vanish w:val="false"/>'))
    assert lines(read(WordFile(body=body, styles=hiding).saved(), "a.docx")) == ["paragraph: Seen"]


def test_deleted_and_hidden_rows_and_cells_are_not_read():
    """Rows and cells that are marked as deleted, and hidden rows, are left out with their text."""
    rows = (
        row("SECRET", "1", properties="<w:del/>"),
        row("a", "b", cell("SECRET", properties="<w:cellDel/>")),
        row("SECRET", "2", properties="<w:hidden/>"),
        row("c", "d"),
    )
    assert lines(read(WordFile(body=table(*rows)).saved(), "a.docx")) == ["table: a | b / c | d"]


def test_a_paragraph_whose_end_is_deleted_goes_on_in_the_next():
    """Two paragraphs between which the end is deleted are one."""
    gone = "<w:rPr><w:del/></w:rPr>"
    body = paragraph("The depot ", properties=gone) + paragraph("moves.") + paragraph("Last", properties=gone)
    assert lines(read(WordFile(body=body).saved(), "a.docx")) == ["paragraph: The depot moves.", "paragraph: Last"]


def test_what_is_left_out_is_counted_by_its_reason():
    """Coverage names each kind of text that is left out, and how much there is."""
    contents = control(
        paragraph("Intro 4"), '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>'
    )
    found = read(
        WordFile(
            body=contents
            + paragraph("Figure 5", style="Figures")
            + paragraph("Seen ", run("hid", "<w:vanish/>"), run("struck", "<w:strike/>")),
            styles=style("Figures", "table of figures"),
            header=paragraph("Letterhead"),
            comments=f'<w:comment w:id="1">{paragraph("Remark")}</w:comment>',
        ).saved(),
        "a.docx",
    )
    assert lines(found) == ["paragraph: Seen"]
    assert {part.reason: part.characters for part in found.coverage.left_out} == {
        "contents list": 13,
        "hidden text": 3,
        "deleted text": 6,
        "headers and footers": 10,
        "comments": 6,
    }
    assert found.coverage.seen.characters == 42
    assert found.coverage.losses == ()


def test_a_list_of_contents_in_an_outer_control_does_not_hide_what_is_around_it():
    """Only the control that lists the contents is left out."""
    inner = control(paragraph("Intro 4"), '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>')
    body = control(paragraph("Before") + inner + paragraph("After"))
    assert lines(read(WordFile(body=body).saved(), "a.docx")) == ["paragraph: Before", "paragraph: After"]


def test_a_list_of_contents_without_styles_is_known_by_its_field():
    """The result of a contents field is left out over all its paragraphs."""
    begin, _, rest = field_marks(r' TOC \o "1-2" ', run("Intro 4")).partition(run("Intro 4"))
    body = paragraph(begin, run("Intro 4")) + paragraph("End 9") + paragraph(rest) + paragraph("Text")
    assert lines(read(WordFile(body=body).saved(), "a.docx")) == ["paragraph: Text"]


def test_a_field_without_an_end_hides_nothing():
    """A broken field does not take the rest of the document with it."""
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> TOC </w:instrText></w:r>'
    body = paragraph("Before ", begin, "after") + paragraph("Text")
    assert lines(read(WordFile(body=body).saved(), "a.docx")) == ["paragraph: Before after", "paragraph: Text"]
