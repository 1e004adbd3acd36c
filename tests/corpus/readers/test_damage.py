"""Damaged files of every format: a document or one clear error, nothing else."""

import random
from io import BytesIO
from pathlib import Path

import docx
import pytest
from openpyxl import Workbook

from documents.docx_building import saved
from documents.pdf_building import Tag, Words, build_pdf
from documents.reading_aloud import read
from trendsqa.errors import UnreadableFileError

SAMPLES = Path(__file__).resolve().parents[2] / "documents"
ROUNDS = 40


def sample(name):
    if name == "a.pdf":
        return build_pdf([[Words("Some words", mark=0)]], tags=[Tag("P", [(1, 0)])])
    if name == "a.docx":
        document = docx.Document()
        document.add_heading("Words", 1)
        document.add_paragraph("item", style="List Number")
        return saved(document)
    if name == "a.xlsx":
        workbook, out = Workbook(), BytesIO()
        workbook.active.append(["words", 1])
        workbook.save(out)
        return out.getvalue()
    if name == "a.html":
        return (SAMPLES / "govuk_page.html").read_bytes()
    return b"# Words\n\n- item\n\n| a | b |\n|---|---|\n| c | d |\n"


@pytest.mark.parametrize("name", ["a.pdf", "a.docx", "a.xlsx", "a.html", "a.md", "a.txt"])
def test_a_damaged_file_gives_a_document_or_one_clear_error(name):
    whole = sample(name)
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
