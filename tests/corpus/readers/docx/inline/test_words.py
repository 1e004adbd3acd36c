import pytest

from documents.docx_package import WordFile, cell, field_marks, paragraph, row, run, style, table, text_box
from documents.reading_aloud import lines, links, read
from trendsqa.corpus.documents.coverage import LossKind

UP, DOWN = '<w:vertAlign w:val="superscript"/>', '<w:vertAlign w:val="subscript"/>'
FRAME = '<w:framePr w:dropCap="drop" w:lines="3"/>'


def document(*content, **parts):
    body = "".join(one if one.startswith(("<w:p>", "<w:tbl>")) else paragraph(one) for one in content)
    return read(WordFile(body=body, **parts).saved(), "a.docx")


def aloud(*content, **parts):
    found = document(*content, **parts)
    assert found.coverage.losses == ()
    return [line.partition(": ")[2] for line in lines(found)]


def up(before, text, after=""):
    return paragraph(before, run(text, UP), after)


def symbol(font, code):
    return f'<w:r><w:sym w:font="{font}" w:char="{code}"/></w:r>'


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        (up("a fee of £4", "1", " a day"), "a fee of £4 [1] a day"),
        (up("in 2024", "12", "."), "in 2024 [12]."),
        (up("the plan", "1,2", " says"), "the plan [1,2] says"),
        (up("over 25%", "3"), "over 25% [3]"),
        (up("costs £4m", "2", " now"), "costs £4m [2] now"),
        (up("costs £4 m", "2", " now"), "costs £4 m [2] now"),
        (up("", "1", " Source: census"), "[1] Source: census"),
        (up("12.4", "a"), "12.4 [a]"),
        (up("word", "5", "next"), "word [5] next"),
        (up("a plot of 12 m", "2", " each"), "a plot of 12 m² each"),
        (up("40cm", "3"), "40cm³"),
        (up("some 10", "6", " cells"), "some 10⁶ cells"),
        (up("3 × 10", "-9"), "3 × 10⁻⁹"),
        (up("x", "2"), "x²"),
        (up("(a+b)", "2"), "(a+b)²"),
        (up("the 21", "st", " of May"), "the 21st of May"),
        (up("16", "o", "C"), "16ºC"),
        (up("16", "0", "C"), "16⁰C"),
        (up("3", "1", "/2 hours"), "3 1/2 hours"),
        (paragraph("CO", run("2", DOWN), " in H", run("2", DOWN), "O"), "CO2 in H2O"),
        (paragraph("log10", run("2", DOWN)), "log10₂"),
        (paragraph("up", run("7", '<w:position w:val="6"/>')), "up [7]"),
        (paragraph("12", run("3", '<w:rStyle w:val="Mark"/>')), "12 [3]"),
    ],
)
def test_raised_figures_never_join_the_figure_before_them(written, shown):
    """A mark of a note stands apart, and units, powers and ordinals stay what they are."""
    styles = style("Mark", kind="character", words=UP)
    assert aloud(written, styles=styles) == [shown]
    assert aloud(table(row("a", cell(written)), row("b", "c")), styles=styles) == [f"a | {shown} / b | c"]


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        (symbol("Symbol", "F0B0"), "°"),
        (symbol("Symbol", "F061"), "α"),
        (symbol("Symbol", "F0B3"), "≥"),
        (symbol("Wingdings", "F0FC"), "✓"),
        (symbol("Wingdings", "00FB"), "✗"),
        (symbol("Wingdings", "F081"), "①"),
        (symbol("Wingdings", "F0DF"), "←"),
        (symbol("Wingdings", "F0E0"), "→"),
        (symbol("Wingdings", "F0E8"), "→"),
        (run("\uf0e0", '<w:rFonts w:ascii="Wingdings"/>'), "→"),
        (symbol("Wingdings 2", "F050"), "✓"),
        (symbol("MS Gothic", "2612"), "☒"),
        (run("ü", '<w:rFonts w:ascii="Wingdings"/>'), "✓"),
        (run("\uf0fc", '<w:rFonts w:ascii="Wingdings"/>'), "✓"),
        (run("m", '<w:rFonts w:ascii="Symbol"/>'), "μ"),
        (run("≤", '<w:rFonts w:ascii="Symbol"/>'), "≤"),
    ],
)
def test_letters_of_symbol_fonts_are_what_they_show(written, shown):
    """A tick is a tick, whatever letter the file has for it."""
    assert aloud(paragraph("is ", written)) == [f"is {shown}"]


def test_a_symbol_that_is_not_known_is_a_loss():
    """Coverage says how many symbols have no character."""
    found = document(paragraph("is ", symbol("Wingdings 3", "F0FE"), symbol("Symbol", "F0B0")))
    loss = found.coverage.losses[0]
    assert (loss.kind, loss.count, loss.total) == (LossKind.ILLEGIBLE, 1, 2)


def test_hyphens_tabs_and_breaks():
    """A hyphen that does not break is written, a soft one is not, and tabs and breaks part words."""
    parts = (
        "<w:r><w:t>self</w:t><w:noBreakHyphen/><w:t>made coun</w:t><w:softHyphen/><w:t>cil</w:t><w:tab/><w:t>4</w:t>"
        "<w:br/><w:t>5</w:t></w:r>"
    )
    assert aloud(paragraph(parts)) == ["self-made council 4 5"]


def test_an_emoji_is_read_in_the_form_for_older_programs():
    """Of an emoji in two forms the one that is a character is read."""
    two = (
        '<w:r><mc:AlternateContent><mc:Choice Requires="w16se"><w:sym w:font="x" w:char="41"/></mc:Choice>'
        "<mc:Fallback><w:t>☺</w:t></mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert aloud(paragraph("good ", two)) == ["good ☺"]


def test_a_dropped_capital_joins_its_word():
    """A large first letter in a frame of its own is part of the word, in cells too."""
    dropped = paragraph("T", properties=FRAME) + paragraph("he depot")
    assert aloud(dropped, paragraph("Z", properties=FRAME)) == ["The depot", "Z"]
    assert aloud(table(row("a", cell(dropped)), row("b", "c"))) == ["a | The depot / b | c"]


def test_a_reading_stands_in_brackets_after_its_word():
    """Ruby is written as programs without it show it."""
    ruby = f"<w:r><w:ruby><w:rubyPr/><w:rt>{run('reading')}</w:rt><w:rubyBase>{run('word')}</w:rubyBase></w:ruby></w:r>"
    assert aloud(paragraph(ruby)) == ["word(reading)"]


def test_links_of_fields_are_links():
    """A link that is written as a field has its address, and page numbers are read as shown."""
    linked = field_marks(r' HYPERLINK "https://a.example/x" \l "fees" ', run("the "), run("guide"))
    found = document(paragraph("See ", linked, " on page ", field_marks(" PAGEREF x ", run("12"))))
    assert lines(found) == ["paragraph: See the guide on page 12"]
    assert links(found) == ["the guide -> https://a.example/x#fees"]


def test_form_fields_show_their_state():
    """Boxes of a form are ticked or not, and its lists show the chosen entry."""

    def form(inside):
        begin = f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{inside}</w:ffData></w:fldChar></w:r>'
        return begin + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'

    entries = '<w:listEntry w:val="North"/><w:listEntry w:val="South"/>'
    assert aloud(
        paragraph("Paid ", form('<w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox>')),
        paragraph("Late ", form('<w:checkBox><w:default w:val="0"/></w:checkBox>')),
        paragraph("Ward ", form(f'<w:ddList><w:result w:val="1"/>{entries}</w:ddList>')),
    ) == ["Paid ☒", "Late ☐", "Ward South"]


def test_text_boxes_are_read_once_after_their_paragraph():
    """A text box does not part the sentence that it is anchored in, and boxes in boxes and tables in them are read."""
    box = text_box(paragraph("Ring 12."), table(row("a", "b"), row("c", "d")), paragraph(text_box(paragraph("Inner."))))
    old = "<w:r><w:pict><w:txbxContent><w:p><w:r><w:t>Old.</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>"
    found = aloud(paragraph("Gates close ", box, "at ten."), paragraph(old), "End.")
    assert found == ["Gates close at ten.", "Ring 12.", "a | b / c | d", "Inner.", "Old.", "End."]


def test_points_of_a_diagram_are_read_in_its_order():
    """SmartArt is read as a list, in the order in which it is shown."""
    points = "".join(
        f'<dgm:pt modelId="{key}"><dgm:t><a:p><a:r><a:t>{text}</a:t></a:r></a:p></dgm:t></dgm:pt>'
        for key, text in ((3, "Third"), (1, "First"), (2, "Second"), (4, "Inside first"))
    )
    order = "".join(
        f'<dgm:cxn modelId="9{child}" srcId="{above}" destId="{child}" srcOrd="{at}"/>'
        for above, child, at in ((0, 2, 1), (0, 1, 0), (0, 3, 2), (1, 4, 0))
    )
    schema = "http://schemas.openxmlformats.org/drawingml/2006"
    data = (
        f'<dgm:dataModel xmlns:dgm="{schema}/diagram" xmlns:a="{schema}/main"><dgm:ptLst>'
        f'<dgm:pt modelId="0" type="doc"/>{points}</dgm:ptLst><dgm:cxnLst>{order}</dgm:cxnLst></dgm:dataModel>'
    )
    drawn = '<w:r><w:drawing><dgm:relIds r:dm="points"/></w:drawing></w:r>'
    found = document(
        paragraph("Steps", drawn), others={"points": ("diagramData", "word/d/data.xml", data.encode(), "text/xml")}
    )
    assert lines(found) == [
        "paragraph: Steps",
        "list_item 0: First",
        "list_item 1: Inside first",
        "list_item 0: Second",
        "list_item 0: Third",
    ]
    assert found.coverage.losses == ()


def test_lettering_is_read():
    """Words that a drawing shows as lettering are read."""
    drawn = '<w:r><w:pict><v:shape><v:textpath string="Open day"/></v:shape></w:pict></w:r>'
    assert aloud(paragraph("Before", drawn)) == ["Before", "Open day"]
