from documents.docx_package import WordFile, cell, paragraph, row, run, table
from documents.reading_aloud import lines, links, read

BOLD = "<w:b/>"


def reference(number, kind="footnote", more=""):
    return f'<w:r><w:{kind}Reference w:id="{number}" {more}/></w:r>'


def note(number, *paragraphs, kind="footnote"):
    return f'<w:{kind} w:id="{number}">{"".join(map(paragraph, paragraphs))}</w:{kind}>'


def aloud(**parts):
    return lines(read(WordFile(**parts).saved(), "a.docx"))


def test_footnotes_and_endnotes_follow_their_paragraph_with_their_mark():
    """A note is read, and its mark stands apart from the figure before it."""
    found = read(
        WordFile(
            body=paragraph("The bridge costs £4", reference(7), " with tolls", reference(1, "endnote"), ".")
            + paragraph("Next."),
            footnotes=note(7, "Without the ramps."),
            endnotes=note(1, "Survey of bridges.", kind="endnote"),
        ).saved(),
        "a.docx",
    )
    assert lines(found) == [
        "paragraph: The bridge costs £4 [1] with tolls [i].",
        "paragraph: [1] Without the ramps.",
        "paragraph: [i] Survey of bridges.",
        "paragraph: Next.",
    ]
    assert found.coverage.stored.notes == found.coverage.seen.notes == 2
    assert found.coverage.losses == ()


def test_notes_are_numbered_as_the_document_says():
    """The marks have the form and the start that the document sets."""
    settings = '<w:footnotePr><w:numFmt w:val="lowerLetter"/><w:numStart w:val="3"/></w:footnotePr>'
    body = paragraph("One", reference(5), " two", reference(2), ".")
    assert aloud(body=body, settings=settings, footnotes=note(2, "Two.") + note(5, "One."))[0] == (
        "paragraph: One [c] two [d]."
    )


def test_a_mark_that_the_author_typed_is_kept():
    """A mark of the author's own is shown in the text, and once in the note."""
    own = '<w:r><w:footnoteReference w:customMarkFollows="1" w:id="1"/><w:t>*</w:t></w:r>'
    assert aloud(body=paragraph("Worth 12", own, " now"), footnotes=note(1, "* At cost.")) == [
        "paragraph: Worth 12 [*] now",
        "paragraph: * At cost.",
    ]


def test_a_note_of_several_paragraphs_with_a_link_is_one_piece():
    """A note is one paragraph, and its links are kept."""
    linked = '<w:hyperlink r:id="x"><w:r><w:t>more</w:t></w:r></w:hyperlink>'
    part = '<w:footnote w:id="1">' + paragraph("See ", linked) + paragraph("and more") + "</w:footnote>"
    found = read(WordFile(body=paragraph("A", reference(1)), footnotes=part).saved(), "a.docx")
    assert lines(found)[1:] == ["paragraph: [1] See more and more"]
    assert links(found) == []


def test_notes_of_a_table_stand_below_it():
    """A note that a cell refers to follows the table."""
    assert aloud(
        body=table(row("Ward", cell(paragraph("12", reference(1)))), row("b", "c")), footnotes=note(1, "Estimated.")
    ) == ["table: Ward | 12 [1] / b | c", "paragraph: [1] Estimated."]


def test_a_note_does_not_part_a_quotation_from_its_speaker_or_a_list():
    """Notes wait for the speaker of a quotation and for the end of a list."""
    body = paragraph("“We walk to the harbour every day", reference(1), ".”") + paragraph(run("Ann Other", BOLD))
    assert aloud(body=body, footnotes=note(1, "Diary.")) == [
        "quotation: “We walk to the harbour every day [1].”",
        "paragraph: Ann Other",
        "paragraph: [1] Diary.",
    ]


def test_deleted_references_and_notes_without_a_reference_are_not_read():
    """A note is read only if the text refers to it."""
    gone = f"<w:del>{reference(1)}</w:del>"
    found = read(
        WordFile(
            body=paragraph("A", gone, "B", reference(2)),
            footnotes=note(1, "Deleted.") + note(2, "Kept.") + note(3, "Nowhere."),
        ).saved(),
        "a.docx",
    )
    assert lines(found) == ["paragraph: AB [1]", "paragraph: [1] Kept."]
    assert [(part.reason, part.characters) for part in found.coverage.left_out] == [("deleted text", 8)]
    assert found.coverage.losses == ()


def test_a_document_whose_only_text_is_a_note_is_read():
    """A document with words in a note alone is not empty."""
    assert aloud(body=paragraph(reference(1)), footnotes=note(1, "All there is.")) == [
        "paragraph: [1]",
        "paragraph: [1] All there is.",
    ]
