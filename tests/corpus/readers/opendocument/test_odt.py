import pytest

from documents.opendocument_building import build_odt
from documents.reading_aloud import lines, links, read
from trendsqa.errors import UnreadableFileError

NUMBERED = (
    '<text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-format="1" '
    'style:num-suffix="."/><text:list-level-style-number text:level="2" style:num-format="a" style:num-suffix=")"/>'
    "</text:list-style>"
)
HIDDEN = '<style:style style:name="H" style:family="text"><style:text-properties text:display="none"/></style:style>'
RAISED = (
    '<style:style style:name="R" style:family="text">'
    '<style:text-properties style:text-position="super 58%"/></style:style>'
)


def item(text, inner=""):
    return f"<text:list-item><text:p>{text}</text:p>{inner}</text:list-item>"


def cell(text, **spans):
    spanned = " ".join(f'table:number-{name}-spanned="{number}"' for name, number in spans.items())
    return f"<table:table-cell {spanned}><text:p>{text}</text:p></table:table-cell>"


def left_out(document):
    return {(part.reason, part.words) for part in document.coverage.left_out}


def test_headings_show_their_numbers():
    levels = '<text:outline-level-style text:level="1" style:num-format="1"/>'
    levels += '<text:outline-level-style text:level="2" style:num-format="1" text:display-levels="2"/>'
    named = f"<office:styles><text:outline-style>{levels}</text:outline-style></office:styles>"
    body = "".join(f'<text:h text:outline-level="{n}">{text}</text:h>' for n, text in ((1, "Pool"), (2, "Fees")))
    assert lines(read(build_odt(body, named=named), "a.odt")) == ["heading 1: 1 Pool", "heading 2: 1.1 Fees"]


def test_lists_count_go_on_and_begin_again_as_the_file_says():
    inner = f"<text:list>{item('deep')}</text:list>"
    body = (
        f'<text:list text:style-name="L">{item("one", inner)}{item("two")}</text:list><text:p>Between</text:p>'
        f'<text:list text:style-name="L" text:continue-numbering="true">{item("three")}</text:list>'
        f'<text:list text:style-name="L">{item("again")}</text:list>'
        f'<text:list text:style-name="L">'
        f'<text:list-item text:start-value="7"><text:p>seven</text:p></text:list-item></text:list>'
    )
    assert lines(read(build_odt(body, styles=NUMBERED), "a.odt")) == [
        "list_item 0: 1. one",
        "list_item 1: a) deep",
        "list_item 0: 2. two",
        "paragraph: Between",
        "list_item 0: 3. three",
        "list_item 0: 1. again",
        "list_item 0: 7. seven",
    ]


def test_struck_out_words_are_left_out_as_deleted_by_all_styles_that_say_so():
    """A span, a style that inherits from a struck one, a paragraph with a span that is not, a heading and a cell."""

    def style(name, family, line="", parent=""):
        properties = f'<style:text-properties style:text-line-through-style="{line}"/>' if line else ""
        above = f' style:parent-style-name="{parent}"' if parent else ""
        return f'<style:style style:name="{name}" style:family="{family}"{above}>{properties}</style:style>'

    named = f"<office:styles>{style('S', 'text', 'solid')}{style('P', 'paragraph', 'wave')}"
    named += '<text:outline-style><text:outline-level-style text:level="1" style:num-format="1"/></text:outline-style>'
    styles = style("T", "text", parent="S") + style("N", "text", "none", parent="S") + style("Q", "paragraph", "", "P")
    gone, kept = '<text:span text:style-name="T">£4 </text:span>', '<text:span text:style-name="N">stays</text:span>'
    row = f"<table:table-row>{cell(f'Cost {gone}£7')}{cell('Quay')}</table:table-row>"
    body = (
        f'<text:h text:outline-level="1">{gone}</text:h><text:p>The fee is {gone}£6.</text:p>'
        f'<text:p text:style-name="Q">Gone {kept}</text:p><table:table table:name="X">{row}</table:table>'
    )
    document = read(build_odt(body, styles=styles, named=f"{named}</office:styles>"), "a.odt")
    assert lines(document) == ["paragraph: The fee is £6.", "paragraph: stays", "table: Cost £7 | Quay"]
    assert left_out(document) == {("deleted text", 4)}
    assert document.coverage.losses == ()


def test_cells_that_span_rows_and_columns_are_carried():
    body = (
        "<table:table><table:table-header-rows><table:table-row>"
        f"{cell('Boat')}{cell('Day')}{cell('Night')}</table:table-row></table:table-header-rows>"
        f"<table:table-row>{cell('Punt', rows=2)}"
        f"{cell('£3', columns=2)}<table:covered-table-cell/></table:table-row>"
        f"<table:table-row><table:covered-table-cell/>{cell('£5')}{cell('£9')}</table:table-row></table:table>"
    )
    document = read(build_odt(body), "a.odt")
    assert lines(document) == ["table: Boat | Day | Night / Punt | £3 | £3 / Punt | £5 | £9"]
    assert document.blocks[0].header_rows == 1


def test_a_cell_repeated_to_the_edge_of_a_sheet_stays_small():
    far = '<table:table-cell table:number-columns-repeated="999999999"/>'
    body = f"<table:table><table:table-row>{cell('a')}{cell('b')}{far}</table:table-row></table:table>"
    assert len(read(build_odt(body), "a.odt").text) < 1000


def test_what_is_deleted_hidden_or_a_comment_is_left_out_and_counted():
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>gone words here</text:p></text:deletion>"
        "</text:changed-region></text:tracked-changes>"
        '<text:p>Shown <text:span text:style-name="H">not shown</text:span>words'
        "<office:annotation><dc:creator>me</dc:creator><text:p>remark</text:p></office:annotation></text:p>"
        '<text:section text:display="none"><text:p>a secret</text:p></text:section>'
        "<text:table-of-content><text:index-body><text:p>Pool 3</text:p></text:index-body></text:table-of-content>"
    )
    margins = "<office:master-styles><style:master-page><style:header><text:p>Draft 7</text:p></style:header>"
    named = f"{margins}</style:master-page></office:master-styles>"
    document = read(build_odt(body, styles=HIDDEN, named=named), "a.odt")
    assert document.text == "Shown words"
    assert left_out(document) == {
        ("headers and footers", 2),
        ("deleted text", 3),
        ("hidden text", 4),
        ("comments", 1),
        ("contents list", 2),
    }
    assert document.coverage.losses == ()


def test_a_note_follows_its_paragraph_and_its_mark_joins_no_figure():
    note = (
        "<text:note><text:note-citation>4</text:note-citation>"
        "<text:note-body><text:p>Half for residents.</text:p></text:note-body></text:note>"
    )
    raised = '<text:span text:style-name="R">2</text:span>'
    document = read(build_odt(f"<text:p>£38{note} for 6 m{raised} or £1{raised}.</text:p>", styles=RAISED), "a.odt")
    assert lines(document) == ["paragraph: £38 [4] for 6 m² or £1 [2].", "paragraph: [4] Half for residents."]
    assert document.coverage.stored.notes == 1


def test_spaces_breaks_links_and_boxes_are_read():
    box = "<draw:frame><draw:text-box><text:p>In a box</text:p></draw:text-box></draw:frame>"
    link = '<text:a xlink:href="https://x.org">form</text:a>'
    document = read(build_odt(f"<text:p>Two<text:s/>words<text:line-break/>and a {link}{box}</text:p>"), "a.odt")
    assert lines(document) == ["paragraph: Two words and a form", "paragraph: In a box"]
    assert links(document) == ["form -> https://x.org"]


def test_title_and_date_come_from_the_file():
    meta = "<dc:title>Boats</dc:title><dc:date>2023-05-06T07:08:09.123456789</dc:date>"
    document = read(build_odt("<text:p>Words</text:p>", meta=meta), "a.odt")
    assert (document.title, document.changed) == ("Boats", "2023-05-06T07:08:09")


def test_a_file_with_a_password_says_so():
    with pytest.raises(UnreadableFileError, match=r"a\.odt is protected with a password"):
        read(build_odt("<text:p>x</text:p>", manifest="<encryption-data/>"), "a.odt")
