import pytest

from documents.pdf_building import Parts, Words, build_pdf
from documents.reading_aloud import lines, read
from trendsqa.corpus.documents.document import BlockKind, PageTurn
from trendsqa.corpus.documents.parsed_block import ParsedBlock, ParsedLink
from trendsqa.corpus.readers.pdf.bookmarks import with_bookmarks
from trendsqa.corpus.readers.pdf.page import Bookmark


def paragraph(text, page=1, **more):
    return ParsedBlock(BlockKind.PARAGRAPH, text, page=page, **more)


def shape(blocks):
    return [(block.kind.value, block.level, " ".join(block.text.split())) for block in blocks]


@pytest.mark.parametrize(
    ("title", "line"),
    [
        ("Dog walking", "Dog walking"),
        ("DOG  WALKING", "Dog walking "),
        ("2.1 Dog walking", "Dog walking"),
        ("Dog walking", "2.1. Dog walking"),
        ("2.1 Dog walking", "2.1  Dog walking"),
    ],
)
def test_the_line_that_a_bookmark_names_is_a_heading_of_its_level(title, line):
    blocks = [paragraph(f"{line}\nDogs are welcome on the beach.")]
    found = with_bookmarks(blocks, [Bookmark(title, 2, 1)])
    assert shape(found) == [
        ("heading", 2, " ".join(line.split())),
        ("paragraph", 0, "Dogs are welcome on the beach."),
    ]


def test_a_title_over_two_lines_is_one_heading():
    found = with_bookmarks(
        [paragraph("Dogs on the\nnorth beach\nThey are welcome.")], [Bookmark("Dogs on the north beach", 1, 1)]
    )
    assert shape(found) == [("heading", 1, "Dogs on the north beach"), ("paragraph", 0, "They are welcome.")]


@pytest.mark.parametrize(
    ("text", "bookmark"),
    [
        ("Dogs are welcome\non the beach.", Bookmark("Dogs", 1, 1)),
        ("Dogs\nThey are welcome.", Bookmark("Dogs", 1, 2)),
        ("Dogs\nThey are welcome.", Bookmark("Dogs", 1, None)),
        ("2 Dogs\nThey are welcome.", Bookmark("3 Dogs", 1, 1)),
        ("...\nThey are welcome.", Bookmark("…", 1, 1)),
    ],
    ids=["a part of a line", "another page", "no page", "another number", "no letters"],
)
def test_a_line_that_is_not_the_bookmarks_stays_text(text, bookmark):
    blocks = (paragraph(text),)
    assert with_bookmarks(blocks, [bookmark]) == blocks


def test_two_bookmarks_of_one_title_are_two_lines():
    blocks = [paragraph("Fees\nA licence costs 40 pounds.\nFees\nA badge costs 9 pounds.")]
    found = with_bookmarks(blocks, [Bookmark("Fees", 1, 1), Bookmark("Fees", 2, 1)])
    assert shape(found) == [
        ("heading", 1, "Fees"),
        ("paragraph", 0, "A licence costs 40 pounds."),
        ("heading", 2, "Fees"),
        ("paragraph", 0, "A badge costs 9 pounds."),
    ]


def test_a_file_with_headings_of_its_own_stays_as_it_is():
    blocks = (ParsedBlock(BlockKind.HEADING, "Beaches", 1, 1), paragraph("Dogs\nThey are welcome."))
    assert with_bookmarks(blocks, [Bookmark("Dogs", 1, 1), Bookmark("Beaches", 1, 1)]) == blocks


def test_a_numbered_heading_read_as_an_item_is_a_heading():
    item = ParsedBlock(BlockKind.LIST_ITEM, "1. Dogs\nThey are welcome.", page=1, list_number=1)
    found = with_bookmarks([item], [Bookmark("Dogs", 1, 1)])
    assert shape(found) == [("heading", 1, "1. Dogs"), ("paragraph", 0, "They are welcome.")]
    assert [block.list_number for block in found] == [None, None]


def test_links_and_page_turns_move_with_their_words():
    text = "End of it.\nDogs\nRead the rules there."
    block = paragraph(
        text, links=(ParsedLink(21, 30, "https://example.org"),), turns=(PageTurn(11, 2), PageTurn(30, 3))
    )
    before, heading, after = with_bookmarks([block], [Bookmark("Dogs", 1, 2)])
    assert (before.page, before.links, before.turns) == (1, (), ())
    assert (heading.page, heading.text) == (2, "Dogs")
    assert after.page == 2
    assert [after.text[link.start : link.end] for link in after.links] == [text[21:30]]
    assert [after.text[turn.start :] for turn in after.turns] == [text[30:]]


TITLES = ["Dogs", "Horses", "Kites"]
BODIES = [
    "They are welcome on the sands before nine in the morning.",
    "Riders keep to the wet sand and pass bathers at a walk.",
    "No line is longer than sixty metres near the airfield.",
]


def document(*entries, catalogue=""):
    pages = [[Words(title, y=760), Words(body, y=735)] for title, body in zip(TITLES, BODIES, strict=True)]
    objects = {"root": "<< /Type /Outlines /First {b0} >>", "loop": "<< /Title (Dogs) /Next {loop} >>"}
    for number, entry in enumerate(entries):
        following = f"/Next {{b{number + 1}}}" if number + 1 < len(entries) else ""
        objects[f"b{number}"] = f"<< /Title ({TITLES[number]}) {entry} {following} >>"
    return read(build_pdf(pages, parts=Parts(objects=objects, catalogue=f"/Outlines {{root}} {catalogue}")), "a.pdf")


@pytest.mark.parametrize(
    ("entries", "catalogue"),
    [
        ([f"/Dest [{{page {n}}} /XYZ 72 770 0]" for n in (1, 2, 3)], ""),
        ([f"/A << /S /GoTo /D [{{page {n}}} /Fit] >>" for n in (1, 2, 3)], ""),
        (
            ["/Dest (a)", "/Dest [1 /Fit]", "/Dest [{page 3} /Fit]"],
            "/Names << /Dests << /Names [(a) [{page 1} /Fit]] >> >>",
        ),
        (["/Dest /a", "/Dest [1 /Fit]", "/Dest [2 /Fit]"], "/Dests << /a << /D [{page 1} /Fit] >> >>"),
    ],
    ids=["places", "actions", "names", "old names"],
)
def test_bookmarks_of_a_file_are_its_headings(entries, catalogue):
    found = lines(document(*entries, catalogue=catalogue))
    assert found[::2] == [f"heading 1: {title}" for title in TITLES]
    assert found[1::2] == [f"paragraph: {body}" for body in BODIES]


@pytest.mark.parametrize("way", ["/First", "/Next"])
def test_an_outline_that_goes_in_circles_ends(way):
    assert len(document(f"/Dest [0 /Fit] {way} {{b0}}").blocks) == 4
