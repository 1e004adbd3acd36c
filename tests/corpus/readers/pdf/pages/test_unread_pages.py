import pytest

from documents.pdf_building import Parts, Words, build_pdf
from documents.reading_aloud import read
from trendsqa.corpus.readers.pdf.pages.page_ranges import page_ranges
from trendsqa.errors import UnreadableFileError

SQUARE = "/Type /XObject /Subtype /Image /Width 2 /Height 2 /ColorSpace /DeviceGray /BitsPerComponent 8"
WHOLE = b"q 595 0 0 842 0 0 cm /Scan Do Q"
STRIPS = b"".join(b"q 595 0 0 210 0 %d cm /Scan Do Q\n" % (210 * n) for n in range(4))
SMALL = b"q 200 0 0 150 72 500 cm /Scan Do Q"
INLINE = b"q 595 0 0 842 0 0 cm BI /W 2 /H 2 /CS /G /BPC 8 ID abcd EI Q"
OUTLINES = b"72 700 m\n" + b"".join(b"%d %d l\n" % (72 + n % 400, 700 - n // 4) for n in range(2400)) + b"S"
RULES = b"72 700 m 500 700 l S\n" * 40
TEXT = [Words("The minutes of the meeting follow on the next pages.")]


def pdf(words, drawn):
    parts = Parts(objects={"scan": (SQUARE, b"abcd")}, resources="/XObject << /Scan {scan} >>", drawn=drawn)
    return build_pdf(words, parts=parts)


def losses(words, drawn):
    return [str(loss) for loss in read(pdf(words, drawn), "a.pdf").coverage.losses]


@pytest.mark.parametrize("picture", [WHOLE, STRIPS, INLINE, OUTLINES], ids=["whole", "strips", "inline", "outlines"])
def test_pages_that_are_pictures_are_told_by_their_numbers(picture):
    found = losses([TEXT, [], TEXT, [], []], {2: picture, 4: picture, 5: picture})
    assert found == ["3 of 5 pages without text (pages 2, 4-5)"]


def test_a_scan_with_a_page_number_or_a_stamp_on_it_is_a_picture():
    stamped = [Words("Scanned with a telephone", y=20, size=8), Words("7", x=500, y=20, size=8)]
    assert losses([TEXT, stamped], {2: WHOLE}) == ["1 of 2 pages without text (page 2)"]


@pytest.mark.parametrize(
    ("words", "drawn"),
    [
        ([TEXT, []], {}),
        ([TEXT, []], {2: SMALL}),
        ([TEXT, []], {2: RULES}),
        ([TEXT, [Words("Our plan", size=40)]], {2: WHOLE}),
        ([TEXT, [Words("A photograph of the new bridge in spring.", y=60)]], {2: WHOLE}),
        ([[], TEXT, TEXT, []], {1: WHOLE, 4: WHOLE}),
    ],
    ids=["blank", "a small picture", "rules", "a large title", "a caption", "covers"],
)
def test_blank_pages_photographs_with_words_and_covers_are_no_loss(words, drawn):
    assert losses(words, drawn) == []


def test_a_file_of_pictures_with_names_only_is_refused_with_the_command_to_run():
    words = [[Words("Layer 1", size=9)], [Words("Layer 1", size=9)]]
    with pytest.raises(UnreadableFileError, match=r"scanned: its 2 pages are pictures") as raised:
        read(pdf(words, {1: WHOLE, 2: WHOLE}), "old minutes.pdf")
    assert "`ocrmypdf 'old minutes.pdf' 'ocr-old minutes.pdf'`" in str(raised.value)


def test_the_refusal_says_if_this_computer_has_the_program(tmp_path, monkeypatch):
    program = tmp_path / "ocrmypdf"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    for path, said in [(str(tmp_path), "which is installed here"), ("", "for example with OCRmyPDF")]:
        monkeypatch.setenv("PATH", path)
        with pytest.raises(UnreadableFileError, match=said):
            read(pdf([[]], {1: WHOLE}), "a.pdf")


@pytest.mark.parametrize(
    ("pages", "words"),
    [
        ([], ""),
        ([3], "page 3"),
        ([6, 2, 3, 4, 5], "pages 2-6"),
        ([1, 3, 4, 9], "pages 1, 3-4, 9"),
        (range(1, 40, 2), "pages 1, 3, 5, 7, 9, 11 and others"),
    ],
)
def test_pages_are_told_as_ranges(pages, words):
    assert page_ranges(pages) == words
