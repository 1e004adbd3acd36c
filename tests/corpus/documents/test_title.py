import docx
import openpyxl
import pytest

from documents.docx_building import saved
from documents.pdf_building import Words, build_pdf
from documents.reading_aloud import read
from trendsqa.corpus.documents.title import given_by_a_program, readable_name, title_of


@pytest.mark.parametrize(
    "title",
    [
        "Word Document", "Microsoft Word - plan.doc", "Microsoft Word - Annual plan", "untitled", "(anonymous)",
        "Untitled document", "Untitled-2", "Document1", "Document (3)", "Sheet1", "Slide 1", "PowerPoint Presentation",
        "Presentation2", "Book1", "index", "Home", "Scan_0012", "about:blank", "[Type the document title]",
        "/home/clerk/plan", "C:\\Users\\clerk\\plan", "\\\\server\\share\\plan", "https://council.example/plan",
        "file:///tmp/plan.html", "final plan v3.docx", "PLAN.PDF", "prices.xlsx", "---", ">-",
    ],
)  # fmt: skip
def test_a_title_that_a_program_gave_is_none(title):
    assert given_by_a_program(title)


@pytest.mark.parametrize(
    "title",
    [
        "Minutes", "Introduction", "Home care charges 2025", "Index of deprivation", "Sheet piling rules",
        "Document control policy", "Scanning service", "What Node.js is for", "Data.gov.uk", "Roads and/or paths",
        "کونسل ٹیکس", "1.2", "Unknown warrior", "Page turners", "Templates for letters", "2024",
    ],
)  # fmt: skip
def test_a_title_that_a_person_wrote_is_kept(title):
    assert title_of(title, [(1, "Heading")], "file.md") == title


def test_a_heading_of_level_one_comes_before_an_earlier_one_of_another():
    assert title_of("Untitled", [(2, "Contents"), (1, "Ferries")], "file.md") == "Ferries"
    assert title_of("", [(2, "Contents"), (3, "Boats")], "file.md") == "Contents"


def test_a_heading_that_a_program_gave_gives_way_to_the_files_name():
    assert title_of("Home", [(1, "Home")], "harbour-office.html") == "Harbour office"


def test_a_paragraph_that_is_set_as_a_heading_is_no_title():
    assert title_of("", [(1, "ferry " * 200)], "ferries.md") == "Ferries"


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("council_minutes-2024-05.docx", "Council minutes 2024-05"),
        ("a/b/x1-budget.xlsx", "X1 budget"),
        ("https://council.example/guidance/keeping-records/?page=2", "Keeping records"),
        ("https://council.example/", "council.example"),
        ("https://council.example/a%20plan.html", "A plan"),
        ("2024-05-01.pdf", "2024-05-01"),
        ("line\nbreak.md", "Line break"),
        ("..md", "..md"),
        ("___.txt", "___.txt"),
        ("رہائش.md", "رہائش"),
    ],
)
def test_a_name_is_made_readable(name, title):
    assert readable_name(name) == title


def test_a_word_document_without_a_title_is_called_by_its_heading():
    document = docx.Document()
    document.core_properties.title = "Word Document"
    document.add_heading("Mooring rules", level=1)
    document.add_paragraph("Boats are tied at both ends.")
    assert read(saved(document), "m.docx").title == "Mooring rules"


def test_a_pdf_whose_title_is_the_name_of_what_was_printed_is_called_by_its_own_name():
    data = build_pdf([[Words("Boats are tied at both ends.")]], title="Microsoft Word - draft7.doc")
    assert read(data, "mooring-rules.pdf").title == "Mooring rules"


def test_a_workbook_is_not_called_by_the_name_of_a_sheet(tmp_path):
    workbook = openpyxl.Workbook()
    workbook.active.title = "Summary"
    workbook.active.append(["Berth", "Fee"])
    workbook.save(tmp_path / "berth-fees.xlsx")
    assert read((tmp_path / "berth-fees.xlsx").read_bytes(), "berth-fees.xlsx").title == "Berth fees"
