import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.reading_aloud import GENEROUS, lines, read
from trendsqa.corpus.documents.document import BlockKind
from trendsqa.corpus.documents.parsed_block import ParsedBlock, ParsedLink
from trendsqa.corpus.documents.parsed_document import ParsedDocument
from trendsqa.corpus.documents.reading import ReadingLimits, build_document, read_document
from trendsqa.corpus.documents.text_cleaning import clean_text
from trendsqa.errors import UnreadableFileError

_TEXTS = st.text(st.sampled_from('abc XYZ.\n\t\0\u00a0\u00ad\ufb01\u0301“”"#•é'), max_size=30)


@st.composite
def parsed_blocks(draw):
    kind = draw(st.sampled_from(list(BlockKind)))
    text = draw(_TEXTS)
    start = draw(st.integers(0, len(text)))
    listed = kind is BlockKind.LIST_ITEM
    return ParsedBlock(
        kind,
        text,
        level=draw(st.integers(1, 6)) if kind is BlockKind.HEADING else 0,
        page=draw(st.none() | st.integers(1, 9)),
        list_number=draw(st.integers(1, 3)) if listed else None,
        links=(ParsedLink(start, draw(st.integers(start, len(text))), draw(st.sampled_from(["#", "https://x.org"]))),),
        strong=draw(st.booleans()),
    )


def build(blocks):
    return build_document(ParsedDocument("T", tuple(blocks)), document_id="d", name="n.md", max_characters=10**6)


@settings(deadline=None)
@given(st.lists(parsed_blocks(), max_size=12))
def test_every_offset_gives_its_words_and_nothing_stands_between_blocks(blocks):
    if not any(clean_text(block.text) for block in blocks):
        with pytest.raises(UnreadableFileError, match="holds no text"):
            build(blocks)
        return
    document = build(blocks)
    position = 0
    for block in document.blocks:
        assert document.text[position : block.char_start].strip() == ""
        assert position <= block.char_start < block.char_end
        words = document.quote(block)
        assert words == words.strip()
        assert all(clean_text(row) == row for row in words.split("\n"))
        position = block.char_end
    assert position == len(document.text)
    for link in document.links:
        assert link.address not in {"", "#"}
        assert document.text[link.char_start : link.char_end].strip()
        assert any(b.char_start <= link.char_start < link.char_end <= b.char_end for b in document.blocks)


@settings(deadline=None)
@given(st.lists(parsed_blocks(), min_size=1, max_size=12).filter(lambda found: any(clean_text(b.text) for b in found)))
def test_sections_have_ids_of_their_own_and_begin_with_their_heading(blocks):
    document = build(blocks)
    assert len({section.id for section in document.sections}) == len(document.sections)
    owners = [block.section for block in document.blocks]
    assert owners == sorted(owners)
    assert set(owners) == set(range(len(document.sections)))
    for number, section in enumerate(document.sections):
        first = document.blocks[owners.index(number)]
        opening = section.id == "d#opening" and first.kind is not BlockKind.HEADING
        assert opening or (first.kind is BlockKind.HEADING and document.quote(first) == section.title)
        assert section.level == len(section.heading_path)


def test_headings_nest_and_repeated_ones_are_told_apart():
    document = read("Before.\n\n# A\n\n## Risks\n\n### Deep\n\n# B\n\n## Risks\n\n## Risks\n", "x.md")
    assert [section.id for section in document.sections] == [
        "sample#opening", "sample#a", "sample#a/risks", "sample#a/risks/deep", "sample#b", "sample#b/risks",
        "sample#b/risks-2",
    ]  # fmt: skip
    assert document.sections[3].heading_path == ("A", "Risks", "Deep")


def test_the_title_is_the_files_own_then_its_first_heading_then_its_name():
    assert read("---\ntitle: Given\n---\n# Heading\n", "x.md").title == "Given"
    assert read("## Second\n\n# Heading\n", "x.md").title == "Heading"
    assert read("Only words.\n", "folder/some-notes.txt").title == "Some notes"


def test_items_of_a_list_stand_on_lines_and_other_blocks_apart():
    assert read("Lead:\n\n- one\n- two\n\nAfter.\n", "x.md").text == "Lead:\n\none\ntwo\n\nAfter."


def test_a_quotation_is_marked_and_its_speaker_stays_a_paragraph():
    text = '"These maps changed how we plan."\n\n**Ann Other, planner**\n\n“They changed how we talk.\n\n**Bo Thing**\n'
    assert lines(read(text, "x.md")) == [
        'quotation: "These maps changed how we plan."',
        "paragraph: Ann Other, planner",
        "quotation: “They changed how we talk.",
        "paragraph: Bo Thing",
    ]


def test_a_title_page_that_the_first_heading_repeats_is_read_once():
    assert lines(read("# The Plan\n\n# The plan\n\nWords.\n", "x.md")) == ["heading 1: The plan", "paragraph: Words."]


def test_a_file_over_a_limit_names_itself_and_the_setting():
    tight = ReadingLimits(max_bytes=10, max_pages=1, max_characters=5)
    with pytest.raises(UnreadableFileError, match=r"long\.txt .*reading\.max_file_mib"):
        read("more than ten bytes", "long.txt", limits=tight)
    with pytest.raises(UnreadableFileError, match=r"long\.txt .*reading\.max_characters"):
        read("six ch", "long.txt", limits=tight)


@pytest.mark.parametrize("data", [b"", b" \n\t ", b"\0\0"])
def test_an_empty_file_says_so(data):
    with pytest.raises(UnreadableFileError, match=r"void\.md is empty"):
        read(data, "void.md")


def test_what_a_server_declared_decides_between_kinds_of_text():
    declared = read("# Not a heading in plain text", "https://example.org/page", media_type="text/plain; charset=utf-8")
    assert lines(declared) == ["paragraph: # Not a heading in plain text"]
    markdown = read("# A heading", "https://example.org/page", media_type="text/markdown")
    assert lines(markdown) == ["heading 1: A heading"]


def test_a_declared_pdf_that_is_a_page_is_refused():
    with pytest.raises(UnreadableFileError, match="declared as application/pdf"):
        read("<html><p>Not found</p></html>", "https://example.org/report", media_type="application/pdf")


def test_reading_names_are_keyword_only_and_limits_are_required():
    document = read_document(b"Words.", name="a.txt", document_id="a", limits=GENEROUS)
    assert (document.id, document.page_count) == ("a", None)


def test_a_word_that_is_no_characters_is_told_as_illegible():
    document = read("One \ufffdtwo\ufffd three \ufffd", "a.txt")
    (loss,) = document.coverage.losses
    assert str(loss) == "2 of 4 words illegible (“\ufffdtwo\ufffd”)"


def test_the_declared_charset_reaches_the_reader_of_every_kind_of_text():
    polish = "Zażółć".encode("iso-8859-2")
    for media_type in ("text/html", "text/markdown", "text/plain"):
        assert read(polish, "a", media_type=f"{media_type}; charset=iso-8859-2").text == "Zażółć"
