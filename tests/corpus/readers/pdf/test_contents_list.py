import pytest

from documents.pdf_building import Words, build_pdf
from documents.reading_aloud import lines, read
from trendsqa.corpus.documents.document import BlockKind
from trendsqa.corpus.documents.parsed_block import ParsedBlock
from trendsqa.corpus.readers.pdf.contents_list import contents_lines, without_contents_list

HEADINGS = ["Towpaths", "Locks and weirs", "Moorings"]
BODY = [line for heading in HEADINGS for line in (heading, f"This is what the trust does about {heading.lower()}.")]


def kept(*contents, headings=()):
    """The lines of a contents list that stay."""
    marks = contents_lines([*contents, *BODY], headings)
    assert not any(marks[len(contents) :])
    return [line for line, marked in zip(contents, marks, strict=False) if not marked]


@pytest.mark.parametrize(
    "contents",
    [
        ["Towpaths ........ 2", "Locks and weirs .... 3", "Moorings ....... 3"],
        ["Towpaths . . . . . . 2", "Locks and weirs . . . . 3", "Moorings . . . . 12"],
        ["1 Towpaths …………… iv", "2 Locks and weirs …………… 1", "Locks and weirs ______ 2", "Moorings ______ 9"],
        ["Towpaths ........ 2", "Locks and", "weirs .... 3", "Moorings ....... 3"],
    ],
    ids=["dots", "spaced dots", "other leaders", "an entry over two lines"],
)
def test_lines_with_leaders_and_rising_page_numbers_are_a_contents_list(contents):
    assert kept(*contents) == []


def test_headings_with_page_numbers_are_a_contents_list():
    contents = ["Towpaths 2", "Locks and weirs 3", "Moorings | 4"]
    assert kept(*contents, headings=["towpaths", "locksandweirs", "moorings"]) == []
    assert kept(*contents) == contents


@pytest.mark.parametrize(
    "contents",
    [
        ["Adult ........ 5", "Child ........ 3", "Family ........ 11", "Dog ........ 1"],
        ["Towpaths ........ 9", "Locks and weirs .... 5", "Moorings ....... 2"],
        ["Canoe ........ 5", "Punt ........ 6", "Raft ........ 7"],
        ["Towpaths ........ 5", "Moorings ........ 9"],
        ["Name ................", "Towpaths ............", "Moorings ............"],
    ],
    ids=["prices that fall", "numbers that fall", "no lines of the file", "two lines", "no numbers"],
)
def test_price_lists_and_forms_with_leaders_stay(contents):
    assert kept(*contents) == contents


def test_the_list_is_cut_out_of_its_block_and_counted():
    blocks = [
        ParsedBlock(BlockKind.HEADING, "In this plan", 1),
        ParsedBlock(BlockKind.PARAGRAPH, "Read on.\nTowpaths .... 2\nLocks and weirs .... 3\nMoorings .... 4"),
        *(ParsedBlock(BlockKind.HEADING, heading, 1) for heading in HEADINGS),
    ]
    found = without_contents_list(blocks)
    assert [block.text for block in found.blocks] == ["In this plan", "Read on.", *HEADINGS]
    assert [(part.reason, part.words) for part in found.left_out] == [("contents list", 11)]


def test_blocks_without_a_list_stay_as_they_are():
    blocks = (ParsedBlock(BlockKind.PARAGRAPH, "The lock has 12 gates."),)
    assert without_contents_list(blocks).blocks == blocks


def test_a_file_with_a_contents_list_is_read_without_it_and_without_a_loss():
    contents = [Words("Canal plan", y=770, size=18, bold=True)]
    contents += [Words(f"{heading} {'.' * 60} 2", y=700 - 16 * n) for n, heading in enumerate(HEADINGS)]
    body = []
    for number, heading in enumerate(HEADINGS):
        y = 760 - 100 * number
        body += [
            Words(heading, y=y, size=14, bold=True),
            Words(f"The trust keeps its {heading.lower()} open.", y=y - 24),
        ]
    found = read(build_pdf([contents, body]), "a.pdf")
    assert "....." not in found.text
    assert lines(found)[:2] == ["heading 1: Canal plan", "heading 2: Towpaths"]
    assert found.coverage.losses == ()
