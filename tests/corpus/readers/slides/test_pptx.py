import pytest

from documents.reading_aloud import lines, links, read
from documents.slides_building import NAMES, build_pptx, graphic, paragraph, shape, slide
from trendsqa.errors import UnreadableFileError


def test_slides_come_in_the_order_of_the_presentation_with_their_titles_as_headings():
    first = slide(shape(paragraph("Opening hours"), kind="body"), shape(paragraph("Kiosk"), kind="title"))
    second = slide(shape(paragraph("Prices"), kind="ctrTitle"), shape(paragraph("A free text")))
    document = read(build_pptx(first, second), "talk.pptx")
    assert lines(document) == [
        "heading 1: Kiosk",
        "list_item 0: Opening hours",
        "heading 1: Prices",
        "paragraph: A free text",
    ]
    assert [block.page for block in document.blocks] == [1, 1, 2, 2]
    assert document.page_count == 2
    assert document.coverage.losses == ()


def test_bullets_keep_their_depth_and_a_paragraph_without_one_is_none():
    body = shape(
        paragraph("Open"),
        paragraph("on Sundays", '<a:pPr lvl="1"/>'),
        paragraph("Plain", "<a:pPr><a:buNone/></a:pPr>"),
        kind="body",
    )
    drawn = shape(paragraph("Dashed", '<a:pPr><a:buChar char="-"/></a:pPr>'))
    assert lines(read(build_pptx(slide(body, drawn)), "a.pptx")) == [
        "list_item 0: Open",
        "list_item 1: on Sundays",
        "paragraph: Plain",
        "list_item 0: Dashed",
    ]


def test_a_hidden_slide_and_the_footer_are_left_out_and_counted():
    footer = shape(paragraph("Draft 7"), kind="ftr")
    shown = slide(shape(paragraph("Shown words")), footer)
    document = read(build_pptx(slide(shape(paragraph("Not yet")), hidden=True), shown), "a.pptx")
    assert lines(document) == ["paragraph: Shown words"]
    assert {(part.reason, part.words) for part in document.coverage.left_out} == {
        ("hidden slides", 2),
        ("headers and footers", 2),
    }
    assert document.coverage.losses == ()


def test_struck_out_runs_are_left_out_as_deleted_and_counted():
    def run(text, strike):
        return f'<a:r><a:rPr strike="{strike}"/><a:t>{text}</a:t></a:r>'

    fee = f"<a:p>{run('The fee is ', 'noStrike')}{run('£4 or ', 'sngStrike')}{run('£5 ', 'dblStrike')}"
    cell = f"<a:tc><a:txBody>{fee}{run('£6', 'noStrike')}</a:p></a:txBody></a:tc>"
    table = graphic(f"<a:tbl><a:tr>{cell}<a:tc><a:txBody>{paragraph('Quay')}</a:txBody></a:tc></a:tr></a:tbl>")
    body = shape(f"{fee}{run('£6', 'noStrike')}</a:p>", f"<a:p>{run('Gone', 'sngStrike')}</a:p>", kind="body")
    document = read(build_pptx(slide(body, table)), "a.pptx")
    assert lines(document) == ["list_item 0: The fee is £6", "table: The fee is £6 | Quay"]
    assert [(part.reason, part.words) for part in document.coverage.left_out] == [("deleted text", 7)]
    assert document.coverage.losses == ()


def test_shapes_in_a_group_are_read():
    group = f"<p:grpSp><p:grpSp>{shape(paragraph('Within'))}</p:grpSp></p:grpSp>"
    assert lines(read(build_pptx(slide(group)), "a.pptx")) == ["paragraph: Within"]


def test_merged_cells_of_a_table_are_carried_and_its_first_row_names_the_columns():
    def cell(text, merge=""):
        number = 2 if merge.endswith("Span") else 1
        merged = f' {merge}="{number}"' if merge else ""
        return f"<a:tc{merged}><a:txBody>{paragraph(text)}</a:txBody></a:tc>"

    table = (
        '<a:tbl><a:tblPr firstRow="1"/>'
        f"<a:tr>{cell('Boat')}{cell('Fee')}{cell('Deposit')}</a:tr>"
        f"<a:tr>{cell('Punt', 'rowSpan')}{cell('£3', 'gridSpan')}{cell('', 'hMerge')}</a:tr>"
        f"<a:tr>{cell('', 'vMerge')}{cell('£5')}{cell('£9')}</a:tr></a:tbl>"
    )
    document = read(build_pptx(slide(graphic(table))), "a.pptx")
    assert lines(document) == ["table: Boat | Fee | Deposit / Punt | £3 | £3 / Punt | £5 | £9"]
    assert document.blocks[0].header_rows == 1


def test_notes_diagrams_and_the_values_of_charts_are_read():
    diagram = f"<dgm:dataModel {NAMES}><dgm:pt><dgm:t>{paragraph('Apply')}</dgm:t></dgm:pt></dgm:dataModel>"
    points = "".join(f'<c:pt idx="{n}"><c:v>{value}</c:v></c:pt>' for n, value in enumerate(("2021", "2022")))
    values = '<c:pt idx="0"><c:v>14</c:v></c:pt>'
    chart = (
        f"<c:chartSpace {NAMES}><c:chart><c:ser><c:tx><c:v>Swimmers</c:v></c:tx>"
        f"<c:cat>{points}</c:cat><c:val>{values}</c:val></c:ser></c:chart></c:chartSpace>"
    )
    notes = (
        f"<p:notes {NAMES}><p:cSld><p:spTree>{shape(paragraph('Say it'), kind='body')}</p:spTree></p:cSld></p:notes>"
    )
    shown = slide(graphic('<dgm:relIds r:dm="d1"/>'), graphic('<c:chart r:id="c1"/>'))
    linked = {0: {"d1": ("diagramData", diagram), "c1": ("chart", chart), "n1": ("notesSlide", notes)}}
    document = read(build_pptx(shown, linked=linked), "a.pptx")
    assert lines(document) == [
        "list_item 0: Apply",
        "table: | Swimmers / 2021 | 14 / 2022 |",
        "paragraph: Say it",
    ]
    assert (document.coverage.stored.notes, document.coverage.losses) == (1, ())


def test_a_link_stands_on_its_words_and_a_raised_number_joins_no_figure():
    run = '<a:r><a:rPr><a:hlinkClick r:id="l1"/></a:rPr><a:t>the form</a:t></a:r>'
    raised = '<a:r><a:t> £7</a:t></a:r><a:r><a:rPr baseline="30000"/><a:t>3</a:t></a:r>'
    document = read(
        build_pptx(slide(shape(f"<a:p>{run}{raised}</a:p>")), linked={0: {"l1": ("hyperlink", "https://x.org/f")}}),
        "a.pptx",
    )
    assert lines(document) == ["paragraph: the form £7 [3]"]
    assert links(document) == ["the form -> https://x.org/f"]


def test_the_strict_form_reads_as_the_common_one():
    assert lines(read(build_pptx(slide(shape(paragraph("Strict words"))), strict=True), "a.pptx")) == [
        "paragraph: Strict words"
    ]


def test_a_damaged_presentation_says_so():
    with pytest.raises(UnreadableFileError, match=r"talk\.pptx cannot be read as a PPTX presentation"):
        read(build_pptx("<p:sld"), "talk.pptx")
