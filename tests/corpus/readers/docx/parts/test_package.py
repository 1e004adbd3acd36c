"""Packages that differ from the usual form; the media type is decided elsewhere, so the reader is called itself."""

import zipfile
from io import BytesIO

import pytest

from documents.docx_package import WordFile, paragraph, run, style
from trendsqa.corpus.readers.docx.reader import read_docx
from trendsqa.errors import UnreadableFileError

HEADING = style("Heading1", "heading 1", paragraph='<w:outlineLvl w:val="0"/>')
BODY = paragraph("Fees", style="Heading1") + paragraph("A plot is £4", '<w:r><w:footnoteReference w:id="1"/></w:r>')
NOTE = f'<w:footnote w:id="1">{paragraph("A year.")}</w:footnote>'
TEXTS = ["Fees", "A plot is £4 [1]", "[1] A year."]
TYPES = (
    "application/vnd.ms-word.document.macroEnabled.main+xml",
    "application/vnd.ms-word.template.macroEnabled.main+xml",
)


def texts(**parts):
    return [block.text for block in read_docx(WordFile(**parts).saved(), "a.docx").blocks]


def changed(data, **entries):
    """The archive with other entries; None leaves one out."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            if entries.get(name, b"") is not None:
                new.writestr(name, entries.get(name) or old.read(name))
    return out.getvalue()


def test_strict_open_xml_is_read():
    """A document in the strict form is read as in the common one, and an address in its text stays."""
    address = 'see xmlns="http://purl.oclc.org/ooxml/drawingml/main"'
    found = texts(body=BODY + paragraph(address.replace('"', "")), styles=HEADING, footnotes=NOTE, strict=True)
    assert found == [*TEXTS, address.replace('"', "")]


@pytest.mark.parametrize("main", ["word/document2.xml", "main.xml", "a/b/text.xml"])
def test_the_main_part_may_have_any_name(main):
    """The part with the text is found by its relationship."""
    assert texts(body=BODY, styles=HEADING, footnotes=NOTE, main=main) == TEXTS


@pytest.mark.parametrize("media_type", [*TYPES, "application/xml"])
def test_templates_and_documents_with_macros_are_read(media_type):
    """Templates and documents with macros have the same text as others."""
    assert texts(body=BODY, styles=HEADING, footnotes=NOTE, main_type=media_type) == TEXTS


def test_title_and_date_are_those_of_the_file():
    """The title and the date are what the file says, and empty if it says nothing."""
    found = read_docx(WordFile(body=BODY, title="Fees 2025", changed="2025-03-04T05:06:07Z").saved(), "a.docx")
    assert (found.title, found.changed) == ("Fees 2025", "2025-03-04")
    found = read_docx(WordFile(body=BODY).saved(), "a.docx")
    assert (found.title, found.changed) == ("", "")


def test_a_relationship_to_a_missing_part_does_no_harm():
    """A part that is named and not there is left alone."""
    whole = WordFile(body=BODY, styles=HEADING, footnotes=NOTE).saved()
    found = read_docx(changed(whole, **{"word/styles.xml": None}), "a.docx")
    assert [block.text for block in found.blocks] == TEXTS


def test_names_with_the_wrong_slash_or_case_are_found():
    """Names of parts are compared as Word compares them."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(WordFile(body=BODY).saved())) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name.replace("word/document", "Word\\Document"), old.read(name))
    assert read_docx(out.getvalue(), "a.docx").blocks[0].text == "Fees"


def test_an_archive_without_a_document_is_refused():
    """An archive that has no text of a document is refused by name."""
    data = changed(WordFile(body=BODY).saved(), **{"word/document.xml": None})
    with pytest.raises(UnreadableFileError, match=r"none\.docx cannot be read .* no part with the text"):
        read_docx(data, "none.docx")


def test_an_entity_brings_nothing_in():
    """A reference to an entity is not followed, and the words around it are read."""
    data = WordFile(body=paragraph(run("before ENTITY after"))).saved()
    with zipfile.ZipFile(BytesIO(data)) as archive:
        xml = archive.read("word/document.xml").replace(b"ENTITY", b"&x;")
    declared = b'<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hostname">]>' + xml
    found = read_docx(changed(data, **{"word/document.xml": declared}), "a.docx")
    assert [" ".join(block.text.split()) for block in found.blocks] == ["before after"]


def test_a_circle_of_styles_ends():
    """Styles that are based on each other are read without end nowhere."""
    circle = style("A", based="B") + style("B", based="A")
    assert texts(body=paragraph("Text", style="A"), styles=circle) == ["Text"]
