"""A generated part is replaced, and nothing else on the page."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trendsqa.errors import QuestionSetError
from trendsqa.evaluation.reports.page_part import PagePart

BEGIN, END = "<!-- begin report -->", "<!-- end report -->"
PAGE = f"# Harbour\n\nOurs.\n\n{BEGIN}\nold\n{END}\n\nOurs, too.\n"
WORDS = st.text(st.characters(exclude_characters="<", exclude_categories=["Cs"]), max_size=40)


@pytest.fixture
def page(tmp_path):
    path = tmp_path / "page.md"
    path.write_text(PAGE, encoding="utf-8")
    return path


def test_what_stands_between_the_markers_is_replaced(page):
    PagePart(page, "report").replace("new\n")
    assert page.read_text(encoding="utf-8") == f"# Harbour\n\nOurs.\n\n{BEGIN}\n\nnew\n\n{END}\n\nOurs, too.\n"


def test_replacing_twice_is_replacing_once(page):
    PagePart(page, "report").replace("other")
    PagePart(page, "report").replace("new")
    once = page.read_bytes()
    PagePart(page, "report").replace("new")
    assert page.read_bytes() == once


@given(above=WORDS, old=WORDS, below=WORDS, new=WORDS)
def test_everything_outside_the_markers_stays_to_the_byte(tmp_path_factory, above, old, below, new):
    path = tmp_path_factory.mktemp("pages") / "page.md"
    path.write_bytes(f"{above}\n{BEGIN}\n{old}\n{END}\n{below}".encode())
    PagePart(path, "report").replace(new)
    written = path.read_bytes().decode()
    assert written.startswith(f"{above}\n{BEGIN}\n")
    assert written.endswith(f"\n{END}\n{below}")
    assert written.count(BEGIN) == written.count(END) == 1


def test_lines_that_end_as_on_windows_are_kept(page):
    page.write_bytes(PAGE.replace("\n", "\r\n").encode())
    PagePart(page, "report").replace("new")
    assert page.read_bytes().startswith(b"# Harbour\r\n")
    assert page.read_bytes().endswith(b"Ours, too.\r\n")


@pytest.mark.parametrize(
    "text",
    [
        PAGE.replace(BEGIN, ""),
        PAGE.replace(END, ""),
        PAGE + BEGIN,
        PAGE + END,
        f"{END}\n{BEGIN}\n",
        PAGE.replace(BEGIN, f"see {BEGIN}"),
        PAGE.replace("report", "briefs"),
        "",
    ],
)
def test_markers_that_are_missing_or_in_disorder_are_refused_at_once(page, text):
    page.write_text(text, encoding="utf-8")
    with pytest.raises(QuestionSetError, match=r"page\.md: expected one line '<!-- begin report -->'"):
        PagePart(page, "report")


def test_a_page_that_lost_its_markers_meanwhile_is_left_alone(page):
    part = PagePart(page, "report")
    page.write_text("rewritten", encoding="utf-8")
    with pytest.raises(QuestionSetError):
        part.replace("new")
    assert page.read_text(encoding="utf-8") == "rewritten"


def test_a_page_that_cannot_be_read_is_named(tmp_path):
    with pytest.raises(QuestionSetError, match=r"none\.md: cannot be read"):
        PagePart(tmp_path / "none.md", "report")
    (tmp_path / "latin.md").write_bytes(b"caf\xe9")
    with pytest.raises(QuestionSetError, match=r"latin\.md: byte 3 is not UTF-8"):
        PagePart(tmp_path / "latin.md", "report")


def test_the_figure_belongs_beside_the_page(page):
    assert PagePart(page, "report").figure == page.parent / "figures" / "report-reliability.svg"
