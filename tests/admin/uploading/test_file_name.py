"""Names of files that come from a browser."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trendsqa.admin.uploading.file_name import fit_name


@pytest.mark.parametrize(
    ("given_name", "fit"),
    [
        ("report.pdf", "report.pdf"),
        ("Annual report 2025 – final.docx", "Annual report 2025 – final.docx"),
        ("../../etc/passwd", "passwd"),
        (r"C:\Users\ines\report.pdf", "report.pdf"),
        ("..", "file"),
        ("", "file"),
        (".htaccess", "htaccess"),
        ("~$report.docx", "report.docx"),
        ("a\x00b\nc\x1b[31m.md", "abc[31m.md"),
        ("gnp\u202efdp.exe", "gnpfdp.exe"),
        ("a:stream.md", "a_stream.md"),
        ("CON.md", "file-CON.md"),
        ("--id=x.md", "--id=x.md"),
        ("résumé.md", "résumé.md"),
        ("e\u0301.md", "é.md"),
        (f"{'x' * 300}.pdf", f"{'x' * 150}.pdf"),
        (f"{'é' * 300}.pdf", f"{'é' * 75}.pdf"),
        (f"a.{'x' * 300}", f"a.{'x' * 148}"),
    ],
)
def test_a_name_is_made_fit_for_a_folder_and_a_page(given_name, fit):
    assert fit_name(given_name) == fit


@given(st.text())
def test_whatever_comes_is_one_plain_name(given_name):
    name = fit_name(given_name)
    assert name
    assert name == fit_name(name)
    assert name.isprintable()
    assert not name.startswith(".")
    assert not {"/", "\\"} & set(name)
    assert len(name.encode()) <= 180
