import logging
from io import BytesIO

import pytest
from pypdf import PdfWriter

from documents.pdf_building import Address, Tag, Words, build_pdf
from documents.reading_aloud import GENEROUS, lines, links, read
from trendsqa.corpus.documents.reading import ReadingLimits
from trendsqa.errors import UnreadableFileError

LONG = "A line of the body that is about as long as the others are on this page"


def tagged():
    words = [
        Words("The plan", size=20, mark=0),
        Words("Bring these:", y=660, mark=1),
        Words("•", y=640, mark=2),
        Words("a pen", x=90, y=640, mark=3),
        Words("1.", y=620, mark=4),
        Words("some inner", x=110, y=620, mark=5),
        Words("words", x=110, y=606, mark=5),
        Words("Year", y=560, mark=6),
        Words("Loans", x=200, y=560, mark=7),
        Words("Page 1 of 1", y=30, artifact=True),
    ]
    inner = Tag("L", [Tag("LI", [Tag("Lbl", [(1, 4)]), Tag("LBody", [(1, 5)])])])
    tags = [
        Tag("H1", [(1, 0)]),
        Tag("Sect", [Tag("P", [(1, 1)])]),
        Tag("L", [Tag("LI", [Tag("Lbl", [(1, 2)]), Tag("LBody", [Tag("P", [(1, 3)]), inner])])]),
        Tag("Table", [Tag("TR", [Tag("TH", [(1, 6)]), Tag("TH", [(1, 7)])])]),
    ]
    return build_pdf([words], title="Tagged", tags=tags)


def test_a_tagged_file_is_read_by_its_tags():
    document = read(tagged(), "a.pdf")
    assert (document.title, document.page_count) == ("Tagged", 1)
    assert lines(document) == [
        "heading 1: The plan",
        "paragraph: Bring these:",
        "list_item 0: a pen",
        "list_item 1: 1. some inner words",
        "table: Year | Loans",
    ]


def test_a_file_without_tags_is_read_by_size_weight_and_place():
    page = [
        Words("The plan", size=20, y=780),
        Words(LONG, y=740),
        Words("and this is its end.", y=726),
        Words("Risks and challenges", y=700, bold=True),
        Words(f"{LONG}.", y=680),
        Words("• first of the items", x=90, y=650),
        Words("which goes on", x=102, y=636),
        Words("• second", x=90, y=622),
        Words("After the list comes a paragraph of some words.", y=590),
    ]
    document = read(build_pdf([page]), "a.pdf")
    assert lines(document) == [
        "heading 1: The plan",
        f"paragraph: {LONG} and this is its end.",
        "heading 2: Risks and challenges",
        f"paragraph: {LONG}.",
        "list_item 0: first of the items which goes on",
        "list_item 0: second",
        "paragraph: After the list comes a paragraph of some words.",
    ]


def test_headers_footers_and_page_numbers_are_left_out():
    pages = [
        [
            Words("Harbour Council annual plan", y=810),
            Words(f"{LONG} in part {'one two three four'.split()[n]}.", y=700),  # noqa: SIM905
            Words(f"{LONG} again.", y=640 - n),
            Words(f"{LONG} at the end of it.", y=500 + 10 * n),
            Words(str(n + 1), x=300, y=30),
        ]
        for n in range(4)
    ]
    document = read(build_pdf(pages), "a.pdf")
    # The header's words stand once, where it first stands.
    assert lines(document)[0] == "paragraph: Harbour Council annual plan"
    assert document.text.count("Harbour") == 1
    assert [block.page for block in document.blocks[1:]] == [n for n in (1, 2, 3, 4) for _ in range(3)]


def test_a_paragraph_goes_on_over_the_page_and_begins_where_it_begins():
    first = [Words(f"{LONG} and", y=114), Words(f"{LONG} and", y=100)]
    second = [
        Words("goes on here, with a divi-", y=780),
        Words("sion of a word.", y=766),
        Words("New division.", y=700),
    ]
    document = read(build_pdf([first, second]), "a.pdf")
    assert lines(document) == [
        f"paragraph: {LONG} and {LONG} and goes on here, with a division of a word.",
        "paragraph: New division.",
    ]
    assert [block.page for block in document.blocks] == [1, 2]


def test_links_stand_on_the_words_they_cover():
    page = [Words("The guide", y=700), Words("Other words.", y=600)]
    address = Address(1, (70, 695, 130, 712), "https://example.org/g")
    assert links(read(build_pdf([page], addresses=[address]), "a.pdf")) == ["The guide -> https://example.org/g"]


@pytest.mark.parametrize(
    ("data", "complaint"),
    [
        (build_pdf([[]], picture=True), "is scanned: .*text recognition"),
        (build_pdf([[]]), "holds no text"),
        (b"%PDF-1.7\nnothing more", "cannot be read as PDF: it is damaged"),
        (build_pdf([[Words("One")], [Words("Two")]]), r"has 2 pages, more than the limit of 1.*reading\.max_pages"),
    ],
)
def test_an_unreadable_file_says_why_and_what_to_do(data, complaint):
    with pytest.raises(UnreadableFileError, match=complaint) as raised:
        read(data, "bad.pdf", limits=ReadingLimits(GENEROUS.max_bytes, 1, GENEROUS.max_characters))
    assert "bad.pdf" in str(raised.value)


def encrypted(user_password):
    writer = PdfWriter()
    writer.append(BytesIO(build_pdf([[Words("Secret words")]])))
    writer.encrypt(user_password, "owner", algorithm="RC4-128")
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def test_an_encrypted_file_says_so_and_one_that_opens_is_read():
    with pytest.raises(UnreadableFileError, match=r"locked\.pdf is encrypted"):
        read(encrypted("password"), "locked.pdf")
    assert lines(read(encrypted(""), "open.pdf")) == ["paragraph: Secret words"]


def test_what_pypdf_has_to_say_stays_out_of_the_log(caplog):
    damaged = build_pdf([[Words("Words")]]).replace(b"startxref\n", b"startxref\n9")
    level = logging.getLogger("pypdf").level
    read(damaged, "a.pdf")
    assert caplog.records == []
    assert logging.getLogger("pypdf").level == level
