import zipfile
from io import BytesIO

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from documents.docx_building import add_link, numbered_document, saved
from documents.reading_aloud import lines, links, read
from trendsqa.errors import UnreadableFileError


def test_styles_tables_and_links():
    document = docx.Document()
    document.core_properties.title = "The plan"
    document.add_heading("Start", 1)
    paragraph = document.add_paragraph("See ")
    add_link(paragraph, "the guide", "https://example.org/g")
    paragraph.add_run(" first.")
    document.add_paragraph("Somebody's words.", style="Quote")
    document.add_paragraph("Figure one", style="Caption")
    document.add_paragraph("a pen", style="List Bullet")
    document.add_paragraph("paper", style="List Bullet")
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(table._cells, ["A", "B", "1", "2"], strict=True):
        cell.text = text
    document.add_heading("Finer", 3)
    found = read(saved(document), "a.docx")
    assert found.title == "The plan"
    assert lines(found) == [
        "heading 1: Start",
        "paragraph: See the guide first.",
        "quotation: Somebody's words.",
        "caption: Figure one",
        "list_item 0: a pen",
        "list_item 0: paper",
        "table: A | B / 1 | 2",
        "heading 2: Finer",
    ]
    assert links(found) == ["the guide -> https://example.org/g"]


def test_numbers_that_word_makes_are_written_out():
    levels = [("decimal", "%1."), ("lowerLetter", "%2)"), ("upperRoman", "%1.%3")]
    paragraphs = [("one", 0), ("inner", 1), ("other", 1), ("deep", 2), ("two", 0), ("again", 1), ("plain", None)]
    found = read(numbered_document(levels, paragraphs), "a.docx")
    assert lines(found) == [
        "list_item 0: 1. one",
        "list_item 1: a) inner",
        "list_item 1: b) other",
        "list_item 2: 1.I deep",
        "list_item 0: 2. two",
        "list_item 1: a) again",
        "paragraph: plain",
    ]
    assert {block.list_number for block in found.blocks} == {1, None}


def test_deleted_and_hidden_words_are_not_read_and_inserted_ones_are():
    document = docx.Document()
    paragraph = document.add_paragraph("Kept")
    paragraph._p.append(parse_xml(f"<w:del {nsdecls('w')}><w:r><w:delText> gone</w:delText></w:r></w:del>"))
    paragraph._p.append(parse_xml(f"<w:ins {nsdecls('w')}><w:r><w:t> added</w:t></w:r></w:ins>"))
    paragraph.add_run(" unseen").font.hidden = True
    assert lines(read(saved(document), "a.docx")) == ["paragraph: Kept added"]


def test_a_content_control_is_read():
    document = docx.Document()
    document.element.body.insert(
        0,
        parse_xml(
            f"<w:sdt {nsdecls('w')}><w:sdtContent><w:p><w:r><w:t>Inside</w:t></w:r></w:p></w:sdtContent></w:sdt>"
        ),
    )
    assert lines(read(saved(document), "a.docx")) == ["paragraph: Inside"]


def test_a_document_that_unpacks_without_end_is_refused():
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"0" * (80 * 2**20))
    with pytest.raises(UnreadableFileError, match=r"bomb\.docx unpacks to 80 MiB"):
        read(out.getvalue(), "bomb.docx")


def test_a_damaged_document_is_named():
    whole = saved(docx.Document())
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(whole)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name) if name != "word/document.xml" else b"<broken")
    with pytest.raises(UnreadableFileError, match=r"torn\.docx cannot be read as a DOCX"):
        read(out.getvalue(), "torn.docx")
