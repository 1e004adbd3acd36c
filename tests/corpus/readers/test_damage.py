"""Damaged files of every format: a document or one clear error, nothing else."""

import random
from io import BytesIO
from pathlib import Path

import docx
import pytest
from openpyxl import Workbook

from documents.docx_building import saved
from documents.opendocument_building import build_odt
from documents.pdf_building import Tag, Words, build_pdf
from documents.reading_aloud import read
from documents.slides_building import build_pptx, paragraph, shape, slide
from trendsqa.errors import UnreadableFileError

SAMPLES = Path(__file__).resolve().parents[2] / "documents"
ROUNDS = 40


def word_document():
    document = docx.Document()
    document.add_heading("Words", 1)
    document.add_paragraph("item", style="List Number")
    return saved(document)


def workbook():
    made, out = Workbook(), BytesIO()
    made.active.append(["words", 1])
    made.save(out)
    return out.getvalue()


MARKDOWN = b"# Words\n\n- item\n\n| a | b |\n|---|---|\n| c | d |\n"
WHOLE = {
    "a.pdf": lambda: build_pdf([[Words("Some words", mark=0)]], tags=[Tag("P", [(1, 0)])]),
    "a.docx": word_document,
    "a.xlsx": workbook,
    "a.pptx": lambda: build_pptx(slide(shape(paragraph("Title"), kind="title"), shape(paragraph("words")))),
    "a.odt": lambda: build_odt('<text:h text:outline-level="1">Title</text:h><text:p>words <text:s/></text:p>'),
    "a.rtf": lambda: rb"{\rtf1{\fonttbl{\f0 A;}}\pard words \'a3 \u8211? {\b x}\par\trowd\cellx1 a\cell\row}",
    "a.eml": lambda: b"Subject: Title\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nwords\n--b--\n",
    "a.html": (SAMPLES / "govuk_page.html").read_bytes,
    "a.md": lambda: MARKDOWN,
    "a.txt": lambda: MARKDOWN,
}


@pytest.mark.parametrize("name", WHOLE)
def test_a_damaged_file_gives_a_document_or_one_clear_error(name):
    whole = WHOLE[name]()
    chance = random.Random(name)
    for _ in range(ROUNDS):
        data = bytearray(whole)
        for _ in range(chance.randint(1, 20)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        cut = bytes(data[: chance.randint(len(data) // 2, len(data))])
        try:
            document = read(cut, name)
        except UnreadableFileError as error:
            assert name in str(error)  # noqa: PT017
        else:
            assert document.blocks
