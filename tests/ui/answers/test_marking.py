"""Marking of quoted spans in a section."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from fakes.records import passage_record
from trendsqa.answering.catalogue import SectionBlock, SectionView
from trendsqa.corpus.documents.document import BlockKind
from trendsqa.ui.answers.marking import MarkedSection, Piece, mark_section

SECTION = "lamp-book#street-lighting/first-steps"

READING = SectionView(
    passage_record("d", 1, "Tides", 0).section,
    (
        SectionBlock(BlockKind.HEADING, "Tides", 100, 105, None, 0),
        SectionBlock(BlockKind.PARAGRAPH, "Two a day, 𝄞 and never late.", 107, 135, None, 0),
        SectionBlock(BlockKind.LIST_ITEM, "high", 136, 140, None, 0),
        SectionBlock(BlockKind.LIST_ITEM, "low", 141, 144, None, 1),
    ),
    (),
    None,
    None,
)


def leaves(pieces: tuple[Piece, ...]) -> list[Piece]:
    flat = []
    for piece in pieces:
        flat += ([piece] if piece.kind != "list" else []) + leaves(piece.items)
    return flat


def marked_words(section: MarkedSection) -> list[str]:
    every = [section.heading, *(piece.parts for piece in leaves(section.pieces))]
    return [part.text for parts in every for part in parts if part.marked]


def test_a_span_over_several_blocks_marks_its_part_of_each(assistant):
    view = assistant.section(SECTION)
    start = view.blocks[1].char_start + len("Begin a ")
    end = view.blocks[2].char_start + len("Count")
    section = mark_section(view, [(start, end)])
    assert marked_words(section) == ["lamp programme with three steps:", "Count"]
    assert section.found


def test_only_the_first_marked_part_carries_the_anchor(assistant):
    view = assistant.section(SECTION)
    section = mark_section(view, [(view.blocks[1].char_start, view.blocks[3].char_end)])
    firsts = [part.first for piece in leaves(section.pieces) for part in piece.parts]
    assert firsts.count(True) == 1
    assert firsts[0]


def test_a_span_outside_the_section_marks_nothing(assistant):
    section = mark_section(assistant.section(SECTION), [(0, 3), (10**9, 10**9 + 5), (9, 2)])
    assert not section.found
    assert marked_words(section) == []


def test_a_list_is_one_piece_and_its_inner_list_stands_inside_its_item(assistant):
    pieces = mark_section(assistant.section(SECTION), []).pieces
    assert [piece.kind for piece in pieces] == ["paragraph", "list", "paragraph"]
    assert [len(item.items) for item in pieces[1].items] == [0, 1, 0]


@given(spans=st.lists(st.tuples(st.integers(90, 150), st.integers(90, 150)), max_size=6))
def test_marking_never_changes_the_words(spans):
    """The section reads the same with any spans as with none, and every mark lies in a span."""
    section = mark_section(READING, spans)
    read = ["".join(part.text for part in parts) for parts in [section.heading, *parts_of(section)]]
    assert read == [block.text for block in READING.blocks]
    assert sum(map(len, marked_words(section))) == covered(spans)


def parts_of(section):
    return [piece.parts for piece in leaves(section.pieces)]


def covered(spans):
    points = {at for start, end in spans for at in range(start, end)}
    return sum(at in points for block in READING.blocks for at in range(block.char_start, block.char_end))


def test_a_table_is_set_cell_by_cell_and_the_mark_stays_on_its_words():
    text = "Class | Fare\nVan | £9"
    table = SectionBlock(BlockKind.TABLE, text, 0, len(text), None, 0, 1)
    view = replace(READING, blocks=(table,))
    start = text.index("Van")
    (piece,) = mark_section(view, [(start, len(text))]).pieces
    cells = [["".join(part.text for part in cell) for cell in row] for row in piece.rows]
    assert (cells, piece.header_rows) == ([["Class", "Fare"], ["Van", "£9"]], 1)
    marked = [(part.text, part.first) for row in piece.rows for cell in row for part in cell if part.marked]
    assert marked == [("Van", True), ("£9", False)]
