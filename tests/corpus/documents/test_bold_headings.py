from trendsqa.corpus.documents.bold_headings import with_bold_headings
from trendsqa.corpus.documents.document import BlockKind
from trendsqa.corpus.documents.parsed_block import ParsedBlock


def paragraph(text, *, strong=False):
    return ParsedBlock(BlockKind.PARAGRAPH, text, strong=strong)


LONG = paragraph("The rent is due on the first day of every month, by card or at the desk.")
QUOTATION = ParsedBlock(BlockKind.QUOTATION, "“The rent was never late in all those years.”")


def headings(*pieces):
    return [(piece.text, piece.level) for piece in with_bold_headings(pieces) if piece.kind is BlockKind.HEADING]


def test_short_bold_paragraphs_above_plain_text_are_headings_below_the_last_real_one():
    real = ParsedBlock(BlockKind.HEADING, "Tenants", level=2)
    bold = [paragraph(title, strong=True) for title in ("Rent", "Repairs and keys")]
    assert headings(real, bold[0], LONG, bold[1], LONG) == [("Tenants", 2), ("Rent", 3), ("Repairs and keys", 3)]
    assert headings(real, bold[0], LONG, real, bold[1], LONG) == [("Tenants", 2)] * 2
    assert headings(bold[0], LONG, bold[1], LONG) == [("Rent", 1), ("Repairs and keys", 1)]


def test_one_bold_line_alone_is_no_heading():
    assert headings(LONG, paragraph("Please note", strong=True), LONG) == []


def test_speakers_sentences_lead_ins_and_runs_of_bold_lines_are_no_headings():
    speaker = paragraph("Ada Moor, tenant", strong=True)
    assert headings(QUOTATION, speaker, LONG, QUOTATION, speaker, LONG) == []
    for text in ("Rent is due now.", "You need:", "and so on", "Ring us; we answer,"):
        assert headings(paragraph(text, strong=True), LONG, paragraph(text, strong=True), LONG) == []
    lines = [paragraph(text, strong=True) for text in ("Town Hall", "Quay Street", "Northport")]
    assert headings(*lines, LONG) == []
