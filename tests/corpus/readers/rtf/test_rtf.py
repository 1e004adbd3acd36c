import pytest

from documents.reading_aloud import lines, links, read
from trendsqa.errors import UnreadableFileError

HEAD = (
    r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset204 Arial;}{\f2\fcharset2 Symbol;}"
    r"{\f3\fnil\fcharset2{\*\panose 05000000}Wingdings{\*\falt Arial};}{\f4\fcharset2 Marlett;}}"
    r"{\colortbl;\red0\green0\blue0;}{\stylesheet{\s0 Normal;}{\s4 heading 2;}{\s5 Title;}}"
)


def rtf(body):
    return f"{HEAD}{body}}}".encode("latin-1")


def shown(body):
    return lines(read(rtf(body), "a.rtf"))


def test_paragraphs_headings_and_lists_keep_their_kind():
    body = (
        r"\pard\s5 Canoes\par\pard\s4 Hire\par\pard\plain One {\b bold} word.\par"
        r"{\listtext\f2 \'b7\tab}\pard\ls1 a bullet\par{\listtext 2)\tab}\pard\ls1\ilvl1 a number\par"
        r"\pard\plain Last"
    )
    assert shown(body) == [
        "heading 1: Canoes",
        "heading 2: Hire",
        "paragraph: One bold word.",
        "list_item 0: a bullet",
        "list_item 1: 2) a number",
        "paragraph: Last",
    ]


def test_characters_come_from_the_code_page_of_their_font_and_from_unicode():
    assert shown(
        r"\pard caf\'e9 \u8211? \'a34 {\f1 \'e4\'e0} \uc2\u163\'a3\'a3\uc1  \u-10179?\u-8704? \emdash\par"
    ) == ["paragraph: café – £4 да £ 😀 —"]
    assert lines(read(rb"{\rtf1\mac Caf\'8e}", "a.rtf")) == ["paragraph: Café"]


def test_signs_of_symbol_fonts_are_what_they_show():
    """A tick, an arrow or a Greek letter is one, whether the file counts from zero or in the private area."""
    body = r"{\f3 \'fc} a {\f3 \u-3844\'fc} b {\f3\'e0\u-3872\'e0} {\f2 a\u160?\u-3917\'b3} {\f4 \'fc} c\par"
    assert shown(rf"\pard {body}") == ["paragraph: ✓ a ✓ b →→ α ≥ ✓ c"]


def test_hidden_and_deleted_words_headers_and_comments_are_left_out_and_counted():
    body = (
        r"{\header\pard Draft seven\par}\pard Shown {\v not shown }{\deleted gone }words"
        r"{\*\atnid AB}{\*\annotation remark}.\par"
    )
    document = read(rtf(body), "a.rtf")
    assert document.text == "Shown words."
    assert {(part.reason, part.words) for part in document.coverage.left_out} == {
        ("headers and footers", 2),
        ("hidden text", 2),
        ("deleted text", 1),
        ("comments", 1),
    }
    assert document.coverage.losses == ()


def test_struck_out_words_are_left_out_as_deleted_and_their_paragraph_ends():
    body = r"\pard The fee is {\strike \'a34 }{\striked1 or \'a35 }\'a36.\par\strike Gone\par\strike0 Stays\par"
    document = read(rtf(body), "a.rtf")
    assert lines(document) == ["paragraph: The fee is £6.", "paragraph: Stays"]
    assert [(part.reason, part.words) for part in document.coverage.left_out] == [("deleted text", 4)]
    assert document.coverage.losses == ()


def test_figures_moved_up_join_no_figure_before_them_and_a_new_column_begins_a_line():
    assert shown(r"\pard Fee 5{\up8 2} for 50 m{\up6 2}, {\up1 1}0 or 4{\dn6 0} {\up8 x\up0 y}\par") == [
        "paragraph: Fee 5 [2] for 50 m², 10 or 40 xy"
    ]
    assert "One\nTwo" in read(rtf(r"\pard One\column Two\par"), "a.rtf").text.replace(" ", "\n")


def test_a_note_follows_its_paragraph_and_its_mark_joins_no_figure():
    note = r"{\super\chftn{\footnote\pard{\super\chftn} Half.\par}}"
    body = rf"\pard Hire is \'a338{note} for 6 m{{\super 2}} or \'a31{{\super 2}}.\par"
    document = read(rtf(body), "a.rtf")
    assert lines(document) == ["paragraph: Hire is £38 [1] for 6 m² or £1 [2].", "paragraph: [1] Half."]
    assert document.coverage.stored.notes == 1


def test_rows_of_a_table_are_lines_with_merged_cells_carried():
    body = (
        r"\trowd\trhdr\cellx1\cellx2\pard\intbl Boat\cell Fee\cell\row"
        r"\trowd\clvmgf\cellx1\cellx2\pard\intbl Punt\cell \'a33\par or \'a34\cell\row"
        r"\trowd\clvmrg\cellx1\cellx2\pard\intbl\cell \'a35\cell\row\pard After\par"
    )
    document = read(rtf(body), "a.rtf")
    assert lines(document) == ["table: Boat | Fee / Punt | £3 or £4 / Punt | £5", "paragraph: After"]
    assert document.blocks[0].header_rows == 1


def test_links_boxes_title_and_date_are_read_and_pictures_are_not():
    field = r'{\field{\*\fldinst HYPERLINK "https://x.org/f"}{\fldrslt{\ul the form}}}'
    box = r"{\shp{\*\shpinst{\sp{\sn a}{\sv b}}{\shptxt \pard In a box\par}}{\shprslt twice}}"
    body = (
        rf"{{\info{{\title Boats}}{{\revtim\yr2023\mo5\dy6}}}}\pard See {field}.{{\pict ffff}}{{\*\other x}}\par{box}"
    )
    document = read(rtf(body), "a.rtf")
    assert lines(document) == ["paragraph: See the form.", "paragraph: In a box"]
    assert links(document) == ["the form -> https://x.org/f"]
    assert (document.title, document.changed) == ("Boats", "2023-05-06")


def test_binary_data_between_words_is_skipped():
    assert lines(read(rb"{\rtf1 a{\pict\bin5 }}{\\ }b}", "a.rtf")) == ["paragraph: ab"]


def test_groups_nested_without_end_are_refused():
    with pytest.raises(UnreadableFileError, match=r"a\.rtf nests more than"):
        read(b"{\\rtf1 " + b"{" * 100_000, "a.rtf")
