from documents.docx_package import WordFile, control, in_list, levels, numbered, paragraph, row, run, style, table
from documents.reading_aloud import lines, read

HEADINGS = style("Heading1", "heading 1", paragraph='<w:outlineLvl w:val="0"/>') + style(
    "Heading2", "heading 2", paragraph='<w:outlineLvl w:val="1"/>'
)
BODY_TEXT = '<w:outlineLvl w:val="9"/>'
LISTS = levels(0, ("decimal", "%1."), ("decimal", "%1.%2"), ("lowerLetter", "(%3)"))


def aloud(body, **parts):
    return lines(read(WordFile(body=body, **parts).saved(), "a.docx"))


def bold(text, size=""):
    return paragraph(run(text, f"<w:b/>{size}"))


def test_a_style_inherits_its_level_from_the_style_that_it_is_based_on():
    """A style in any language is a heading if one that it is based on is."""
    styles = HEADINGS + style("X", "Adran", "Heading2") + style("Y", "Is-adran", "X")
    assert aloud(paragraph("One", style="X") + paragraph("Two", style="Y"), styles=styles) == [
        "heading 1: One",
        "heading 1: Two",
    ]


def test_headings_have_names_of_other_languages():
    """The names that Word gives headings in other languages are known."""
    styles = style("a", "Überschrift 1") + style("b", "Pennawd 2") + style("Heading3", "Rubrik tre")
    body = paragraph("One", style="a") + paragraph("Two", style="b") + paragraph("Three", style="Heading3")
    assert aloud(body, styles=styles) == ["heading 1: One", "heading 2: Two", "heading 3: Three"]


def test_an_outline_level_of_body_text_is_no_heading():
    """A paragraph or a style that goes back to body text is a paragraph."""
    styles = HEADINGS + style("Lead", based="Heading1", paragraph=BODY_TEXT)
    body = paragraph("One", style="Lead") + paragraph("Two", style="Heading1", properties=BODY_TEXT)
    assert aloud(body, styles=styles) == ["paragraph: One", "paragraph: Two"]


def test_headings_show_their_numbers():
    """A heading is read with the number that Word shows, from its own list or from that of its style."""
    linked = LISTS.replace('<w:lvlText w:val="%1.%2"/>', '<w:pStyle w:val="Numbered"/><w:lvlText w:val="%1.%2"/>')
    styles = HEADINGS + style("Numbered", based="Heading2", paragraph='<w:numPr><w:numId w:val="1"/></w:numPr>')
    body = "".join(
        [
            paragraph("Terms", style="Heading1", properties=in_list(1)),
            paragraph("Staff", style="Heading1", properties=in_list(1)),
            paragraph("Clerk", style="Numbered"),
            paragraph("", style="Numbered"),
            paragraph("", style="Numbered", properties="<w:rPr><w:del/></w:rPr>"),
            paragraph(run("x", "<w:vanish/>"), style="Numbered", properties="<w:rPr><w:vanish/></w:rPr>"),
            paragraph("Guard", style="Numbered"),
            paragraph("Annex", style="Numbered", properties=in_list(0)),
        ]
    )
    assert aloud(body, styles=styles, numbering=linked + numbered(1, 0)) == [
        "heading 1: 1. Terms",
        "heading 1: 2. Staff",
        "heading 2: 2.1 Clerk",
        "heading 2: 2.3 Guard",
        "heading 2: Annex",
    ]


def test_lists_of_one_definition_count_on_and_a_start_of_its_own_begins_anew():
    """Word counts on in a list of the same definition, except in one that says its own start."""
    anew = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    body = "".join(paragraph(f"item {n}", properties=in_list(n)) for n in (1, 1, 2, 3, 3))
    assert aloud(body, numbering=LISTS + numbered(1, 0) + numbered(2, 0) + numbered(3, 0, anew)) == [
        "list_item 0: 1. item 1",
        "list_item 0: 2. item 1",
        "list_item 0: 3. item 2",
        "list_item 0: 1. item 3",
        "list_item 0: 2. item 3",
    ]


def test_a_list_may_take_its_levels_from_a_list_style():
    """A definition that refers to a list style has that style's levels."""
    styles = style("Law", kind="numbering", paragraph='<w:numPr><w:numId w:val="2"/></w:numPr>')
    linked = levels(5, inside='<w:numStyleLink w:val="Law"/>')
    numbering = linked + levels(6, ("upperRoman", "Part %1")) + numbered(1, 5) + numbered(2, 6)
    assert aloud(paragraph("one", properties=in_list(1)), styles=styles, numbering=numbering) == [
        "list_item 0: Part I one"
    ]


def test_bullets_that_say_something_are_shown():
    """Ticks, crosses and boxes are read, and other bullets are not."""
    font = '<w:rPr><w:rFonts w:ascii="Wingdings"/></w:rPr></w:lvl>'
    ticks = levels(0, ("bullet", "\uf0fc")).replace("</w:lvl>", font)
    numbering = ticks + levels(1, ("bullet", "☐")) + levels(2, ("bullet", "•"))
    numbering += numbered(1, 0) + numbered(2, 1) + numbered(3, 2)
    body = "".join(paragraph(text, properties=in_list(n)) for n, text in ((1, "paper"), (2, "glass"), (3, "tins")))
    assert aloud(body, numbering=numbering) == [
        "list_item 0: ✓ paper",
        "list_item 0: ☐ glass",
        "list_item 0: tins",
    ]


def test_short_bold_lines_above_text_are_headings():
    """In a document without headings, bold lines above text are its headings, and the larger one on top its title."""
    body = (
        bold("Garden rules", '<w:sz w:val="32"/>')
        + bold("Gates")
        + paragraph("Gates close at ten.")
        + bold("Dogs")
        + paragraph("Dogs stay on a lead.")
    )
    assert aloud(body) == [
        "heading 1: Garden rules",
        "heading 2: Gates",
        "paragraph: Gates close at ten.",
        "heading 2: Dogs",
        "paragraph: Dogs stay on a lead.",
    ]


def test_bold_lines_below_a_heading_are_headings_below_it():
    """In a document with fewer headings than bold titles, these stand one level below."""
    body = paragraph("Park", style="Heading1") + bold("Gates") + paragraph("They close.")
    assert aloud(body + bold("Dogs") + paragraph("They stay."), styles=HEADINGS) == [
        "heading 1: Park",
        "heading 2: Gates",
        "paragraph: They close.",
        "heading 2: Dogs",
        "paragraph: They stay.",
    ]


def test_bold_lines_of_a_document_with_headings_stay_paragraphs():
    """A document with headings of its own uses bold lines for something else."""
    body = "".join(
        paragraph(f"Part {n}", style="Heading1") + bold(f"Line {n}") + paragraph("Some text.") for n in range(3)
    )
    assert "heading 2" not in " ".join(aloud(body, styles=HEADINGS))


def test_speakers_lead_ins_and_sentences_in_bold_are_no_headings():
    """Bold lines that name a speaker, lead into a list or are sentences stay paragraphs."""
    body = (
        bold("Gates")
        + paragraph("They close.")
        + bold("Dogs")
        + paragraph("“We like the park as it is now.”")
        + bold("Ann Other, gardener")
        + paragraph("More text.")
        + bold("You need:")
        + paragraph("a key", properties=in_list(1))
        + bold("Never leave the gate open.")
        + paragraph("It swings.")
    )
    found = aloud(body, numbering=LISTS + numbered(1, 0))
    assert [line for line in found if line.startswith("heading")] == ["heading 1: Gates", "heading 1: Dogs"]


def test_bold_labels_of_short_entries_are_no_headings():
    """In a form, bold labels stand above entries that are shorter than they are."""
    labels = "".join(bold(f"Name of applicant {n}") + paragraph("Ann") for n in range(4))
    texts = bold("Gates") + paragraph("They close at ten.") + bold("Dogs") + paragraph("They stay on a lead.")
    assert "heading" not in " ".join(aloud(labels + texts))


def test_bold_lines_that_mostly_stand_above_tables_are_no_headings():
    """Where most bold lines have no text of their own below, they are something else."""
    titles = "".join(bold(f"Table {n}") + table(row("a", "b"), row("c", "d")) for n in range(5))
    texts = bold("Gates") + paragraph("They close at ten.") + bold("Dogs") + paragraph("They stay on a lead.")
    assert "heading" not in " ".join(aloud(titles + texts))


def test_one_bold_line_is_no_heading():
    """One bold line is no sign that a document uses them as headings."""
    assert aloud(bold("Gates") + paragraph("They close.")) == ["paragraph: Gates", "paragraph: They close."]


def test_a_title_over_two_paragraphs_is_one_heading():
    """A title whose first part ends in a colon keeps its second part, in bold or as headings."""
    mill, weir = "It grinds corn for the valley.", "It holds the water back."
    parted = bold("Case study:") + bold("The old mill") + paragraph(mill) + bold("Weir") + paragraph(weir)
    assert aloud(parted)[:2] == ["heading 1: Case study: The old mill", f"paragraph: {mill}"]
    styled = paragraph("Case study:", style="Heading2") + paragraph("The old mill", style="Heading2")
    assert aloud(styled + paragraph("It grinds."), styles=HEADINGS) == [
        "heading 1: Case study: The old mill",
        "paragraph: It grinds.",
    ]


def test_a_heading_in_a_control_is_a_heading():
    """A content control around a heading changes nothing."""
    assert aloud(control(paragraph("One", style="Heading1")), styles=HEADINGS) == ["heading 1: One"]
