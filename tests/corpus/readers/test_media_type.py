import zipfile
from io import BytesIO

import pytest

from documents.pdf_building import Words, build_pdf
from trendsqa.corpus.readers.media_type import detect_media_type
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
        (archive("ppt/presentation.xml"), "talk.pptx", "of another kind"),
        (b"PK\x03\x04 cut short", "a.docx", "damaged Office file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", "old.doc", "password-protected"),
        (b"\x89PNG\r\n\x1a\n", "scan.png", "text recognition"),
        (b"\x00\x01\x02\x03words", "thing.bin", "no known format"),
    ],
)
def test_a_file_of_another_kind_says_what_it_is_and_what_to_do(data, name, complaint):
    with pytest.raises(UnreadableFileError, match=complaint) as raised:
        detect_media_type(data, name)
    assert name in str(raised.value)
