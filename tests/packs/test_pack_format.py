"""Formats of a pack, and the names of its files."""

from urllib.parse import unquote

import pytest

from documents.pier_book import CLOSE, HOSTILE, NOT_HELD, STEPS
from trendsqa.errors import InputError
from trendsqa.packs.pack_format import PackFormat, file_of
from trendsqa.ui.frame.wording import ENGLISH


def as_page(pack):
    return f"<p>{pack.generation}"


@pytest.mark.parametrize(
    ("wanted", "begins", "media_type"),
    [
        (PackFormat.HTML, b"<p>paper", "text/html; charset=utf-8"),
        (PackFormat.DOCX, b"PK", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        (PackFormat.BIB, b"@misc{pier-book,", "application/x-bibtex; charset=utf-8"),
        (PackFormat.RIS, b"TY  - ELEC\r\n", "application/x-research-info-systems; charset=utf-8"),
    ],
)
def test_every_format_is_written_and_named(pack, wanted, begins, media_type):
    file = file_of(pack(STEPS), wanted, ENGLISH, as_page)
    assert file.content.startswith(begins)
    assert file.media_type == media_type
    assert file.disposition == (
        f'attachment; filename="evidence-pack-check-each-buoy-in-steps.{wanted}"; '
        f"filename*=UTF-8''Evidence%20pack%202031-03-05%20Check%20each%20buoy%20in%20steps.{wanted}"
    )


@pytest.mark.parametrize("question", [HOSTILE, "../../etc/passwd", "…", '"; filename="x.exe', "x" * 1000, "שאלה?"])
def test_no_question_breaks_out_of_the_name_of_a_file(pack, question):
    header = file_of(pack(question), PackFormat.HTML, ENGLISH, as_page).disposition
    header.encode("ascii")
    ascii_name, full_name = header.removeprefix('attachment; filename="').split("\"; filename*=UTF-8''")
    assert set(ascii_name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-.")
    assert not set(unquote(full_name)) & set('/\\:*?"<>|\n\r\x00\u202e')
    assert unquote(full_name).endswith(".html")
    assert len(unquote(full_name)) < 120


@pytest.mark.parametrize("wanted", [PackFormat.BIB, PackFormat.RIS])
def test_references_alone_of_an_answer_that_cites_nothing_are_refused(pack, wanted):
    assert file_of(pack(CLOSE), wanted, ENGLISH, as_page).content
    with pytest.raises(InputError, match="cites no document"):
        file_of(pack(NOT_HELD), wanted, ENGLISH, as_page)
