import zipfile
from io import BytesIO

import pytest

from documents.opendocument_building import build_odt, packed
from documents.pdf_building import Words, build_pdf
from documents.slides_building import build_pptx, slide
from trendsqa.corpus.readers.media_type import detect_media_type, has_readable_ending
from trendsqa.errors import UnreadableFileError


def archive(*names):
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name in names:
            made.writestr(name, "x")
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "name", "media_type"),
    [
        (build_pdf([[Words("Hello")]]), "a.pdf", "application/pdf"),
        (build_pdf([[Words("Hello")]]), "https://example.org/download?id=3", "application/pdf"),
        (
            archive("word/document.xml"),
            "a.docx",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ),
        (archive("xl/workbook.xml"), "a.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        (build_pptx(slide()), "a.pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
        (
            build_pptx(slide(), strict=True),
            "a",
            "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        ),
        (build_odt(""), "a.odt", "application/vnd.oasis.opendocument.text"),
        (b"{\\rtf1 x}", "a.doc", "application/rtf"),
        (b"a,b", "a.csv", "text/csv"),
        (b"a\tb", "a.TSV", "text/tab-separated-values"),
        (b"Received: by x\r\nSubject: y\r\n\r\nz", "a.eml", "message/rfc822"),
        ("Wide words\nand more".encode("utf-16-le"), "a.txt", "text/plain"),
        (b"MZ is short for a name", "a.txt", "text/plain"),
        (b"PKF has audited this", "a.txt", "text/plain"),
        (b"BMX tracks", "a.txt", "text/plain"),
        (b"\xef\xbb\xbf<!DOCTYPE html><p>Hi", "a.html", "text/html"),
        (b"<p>A fragment</p>", "a.htm", "text/html"),
        (b"No tag at all", "a.html", "text/plain"),
        (b"<html><p>Hi</p></html>", "https://example.org/page", "text/html"),
        (b"# Title", "a.md", "text/markdown"),
        (b"To write a page begin with `<html>`.", "a.md", "text/markdown"),
        ("Wide words".encode("utf-16"), "a.txt", "text/plain"),
        (b"Words", "README", "text/plain"),
    ],
)
def test_content_decides_and_the_name_decides_between_kinds_of_text(data, name, media_type):
    assert detect_media_type(data, name) == media_type


@pytest.mark.parametrize(
    ("data", "name", "complaint"),
    [
        (b"<!doctype html><p>Not found</p>", "report.pdf", "named as a PDF, but it is an HTML page"),
        (b"<html><p>Hi</p></html>", "notes.md", "named as Markdown, but it is an HTML page"),
        (build_pdf([[Words("Hello")]]), "report.docx", r"named as a Word document \(DOCX\), but it is a PDF"),
        (b"plain words", "report.pdf", "is not a PDF"),
        (archive("word/document.xml"), "sums.xlsx", "but it is a Word document"),
        (archive("a.txt"), "talk.pptx", "is an archive.*Unpack it"),
        (build_pptx(slide()), "talk.docx", "but it is a PowerPoint presentation"),
        (build_odt(""), "a.docx", r"but it is an OpenDocument text \(ODT\)"),
        (b"PK\x03\x04 cut short", "a.docx", "damaged Office file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", "old.pub", "an old Office file or one of another program"),
        (b"\x89PNG\r\n\x1a\n", "scan.png", "text recognition"),
        (b"\x00\x01\x02\x03words", "thing.bin", "no known format"),
    ],
)
def test_a_file_of_another_kind_says_what_it_is_and_what_to_do(data, name, complaint):
    with pytest.raises(UnreadableFileError, match=complaint) as raised:
        detect_media_type(data, name)
    assert name in str(raised.value)


TYPES = "application/vnd.openxmlformats-officedocument"
RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument"


def package(content_type, part="odd/name.bin", relation=RELATED, default=False):
    declared = f'<Default Extension="bin" ContentType="{content_type}"/>' if default else ""
    declared += "" if default else f'<Override PartName="/{part}" ContentType="{content_type}"/>'
    return packed(
        {
            "[Content_Types].xml": f"<Types>{declared}</Types>",
            "_rels/.rels": f'<Relationships><Relationship Type="{relation}" Target="/{part}"/></Relationships>',
            part: "<x/>",
            # A document embedded in another.
            "word/document.xml" if "presentation" in content_type else "ppt/presentation.xml": "<x/>",
        }
    )


@pytest.mark.parametrize("relation", [RELATED, STRICT])
@pytest.mark.parametrize("default", [False, True])
@pytest.mark.parametrize(
    ("content_type", "media_type"),
    [
        (f"{TYPES}.wordprocessingml.document.main+xml", f"{TYPES}.wordprocessingml.document"),
        ("application/vnd.ms-word.document.macroEnabled.main+xml", f"{TYPES}.wordprocessingml.document"),
        (f"{TYPES}.spreadsheetml.sheet.main+xml", f"{TYPES}.spreadsheetml.sheet"),
        ("application/vnd.ms-excel.sheet.macroEnabled.main+xml", f"{TYPES}.spreadsheetml.sheet"),
        (f"{TYPES}.presentationml.slideshow.main+xml", f"{TYPES}.presentationml.presentation"),
    ],
)
def test_an_office_file_is_what_its_main_part_is_whatever_the_name_of_that_part(
    content_type, media_type, default, relation
):
    assert detect_media_type(package(content_type, relation=relation, default=default), "file") == media_type


def compound(*streams):
    names = b"".join(f"{stream}\0".encode("utf-16-le") for stream in streams)
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 32 + names


@pytest.mark.parametrize(
    ("data", "name", "complaint"),
    [
        (compound("EncryptedPackage"), "a.docx", "an Office file with a password.*remove the password"),
        (compound("WordDocument"), "a.doc", "an old Word document.*save it as DOCX"),
        (compound("Workbook", "WordDocument"), "a.xls", "an old Excel workbook.*save it as XLSX"),
        (compound("PowerPoint Document"), "a.ppt", "an old PowerPoint file.*save it as PPTX"),
        (compound("__properties_version1.0"), "a.msg", "an Outlook message.*Save it as EML"),
        (packed({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}), "a.ods", "ODS.*Save it as XLSX"),
        (packed({"mimetype": "application/vnd.oasis.opendocument.presentation"}), "a.odp", "ODP.*Save it as PPTX"),
        (packed({"mimetype": "application/vnd.oasis.opendocument.graphics"}), "a.odg", "OpenDocument file of another"),
        (packed({"mimetype": "application/epub+zip"}), "a.epub", "an e-book.*Convert it to HTML or PDF"),
        (packed({"Index/Document.iwa": "x"}), "a.pages", "Pages, Numbers or Keynote.*Export it"),
        (package("application/vnd.ms-excel.sheet.binary.macroEnabled.main"), "a.xlsb", "XLSB.*Save it as XLSX"),
        (packed({"a.txt": "x"}), "a.zip", "an archive.*Unpack it"),
        (b"7z\xbc\xaf\x27\x1crest", "a.7z", "archive.*Unpack it"),
        (b"\x1f\x8brest", "a.gz", "archive.*Unpack it"),
        (b"a/b".ljust(257, b"\0") + b"ustar", "a.tar", "archive.*Unpack it"),
        (b"\xff\xd8\xffrest", "a.jpg", "a picture.*OCRmyPDF"),
        (b"RIFF\1\2\3\4WEBPrest", "a.webp", "a picture.*OCRmyPDF"),
        (b"\0\0\0\x18ftypheic", "a.heic", "a picture.*OCRmyPDF"),
        (b"\0\0\0\x18ftypmp42", "a.mp4", "a film.*transcript"),
        (b"ID3\x03rest", "a.mp3", "a sound recording.*transcript"),
        (b"MZ\x90\0\x03\0\0\0", "a.exe", "a program"),
        (b"<svg></svg>", "a.svg", "a drawing.*print it to PDF"),
        (b"From: saved\nMIME-Version: 1.0\n\nx", "a.mhtml", "a saved web page.*Save the page as HTML"),
        (b"words", "a.eml", "named as an email"),
        (b"words", "a.odt", "is not an OpenDocument text"),
    ],
)
def test_each_format_that_cannot_be_read_is_named_with_what_to_do(data, name, complaint):
    with pytest.raises(UnreadableFileError, match=complaint) as raised:
        detect_media_type(data, name)
    assert str(raised.value).startswith(name)


def test_a_package_that_unpacks_to_gigabytes_is_recognised_without_unpacking_it():
    parts = {"[Content_Types].xml": "<Types>" + " " * 50_000_000, "_rels/.rels": "<x>", "word/document.xml": "x"}
    assert detect_media_type(packed(parts), "a.docx").endswith("wordprocessingml.document")


def test_endings_of_formats_that_can_be_read_are_known():
    assert has_readable_ending("https://x.org/a.PPTX?b=c")
    assert not has_readable_ending("a.exe")
