from documents.docx_package import WordFile, cell, control, paragraph, row, run, style, table, text_box
from documents.reading_aloud import lines, read

BOLD = "<w:b/>"
STARTS, GOES_ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def span(columns):
    return f'<w:gridSpan w:val="{columns}"/>'


def bold(text):
    return cell(paragraph(run(text, BOLD)))


def aloud(body, **parts):
    """The document's lines; every character that it shows is counted as stored or left out."""
    found = read(WordFile(body=body, **parts).saved(), "a.docx")
    left_out = sum(part.characters for part in found.coverage.left_out)
    assert found.coverage.seen.characters == found.coverage.stored.characters + left_out
    return lines(found)


def header_rows(*tables, **parts):
    found = read(WordFile(body="".join(tables), **parts).saved(), "a.docx")
    assert found.coverage.losses == ()
    return [block.header_rows for block in found.blocks]


def test_merged_cells_stand_in_every_row_and_column_that_they_cover():
    """No figure moves to another column because a cell before it is wide, or to another row's label."""
    assert aloud(
        table(
            row("Area", cell("Fee", properties=span(2)), "Note"),
            row(cell("North", properties=STARTS), "£1", "£2", "x"),
            row(cell(properties=GOES_ON), cell("£3", properties=span(2)), "y"),
            row("South", "£4", "£5", "z"),
        )
    ) == ["table: Area | Fee | Fee | Note / North | £1 | £2 | x / North | £3 | £3 | y / South | £4 | £5 | z"]


def test_a_merged_cell_ends_where_a_row_does_not_go_on_with_it():
    """A cell that says it goes on, below a row in which nothing does, has its own text."""
    rows = (row(cell("A", properties=STARTS), "1"), row("B", "2"), row(cell("C", properties=GOES_ON), "3"))
    assert aloud(table(*rows)) == ["table: A | 1 / B | 2 / C | 3"]


def test_a_cell_over_the_whole_row_is_written_once():
    """A cell that stands under no column of its own is not repeated."""
    assert aloud(table(row("a", "b"), row(cell("Closed in May", properties=span(2))))) == [
        "table: a | b / Closed in May"
    ]


def test_a_row_that_begins_later_keeps_its_columns():
    """Cells keep their column if the row has none before them."""
    rows = (row("Day", "Hour", "Fee"), row("9", "£2", properties='<w:gridBefore w:val="1"/>'))
    assert aloud(table(*rows)) == ["table: Day | Hour | Fee / | 9 | £2"]


def test_a_table_in_a_cell_stays_beside_its_label():
    """The rows of an inner table are read inside the outer cell."""
    inner = table(row("Adult", "£4"), row("Child", "£2"))
    assert aloud(table(row("Swim", cell("Fees:", inner)), row("Gym", "£9"))) == [
        "table: Swim | Fees: Adult, £4; Child, £2 / Gym | £9"
    ]


def test_a_table_of_one_cell_frames_text():
    """Headings, paragraphs and tables in a frame are read as in the body."""
    inside = cell(paragraph("Rules", style="Heading1"), "Keep left.", table(row("a", "b"), row("c", "d")))
    assert aloud(table(row(inside)), styles=style("Heading1", "heading 1")) == [
        "heading 1: Rules",
        "paragraph: Keep left.",
        "table: a | b / c | d",
    ]


def test_controls_around_rows_cells_and_paragraphs_are_read():
    """A content control does not hide what it is around."""
    rows = (
        control(row("a", "1")),
        row("b", control(cell("2"))),
        row("c", cell(control(paragraph("3")))),
        row("d", cell(paragraph(control(run("4"))))),
    )
    assert aloud(table(*rows)) == ["table: a | 1 / b | 2 / c | 3 / d | 4"]


def test_a_text_box_in_a_cell_is_read_once():
    """The copy of a text box for older programs is not read."""
    assert aloud(table(row("Help", cell(paragraph("See box.", text_box(paragraph("Ring 12."))))), row("b", "c"))) == [
        "table: Help | See box. Ring 12. / b | c"
    ]


def test_rows_that_repeat_on_each_page_name_the_columns():
    """Word's mark for heading rows is kept."""
    head = "<w:tblHeader/>"
    assert header_rows(table(row("a", "b", properties=head), row("c", "d", properties=head), row("e", "f"))) == [2]


def test_a_table_whose_rows_are_all_marked_as_headings_is_read_by_its_looks():
    """Marks on every row say nothing."""
    head = "<w:tblHeader/>"
    assert header_rows(table(row("a", "b", properties=head), row("c", "d", properties=head))) == [0]


def test_a_special_first_row_names_the_columns_only_with_a_style_that_shows_it():
    """The mark that Word sets in every table counts only if the table's style has another look for the first row."""
    shown = (
        '<w:style w:type="table" w:styleId="Rows"><w:name w:val="Rows"/>'
        '<w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr></w:tblStylePr></w:style>'
    )
    look = '<w:tblLook w:val="04A0"/>'
    rows = (row("a", "b"), row("c", "d"))
    assert header_rows(
        table(*rows, properties=f'<w:tblStyle w:val="Rows"/>{look}'), table(*rows, properties=look), styles=shown
    ) == [1, 0]


def test_a_first_row_in_bold_or_above_figures_names_the_columns():
    """A first row is a header if it alone is bold, or has words above a column of figures."""
    assert header_rows(
        table(row(bold("Ward"), bold("Seats")), row("North", "three")),
        table(row("Ward", "Seats", "Party"), row("North", "3", "x"), row("South", "2", "y")),
        table(row("Fee", "2024", "2025"), row("Plot", "£4", "£5")),
        table(row(bold("Ward"), bold("North")), row(bold("Seats"), bold("3"))),
        table(row("Ward", "North"), row("Seats", "3")),
        table(row("1", "2", "3"), row("4", "5", "6")),
        table(row("", "Seats", "Votes"), row("North", "3", "40")),
    ) == [1, 1, 1, 0, 0, 0, 1]


def test_a_header_goes_on_into_the_rows_that_its_cells_cover():
    """A row in which a cell of the header goes on is a header row too."""
    assert header_rows(
        table(
            row(cell("Area", properties=STARTS), cell("Fee", properties=span(2)), properties="<w:tblHeader/>"),
            row(cell(properties=GOES_ON), "Adult", "Child"),
            row("North", "£1", "£2"),
        )
    ) == [2]


def test_cells_that_old_files_merge_to_the_left_are_covered():
    """The older mark of a merged cell is known."""
    wide = '<w:hMerge w:val="restart"/>', "<w:hMerge/>"
    assert aloud(table(row("a", cell("b", properties=wide[0]), cell(properties=wide[1])), row("c", "d", "e"))) == [
        "table: a | b | b / c | d | e"
    ]


def test_a_second_row_of_names_below_a_wide_cell_is_a_header_too():
    """Names in two rows, the upper over several columns, are both header rows."""
    assert header_rows(
        table(row("Area", cell("Fee", properties=span(2))), row("", "2024", "2025"), row("North", "£1", "£2"))
    ) == [2]
